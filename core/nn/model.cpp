#include "core/nn/model.h"

namespace kinovar::nn {

Array array_from_pixels(const PixelView& pixels) {
    Array array;
    array.shape = {1, pixels.channels, pixels.height, pixels.width};
    array.values.reserve(static_cast<std::size_t>(pixels.channels) *
                         static_cast<std::size_t>(pixels.height) *
                         static_cast<std::size_t>(pixels.width));
    for (int c = 0; c < pixels.channels; ++c) {
        for (int y = 0; y < pixels.height; ++y) {
            const float* value = pixels.at(0, y) + c * pixels.step_c;
            for (int x = 0; x < pixels.width; ++x, value += pixels.step_x) {
                array.values.push_back(*value);
            }
        }
    }
    return array;
}

Result<std::vector<Pixels>> Model::run_pixels(std::span<const PixelView> inputs) const {
    std::vector<Array> arrays;
    for (const PixelView& input : inputs) {
        arrays.push_back(array_from_pixels(input));
    }
    KINOVAR_TRY_ASSIGN(std::vector<Array> results, run(arrays));
    std::vector<Pixels> pictures;
    for (Array& result : results) {
        if (result.shape.size() != 4 || result.shape[0] != 1) {
            return failure(ErrorCode::Internal, "the model did not give pictures");
        }
        auto kept = std::make_shared<const Array>(std::move(result));
        PixelView view;
        view.data = kept->values.data();
        view.channels = static_cast<int>(kept->shape[1]);
        view.height = static_cast<int>(kept->shape[2]);
        view.width = static_cast<int>(kept->shape[3]);
        view.step_x = 1;
        view.step_y = view.width;
        view.step_c = view.step_y * view.height;
        pictures.push_back({std::move(kept), view});
    }
    return pictures;
}

} // namespace kinovar::nn
