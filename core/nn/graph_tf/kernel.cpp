#include "core/nn/graph_tf/kernel.h"

#include <fmt/format.h>

namespace kinovar::nn::graph_tf {

Kernel make_kernel(const Step& step, Values inputs) {
    for (const auto make :
         {make_elementwise_kernel, make_shape_kernel, make_matrix_kernel, make_picture_kernel}) {
        Kernel kernel = make(step, inputs);
        if (kernel.run) {
            return kernel;
        }
    }
    throw std::invalid_argument("cannot be run");
}

tfjs::Shape whole_numbers(const Value& value) {
    if (!value.known.defined()) {
        throw std::invalid_argument("needs a shape that is only known while the network runs");
    }
    const at::Tensor numbers = value.known.to(at::kLong).reshape({-1}).contiguous();
    const auto* data = numbers.data_ptr<std::int64_t>();
    return {data, data + numbers.numel()};
}

std::int64_t whole_number(const Value& value) {
    const tfjs::Shape all = whole_numbers(value);
    if (all.size() != 1) {
        throw std::invalid_argument("needs one number where there are several");
    }
    return all[0];
}

std::int64_t axis_of(std::int64_t axis, std::int64_t rank) {
    if (axis < -rank || axis >= rank) {
        throw std::invalid_argument(fmt::format("has no axis {}", axis));
    }
    return axis < 0 ? axis + rank : axis;
}

bool is_mine(const at::Tensor& tensor) {
    return tensor.is_floating_point() && !tensor.is_meta() && tensor.use_count() == 1 &&
           tensor.storage().use_count() == 1 && tensor.is_non_overlapping_and_dense();
}

at::Tensor meta_tensor(at::IntArrayRef shape, at::ScalarType type) {
    return at::empty(shape, at::TensorOptions().dtype(type).device(at::kMeta));
}

} // namespace kinovar::nn::graph_tf
