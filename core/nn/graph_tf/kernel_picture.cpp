#include "core/nn/graph_tf/dense.h"
#include "core/nn/graph_tf/kernel.h"

#include <fmt/format.h>

namespace kinovar::nn::graph_tf {

namespace {

using tfjs::Op;
using tfjs::Shape;

constexpr std::int64_t kPictureRank = 4;
constexpr double kRelu6Limit = 6;

at::Tensor channels_first(const at::Tensor& picture) {
    return picture.permute({0, 3, 1, 2});
}

at::Tensor channels_last(const at::Tensor& picture) {
    return picture.permute({0, 2, 3, 1}).contiguous();
}

void need_picture(const at::Tensor& meta) {
    if (meta.dim() != kPictureRank) {
        throw std::invalid_argument("needs a picture N×H×W×C");
    }
}

/// y and x of a setting [1, y, x, 1]; `fallback` where it is absent.
std::array<std::int64_t, 2> spatial(const Step& step, const char* name, std::int64_t fallback) {
    const Shape all = step.attributes.integers(name);
    if (all.empty()) {
        return {fallback, fallback};
    }
    constexpr std::int64_t kMaxFactor = 4096;
    if (all.size() != kPictureRank || all[0] != 1 || all[3] != 1 || all[1] < 1 || all[2] < 1 ||
        all[1] > kMaxFactor || all[2] > kMaxFactor) {
        throw std::invalid_argument(
            fmt::format("has the setting {} {}, which is not understood", name, shape_text(all)));
    }
    return {all[1], all[2]};
}

/// What a window that moves over a picture needs along both axes.
struct Window {
    std::array<std::int64_t, 2> size{}, stride{}, dilation{};
    std::array<std::int64_t, 4> margins{}; ///< left, right, top, bottom
    std::array<std::int64_t, 2> result{};  ///< height, width

    [[nodiscard]] bool even() const { return margins[0] == margins[1] && margins[2] == margins[3]; }
    [[nodiscard]] bool empty() const { return even() && margins[0] == 0 && margins[2] == 0; }
};

/// TensorFlow's rule: with SAME the result has ceil(size / stride) pixels, and an odd margin has
/// its extra pixel on the right and at the bottom.
Window make_window(const Step& step, const at::Tensor& meta, std::array<std::int64_t, 2> size) {
    need_picture(meta);
    const std::string format = step.attributes.text("data_format");
    if (!format.empty() && format != "NHWC") {
        throw std::invalid_argument(fmt::format("is in the order {}", tfjs::shown(format)));
    }
    Window window;
    window.size = size;
    window.stride = spatial(step, "strides", 1);
    window.dilation = spatial(step, "dilations", 1);
    const std::string padding = step.attributes.text("padding");
    const Shape explicit_margins = step.attributes.integers("explicit_paddings");
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const std::int64_t length = meta.size(static_cast<std::int64_t>(axis) + 1);
        const std::int64_t reach = (size[axis] - 1) * window.dilation[axis] + 1;
        std::int64_t before = 0;
        std::int64_t after = 0;
        if (padding == "SAME") {
            const std::int64_t results = (length + window.stride[axis] - 1) / window.stride[axis];
            const std::int64_t total =
                std::max<std::int64_t>(0, (results - 1) * window.stride[axis] + reach - length);
            before = total / 2;
            after = total - before;
        } else if (padding == "EXPLICIT" && explicit_margins.size() == 2 * kPictureRank) {
            before = explicit_margins[2 * axis + 2];
            after = explicit_margins[2 * axis + 3];
        } else if (padding != "VALID") {
            throw std::invalid_argument(
                fmt::format("has the padding {}, which is not understood", tfjs::shown(padding)));
        }
        if (before < 0 || after < 0 || length + before + after < reach) {
            throw std::invalid_argument("gets a picture smaller than its window");
        }
        window.margins[axis == 0 ? 2 : 0] = before;
        window.margins[axis == 0 ? 3 : 1] = after;
        window.result[axis] = (length + before + after - reach) / window.stride[axis] + 1;
    }
    return window;
}

at::Tensor result_of(const Window& window, const at::Tensor& meta, std::int64_t channels) {
    return meta_tensor({meta.size(0), window.result[0], window.result[1], channels},
                       meta.scalar_type());
}

void activate(at::Tensor& x, const Convolution& how) {
    switch (how.activation) {
    case Activation::None:
        break;
    case Activation::Relu:
        x.relu_();
        break;
    case Activation::Relu6:
        x.clamp_(0, kRelu6Limit);
        break;
    case Activation::Elu:
        at::elu_(x);
        break;
    case Activation::LeakyRelu:
        at::leaky_relu_(x, how.slope);
        break;
    case Activation::PRelu:
        x = at::prelu(x, how.slopes);
        break;
    case Activation::Sigmoid:
        x.sigmoid_();
        break;
    case Activation::Tanh:
        x.tanh_();
        break;
    }
}

/// Lets the engine apply what it can by itself.
at::Tensor run_engine(const Convolution& how, const at::Tensor& x) {
    ConvEpilogue epilogue;
    if (how.activation == Activation::Relu || how.activation == Activation::LeakyRelu) {
        epilogue.act = ConvEpilogue::Act::LeakyRelu;
        epilogue.slope = how.activation == Activation::Relu ? 0 : how.slope;
        return how.engine(x, epilogue);
    }
    if (how.activation == Activation::PRelu) {
        epilogue.act = ConvEpilogue::Act::PRelu;
        epilogue.slopes = how.slopes;
        return how.engine(x, epilogue);
    }
    at::Tensor result = how.engine(x);
    activate(result, how);
    return result;
}

Kernel make_convolution(const Step& step, Values inputs) {
    const auto how = step.convolution;
    if (how == nullptr) {
        throw std::invalid_argument("has a kernel that is computed, which is not understood");
    }
    const Window window = make_window(step, inputs[0].meta, {how->shape[2], how->shape[3]});
    if (inputs[0].meta.size(3) != how->shape[1] * how->groups) {
        throw std::invalid_argument(fmt::format("gets {} channels where its kernel has {}",
                                                inputs[0].meta.size(3),
                                                how->shape[1] * how->groups));
    }
    const at::Tensor result = result_of(window, inputs[0].meta, how->shape[0]);
    if (how->by_engine) {
        return {
            [how](Tensors& in) { return channels_last(run_engine(*how, channels_first(in[0]))); },
            result};
    }
    return {[how, window](Tensors& in) {
                at::Tensor x = channels_first(std::move(in[0]));
                if (!window.even()) {
                    x = at::constant_pad_nd(x, window.margins);
                }
                const std::array<std::int64_t, 2> padding = {window.even() ? window.margins[2] : 0,
                                                             window.even() ? window.margins[0] : 0};
                x = at::conv2d(x.contiguous(at::MemoryFormat::ChannelsLast), how->weights,
                               how->bias, window.stride, padding, window.dilation, how->groups);
                activate(x, *how);
                return channels_last(x);
            },
            result};
}

/// The gradient of a convolution by its input; inputs are the size of the result and the picture.
/// A transposed convolution whose windows lie side by side: every pixel becomes a block of its own.
/// Far faster than libtorch's general way.
Kernel make_block_wise(const std::shared_ptr<Convolution>& how, const at::Tensor& result) {
    const auto [in_channels, out_channels, height, width] = how->shape;
    const at::Tensor weights =
        how->weights.permute({0, 2, 3, 1}).reshape({in_channels, height * width * out_channels});
    const at::Tensor bias =
        how->bias.has_value() ? how->bias->repeat({height * width}) : at::Tensor();
    return {[=, shape = how->shape](Tensors& in) {
                const auto size = in[1].sizes();
                const at::Tensor blocks =
                    dense(in[1], weights, bias)
                        .view({size[0], size[1], size[2], shape[2], shape[3], shape[1]})
                        .permute({0, 1, 3, 2, 4, 5});
                at::Tensor y = channels_first(
                    blocks.reshape({size[0], size[1] * shape[2], size[2] * shape[3], shape[1]}));
                activate(y, *how);
                return channels_last(y);
            },
            result};
}

Kernel make_transposed(const Step& step, Values inputs) {
    const auto how = step.convolution;
    const Shape size = whole_numbers(inputs[0]);
    const at::Tensor& x = inputs[1].meta;
    need_picture(x);
    if (how == nullptr || size.size() != kPictureRank || x.size(3) != how->shape[0] ||
        size[3] != how->shape[1] || size[0] != x.size(0) || size[1] < 1 || size[2] < 1) {
        throw std::invalid_argument("has a kernel or size that does not fit");
    }
    const auto stride = spatial(step, "strides", 1);
    const auto dilation = spatial(step, "dilations", 1);
    if (dilation[0] != 1 || dilation[1] != 1) {
        throw std::invalid_argument("is dilated, which is not understood");
    }
    const bool same = step.attributes.text("padding") == "SAME";
    std::array<std::int64_t, 4> margins{}; // of the full result: left, right, top, bottom
    for (std::size_t axis = 0; axis < 2; ++axis) {
        const std::int64_t full =
            (x.size(static_cast<std::int64_t>(axis) + 1) - 1) * stride[axis] + how->shape[axis + 2];
        const std::int64_t excess = full - size[axis + 1];
        const std::int64_t before = same && excess > 0 ? excess / 2 : 0;
        margins[axis == 0 ? 2 : 0] = -before;
        margins[axis == 0 ? 3 : 1] = before - excess;
    }
    const bool side_by_side = stride[0] == how->shape[2] && stride[1] == how->shape[3];
    if (side_by_side && margins == std::array<std::int64_t, 4>{}) {
        return make_block_wise(how, meta_tensor(size, x.scalar_type()));
    }
    return {[how, margins, stride](Tensors& in) {
                at::Tensor y =
                    at::conv_transpose2d(channels_first(in[1]), how->weights, how->bias, stride);
                if (margins != std::array<std::int64_t, 4>{}) {
                    y = at::constant_pad_nd(y, margins);
                }
                activate(y, *how);
                return channels_last(y);
            },
            meta_tensor(size, x.scalar_type())};
}

Kernel make_max_pool(const Step& step, Values inputs) {
    const Window window = make_window(step, inputs[0].meta, spatial(step, "ksize", 1));
    return {[window](Tensors& in) {
                at::Tensor x = channels_first(in[0]);
                if (!window.empty()) {
                    x = at::constant_pad_nd(x, window.margins,
                                            -std::numeric_limits<double>::infinity());
                }
                return channels_last(at::max_pool2d(x, window.size, window.stride));
            },
            result_of(window, inputs[0].meta, inputs[0].meta.size(3))};
}

/// Pixels beyond the border are not counted.
Kernel make_average_pool(const Step& step, Values inputs) {
    const at::Tensor& meta = inputs[0].meta;
    const Window window = make_window(step, meta, spatial(step, "ksize", 1));
    const at::Tensor result = result_of(window, meta, meta.size(3));
    if (window.result == std::array<std::int64_t, 2>{1, 1} && window.empty() &&
        window.size[0] == meta.size(1) && window.size[1] == meta.size(2)) {
        return {[](Tensors& in) { return at::mean(in[0], {1, 2}, /*keepdim=*/true); }, result};
    }
    at::Tensor share;
    if (!window.empty()) {
        const at::Tensor inside =
            at::constant_pad_nd(at::ones({1, 1, meta.size(1), meta.size(2)}), window.margins);
        share = at::avg_pool2d(inside, window.size, window.stride);
    }
    return {[window, share](Tensors& in) {
                at::Tensor x = channels_first(in[0]);
                if (!share.defined()) {
                    return channels_last(at::avg_pool2d(x, window.size, window.stride));
                }
                x = at::avg_pool2d(at::constant_pad_nd(x, window.margins), window.size,
                                   window.stride);
                return channels_last(x.div_(share.to(x.options())));
            },
            result};
}

/// (x − mean) / √(variance + ε) · scale + offset
Kernel make_batch_norm(const Step& step) {
    constexpr double kDefaultEpsilon = 1e-4;
    return {[epsilon = step.attributes.number("epsilon", kDefaultEpsilon)](Tensors& in) {
                const at::Tensor factor = in[1] * at::rsqrt(in[4] + epsilon);
                return at::mul(in[0], factor).add_(in[2] - in[3] * factor);
            },
            {}};
}

/// Along one axis, sampled at i · in / out: neither corners nor centres meet.
at::Tensor stretch(const at::Tensor& x, std::int64_t axis, std::int64_t length) {
    const std::int64_t size = x.size(axis);
    if (size == length) {
        return x;
    }
    const at::Tensor position = at::arange(length, x.options().dtype(at::kFloat)) *
                                (static_cast<double>(size) / static_cast<double>(length));
    const at::Tensor low = position.floor().to(at::kLong).clamp_max(size - 1);
    const at::Tensor high = (low + 1).clamp_max(size - 1);
    Shape broadcast(static_cast<std::size_t>(x.dim()), 1);
    broadcast[static_cast<std::size_t>(axis)] = length;
    const at::Tensor weight = (position - low).reshape(broadcast).to(x.scalar_type());
    return at::lerp(x.index_select(axis, low), x.index_select(axis, high), weight);
}

Kernel make_resize(const Step& step, Values inputs) {
    need_picture(inputs[0].meta);
    const Shape size = whole_numbers(inputs[1]);
    constexpr std::int64_t kMaxSide = 1 << 16;
    if (size.size() != 2 || size[0] < 1 || size[1] < 1 || size[0] > kMaxSide ||
        size[1] > kMaxSide) {
        throw std::invalid_argument("has an impossible size");
    }
    const at::Tensor& meta = inputs[0].meta;
    const at::Tensor result =
        meta_tensor({meta.size(0), size[0], size[1], meta.size(3)}, meta.scalar_type());
    const bool corners = step.attributes.flag("align_corners");
    const bool centres = step.attributes.flag("half_pixel_centers");
    if (step.op == Op::ResizeBilinear && (corners || centres)) {
        return {[size, corners](Tensors& in) {
                    return channels_last(at::upsample_bilinear2d(channels_first(in[0]),
                                                                 at::IntArrayRef(size), corners,
                                                                 c10::nullopt, c10::nullopt));
                },
                result};
    }
    if (step.op == Op::ResizeBilinear) {
        return {[size](Tensors& in) { return stretch(stretch(in[0], 1, size[0]), 2, size[1]); },
                result};
    }
    if (corners) {
        throw std::invalid_argument("aligns corners of nearest pixels, which is not understood");
    }
    return {[size, centres](Tensors& in) {
                const at::Tensor x = channels_first(in[0]);
                return channels_last(centres
                                         ? at::_upsample_nearest_exact2d(x, at::IntArrayRef(size),
                                                                         c10::nullopt, c10::nullopt)
                                         : at::upsample_nearest2d(x, at::IntArrayRef(size),
                                                                  c10::nullopt, c10::nullopt));
            },
            result};
}

/// Channel (dy · factor + dx) · C + c becomes colour c of the pixel (dy, dx) of a block: colour is
/// the fastest index, unlike that of libtorch's pixel_shuffle.
Kernel make_depth_to_space(const Step& step, Values inputs) {
    const at::Tensor& meta = inputs[0].meta;
    need_picture(meta);
    const std::int64_t k = step.attributes.integer("block_size", 0);
    constexpr std::int64_t kMaxFactor = 64;
    if (k < 1 || k > kMaxFactor || meta.size(3) % (k * k) != 0) {
        throw std::invalid_argument("has a block that does not fit its channels");
    }
    return {[k](Tensors& in) {
                const at::Tensor& x = in[0];
                const std::int64_t colours = x.size(3) / (k * k);
                return x.reshape({x.size(0), x.size(1), x.size(2), k, k, colours})
                    .permute({0, 1, 3, 2, 4, 5})
                    .reshape({x.size(0), x.size(1) * k, x.size(2) * k, colours});
            },
            {}};
}

Kernel make_space_to_depth(const Step& step, Values inputs) {
    const at::Tensor& meta = inputs[0].meta;
    need_picture(meta);
    const std::int64_t k = step.attributes.integer("block_size", 0);
    if (k < 1 || meta.size(1) % k != 0 || meta.size(2) % k != 0) {
        throw std::invalid_argument("has a block that does not fit its picture");
    }
    return {[k](Tensors& in) {
                const at::Tensor& x = in[0];
                return x.reshape({x.size(0), x.size(1) / k, k, x.size(2) / k, k, x.size(3)})
                    .permute({0, 1, 3, 2, 4, 5})
                    .reshape({x.size(0), x.size(1) / k, x.size(2) / k, k * k * x.size(3)});
            },
            {}};
}

} // namespace

Kernel make_picture_kernel(const Step& step, Values inputs) {
    switch (step.op) {
    case Op::Conv2D:
    case Op::FusedConv2D:
    case Op::DepthwiseConv2dNative:
    case Op::FusedDepthwiseConv2dNative:
        return make_convolution(step, inputs);
    case Op::Conv2DBackpropInput:
        return make_transposed(step, inputs);
    case Op::MaxPool:
        return make_max_pool(step, inputs);
    case Op::AvgPool:
        return make_average_pool(step, inputs);
    case Op::FusedBatchNormV3:
        return make_batch_norm(step);
    case Op::ResizeBilinear:
    case Op::ResizeNearestNeighbor:
        return make_resize(step, inputs);
    case Op::DepthToSpace:
        return make_depth_to_space(step, inputs);
    case Op::SpaceToDepth:
        return make_space_to_depth(step, inputs);
    default:
        return {};
    }
}

} // namespace kinovar::nn::graph_tf
