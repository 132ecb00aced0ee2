#pragma once

#include "core/nn/graph_tf/program.h"

#include <functional>
#include <span>

namespace kinovar::nn::graph_tf {

using Tensors = std::vector<at::Tensor>;

/// What is known of an input before anything runs.
struct Value {
    at::Tensor known; ///< its numbers in CPU memory, when they do not depend on the inputs' numbers
    at::Tensor meta;  ///< its shape and type
};
using Values = std::span<const Value>;

/// An operator with everything settled that does not depend on the inputs' numbers. run() may take
/// its operands apart: one that nobody else holds is overwritten.
struct Kernel {
    std::function<at::Tensor(Tensors&)> run;
    at::Tensor result; ///< meta tensor, where run() does not work on meta tensors
};

/// Throws std::invalid_argument when the inputs do not fit the operator.
[[nodiscard]] Kernel make_kernel(const Step& step, Values inputs);

// One of these for each family of operators; an empty run() says that the operator is of another
// one.
[[nodiscard]] Kernel make_elementwise_kernel(const Step& step, Values inputs);
[[nodiscard]] Kernel make_shape_kernel(const Step& step, Values inputs);
[[nodiscard]] Kernel make_matrix_kernel(const Step& step, Values inputs);
[[nodiscard]] Kernel make_picture_kernel(const Step& step, Values inputs);

/// The whole numbers of an input that must be known beforehand.
[[nodiscard]] tfjs::Shape whole_numbers(const Value& value);
[[nodiscard]] std::int64_t whole_number(const Value& value);
/// -1 counts from the end. Throws when there is no such axis.
[[nodiscard]] std::int64_t axis_of(std::int64_t axis, std::int64_t rank);
/// Whether a tensor's memory may be written to.
[[nodiscard]] bool is_mine(const at::Tensor& tensor);
[[nodiscard]] at::Tensor meta_tensor(at::IntArrayRef shape, at::ScalarType type);

} // namespace kinovar::nn::graph_tf
