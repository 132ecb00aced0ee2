#include "core/nn/arch/take.h"

namespace kinovar::nn::arch {

Conv2d take_biased_conv(StateDict& weights, const std::string& key, const ConvSize& size,
                        const ConvShape& how) {
    return make_conv(take_conv_weights(weights, key, size), how);
}

ConvShape same_size(std::int64_t kernel, std::int64_t groups) {
    ConvShape how;
    how.groups = groups;
    how.padding = {kernel / 2, kernel / 2};
    return how;
}

at::Tensor channels_to_end(const at::Tensor& picture) {
    return picture.permute({0, 2, 3, 1});
}

at::Tensor channels_to_front(const at::Tensor& picture) {
    return picture.permute({0, 3, 1, 2});
}

ModelInfo picture_info(int in_channels, int out_channels, int scale) {
    ModelInfo info;
    info.task = scale > 1 ? Task::Upscale : Task::Other;
    info.scale = scale;
    info.in_channels = in_channels;
    info.out_channels = out_channels;
    info.channels = in_channels == 1 ? Channels::Luma : Channels::Rgb;
    info.inputs = {{"input", {-1, in_channels, -1, -1}}};
    info.outputs = {{"output", {-1, out_channels, -1, -1}}};
    return info;
}

} // namespace kinovar::nn::arch
