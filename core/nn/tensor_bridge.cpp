#include "core/nn/tensor_bridge.h"

namespace kinovar::nn {

at::Tensor tensor_from_pixels(const PixelView& pixels) {
    // from_blob wants a mutable pointer; nobody writes through it (the engine never works in place
    // on an input).
    auto* data = const_cast<float*>(pixels.data); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    const std::int64_t picture_step = static_cast<std::int64_t>(pixels.step_y) * pixels.height;
    return at::from_blob(data, {1, pixels.channels, pixels.height, pixels.width},
                         {picture_step, pixels.step_c, pixels.step_y, pixels.step_x},
                         at::TensorOptions().dtype(at::kFloat));
}

Pixels pixels_from_tensor(const at::Tensor& tensor) {
    auto keeper = std::make_shared<const at::Tensor>(tensor.to(at::kCPU, at::kFloat));
    const at::Tensor& kept = *keeper;
    PixelView view;
    view.data = kept.data_ptr<float>();
    view.channels = static_cast<int>(kept.size(1));
    view.height = static_cast<int>(kept.size(2));
    view.width = static_cast<int>(kept.size(3));
    view.step_c = kept.stride(1);
    view.step_y = kept.stride(2);
    view.step_x = kept.stride(3);
    return {std::move(keeper), view};
}

} // namespace kinovar::nn
