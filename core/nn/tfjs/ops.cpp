#include "core/nn/tfjs/ops.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace kinovar::nn::tfjs {

namespace {

// The first entry of an operator holds its present name, further ones its older names.
constexpr OpInfo kOps[] = {
    {Op::Const, "Const", 0, 0},
    {Op::Placeholder, "Placeholder", 0, 0},
    {Op::Identity, "Identity", 1, 1},
    {Op::Identity, "StopGradient", 1, 1},
    {Op::Conv2D, "Conv2D", 2, 2},
    {Op::FusedConv2D, "_FusedConv2D", 2, 4},
    {Op::DepthwiseConv2dNative, "DepthwiseConv2dNative", 2, 2},
    {Op::FusedDepthwiseConv2dNative, "FusedDepthwiseConv2dNative", 2, 4},
    {Op::Conv2DBackpropInput, "Conv2DBackpropInput", 3, 3},
    {Op::MaxPool, "MaxPool", 1, 1},
    {Op::AvgPool, "AvgPool", 1, 1},
    {Op::FusedBatchNormV3, "FusedBatchNormV3", 5, 5},
    {Op::FusedBatchNormV3, "FusedBatchNormV2", 5, 5},
    {Op::FusedBatchNormV3, "FusedBatchNorm", 5, 5},
    {Op::MatMul, "MatMul", 2, 2},
    {Op::FusedMatMul, "_FusedMatMul", 2, 4},
    {Op::BatchMatMulV2, "BatchMatMulV2", 2, 2},
    {Op::BatchMatMulV2, "BatchMatMul", 2, 2},
    {Op::Einsum, "Einsum", 1, 2},
    {Op::BiasAdd, "BiasAdd", 2, 2},
    {Op::AddV2, "AddV2", 2, 2},
    {Op::AddV2, "Add", 2, 2},
    {Op::AddN, "AddN", 1, kAnyNumber},
    {Op::Sub, "Sub", 2, 2},
    {Op::Mul, "Mul", 2, 2},
    {Op::RealDiv, "RealDiv", 2, 2},
    {Op::RealDiv, "Div", 2, 2},
    {Op::FloorDiv, "FloorDiv", 2, 2},
    {Op::FloorMod, "FloorMod", 2, 2},
    {Op::Maximum, "Maximum", 2, 2},
    {Op::Minimum, "Minimum", 2, 2},
    {Op::Pow, "Pow", 2, 2},
    {Op::SquaredDifference, "SquaredDifference", 2, 2},
    {Op::Atan2, "Atan2", 2, 2},
    {Op::Equal, "Equal", 2, 2},
    {Op::NotEqual, "NotEqual", 2, 2},
    {Op::Less, "Less", 2, 2},
    {Op::LessEqual, "LessEqual", 2, 2},
    {Op::Greater, "Greater", 2, 2},
    {Op::GreaterEqual, "GreaterEqual", 2, 2},
    {Op::LogicalAnd, "LogicalAnd", 2, 2},
    {Op::LogicalOr, "LogicalOr", 2, 2},
    {Op::LogicalNot, "LogicalNot", 1, 1},
    {Op::SelectV2, "SelectV2", 3, 3},
    {Op::SelectV2, "Select", 3, 3},
    {Op::Abs, "Abs", 1, 1},
    {Op::Neg, "Neg", 1, 1},
    {Op::Exp, "Exp", 1, 1},
    {Op::Log, "Log", 1, 1},
    {Op::Sqrt, "Sqrt", 1, 1},
    {Op::Rsqrt, "Rsqrt", 1, 1},
    {Op::Square, "Square", 1, 1},
    {Op::Reciprocal, "Reciprocal", 1, 1},
    {Op::Floor, "Floor", 1, 1},
    {Op::Ceil, "Ceil", 1, 1},
    {Op::Round, "Round", 1, 1},
    {Op::Sign, "Sign", 1, 1},
    {Op::Sin, "Sin", 1, 1},
    {Op::Cos, "Cos", 1, 1},
    {Op::Tanh, "Tanh", 1, 1},
    {Op::Sigmoid, "Sigmoid", 1, 1},
    {Op::Softmax, "Softmax", 1, 1},
    {Op::Softplus, "Softplus", 1, 1},
    {Op::Relu, "Relu", 1, 1},
    {Op::Relu6, "Relu6", 1, 1},
    {Op::Elu, "Elu", 1, 1},
    {Op::LeakyRelu, "LeakyRelu", 1, 1},
    {Op::Prelu, "Prelu", 2, 2},
    {Op::Cast, "Cast", 1, 1},
    {Op::Sum, "Sum", 2, 2},
    {Op::Mean, "Mean", 2, 2},
    {Op::Max, "Max", 2, 2},
    {Op::Min, "Min", 2, 2},
    {Op::Prod, "Prod", 2, 2},
    {Op::Shape, "Shape", 1, 1},
    {Op::Range, "Range", 3, 3},
    {Op::Fill, "Fill", 2, 2},
    {Op::ZerosLike, "ZerosLike", 1, 1},
    {Op::OnesLike, "OnesLike", 1, 1},
    {Op::Reshape, "Reshape", 2, 2},
    {Op::BroadcastTo, "BroadcastTo", 2, 2},
    {Op::Tile, "Tile", 2, 2},
    {Op::Transpose, "Transpose", 2, 2},
    {Op::ExpandDims, "ExpandDims", 2, 2},
    {Op::Squeeze, "Squeeze", 1, 1},
    {Op::Pack, "Pack", 1, kAnyNumber},
    {Op::ConcatV2, "ConcatV2", 2, kAnyNumber},
    {Op::StridedSlice, "StridedSlice", 4, 4},
    {Op::Slice, "Slice", 3, 3},
    {Op::GatherV2, "GatherV2", 3, 3},
    {Op::GatherNd, "GatherNd", 2, 2},
    {Op::Pad, "Pad", 2, 2},
    {Op::Pad, "PadV2", 3, 3},
    {Op::ResizeBilinear, "ResizeBilinear", 2, 2},
    {Op::ResizeNearestNeighbor, "ResizeNearestNeighbor", 2, 2},
    {Op::DepthToSpace, "DepthToSpace", 1, 1},
    {Op::SpaceToDepth, "SpaceToDepth", 1, 1},
};

std::unordered_map<std::string_view, OpInfo> make_index() {
    std::unordered_map<std::string_view, OpInfo> index;
    for (const OpInfo& info : kOps) {
        index.emplace(info.name, info);
    }
    return index;
}

} // namespace

std::optional<OpInfo> find_op(std::string_view name) {
    static const auto index = make_index();
    const auto found = index.find(name);
    return found == index.end() ? std::nullopt : std::optional(found->second);
}

std::string_view name_of(Op op) {
    const auto* found = std::find_if(std::begin(kOps), std::end(kOps),
                                     [&](const OpInfo& info) { return info.op == op; });
    return found == std::end(kOps) ? std::string_view("?") : found->name;
}

} // namespace kinovar::nn::tfjs
