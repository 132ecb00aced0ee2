#include "core/nn/arch/registry.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"
#include "tests/nn_arch/set5.h"

#include <fmt/format.h>

namespace kinovar {
namespace {

constexpr int kFeatures = 4;

void add_row(test::KeyList& keys, const std::string& key, int in) {
    keys.conv(key + ".sk", kFeatures, in, 1).conv(key + ".conv.0", 2 * in, in, 1);
    keys.conv(key + ".conv.1", 2 * kFeatures, 2 * in, 3);
    keys.conv(key + ".conv.2", kFeatures, 2 * kFeatures, 1);
    keys.conv(key + ".eval_conv", kFeatures, in, 3);
}

template <class AddConv>
test::KeyList span_keys(AddConv add_conv) {
    test::KeyList keys;
    add_conv(keys, "conv_1", 3);
    for (int block = 1; block <= 2; ++block) {
        for (int conv = 1; conv <= 3; ++conv) {
            add_conv(keys, fmt::format("block_{}.c{}_r", block, conv), kFeatures);
        }
    }
    add_conv(keys, "conv_2", kFeatures);
    keys.conv("conv_cat", kFeatures, 4 * kFeatures, 1).conv("upsampler.0", 12, kFeatures, 3);
    return keys;
}

at::Tensor tensor_of(const nn::StateDict& weights, const std::string& key) {
    const nn::Weight* weight = weights.find(key);
    return at::tensor(weight->values).view(weight->shape);
}

/// The merged kernel of a row, found from what the row does to single dots: not by multiplying
/// matrices, as the network does it.
nn::Weight kernel_of_row(const nn::StateDict& weights, const std::string& key) {
    const auto part = [&](const char* name) { return tensor_of(weights, key + name); };
    const std::int64_t in = part(".sk.weight").size(1);
    at::Tensor dots = at::zeros({in, in, 5, 5});
    for (std::int64_t i = 0; i < in; ++i) {
        dots[i][i][2][2] = 1;
    }
    at::Tensor row = at::conv2d(dots, part(".conv.0.weight"));
    row = at::conv2d(row, part(".conv.1.weight"), {}, 1, 1);
    row = at::conv2d(row, part(".conv.2.weight")) + at::conv2d(dots, part(".sk.weight"));
    // An answer to a dot is the kernel turned by 180°.
    const at::Tensor kernel =
        row.narrow(2, 1, 3).narrow(3, 1, 3).flip({2, 3}).transpose(0, 1).contiguous();
    return {nn::StoredType::Float32,
            kernel.sizes().vec(),
            {kernel.data_ptr<float>(), kernel.data_ptr<float>() + kernel.numel()},
            {}};
}

nn::Weight bias_of_row(const nn::StateDict& weights, const std::string& key) {
    const auto part = [&](const char* name) { return tensor_of(weights, key + name); };
    const std::int64_t in = part(".sk.weight").size(1);
    at::Tensor row =
        at::conv2d(at::zeros({1, in, 3, 3}), part(".conv.0.weight"), part(".conv.0.bias"));
    row = at::conv2d(row, part(".conv.1.weight"), part(".conv.1.bias"));
    row = at::conv2d(row, part(".conv.2.weight"), part(".conv.2.bias"));
    const at::Tensor bias = (row.view({-1}) + part(".sk.bias")).contiguous();
    return {nn::StoredType::Float32,
            bias.sizes().vec(),
            {bias.data_ptr<float>(), bias.data_ptr<float>() + bias.numel()},
            {}};
}

TEST(Span, RowsAndMergedKernelsMakeTheSamePicture) {
    const test::KeyList keys = span_keys(&add_row);
    const auto input = test::random_input({1, 3, 9, 11});
    const auto info = test::expect_architecture(
        keys, "SPAN", {input}, {{1, 3, 18, 22}},
        {"block_1.c2_r.conv.1.weight", "conv_2.sk.bias", "conv_cat.bias"});
    EXPECT_EQ(info.scale, 2);
    const nn::StateDict rows = keys.weights();
    nn::StateDict merged;
    for (const std::string& key : rows.keys()) {
        const auto at_row = key.find(".eval_conv.");
        const std::string stem = key.substr(0, at_row);
        if (at_row == std::string::npos && key.find(".conv.") == std::string::npos &&
            key.find(".sk.") == std::string::npos) {
            ASSERT_OK(merged.add(key, *rows.find(key)));
        } else if (key.ends_with(".eval_conv.weight")) {
            ASSERT_OK(merged.add(key, kernel_of_row(rows, stem)));
        } else if (key.ends_with(".eval_conv.bias")) {
            ASSERT_OK(merged.add(key, bias_of_row(rows, stem)));
        }
    }
    auto from_rows = nn::build_network(keys.weights());
    ASSERT_OK(from_rows);
    auto from_merged = nn::build_network(std::move(merged));
    ASSERT_OK(from_merged);
    const auto wanted = test::run_net(std::move(*from_rows), {input});
    const auto found = test::run_net(std::move(*from_merged), {input});
    ASSERT_EQ(found.size(), 1U);
    const float largest =
        std::abs(*std::max_element(wanted[0].values.begin(), wanted[0].values.end(),
                                   [](float a, float b) { return std::abs(a) < std::abs(b); }));
    test::expect_close(found[0], wanted[0], 1e-5F * std::max(1.0F, largest));
}

TEST(Span, ParityWithAStaleMergedKernel) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_span_x4");
    test::expect_parity(folder, 5e-5F);
}

TEST(Span, ParityOfHalfPrecisionWeights) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_span_x2_half");
    test::expect_parity(folder, 5e-5F);
}

TEST(Span, ParityOfRealMergedWeights) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g3_span_ntire24_team38");
    const auto model = test::expect_parity(folder, 5e-5F);
    ASSERT_NE(model, nullptr);
    KINOVAR_NEEDS_SHARED(bench, "data/bench");
    EXPECT_NEAR(test::set5_psnr(*model, bench),
                test::expected_psnr(folder / "psnr_set5.json", "x4"), 0.005);
}

} // namespace
} // namespace kinovar
