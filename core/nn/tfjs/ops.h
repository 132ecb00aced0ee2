#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kinovar::nn::tfjs {

/// The operators of TensorFlow that are understood, under their own names (without a leading
/// underscore). https://www.tensorflow.org/api_docs/python/tf/raw_ops
enum class Op : std::uint8_t {
    Const,
    Placeholder,
    Identity,
    // convolutions and pooling
    Conv2D,
    FusedConv2D,
    DepthwiseConv2dNative,
    FusedDepthwiseConv2dNative,
    Conv2DBackpropInput,
    MaxPool,
    AvgPool,
    FusedBatchNormV3,
    // products of matrices
    MatMul,
    FusedMatMul,
    BatchMatMulV2,
    Einsum,
    // two operands
    BiasAdd,
    AddV2,
    AddN,
    Sub,
    Mul,
    RealDiv,
    FloorDiv,
    FloorMod,
    Maximum,
    Minimum,
    Pow,
    SquaredDifference,
    Atan2,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    LogicalAnd,
    LogicalOr,
    LogicalNot,
    SelectV2,
    // one operand
    Abs,
    Neg,
    Exp,
    Log,
    Sqrt,
    Rsqrt,
    Square,
    Reciprocal,
    Floor,
    Ceil,
    Round,
    Sign,
    Sin,
    Cos,
    Tanh,
    Sigmoid,
    Softmax,
    Softplus,
    Relu,
    Relu6,
    Elu,
    LeakyRelu,
    Prelu,
    Cast,
    // along axes
    Sum,
    Mean,
    Max,
    Min,
    Prod,
    // shapes
    Shape,
    Range,
    Fill,
    ZerosLike,
    OnesLike,
    Reshape,
    BroadcastTo,
    Tile,
    Transpose,
    ExpandDims,
    Squeeze,
    Pack,
    ConcatV2,
    StridedSlice,
    Slice,
    GatherV2,
    GatherNd,
    Pad,
    // sizes of pictures
    ResizeBilinear,
    ResizeNearestNeighbor,
    DepthToSpace,
    SpaceToDepth,
    // made by the executor out of several nodes; no file can ask for them
    LayerNorm,
    Gelu,
    Linear,
};

struct OpInfo {
    Op op;
    std::string_view name;
    int min_inputs;
    int max_inputs; ///< kAnyNumber: as many as there are
};

constexpr int kAnyNumber = -1;

/// By TensorFlow's name; older names of the same operator ("Add", "Select" …) are understood too.
[[nodiscard]] std::optional<OpInfo> find_op(std::string_view name);
[[nodiscard]] std::string_view name_of(Op op);

} // namespace kinovar::nn::tfjs
