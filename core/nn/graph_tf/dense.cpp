#include "core/nn/graph_tf/dense.h"

namespace kinovar::nn::graph_tf {

at::Tensor dense(const at::Tensor& x, const at::Tensor& w, const at::Tensor& bias) {
    std::vector<std::int64_t> shape(x.sizes().begin(), x.sizes().end());
    shape.back() = w.size(1);
    const at::Tensor rows = x.reshape({-1, x.size(-1)});
    const bool by_convolution = rows.is_cpu() && rows.scalar_type() == at::kFloat &&
                                at::globalContext().hasMKLDNN() && rows.numel() > 0 &&
                                w.numel() > 0;
    if (!by_convolution) {
        return (bias.defined() ? at::addmm(bias, rows, w) : at::mm(rows, w)).view(shape);
    }
    const at::Tensor picture = rows.view({1, rows.size(0), 1, rows.size(1)}).permute({0, 3, 1, 2});
    const at::Tensor kernel = w.t().contiguous().view({w.size(1), w.size(0), 1, 1});
    const auto offsets = bias.defined() ? c10::optional<at::Tensor>(bias) : c10::nullopt;
    return at::mkldnn_convolution(picture, kernel, offsets, {0, 0}, {1, 1}, {1, 1}, 1)
        .permute({0, 2, 3, 1})
        .reshape(shape);
}

} // namespace kinovar::nn::graph_tf
