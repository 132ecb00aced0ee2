#include "core/nn/ncnn/layer_table.h"

#include "core/nn/graph/limits.h"
#include "core/nn/ncnn/layer_parameters.h"
#include "core/nn/ncnn/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kinovar::nn::ncnn {

using namespace graph; // NOLINT(google-build-using-namespace): its layers are made here

namespace {

Result<Layer> read_input(Parameters& parameters, WeightBytes& /*weights*/) {
    KINOVAR_TRY(parameters.ignore({0, 1})); // the size it was exported with
    KINOVAR_TRY_ASSIGN(const int channels, parameters.whole(2, 0, {0, kMaxChannels}));
    return InputLayer{channels};
}

Result<Layer> read_split(Parameters& /*parameters*/, WeightBytes& /*weights*/) {
    return SplitLayer{};
}

/// A height that the file leaves out is as the width.
struct Pair {
    int w = 0, h = 0;
};
Result<Pair> read_pair(Parameters& parameters, int id_w, int id_h, int fallback, Range range) {
    KINOVAR_TRY_ASSIGN(const int w, parameters.whole(id_w, fallback, range));
    KINOVAR_TRY_ASSIGN(const int h, parameters.whole(id_h, w, range));
    return Pair{w, h};
}

Status read_padding(Parameters& parameters, ConvolutionLayer& layer) {
    const Range range{0, kMaxPadding}; // the negative ones mean SAME, which no known model needs
    KINOVAR_TRY_ASSIGN(layer.pad_left, parameters.whole(4, 0, range));
    KINOVAR_TRY_ASSIGN(layer.pad_top, parameters.whole(14, layer.pad_left, range));
    KINOVAR_TRY_ASSIGN(layer.pad_right, parameters.whole(15, layer.pad_left, range));
    KINOVAR_TRY_ASSIGN(layer.pad_bottom, parameters.whole(16, layer.pad_top, range));
    return parameters.must_be(18, 0, "padding with another value than 0");
}

template <class AnyConvolution>
Status read_activation(Parameters& parameters, AnyConvolution& layer) {
    enum : int { kNone = 0, kRelu = 1, kLeakyRelu = 2 };
    KINOVAR_TRY_ASSIGN(const int kind, parameters.whole(9, kNone, {kNone, kLeakyRelu}));
    KINOVAR_TRY_ASSIGN(const std::vector<float> arguments, parameters.array(10));
    const std::size_t wanted = kind == kLeakyRelu ? 1 : 0;
    if (kind == kLeakyRelu && arguments.size() != wanted) {
        return parameters.refuse(
            fmt::format("a leaky ReLU takes one slope, not {}", arguments.size()));
    }
    layer.activation = kind == kNone ? Activation::None : Activation::LeakyRelu;
    layer.slope = kind == kLeakyRelu ? arguments.front() : 0;
    return {};
}

Status read_shape(Parameters& parameters, ConvolutionLayer& layer) {
    KINOVAR_TRY_ASSIGN(layer.out_channels, parameters.whole(0, 0, {1, kMaxChannels}));
    KINOVAR_TRY_ASSIGN(const Pair kernel, read_pair(parameters, 1, 11, 0, {1, kMaxKernel}));
    KINOVAR_TRY_ASSIGN(const Pair dilation, read_pair(parameters, 2, 12, 1, {1, kMaxFactor}));
    KINOVAR_TRY_ASSIGN(const Pair stride, read_pair(parameters, 3, 13, 1, {1, kMaxFactor}));
    layer.kernel_w = kernel.w;
    layer.kernel_h = kernel.h;
    layer.dilation_w = dilation.w;
    layer.dilation_h = dilation.h;
    layer.stride_w = stride.w;
    layer.stride_h = stride.h;
    return {};
}

Result<Layer> read_convolution(Parameters& parameters, WeightBytes& weights) {
    ConvolutionLayer layer;
    KINOVAR_TRY(read_shape(parameters, layer));
    KINOVAR_TRY(read_padding(parameters, layer));
    KINOVAR_TRY(read_activation(parameters, layer));
    KINOVAR_TRY(parameters.must_be(8, 0, "8-bit quantised weights"));
    KINOVAR_TRY(parameters.must_be(19, 0, "weights from another layer"));
    KINOVAR_TRY_ASSIGN(const int has_bias, parameters.whole(5, 0, {0, 1}));
    KINOVAR_TRY_ASSIGN(const int count, parameters.whole(6, 0, {1, INT32_MAX}));
    // At most 2^16 · 255 · 255: no overflow in 64 bits.
    const std::int64_t per_input =
        std::int64_t{layer.out_channels} * layer.kernel_w * layer.kernel_h;
    if (count % per_input != 0 || count / per_input > kMaxChannels) {
        return parameters.refuse(
            fmt::format("{} weights do not make {} output channels of kernels {}×{}", count,
                        layer.out_channels, layer.kernel_w, layer.kernel_h));
    }
    layer.in_channels = static_cast<int>(count / per_input);
    KINOVAR_TRY_ASSIGN(layer.weights, weights.take_tagged(count));
    if (has_bias == 1) {
        KINOVAR_TRY_ASSIGN(layer.bias, weights.take_raw(layer.out_channels));
    }
    return layer;
}

/// Out-major in the file, in-major here.
std::vector<float> transposed(const std::vector<float>& weights, int out, int in, int kernel) {
    const auto taps = static_cast<std::size_t>(kernel) * static_cast<std::size_t>(kernel);
    std::vector<float> result;
    result.reserve(weights.size());
    for (std::size_t i = 0; i < static_cast<std::size_t>(in); ++i) {
        for (std::size_t o = 0; o < static_cast<std::size_t>(out); ++o) {
            const auto* from = weights.data() + (o * static_cast<std::size_t>(in) + i) * taps;
            result.insert(result.end(), from, from + taps);
        }
    }
    return result;
}

Result<Layer> read_deconvolution(Parameters& parameters, WeightBytes& weights) {
    DeconvolutionLayer layer;
    KINOVAR_TRY_ASSIGN(layer.out_channels, parameters.whole(0, 0, {1, kMaxChannels}));
    KINOVAR_TRY_ASSIGN(layer.kernel, parameters.whole(1, 0, {1, kMaxKernel}));
    KINOVAR_TRY_ASSIGN(layer.stride, parameters.whole(3, 1, {1, kMaxFactor}));
    KINOVAR_TRY_ASSIGN(layer.padding, parameters.whole(4, 0, {0, kMaxPadding}));
    KINOVAR_TRY(parameters.must_be(2, 1, "dilation"));
    for (const auto& [id, same] :
         {std::pair{11, layer.kernel}, std::pair{13, layer.stride}, std::pair{14, layer.padding},
          std::pair{15, layer.padding}, std::pair{16, layer.padding}}) {
        KINOVAR_TRY(parameters.must_be(id, same, "a shape that is not square"));
    }
    for (const int id : {18, 19, 20, 21}) {
        KINOVAR_TRY(parameters.must_be(id, 0, "another output size than the stride gives"));
    }
    KINOVAR_TRY(read_activation(parameters, layer));
    KINOVAR_TRY(parameters.must_be(8, 0, "8-bit quantised weights"));
    KINOVAR_TRY(parameters.must_be(28, 0, "weights from another layer"));
    KINOVAR_TRY_ASSIGN(const int has_bias, parameters.whole(5, 0, {0, 1}));
    KINOVAR_TRY_ASSIGN(const int count, parameters.whole(6, 0, {1, INT32_MAX}));
    const std::int64_t per_input = std::int64_t{layer.out_channels} * layer.kernel * layer.kernel;
    if (count % per_input != 0 || count / per_input > kMaxChannels) {
        return parameters.refuse(fmt::format("{} weights do not make {} output channels of "
                                             "kernels {}×{}",
                                             count, layer.out_channels, layer.kernel,
                                             layer.kernel));
    }
    layer.in_channels = static_cast<int>(count / per_input);
    KINOVAR_TRY_ASSIGN(const std::vector<float> kernels, weights.take_tagged(count));
    layer.weights = transposed(kernels, layer.out_channels, layer.in_channels, layer.kernel);
    if (has_bias == 1) {
        KINOVAR_TRY_ASSIGN(layer.bias, weights.take_raw(layer.out_channels));
    }
    return layer;
}

Result<Layer> read_prelu(Parameters& parameters, WeightBytes& weights) {
    KINOVAR_TRY_ASSIGN(const int count, parameters.whole(0, 0, {1, kMaxChannels}));
    PReluLayer layer;
    KINOVAR_TRY_ASSIGN(layer.slopes, weights.take_raw(count));
    return layer;
}

Result<Layer> read_relu(Parameters& parameters, WeightBytes& /*weights*/) {
    KINOVAR_TRY_ASSIGN(const float slope, parameters.real(0, 0));
    return ReluLayer{slope};
}

Result<Layer> read_sigmoid(Parameters& /*parameters*/, WeightBytes& /*weights*/) {
    return SigmoidLayer{};
}

Result<Layer> read_pixel_shuffle(Parameters& parameters, WeightBytes& /*weights*/) {
    KINOVAR_TRY_ASSIGN(const int factor, parameters.whole(0, 1, {1, kMaxFactor}));
    KINOVAR_TRY(parameters.must_be(1, 0, "the other order of channels (mode 1)"));
    return PixelShuffleLayer{factor};
}

/// A whole factor, or one over a whole divisor.
bool as_fraction(float given, int& factor, int& divisor) {
    const bool shrinks = given > 0 && given < 1;
    const float whole = shrinks ? 1 / given : given;
    if (!(whole >= 1 && whole <= static_cast<float>(kMaxFactor)) ||
        whole != static_cast<float>(static_cast<int>(whole))) {
        return false;
    }
    (shrinks ? divisor : factor) = static_cast<int>(whole);
    return true;
}

Result<Layer> read_interp(Parameters& parameters, WeightBytes& /*weights*/) {
    enum : int { kNearest = 1, kBilinear = 2 };
    KINOVAR_TRY_ASSIGN(const int kind, parameters.whole(0, 0, {kNearest, kBilinear}));
    KINOVAR_TRY_ASSIGN(const float factor_h, parameters.real(1, 1));
    KINOVAR_TRY_ASSIGN(const float factor_w, parameters.real(2, 1));
    for (const int id : {3, 4}) {
        KINOVAR_TRY(parameters.must_be(id, 0, "a fixed output size"));
    }
    KINOVAR_TRY(parameters.must_be(5, 0, "a size taken from another blob"));
    KINOVAR_TRY(parameters.must_be(6, 0, "aligned corners"));
    InterpLayer layer;
    layer.bilinear = kind == kBilinear;
    if (!as_fraction(factor_w, layer.factor_w, layer.divisor_w) ||
        !as_fraction(factor_h, layer.factor_h, layer.divisor_h)) {
        return parameters.refuse(fmt::format("cannot resize by {}×{}", factor_w, factor_h));
    }
    return layer;
}

/// Channels only; the arrays are starts, ends and axes.
Result<Layer> read_crop(Parameters& parameters, WeightBytes& /*weights*/) {
    for (const int id : {0, 1, 2, 3, 4, 5, 6, 7, 8}) {
        KINOVAR_TRY(parameters.must_be(id, 0, "a crop by offsets"));
    }
    KINOVAR_TRY_ASSIGN(const std::vector<float> starts, parameters.array(9));
    KINOVAR_TRY_ASSIGN(const std::vector<float> ends, parameters.array(10));
    KINOVAR_TRY_ASSIGN(const std::vector<float> axes, parameters.array(11));
    if (starts.size() != 1 || ends.size() != 1 || (axes.size() == 1 && axes.front() != 0) ||
        axes.size() > 1) {
        return parameters.refuse("crops along another axis than the channels");
    }
    // INT_MAX, as a float, stands for "to the end".
    constexpr auto kToTheEnd = static_cast<float>(kMaxChannels);
    const bool open = ends.front() > kToTheEnd;
    if (starts.front() < 0 || starts.front() > kToTheEnd || (!open && ends.front() < 1)) {
        return parameters.refuse(
            fmt::format("cannot take channels {} to {}", starts.front(), ends.front()));
    }
    return SliceLayer{static_cast<int>(starts.front()), open ? 0 : static_cast<int>(ends.front())};
}

Result<Layer> read_warp(Parameters& /*parameters*/, WeightBytes& /*weights*/) {
    return WarpLayer{};
}

Result<Layer> read_binary_op(Parameters& parameters, WeightBytes& /*weights*/) {
    constexpr int kPow = 6; // the one operation in the middle of the list that is not known
    constexpr std::array kOps = {BinaryOp::Add, BinaryOp::Sub,  BinaryOp::Mul,
                                 BinaryOp::Div, BinaryOp::Max,  BinaryOp::Min,
                                 BinaryOp::Add, BinaryOp::RSub, BinaryOp::RDiv};
    KINOVAR_TRY_ASSIGN(const int kind,
                       parameters.whole(0, 0, {0, static_cast<int>(kOps.size()) - 1}));
    if (kind == kPow) {
        return parameters.refuse("powers are not supported");
    }
    BinaryOpLayer layer;
    layer.op = kOps.at(static_cast<std::size_t>(kind));
    KINOVAR_TRY_ASSIGN(const int with_scalar, parameters.whole(1, 0, {0, 1}));
    layer.with_scalar = with_scalar == 1;
    KINOVAR_TRY_ASSIGN(layer.scalar, parameters.real(2, 0));
    const std::size_t wanted = layer.with_scalar ? 1 : 2;
    if (parameters.text().inputs.size() != wanted) {
        return parameters.refuse(
            fmt::format("takes {} inputs, has {}", wanted, parameters.text().inputs.size()));
    }
    return layer;
}

Result<Layer> read_eltwise(Parameters& parameters, WeightBytes& /*weights*/) {
    constexpr std::array kOps = {EltwiseOp::Product, EltwiseOp::Sum, EltwiseOp::Max};
    KINOVAR_TRY_ASSIGN(const int kind,
                       parameters.whole(0, 0, {0, static_cast<int>(kOps.size()) - 1}));
    EltwiseLayer layer;
    layer.op = kOps.at(static_cast<std::size_t>(kind));
    KINOVAR_TRY_ASSIGN(layer.coefficients, parameters.array(1));
    const std::size_t inputs = parameters.text().inputs.size();
    if (!layer.coefficients.empty() &&
        (layer.op != EltwiseOp::Sum || layer.coefficients.size() != inputs)) {
        return parameters.refuse(
            fmt::format("{} coefficients for {} inputs", layer.coefficients.size(), inputs));
    }
    return layer;
}

Result<Layer> read_concat(Parameters& parameters, WeightBytes& /*weights*/) {
    constexpr int kChannelsFromBehind = -3; // C×H×W counted from its end
    KINOVAR_TRY_ASSIGN(const int axis, parameters.whole(0, 0, {kChannelsFromBehind, 2}));
    if (axis != 0 && axis != kChannelsFromBehind) {
        return parameters.refuse("joins along another axis than the channels");
    }
    return ConcatLayer{};
}

Result<Layer> read_scale(Parameters& parameters, WeightBytes& weights) {
    KINOVAR_TRY_ASSIGN(const int count, parameters.whole(0, 0, {1, kMaxChannels}));
    KINOVAR_TRY_ASSIGN(const int has_bias, parameters.whole(1, 0, {0, 1}));
    ScaleLayer layer;
    KINOVAR_TRY_ASSIGN(layer.scale, weights.take_raw(count));
    if (has_bias == 1) {
        KINOVAR_TRY_ASSIGN(layer.bias, weights.take_raw(count));
    }
    return layer;
}

struct Count {
    std::size_t minimum, maximum;
    [[nodiscard]] bool allows(std::size_t count) const {
        return count >= minimum && count <= maximum;
    }
};

struct Entry {
    std::string_view type;
    Count inputs;
    Count outputs;
    Result<Layer> (*read)(Parameters&, WeightBytes&);
};

constexpr Count kNone{0, 0};
constexpr Count kOne{1, 1};
constexpr Count kAny{1, kMaxArrayLength};

constexpr std::array kTable = {
    Entry{"Input", kNone, kOne, &read_input},
    Entry{"Split", kOne, kAny, &read_split},
    Entry{"Convolution", kOne, kOne, &read_convolution},
    Entry{"Deconvolution", kOne, kOne, &read_deconvolution},
    Entry{"Crop", kOne, kOne, &read_crop},
    Entry{"rife.Warp", {2, 2}, kOne, &read_warp},
    Entry{"PReLU", kOne, kOne, &read_prelu},
    Entry{"ReLU", kOne, kOne, &read_relu},
    Entry{"Sigmoid", kOne, kOne, &read_sigmoid},
    Entry{"PixelShuffle", kOne, kOne, &read_pixel_shuffle},
    Entry{"Interp", kOne, kOne, &read_interp},
    Entry{"BinaryOp", {1, 2}, kOne, &read_binary_op},
    Entry{"Eltwise", {2, kMaxArrayLength}, kOne, &read_eltwise},
    Entry{"Concat", kAny, kOne, &read_concat},
    Entry{"Scale", kOne, kOne, &read_scale},
};

} // namespace

Result<graph::Layer> read_layer(const TextLayer& text, WeightBytes& weights) {
    Parameters parameters(text);
    const auto* entry = std::find_if(kTable.begin(), kTable.end(),
                                     [&](const Entry& one) { return one.type == text.type; });
    if (entry == kTable.end()) {
        return failure(
            ErrorCode::Unsupported, "this type of layer is not supported",
            "networks of the Real-ESRGAN and RIFE 4.6 families can be loaded from ncnn files");
    }
    if (!entry->inputs.allows(text.inputs.size()) || !entry->outputs.allows(text.outputs.size())) {
        return parameters.refuse(fmt::format("cannot have {} inputs and {} outputs",
                                             text.inputs.size(), text.outputs.size()));
    }
    KINOVAR_TRY_ASSIGN(Layer layer, entry->read(parameters, weights));
    KINOVAR_TRY(parameters.finish());
    return layer;
}

} // namespace kinovar::nn::ncnn
