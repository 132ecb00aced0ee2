#include "core/nn/graph_tf/reach.h"

#include <algorithm>

namespace kinovar::nn::graph_tf {

namespace {

using tfjs::Op;

constexpr std::int64_t kPictureRank = 4;

/// Whether a pixel of the result depends on the same pixel (or block of pixels) of the inputs
/// alone.
bool is_local(Op op) {
    const bool pixelwise = (op >= Op::BiasAdd && op <= Op::Cast) || op == Op::Identity;
    return pixelwise || op == Op::ConcatV2 || op == Op::DepthToSpace || op == Op::SpaceToDepth ||
           op == Op::FusedBatchNormV3 || op == Op::Linear || op == Op::LayerNorm ||
           op == Op::Gelu || op == Op::ResizeNearestNeighbor;
}

/// Input pixels per pixel of this value.
std::int64_t pixels_each(const at::Tensor& input, const at::Tensor& value) {
    return std::max<std::int64_t>(1, (input.size(1) + value.size(1) - 1) / value.size(1));
}

std::int64_t window_radius(const Step& step) {
    if (step.convolution != nullptr) {
        const auto dilations = step.attributes.integers("dilations");
        const std::int64_t dilation =
            dilations.empty() ? 1 : *std::max_element(dilations.begin(), dilations.end());
        return std::max(step.convolution->shape[2], step.convolution->shape[3]) / 2 * dilation;
    }
    const auto size = step.attributes.integers("ksize");
    return size.empty() ? 1 : *std::max_element(size.begin(), size.end()) / 2;
}

} // namespace

std::int64_t reach_of(const Flow& flow, const std::vector<bool>& needed) {
    if (flow.placeholders.size() != 1) {
        return -1;
    }
    const auto source = static_cast<std::size_t>(flow.placeholders[0]);
    const at::Tensor& picture = flow.values[source].meta;
    if (picture.dim() != kPictureRank) {
        return -1;
    }
    std::vector<std::int64_t> radius(flow.steps.size(), 0);
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
        const Step& step = flow.steps[i];
        if (!needed[i] || i == source || flow.values[i].known.defined()) {
            continue;
        }
        std::int64_t widest = 0;
        at::Tensor operand;
        for (const int input : step.inputs) {
            const auto place = static_cast<std::size_t>(input);
            if (!flow.values[place].known.defined()) {
                widest = radius[place] < 0 || widest < 0 ? -1 : std::max(widest, radius[place]);
                operand = flow.values[place].meta;
            }
        }
        const at::Tensor& meta = flow.values[i].meta;
        const bool pictures =
            meta.dim() == kPictureRank && operand.defined() && operand.dim() == kPictureRank;
        const bool window = step.convolution != nullptr || step.op == Op::MaxPool ||
                            step.op == Op::AvgPool || step.op == Op::ResizeBilinear;
        if (widest < 0 || !pictures || !(window || is_local(step.op))) {
            radius[i] = -1;
        } else {
            radius[i] = widest + (window ? window_radius(step) * pixels_each(picture, operand) : 0);
        }
    }
    return radius[static_cast<std::size_t>(flow.outputs[0])];
}

} // namespace kinovar::nn::graph_tf
