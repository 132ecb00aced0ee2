#pragma once

#include "core/nn/net.h"
#include "tests/nn_arch/formula_weights.h"

namespace kinovar::test {

/// Keys and shapes of a small network that a test makes up.
class KeyList {
public:
    KeyList& tensor(const std::string& key, std::vector<std::int64_t> shape);
    /// `key`.weight and, if wanted, `key`.bias
    KeyList& conv(const std::string& key, std::int64_t out, std::int64_t in, std::int64_t kernel,
                  bool bias = true);
    /// weight_orig, weight_u, weight_v
    KeyList& spectral_conv(const std::string& key, std::int64_t out, std::int64_t in,
                           std::int64_t kernel, bool bias = true);
    KeyList& deconv(const std::string& key, std::int64_t in, std::int64_t out, std::int64_t kernel);
    KeyList& linear(const std::string& key, std::int64_t out, std::int64_t in);
    /// weight, bias, running_mean, running_var, num_batches_tracked
    KeyList& batch_norm(const std::string& key, std::int64_t channels);
    KeyList& layer_norm(const std::string& key, std::int64_t channels);

    [[nodiscard]] const std::vector<KeyShape>& keys() const { return keys_; }
    /// Weights that keep the size of what passes through; the same at every call.
    [[nodiscard]] nn::StateDict weights() const;

private:
    std::vector<KeyShape> keys_;
};

/// Numbers from 0 to 1, the same at every call.
nn::Array random_input(std::vector<std::int64_t> shape, const std::string& name = "input");

/// The network is recognised as `architecture` and takes every key; its outputs are finite, have
/// these shapes and repeat. A tensor of a wrong shape, a missing and a left-over one are refused by
/// name. Returns the info.
nn::ModelInfo expect_architecture(const KeyList& keys, const std::string& architecture,
                                  const std::vector<nn::Array>& inputs,
                                  const std::vector<std::vector<std::int64_t>>& output_shapes,
                                  const std::vector<std::string>& keys_to_break);

/// The official model of this list of keys is recognised as `architecture`, and every key is taken.
void expect_recognised(const std::vector<KeyShape>& keys, const std::string& architecture);

/// The keys of several networks in one file.
std::vector<KeyShape> with_prefix(const std::string& prefix, std::vector<KeyShape> keys);

} // namespace kinovar::test
