#include "core/nn/graph_tf/kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace kinovar::nn::graph_tf {

namespace {

using tfjs::Op;
using tfjs::Shape;

constexpr std::int64_t kMaxRange = std::int64_t{1} << 24;

/// An operator that only looks at the memory in another way, or copies it.
template <class Function>
Kernel of_first(Function function) {
    return {[function](Tensors& in) { return function(in[0]); }, {}};
}

Kernel make_shape(Values inputs) {
    const at::Tensor shape =
        at::tensor(inputs[0].meta.sizes(), at::TensorOptions().dtype(at::kLong));
    return {[shape](Tensors&) { return shape; }, meta_tensor(shape.sizes(), at::kLong)};
}

Kernel make_range(Values inputs) {
    if (!inputs[0].known.defined() || !inputs[1].known.defined() || !inputs[2].known.defined()) {
        throw std::invalid_argument("needs limits that are known beforehand");
    }
    const double begin = inputs[0].known.item().toDouble();
    const double end = inputs[1].known.item().toDouble();
    const double step = inputs[2].known.item().toDouble();
    if (step == 0 || std::abs((end - begin) / step) > static_cast<double>(kMaxRange)) {
        throw std::invalid_argument("has an impossible range");
    }
    const at::Tensor range =
        at::arange(begin, end, step, at::TensorOptions().dtype(inputs[0].meta.scalar_type()));
    return {[range](Tensors&) { return range; }, meta_tensor(range.sizes(), range.scalar_type())};
}

Kernel make_reshape(const Step& step, Values inputs) {
    Shape target = whole_numbers(inputs[1]);
    if (step.attributes.flag("keep_zero")) {
        for (std::size_t i = 0; i < target.size(); ++i) {
            const auto axis = static_cast<std::int64_t>(i);
            target[i] = target[i] == 0 && axis < inputs[0].meta.dim() ? inputs[0].meta.size(axis)
                                                                      : target[i];
        }
    }
    return of_first([target](const at::Tensor& x) { return x.reshape(target); });
}

Kernel make_squeeze(const Step& step, Values inputs) {
    Shape axes = step.attributes.integers("squeeze_dims");
    if (axes.empty()) {
        axes = step.attributes.integers("axis");
    }
    const at::Tensor& meta = inputs[0].meta;
    Shape target;
    for (std::int64_t& axis : axes) {
        axis = axis_of(axis, meta.dim());
    }
    for (std::int64_t axis = 0; axis < meta.dim(); ++axis) {
        const bool named = std::find(axes.begin(), axes.end(), axis) != axes.end();
        if (meta.size(axis) != 1 || !(axes.empty() || named)) {
            target.push_back(meta.size(axis));
        }
    }
    return of_first([target](const at::Tensor& x) { return x.reshape(target); });
}

Kernel make_strided_slice(const Step& step, Values inputs) {
    const Shape begin = whole_numbers(inputs[1]);
    const Shape end = whole_numbers(inputs[2]);
    const Shape stride = whole_numbers(inputs[3]);
    constexpr std::size_t kMaxAxes = 16;
    if (begin.size() != end.size() || begin.size() != stride.size() || begin.size() > kMaxAxes) {
        throw std::invalid_argument("has limits of different lengths");
    }
    const auto mask = [&](const char* name) { return step.attributes.integer(name, 0); };
    const std::int64_t masks[] = {mask("begin_mask"), mask("end_mask"), mask("ellipsis_mask"),
                                  mask("new_axis_mask"), mask("shrink_axis_mask")};
    enum : std::uint8_t { kBegin, kEnd, kEllipsis, kNewAxis, kShrink };
    const auto is_set = [masks](int kind, std::size_t i) { return (masks[kind] >> i & 1) != 0; };
    std::int64_t consumed = 0;
    for (std::size_t i = 0; i < begin.size(); ++i) {
        consumed += is_set(kEllipsis, i) || is_set(kNewAxis, i) ? 0 : 1;
        if (stride[i] < 1) {
            throw std::invalid_argument("runs backwards, which is not understood");
        }
    }
    const std::int64_t skipped = inputs[0].meta.dim() - consumed;
    return of_first([=](at::Tensor x) {
        std::int64_t axis = 0;
        for (std::size_t i = 0; i < begin.size(); ++i) {
            if (is_set(kEllipsis, i)) {
                axis += skipped;
            } else if (is_set(kNewAxis, i)) {
                x = x.unsqueeze(axis++);
            } else if (is_set(kShrink, i)) {
                x = x.select(axis, begin[i]);
            } else {
                const std::int64_t size = x.size(axis);
                x = x.slice(axis, is_set(kBegin, i) ? 0 : begin[i], is_set(kEnd, i) ? size : end[i],
                            stride[i]);
                ++axis;
            }
        }
        return x;
    });
}

Kernel make_slice(Values inputs) {
    const Shape begin = whole_numbers(inputs[1]);
    const Shape size = whole_numbers(inputs[2]);
    const auto rank = static_cast<std::size_t>(inputs[0].meta.dim());
    if (begin.size() != rank || size.size() != rank) {
        throw std::invalid_argument("has limits of another length than its input");
    }
    return of_first([=](at::Tensor x) {
        for (std::size_t i = 0; i < begin.size(); ++i) {
            const auto axis = static_cast<std::int64_t>(i);
            x = x.narrow(axis, begin[i], size[i] < 0 ? x.size(axis) - begin[i] : size[i]);
        }
        return x;
    });
}

Kernel make_gather(const Step& step, Values inputs) {
    if (step.attributes.integer("batch_dims", 0) != 0) {
        throw std::invalid_argument("gathers by batch, which is not understood");
    }
    const std::int64_t axis = axis_of(whole_number(inputs[2]), inputs[0].meta.dim());
    const auto result_shape = [axis](const at::Tensor& x, const at::Tensor& index) {
        Shape shape(x.sizes().begin(), x.sizes().begin() + axis);
        shape.insert(shape.end(), index.sizes().begin(), index.sizes().end());
        shape.insert(shape.end(), x.sizes().begin() + axis + 1, x.sizes().end());
        return shape;
    };
    return {
        [=](Tensors& in) {
            return in[0]
                .index_select(axis, in[1].to(at::kLong).reshape({-1}))
                .reshape(result_shape(in[0], in[1]));
        },
        meta_tensor(result_shape(inputs[0].meta, inputs[1].meta), inputs[0].meta.scalar_type())};
}

Kernel make_gather_nd(Values inputs) {
    const at::Tensor& x = inputs[0].meta;
    const at::Tensor& index = inputs[1].meta;
    const std::int64_t depth = index.dim() > 0 ? index.size(-1) : 0;
    if (depth < 1 || depth > x.dim()) {
        throw std::invalid_argument("has indices of a wrong length");
    }
    Shape shape(index.sizes().begin(), index.sizes().end() - 1);
    shape.insert(shape.end(), x.sizes().begin() + depth, x.sizes().end());
    return {
        [depth, shape](Tensors& in) {
            const at::Tensor indices = in[1].to(at::kLong);
            at::Tensor flat = at::zeros({1}, indices.options());
            std::int64_t rows = 1;
            for (std::int64_t axis = 0; axis < depth; ++axis) {
                flat = flat * in[0].size(axis) + indices.select(-1, axis);
                rows *= in[0].size(axis);
            }
            return in[0].flatten(0, depth - 1).index_select(0, flat.reshape({-1})).reshape(shape);
        },
        meta_tensor(shape, x.scalar_type())};
}

Kernel make_concat(Values inputs) {
    const std::int64_t axis =
        axis_of(whole_number(inputs.back()), std::max<std::int64_t>(inputs[0].meta.dim(), 1));
    return {[axis](Tensors& in) {
                in.pop_back();
                return at::cat(in, axis);
            },
            {}};
}

Kernel make_pack(const Step& step, Values inputs) {
    const at::Tensor& meta = inputs[0].meta;
    const std::int64_t axis = axis_of(step.attributes.integer("axis", 0), meta.dim() + 1);
    for (const Value& input : inputs) {
        if (input.meta.sizes() != meta.sizes()) {
            throw std::invalid_argument("stacks tensors of different shapes");
        }
    }
    Shape shape(meta.sizes().begin(), meta.sizes().end());
    shape.insert(shape.begin() + axis, static_cast<std::int64_t>(inputs.size()));
    return {[axis](Tensors& in) { return at::stack(in, axis); },
            meta_tensor(shape, meta.scalar_type())};
}

Kernel make_pad(Values inputs) {
    const Shape margins = whole_numbers(inputs[1]);
    const auto rank = static_cast<std::size_t>(inputs[0].meta.dim());
    if (margins.size() != 2 * rank) {
        throw std::invalid_argument("has margins of another length than its input");
    }
    if (inputs.size() > 2 && !inputs[2].known.defined()) {
        throw std::invalid_argument("needs a filling that is known beforehand");
    }
    const double filling = inputs.size() > 2 ? inputs[2].known.item().toDouble() : 0;
    Shape reversed; // last axis first, as libtorch wants them
    for (std::size_t axis = rank; axis-- > 0;) {
        reversed.push_back(margins[2 * axis]);
        reversed.push_back(margins[2 * axis + 1]);
    }
    return of_first([reversed, filling](const at::Tensor& x) {
        return at::constant_pad_nd(x, reversed, filling).contiguous();
    });
}

Kernel make_transpose(Values inputs) {
    const Shape order = whole_numbers(inputs[1]);
    return of_first([order](const at::Tensor& x) { return x.permute(order); });
}

} // namespace

Kernel make_shape_kernel(const Step& step, Values inputs) {
    switch (step.op) {
    case Op::Shape:
        return make_shape(inputs);
    case Op::Range:
        return make_range(inputs);
    case Op::Reshape:
        return make_reshape(step, inputs);
    case Op::Squeeze:
        return make_squeeze(step, inputs);
    case Op::StridedSlice:
        return make_strided_slice(step, inputs);
    case Op::Slice:
        return make_slice(inputs);
    case Op::GatherV2:
        return make_gather(step, inputs);
    case Op::GatherNd:
        return make_gather_nd(inputs);
    case Op::ConcatV2:
        return make_concat(inputs);
    case Op::Pad:
        return make_pad(inputs);
    case Op::Transpose:
        return make_transpose(inputs);
    case Op::Pack:
        return make_pack(step, inputs);
    case Op::BroadcastTo:
        return of_first(
            [shape = whole_numbers(inputs[1])](const at::Tensor& x) { return x.expand(shape); });
    case Op::Tile:
        return of_first(
            [times = whole_numbers(inputs[1])](const at::Tensor& x) { return x.repeat(times); });
    case Op::ExpandDims:
        return of_first(
            [axis = whole_number(inputs[1])](const at::Tensor& x) { return x.unsqueeze(axis); });
    case Op::Fill:
        return {[shape = whole_numbers(inputs[0])](Tensors& in) { return in[1].expand(shape); },
                {}};
    default:
        return {};
    }
}

} // namespace kinovar::nn::graph_tf
