#include "tests/nn_arch/key_list.h"

#include "core/nn/arch/registry.h"
#include "core/nn/torch_model.h"
#include "tests/nn_arch/parity.h"

#include <numeric>

namespace kinovar::test {

namespace {

/// As a trained network would have it, so that nothing vanishes or explodes.
nn::Weight weight_of(const KeyShape& one) {
    if (one.integer) {
        nn::Weight counter;
        counter.stored = nn::StoredType::Integer;
        counter.shape = one.shape;
        counter.integers = {1};
        return counter;
    }
    constexpr double kSmall = 0.05;
    constexpr double kAroundOne = 0.3;
    if (one.key.ends_with("running_var") || one.key == "std") {
        return formula_weight(one.key, one.shape, 1, kAroundOne);
    }
    if (one.shape.size() == 1) {
        const bool scale = one.key.ends_with(".weight");
        return formula_weight(one.key, one.shape, scale ? 1 : 0, scale ? kAroundOne : kSmall);
    }
    return formula_weight(one.key, one.shape, 0, spread_of_fan(one.shape));
}

nn::StateDict weights_of(const std::vector<KeyShape>& keys) {
    nn::StateDict weights;
    for (const KeyShape& one : keys) {
        EXPECT_OK(weights.add(one.key, weight_of(one)));
    }
    return weights;
}

void expect_refused(const std::vector<KeyShape>& keys, const std::string& key) {
    const auto built = nn::build_network(weights_of(keys));
    ASSERT_FALSE(built.has_value()) << key;
    EXPECT_NE(built.error().message.find(key), std::string::npos) << built.error().message;
}

} // namespace

KeyList& KeyList::tensor(const std::string& key, std::vector<std::int64_t> shape) {
    keys_.push_back({key, std::move(shape)});
    return *this;
}

KeyList& KeyList::conv(const std::string& key, std::int64_t out, std::int64_t in,
                       std::int64_t kernel, bool bias) {
    tensor(key + ".weight", {out, in, kernel, kernel});
    return bias ? tensor(key + ".bias", {out}) : *this;
}

KeyList& KeyList::spectral_conv(const std::string& key, std::int64_t out, std::int64_t in,
                                std::int64_t kernel, bool bias) {
    if (bias) {
        tensor(key + ".bias", {out});
    }
    return tensor(key + ".weight_orig", {out, in, kernel, kernel})
        .tensor(key + ".weight_u", {out})
        .tensor(key + ".weight_v", {in * kernel * kernel});
}

KeyList& KeyList::deconv(const std::string& key, std::int64_t in, std::int64_t out,
                         std::int64_t kernel) {
    return tensor(key + ".weight", {in, out, kernel, kernel}).tensor(key + ".bias", {out});
}

KeyList& KeyList::linear(const std::string& key, std::int64_t out, std::int64_t in) {
    return tensor(key + ".weight", {out, in}).tensor(key + ".bias", {out});
}

KeyList& KeyList::batch_norm(const std::string& key, std::int64_t channels) {
    layer_norm(key, channels);
    tensor(key + ".running_mean", {channels}).tensor(key + ".running_var", {channels});
    keys_.push_back({key + ".num_batches_tracked", {}, true});
    return *this;
}

KeyList& KeyList::layer_norm(const std::string& key, std::int64_t channels) {
    return tensor(key + ".weight", {channels}).tensor(key + ".bias", {channels});
}

nn::StateDict KeyList::weights() const {
    return weights_of(keys_);
}

nn::Array random_input(std::vector<std::int64_t> shape, const std::string& name) {
    nn::Weight numbers = formula_weight(name, std::move(shape), 0.5, 0.5);
    return {numbers.shape, std::move(numbers.values)};
}

nn::ModelInfo expect_architecture(const KeyList& keys, const std::string& architecture,
                                  const std::vector<nn::Array>& inputs,
                                  const std::vector<std::vector<std::int64_t>>& output_shapes,
                                  const std::vector<std::string>& keys_to_break) {
    for (const std::string& key : keys_to_break) {
        std::vector<KeyShape> broken = keys.keys();
        const auto one = std::ranges::find(broken, key, &KeyShape::key);
        EXPECT_NE(one, broken.end()) << key;
        if (one != broken.end()) {
            one->shape.back() += 1;
            expect_refused(broken, key);
            broken.erase(one);
            expect_refused(broken, key);
        }
    }
    std::vector<KeyShape> more = keys.keys();
    more.push_back({"nobody.knows.this", {3}});
    expect_refused(more, "nobody.knows.this");

    auto built = nn::build_network(keys.weights());
    EXPECT_OK(built);
    if (!built) {
        return {};
    }
    EXPECT_EQ(built->info.architecture, architecture);
    const auto model = nn::make_model(std::move(*built));
    const auto first = run_model(*model, inputs);
    const auto second = run_model(*model, inputs);
    EXPECT_EQ(first.size(), output_shapes.size());
    EXPECT_EQ(first.size(), model->info().outputs.size());
    for (std::size_t i = 0; i < std::min(first.size(), output_shapes.size()); ++i) {
        EXPECT_EQ(first[i].shape, output_shapes[i]) << i;
        EXPECT_EQ(worst_difference(first[i], second.at(i)), 0) << i;
    }
    return model->info();
}

void expect_recognised(const std::vector<KeyShape>& keys, const std::string& architecture) {
    const auto built = nn::build_network(zero_weights(keys));
    EXPECT_OK(built);
    if (built) {
        EXPECT_EQ(built->info.architecture, architecture);
    }
}

std::vector<KeyShape> with_prefix(const std::string& prefix, std::vector<KeyShape> keys) {
    for (KeyShape& one : keys) {
        one.key.insert(0, prefix);
    }
    return keys;
}

} // namespace kinovar::test
