#include "core/nn/torch_model.h"

#include "core/nn/loaders/state_dict.h"
#include "core/nn/tensor_bridge.h"
#include "core/nn/torch_runtime.h"

#include <fmt/format.h>

#include <limits>

namespace kinovar::nn {

namespace {

constexpr std::size_t kPictureRank = 4;
constexpr std::size_t kChannelAxis = 1;

/// Whether the values fill the shape, with sides that no product of can overflow.
Status check_array(const Array& array, std::size_t index) {
    constexpr std::int64_t kMaxSide = std::int64_t{1} << 30;
    constexpr std::int64_t kMaxProduct = std::numeric_limits<std::int32_t>::max();
    std::int64_t product = 1;
    for (const std::int64_t side : array.shape) {
        if (side <= 0 || side > kMaxSide || product > kMaxProduct / side) {
            return failure(
                ErrorCode::InvalidArgument,
                fmt::format("input {} has an impossible shape {}", index, shape_text(array.shape)));
        }
        product *= side;
    }
    if (static_cast<std::uint64_t>(product) != array.values.size()) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} values do not fill input {}, whose shape is {}",
                                   array.values.size(), index, shape_text(array.shape)));
    }
    return {};
}

at::Tensor tensor_from_array(const Array& array) {
    // from_blob wants a mutable pointer; nobody writes through it.
    auto* data =
        const_cast<float*>(array.values.data()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
    return at::from_blob(data, array.shape, at::TensorOptions().dtype(at::kFloat));
}

Array array_from_tensor(const at::Tensor& tensor) {
    const at::Tensor plain = tensor.to(at::kCPU, at::kFloat).contiguous();
    Array array;
    array.shape.assign(plain.sizes().begin(), plain.sizes().end());
    const float* values = plain.data_ptr<float>();
    array.values.assign(values, values + plain.numel());
    return array;
}

class TorchModel final : public Model {
public:
    explicit TorchModel(BuiltNet built)
        : info_(std::move(built.info)), net_(std::move(built.net)), device_(current_device()),
          precision_(current_precision()) {}

    [[nodiscard]] const ModelInfo& info() const override { return info_; }

    [[nodiscard]] Result<std::vector<Array>> run(std::span<const Array> inputs) const override {
        KINOVAR_TRY(check_count(inputs.size()));
        std::vector<at::Tensor> tensors;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            KINOVAR_TRY(check_array(inputs[i], i));
            KINOVAR_TRY(check_shape(i, inputs[i].shape));
            tensors.push_back(tensor_from_array(inputs[i]));
        }
        return forward(std::move(tensors), &array_from_tensor);
    }

    [[nodiscard]] Result<std::vector<Pixels>>
    run_pixels(std::span<const PixelView> inputs) const override {
        KINOVAR_TRY(check_count(inputs.size()));
        std::vector<at::Tensor> tensors;
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            const PixelView& view = inputs[i];
            KINOVAR_TRY(check_shape(
                i, std::vector<std::int64_t>{1, view.channels, view.height, view.width}));
            tensors.push_back(tensor_from_pixels(view));
        }
        return forward(std::move(tensors), &pixels_from_tensor);
    }

private:
    [[nodiscard]] Status check_count(std::size_t count) const {
        if (!info_.inputs.empty() && count != info_.inputs.size()) {
            return failure(
                ErrorCode::InvalidArgument,
                fmt::format("the network takes {} inputs, not {}", info_.inputs.size(), count));
        }
        return {};
    }

    [[nodiscard]] Status check_shape(std::size_t index,
                                     const std::vector<std::int64_t>& shape) const {
        if (index >= info_.inputs.size() || info_.inputs[index].shape.empty()) {
            return {};
        }
        const Port& port = info_.inputs[index];
        bool fits = shape.size() == port.shape.size();
        for (std::size_t axis = 0; fits && axis < shape.size(); ++axis) {
            fits = port.shape[axis] < 0 || port.shape[axis] == shape[axis];
        }
        if (fits) {
            return {};
        }
        if (shape.size() == kPictureRank && port.shape.size() == kPictureRank &&
            port.shape[kChannelAxis] > 0 && port.shape[kChannelAxis] != shape[kChannelAxis]) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("input {} of the network has {} channels, not {}", index,
                                       port.shape[kChannelAxis], shape[kChannelAxis]));
        }
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("input {} ('{}') of the network is {}, not {} (-1: any length)",
                                   index, port.name, shape_text(port.shape), shape_text(shape)));
    }

    template <class Convert>
    [[nodiscard]] auto forward(std::vector<at::Tensor> inputs, Convert convert) const
        -> Result<std::vector<std::decay_t<decltype(convert(inputs[0]))>>> {
        using Output = std::decay_t<decltype(convert(inputs[0]))>;
        const std::lock_guard lock(device_mutex());
        return guarded([&]() -> Result<std::vector<Output>> {
            const at::InferenceMode inference;
            apply_threads();
            for (at::Tensor& input : inputs) {
                input = to_device(input, device_, precision_);
            }
            std::vector<Output> results;
            for (const at::Tensor& output : net_->forward(inputs)) {
                results.push_back(convert(output));
            }
            return results;
        });
    }

    ModelInfo info_;
    std::unique_ptr<const Net> net_;
    at::Device device_;
    at::ScalarType precision_;
};

} // namespace

std::shared_ptr<const Model> make_model(BuiltNet built) {
    return std::make_shared<const TorchModel>(std::move(built));
}

} // namespace kinovar::nn
