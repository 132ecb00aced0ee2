#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace kinovar::nn::graph {

// The layers that can be run, with their parameters checked and their weights as float32. Blobs are
// C×H×W.

struct InputLayer {
    int channels = 0; ///< 0: not said
};

/// Every output is the input.
struct SplitLayer {};

enum class Activation : std::uint8_t { None, LeakyRelu };

struct ConvolutionLayer {
    int in_channels = 0;
    int out_channels = 0;
    int kernel_w = 1, kernel_h = 1;
    int dilation_w = 1, dilation_h = 1;
    int stride_w = 1, stride_h = 1;
    int pad_left = 0, pad_right = 0, pad_top = 0, pad_bottom = 0; ///< with zeros
    int groups = 1;
    std::vector<float> weights; ///< out × in / groups × kernel_h × kernel_w
    std::vector<float> bias;    ///< one per output channel, or none
    Activation activation = Activation::None;
    float slope = 0; ///< of negative values; 0 is a plain ReLU
};

/// A transposed convolution (the adjoint of a convolution of the same stride and padding).
struct DeconvolutionLayer {
    int in_channels = 0;
    int out_channels = 0;
    int kernel = 1;
    int stride = 1;
    int padding = 0;
    std::vector<float> weights; ///< in × out × kernel × kernel
    std::vector<float> bias;    ///< one per output channel, or none
    Activation activation = Activation::None;
    float slope = 0;
};

struct PReluLayer {
    std::vector<float> slopes; ///< one, or one per channel
};

struct ReluLayer {
    float slope = 0;
};

struct SigmoidLayer {};

/// x · sigmoid(x)
struct SiluLayer {};

/// out[c, y·f + i, x·f + j] = in[c·f² + i·f + j, y, x]
struct PixelShuffleLayer {
    int factor = 1;
};

/// out[c·f² + i·f + j, y, x] = in[c, y·f + i, x·f + j]
struct PixelUnshuffleLayer {
    int factor = 1;
};

/// Resizes by factor / divisor; one of the two is 1.
struct InterpLayer {
    bool bilinear = false; ///< half-pixel centres; otherwise nearest
    int factor_w = 1, factor_h = 1;
    int divisor_w = 1, divisor_h = 1;
};

/// Channels [begin, end) of the input; end 0: all from begin on.
struct SliceLayer {
    int begin = 0, end = 0;
};

/// Moves a picture (first input) by a flow (second: x, y in pixels): bilinear samples at
/// (x + flow_x, y + flow_y), positions held inside the picture.
struct WarpLayer {};

enum class BinaryOp : std::uint8_t { Add, Sub, Mul, Div, Max, Min, RSub, RDiv };

/// A picture of one channel is spread over all channels of the other.
struct BinaryOpLayer {
    BinaryOp op = BinaryOp::Add;
    bool with_scalar = false; ///< the second operand is `scalar`
    float scalar = 0;
};

enum class EltwiseOp : std::uint8_t { Product, Sum, Max };

struct EltwiseLayer {
    EltwiseOp op = EltwiseOp::Sum;
    std::vector<float> coefficients; ///< of a sum; one per input, or none
};

/// Along the channels.
struct ConcatLayer {};

/// out = in · scale[c] + bias[c]
struct ScaleLayer {
    std::vector<float> scale;
    std::vector<float> bias; ///< or none
};

using Layer = std::variant<InputLayer, SplitLayer, ConvolutionLayer, DeconvolutionLayer, PReluLayer,
                           ReluLayer, SigmoidLayer, SiluLayer, PixelShuffleLayer,
                           PixelUnshuffleLayer, InterpLayer, SliceLayer, WarpLayer, BinaryOpLayer,
                           EltwiseLayer, ConcatLayer, ScaleLayer>;

/// A layer in its place in the graph.
struct Node {
    std::string type; ///< as in the file it came from
    std::string name;
    Layer layer;
    std::vector<int> inputs; ///< indices of blobs
    std::vector<int> outputs;
};

} // namespace kinovar::nn::graph
