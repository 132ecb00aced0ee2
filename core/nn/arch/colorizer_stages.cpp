#include "core/nn/arch/colorizer_stages.h"

#include <fmt/format.h>

namespace kinovar::nn::arch {

ColorizerStage::ColorizerStage(StateDict& weights, const std::string& prefix,
                               std::int64_t in_channels, const How& how)
    : normalised_(how.normalised) {
    int index = how.first_index;
    std::int64_t channels = in_channels;
    for (int i = 0; i < how.convolutions; ++i, index += 2) {
        const std::int64_t stride = i + 1 == how.convolutions ? how.last_stride : 1;
        const ConvWeights taken =
            take_conv_weights(weights, fmt::format("{}.{}", prefix, index), {.in = channels});
        convolutions_.push_back(make_conv(taken, {.stride = {stride, stride},
                                                  .padding = {how.dilation, how.dilation},
                                                  .dilation = {how.dilation, how.dilation}}));
        channels = taken.out_channels();
    }
    if (normalised_) {
        normalisation_ =
            Affine(take_batch_norm(weights, fmt::format("{}.{}", prefix, index), channels));
    }
}

at::Tensor ColorizerStage::operator()(at::Tensor picture) const {
    for (const Conv2d& convolution : convolutions_) {
        picture = convolution(picture, relu());
    }
    return normalised_ ? normalisation_(picture) : picture;
}

} // namespace kinovar::nn::arch
