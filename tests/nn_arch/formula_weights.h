#pragma once

#include "core/nn/loaders/state_dict.h"

#include <filesystem>
#include <map>

namespace kinovar::test {

// Weights that are made from nothing but their key, so that a test and an engine elsewhere make the
// same ones (parity/g2_fullsize_formula/README.txt).

/// Number `index` of the key's row: even in [-1, 1) and exact in float32.
float formula_value(std::string_view key, std::uint64_t index);

/// offset + spread · formula_value
nn::Weight formula_weight(std::string_view key, std::vector<std::int64_t> shape, double offset,
                          double spread);

/// The spread that keeps the size of what a layer of this shape passes on: √(3 / fan-in).
double spread_of_fan(const std::vector<std::int64_t>& shape);

/// One tensor of a list of keys.
struct KeyShape {
    std::string key;
    std::vector<std::int64_t> shape;
    bool integer = false;
};

/// The keys and shapes of an official model (keys_*.json of the parity folders).
std::vector<KeyShape> read_keys(const std::filesystem::path& file);

/// All zero; for tests of recognition.
nn::StateDict zero_weights(const std::vector<KeyShape>& keys);

/// By the rules of one network of rules.json. Integers and what the rules keep as its constructor
/// made it are zero, unless given in `given`, which goes before all rules.
nn::StateDict formula_weights(const std::vector<KeyShape>& keys, const std::filesystem::path& rules,
                              const std::string& network,
                              const std::map<std::string, nn::Weight>& given = {});

} // namespace kinovar::test
