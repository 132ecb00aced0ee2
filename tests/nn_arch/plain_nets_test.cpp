// Architectures that are rows of convolutions, against the same written out with operators.

#include "core/nn/arch/registry.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"

#include <fmt/format.h>

namespace kinovar {
namespace {

/// The weights by key, for references.
class Reference {
public:
    explicit Reference(const test::KeyList& keys) : weights_(keys.weights()) {}

    [[nodiscard]] at::Tensor tensor(const std::string& key) const {
        const nn::Weight* weight = weights_.find(key);
        EXPECT_NE(weight, nullptr) << key;
        return at::tensor(weight->values).view(weight->shape);
    }
    [[nodiscard]] at::Tensor conv(const at::Tensor& input, const std::string& key,
                                  std::int64_t padding, std::int64_t groups = 1) const {
        return at::conv2d(input, tensor(key + ".weight"), tensor(key + ".bias"), 1, padding, 1,
                          groups);
    }

private:
    nn::StateDict weights_;
};

at::Tensor tensor_of(const nn::Array& array) {
    return at::tensor(array.values).view(array.shape);
}

void expect_result(const test::KeyList& keys, const nn::Array& input, const at::Tensor& wanted) {
    auto built = nn::build_network(keys.weights());
    ASSERT_OK(built);
    const auto outputs = test::run_net(std::move(*built), {input});
    ASSERT_EQ(outputs.size(), 1U);
    const at::Tensor plain = wanted.contiguous();
    const nn::Array expected{plain.sizes().vec(),
                             {plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel()}};
    constexpr float kTolerance = 2e-5F; // float32, another order of summation
    test::expect_close(outputs[0], expected, kTolerance);
}

at::Tensor mean_colour() {
    return at::tensor({0.4488F, 0.4371F, 0.4040F}).view({1, 3, 1, 1});
}

TEST(Srvgg, IsARowOfConvolutionsOverTheEnlargedPicture) {
    test::KeyList keys;
    keys.conv("body.0", 8, 3, 3).tensor("body.1.weight", {8});
    keys.conv("body.2", 8, 8, 3).tensor("body.3.weight", {8});
    keys.conv("body.4", 12, 8, 3);
    const auto input = test::random_input({1, 3, 11, 9});
    const auto info = test::expect_architecture(keys, "SRVGGNetCompact", {input}, {{1, 3, 22, 18}},
                                                {"body.0.bias", "body.3.weight", "body.4.bias"});
    EXPECT_EQ(info.scale, 2);
    EXPECT_EQ(info.receptive_radius, 3);
    const Reference net(keys);
    const at::Tensor picture = tensor_of(input);
    at::Tensor blob = at::prelu(net.conv(picture, "body.0", 1), net.tensor("body.1.weight"));
    blob = at::prelu(net.conv(blob, "body.2", 1), net.tensor("body.3.weight"));
    blob = at::pixel_shuffle(net.conv(blob, "body.4", 1), 2);
    expect_result(keys, input, blob + picture.repeat_interleave(2, 2).repeat_interleave(2, 3));
}

TEST(Edsr, IsResidualAroundTheMeanColour) {
    test::KeyList keys;
    keys.conv("conv_first", 6, 3, 3);
    keys.conv("body.0.conv1", 6, 6, 3).conv("body.0.conv2", 6, 6, 3);
    keys.conv("conv_after_body", 6, 6, 3).conv("upsample.0", 54, 6, 3).conv("conv_last", 3, 6, 3);
    const auto input = test::random_input({1, 3, 10, 8});
    const auto info = test::expect_architecture(keys, "EDSR", {input}, {{1, 3, 30, 24}},
                                                {"body.0.conv2.weight", "upsample.0.bias"});
    EXPECT_EQ(info.scale, 3);
    const Reference net(keys);
    const at::Tensor first = net.conv((tensor_of(input) - mean_colour()) * 255, "conv_first", 1);
    at::Tensor blob = net.conv(at::relu(net.conv(first, "body.0.conv1", 1)), "body.0.conv2", 1);
    blob = net.conv(blob * 0.1 + first, "conv_after_body", 1) + first;
    blob = net.conv(at::pixel_shuffle(net.conv(blob, "upsample.0", 1), 3), "conv_last", 1);
    expect_result(keys, input, blob / 255 + mean_colour());
}

TEST(Dncnn, TakesTheNoiseAway) {
    test::KeyList keys;
    keys.conv("model.0", 5, 1, 3);
    keys.conv("model.2", 5, 5, 3).batch_norm("model.3", 5);
    keys.conv("model.5", 1, 5, 3);
    const auto input = test::random_input({1, 1, 9, 13});
    const auto info = test::expect_architecture(keys, "DnCNN", {input}, {{1, 1, 9, 13}},
                                                {"model.2.bias", "model.3.running_var"});
    EXPECT_EQ(info.task, nn::Task::Denoise);
    EXPECT_EQ(info.channels, nn::Channels::Luma);
    const Reference net(keys);
    const at::Tensor picture = tensor_of(input);
    at::Tensor blob = net.conv(at::relu(net.conv(picture, "model.0", 1)), "model.2", 1);
    blob = at::batch_norm(blob, net.tensor("model.3.weight"), net.tensor("model.3.bias"),
                          net.tensor("model.3.running_mean"), net.tensor("model.3.running_var"),
                          false, 0, 1e-4, false);
    expect_result(keys, input, picture - net.conv(at::relu(blob), "model.5", 1));
}

TEST(Edsr, Parity) {
    for (const char* name : {"g2_edsr_x2", "g2_edsr_x3", "g2_edsr_x4"}) {
        KINOVAR_NEEDS_SHARED(folder, std::string("parity/") + name);
        test::expect_parity(folder, 2e-5F);
    }
}

TEST(Srvgg, Parity) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_srvgg_x4");
    test::expect_parity(folder, 1e-5F);
}

TEST(Dncnn, ParityGray) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_dncnn_gray");
    test::expect_parity(folder, 5e-6F);
}

TEST(Dncnn, ParityWithBatchNormalisation) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_dncnn_bn");
    test::expect_parity(folder, 1e-5F);
}

TEST(Dncnn, ParityOfRealWeights) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g3_dncnn_25");
    test::expect_parity(folder, 1e-5F);
}

} // namespace
} // namespace kinovar
