#pragma once

#include "core/nn/ops.h"
#include "core/nn/tfjs/graph.h"

#include <ATen/ATen.h>

#include <memory>

namespace kinovar::nn::graph_tf {

// All tensors are in TensorFlow's order of axes: pictures N×H×W×C, contiguous. Seen by libtorch as
// N×C×H×W they are in channels_last order, so nothing is moved in memory for a convolution.

enum class Activation : std::uint8_t { None, Relu, Relu6, Elu, LeakyRelu, PRelu, Sigmoid, Tanh };

/// The weights of a convolution in libtorch's order, with what follows it.
struct Convolution {
    at::Tensor weights; ///< out × in/groups × kh × kw; in × out × kh × kw of a transposed one
    c10::optional<at::Tensor> bias;
    at::Tensor slopes; ///< of PRelu, one per channel
    Activation activation = Activation::None;
    float slope = 0; ///< of LeakyRelu
    std::int64_t groups = 1;
    Conv2d engine; ///< where the padding does not depend on the picture's size
    bool by_engine = false;
    std::array<std::int64_t, 4> shape{}; ///< of the weights
};

/// One operator; its result is the value with its index.
struct Step {
    std::string name;
    tfjs::Op op = tfjs::Op::Identity;
    std::vector<int> inputs;
    tfjs::Attributes attributes;
    at::Tensor constant;                      ///< of Const, in CPU memory
    std::shared_ptr<Convolution> convolution; ///< of convolutions, whose only input is the picture
                                              ///< (of transposed ones: size of the result, picture)
};

/// A network that is ready to be planned for inputs of a certain size: constants are folded,
/// convolutions took in their scale, bias and activation.
struct Program {
    std::vector<Step> steps; ///< in the order of execution
    std::vector<tfjs::GraphPort> inputs, outputs;
};

/// Takes the graph's constants. Throws std::invalid_argument naming the node.
[[nodiscard]] Program make_program(tfjs::Graph graph);

/// Gives every convolution its Convolution, with the scale, bias, normalisation, activation and
/// margin that stand around it.
void fuse_convolutions(Program& program);

/// How many steps read each value; outputs of the program count as readers.
[[nodiscard]] std::vector<int> count_readers(const Program& program);

/// Leaves out steps that no output (and no placeholder) needs.
void drop_unread(Program& program);

} // namespace kinovar::nn::graph_tf
