#include "core/nn/graph/builder.h"

#include "core/nn/graph/shapes.h"

#include <fmt/format.h>

#include <utility>

namespace kinovar::nn::graph {

Builder::Blob Builder::add_node(const char* type, Layer layer, std::vector<int> inputs) {
    const int output = static_cast<int>(graph_.blobs.size());
    Node node;
    node.type = type;
    node.name = fmt::format("{}_{}", type, graph_.nodes.size());
    node.layer = std::move(layer);
    node.inputs = std::move(inputs);
    node.outputs = {output};
    BlobFacts blob;
    blob.name = node.name;
    graph_.blobs.push_back(std::move(blob));
    if (!status_) {
        return output;
    }
    if (Status fits = infer_shapes(node, graph_.blobs); !fits) {
        fail(fits.error().within(node.name));
        return output;
    }
    graph_.parameters += parameter_count(node.layer);
    graph_.nodes.push_back(std::move(node));
    return output;
}

Builder::Blob Builder::input(int channels) {
    const Blob blob = add_node("Input", InputLayer{channels}, {});
    graph_.inputs.push_back(blob);
    return blob;
}

Builder::Blob Builder::conv(Blob from, Weight weights, Weight bias, Conv shape) {
    constexpr std::size_t kRank = 4;
    if (weights.shape.size() != kRank) {
        fail({ErrorCode::Corrupt, "the weights of a convolution are not of rank 4", {}});
        return from;
    }
    ConvolutionLayer layer;
    layer.out_channels = static_cast<int>(weights.shape[0]);
    layer.in_channels = static_cast<int>(weights.shape[1]) * shape.groups;
    layer.kernel_h = static_cast<int>(weights.shape[2]);
    layer.kernel_w = static_cast<int>(weights.shape[3]);
    layer.stride_w = layer.stride_h = shape.stride;
    layer.pad_left = layer.pad_right = shape.padding < 0 ? layer.kernel_w / 2 : shape.padding;
    layer.pad_top = layer.pad_bottom = shape.padding < 0 ? layer.kernel_h / 2 : shape.padding;
    layer.groups = shape.groups;
    layer.weights = std::move(weights.values);
    layer.bias = std::move(bias.values);
    return add_node("Convolution", std::move(layer), {from});
}

Builder::Blob Builder::conv(Blob from, StateDict& weights, const std::string& key, Conv shape) {
    const std::int64_t length = weights.dim(key + ".weight", 2);
    const std::int64_t side = length > 0 ? length : -1;
    Result<Weight> kernels =
        weights.take(key + ".weight", {-1, channels(from) / shape.groups, side, side});
    if (!kernels) {
        fail(kernels.error());
        return from;
    }
    Weight bias;
    if (shape.bias) {
        Result<Weight> taken = weights.take(key + ".bias", {kernels->shape[0]});
        if (!taken) {
            fail(taken.error());
            return from;
        }
        bias = std::move(*taken);
    }
    return conv(from, std::move(*kernels), std::move(bias), shape);
}

Builder::Blob Builder::leaky_relu(Blob from, float slope) {
    return add_node("ReLU", ReluLayer{slope}, {from});
}

Builder::Blob Builder::prelu(Blob from, Weight slopes) {
    return add_node("PReLU", PReluLayer{std::move(slopes.values)}, {from});
}

Builder::Blob Builder::sigmoid(Blob from) {
    return add_node("Sigmoid", SigmoidLayer{}, {from});
}

Builder::Blob Builder::silu(Blob from) {
    return add_node("Swish", SiluLayer{}, {from});
}

Builder::Blob Builder::pixel_shuffle(Blob from, int factor) {
    return add_node("PixelShuffle", PixelShuffleLayer{factor}, {from});
}

Builder::Blob Builder::pixel_unshuffle(Blob from, int factor) {
    return add_node("PixelUnshuffle", PixelUnshuffleLayer{factor}, {from});
}

Builder::Blob Builder::enlarge_nearest(Blob from, int factor) {
    InterpLayer layer;
    layer.factor_w = layer.factor_h = factor;
    return add_node("Interp", layer, {from});
}

Builder::Blob Builder::concat(const std::vector<Blob>& from) {
    return add_node("Concat", ConcatLayer{}, from);
}

Builder::Blob Builder::weighted_sum(const std::vector<Blob>& from,
                                    std::vector<float> coefficients) {
    return add_node("Eltwise", EltwiseLayer{EltwiseOp::Sum, std::move(coefficients)}, from);
}

Builder::Blob Builder::subtract(Blob a, Blob b) {
    return add_node("BinaryOp", BinaryOpLayer{BinaryOp::Sub}, {a, b});
}

Builder::Blob Builder::multiply(Blob a, Blob b) {
    return add_node("BinaryOp", BinaryOpLayer{BinaryOp::Mul}, {a, b});
}

Builder::Blob Builder::add_scalar(Blob from, float value) {
    return add_node("BinaryOp", BinaryOpLayer{BinaryOp::Add, true, value}, {from});
}

Builder::Blob Builder::multiply_scalar(Blob from, float value) {
    return add_node("BinaryOp", BinaryOpLayer{BinaryOp::Mul, true, value}, {from});
}

Builder::Blob Builder::scale(Blob from, std::vector<float> scale, std::vector<float> bias) {
    return add_node("Scale", ScaleLayer{std::move(scale), std::move(bias)}, {from});
}

int Builder::channels(Blob blob) const {
    return graph_.blobs[static_cast<std::size_t>(blob)].channels;
}

void Builder::fail(Error error) {
    if (status_) {
        status_ = failure(std::move(error));
    }
}

Result<Graph> Builder::finish(Blob output) {
    KINOVAR_TRY(std::move(status_));
    settle_channels(graph_.blobs);
    graph_.outputs = {output};
    return std::move(graph_);
}

} // namespace kinovar::nn::graph
