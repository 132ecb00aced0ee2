#include "core/train/compact_net.h"
#include "tests/support/support.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

namespace kinovar::train {
namespace {

at::Tensor any_picture(int width, int height) {
    at::manual_seed(5);
    return at::rand({2, 1, height, width});
}

/// The blocks of the body as they were thought: branch after branch, without folding.
at::Tensor unfolded(const TrainableNet& net, const at::Tensor& input) {
    const at::NoGradGuard no_gradients;
    const auto& p = net.parameters();
    const std::int64_t f = net.shape().features;
    const auto prelu = [&](const at::Tensor& values, std::int64_t i) {
        return at::prelu(values, p[9][i]);
    };
    at::Tensor x = prelu(at::conv2d(input, p[0], p[1], 1, 1), 0);
    const at::Tensor sobel = at::tensor({1.F, 0.F, -1.F, 2.F, 0.F, -2.F, 1.F, 0.F, -1.F}) / 8;
    const at::Tensor across = sobel.view({3, 3}).t().contiguous().view({9});
    const at::Tensor laplace = at::tensor({0.F, 1.F, 0.F, 1.F, -4.F, 1.F, 0.F, 1.F, 0.F}) / 8;
    const std::vector<at::Tensor> filters{sobel, across, laplace};
    for (std::int64_t n = 0; n < net.shape().depth; ++n) {
        at::Tensor sum = at::conv2d(x, p[2][n], p[3][n], 1, 1) + x;
        const at::Tensor wide = at::conv2d(x, p[4][n].view({2 * f, f, 1, 1}));
        const at::Tensor expand = p[5][n].view({f, 3, 3, 2 * f}).permute({0, 3, 1, 2});
        sum = sum + at::conv2d(wide, expand, {}, 1, 1);
        for (std::int64_t i = 0; i < 3; ++i) {
            const at::Tensor mixed = at::conv2d(x, p[6][n].select(1, i).reshape({f, f, 1, 1}));
            const at::Tensor filter =
                filters[static_cast<std::size_t>(i)].view({1, 1, 3, 3}).repeat({f, 1, 1, 1});
            sum = sum + at::conv2d(mixed, filter, {}, 1, 1, 1, f);
        }
        x = prelu(sum, n + 1);
    }
    x = at::conv2d(x, p[7], p[8], 1, 1);
    const std::int64_t scale = net.shape().scale;
    const at::Tensor nearest = input.repeat_interleave(scale, 2).repeat_interleave(scale, 3);
    return (scale > 1 ? at::pixel_shuffle(x, scale) : x) + nearest;
}

TEST(CompactNet, FoldedNetworkIsTheOneThatWasTrained) {
    for (const int scale : {1, 2, 3}) {
        const TrainableNet net({16, 3, scale}, 11, at::kCPU);
        const at::Tensor input = any_picture(21, 14);
        const at::Tensor folded = net.fold().detached().forward(input, at::kFloat);
        const at::Tensor expected = unfolded(net, input);
        ASSERT_EQ(folded.sizes(), expected.sizes());
        EXPECT_LT((folded - expected).abs().max().item<float>(), 1e-5F) << "scale " << scale;
        EXPECT_GT((folded - at::zeros_like(folded)).abs().max().item<float>(), 0.1F);
    }
}

TEST(CompactNet, ParametersAreCounted) {
    const NetShape shape{32, 12, 2};
    EXPECT_EQ(shape.parameters(), 112868);
    std::int64_t counted = 0;
    for (const at::Tensor& tensor : TrainableNet(shape, 1, at::kCPU).fold().tensors()) {
        counted += tensor.numel();
    }
    EXPECT_EQ(counted, shape.parameters());
    EXPECT_LE(shape.parameters(), 120000);
}

TEST(CompactNet, NamesAreThoseOfTheClass) {
    const auto named = TrainableNet({16, 2, 2}, 1, at::kCPU).fold().named();
    std::map<std::string, std::vector<std::int64_t>> shapes;
    for (const auto& tensor : named) {
        shapes[tensor.key] = tensor.shape;
    }
    const std::map<std::string, std::vector<std::int64_t>> expected{
        {"body.0.weight", {16, 1, 3, 3}},  {"body.0.bias", {16}}, {"body.1.weight", {16}},
        {"body.2.weight", {16, 16, 3, 3}}, {"body.2.bias", {16}}, {"body.3.weight", {16}},
        {"body.4.weight", {16, 16, 3, 3}}, {"body.4.bias", {16}}, {"body.5.weight", {16}},
        {"body.6.weight", {4, 16, 3, 3}},  {"body.6.bias", {4}}};
    EXPECT_EQ(shapes, expected);
}

TEST(CompactNet, WhatIsWrittenIsReadBack) {
    const test::TemporaryFolder folder;
    const PlainNet net = TrainableNet({16, 2, 2}, 3, at::kCPU).fold().detached();
    ASSERT_OK(nn::write_safetensors(folder / "net.safetensors", net.named(), {{"name", "net"}}));
    const auto read = read_plain_net(folder / "net.safetensors");
    ASSERT_OK(read);
    const at::Tensor input = any_picture(9, 12);
    EXPECT_TRUE(at::equal(read->forward(input, at::kFloat), net.forward(input, at::kFloat)));
}

TEST(CompactNet, OtherWeightsAreRefused) {
    const test::TemporaryFolder folder;
    const auto file = folder / "other.safetensors";
    ASSERT_OK(nn::write_safetensors(file, {{"conv.weight", {1}, {1.F}}}, {}));
    const auto read = read_plain_net(file);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().message.find("other.safetensors"), std::string::npos);
    EXPECT_NE(read.error().message.find("SRVGGNetCompact"), std::string::npos);

    std::ofstream(folder / "text.safetensors") << "this is not a weight file at all";
    EXPECT_FALSE(read_plain_net(folder / "text.safetensors"));
    EXPECT_FALSE(read_plain_net(folder / "missing.safetensors"));
}

TEST(CompactNet, MixedPrecisionIsCloseToFloat) {
    const TrainableNet net({16, 3, 2}, 11, at::kCPU);
    const at::Tensor input = any_picture(24, 24);
    const PlainNet folded = net.fold().detached();
    const at::Tensor exact = folded.forward(input, at::kFloat);
    const at::Tensor mixed = folded.forward(input, at::kBFloat16);
    // bfloat16 keeps 8 bits.
    EXPECT_LT((exact - mixed).abs().max().item<float>(), 0.05F);
}

} // namespace
} // namespace kinovar::train
