#include "core/nn/model_input.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kinovar::nn {

namespace {

enum : std::size_t { kFlatRank = 2, kPictureRank = 3, kBatchRank = 4 };

tl::unexpected<Error> wrong_shape(const NpyArray& array, std::string_view wanted) {
    return failure(ErrorCode::InvalidArgument, fmt::format("a shape of ({}) is none of {}",
                                                           fmt::join(array.shape, ", "), wanted));
}

Result<Array> from_picture(const NpyArray& array, const std::vector<std::uint8_t>& bytes,
                           const ModelInfo& info) {
    constexpr float kWhite = 255.0F;
    if (array.shape.size() != kFlatRank && array.shape.size() != kPictureRank) {
        return wrong_shape(array, "H×W×C and H×W (uint8)");
    }
    const std::int64_t height = array.shape[0];
    const std::int64_t width = array.shape[1];
    const std::int64_t channels = array.shape.size() == kPictureRank ? array.shape[2] : 1;
    Array input{{1, channels, height, width}, std::vector<float>(bytes.size())};
    const float span = info.value_max - info.value_min;
    std::size_t from = 0;
    for (std::int64_t pixel = 0; pixel < height * width; ++pixel) {
        for (std::int64_t c = 0; c < channels; ++c) {
            input.values[static_cast<std::size_t>(c * height * width + pixel)] =
                static_cast<float>(bytes[from++]) / kWhite * span + info.value_min;
        }
    }
    return input;
}

} // namespace

Result<Array> model_input_from(const NpyArray& array, const ModelInfo& info) {
    if (const auto* bytes = std::get_if<std::vector<std::uint8_t>>(&array.values)) {
        return from_picture(array, *bytes, info);
    }
    Array input{array.shape, std::get<std::vector<float>>(array.values)};
    if (input.shape.size() == kPictureRank) {
        input.shape.insert(input.shape.begin(), 1);
    }
    if (input.shape.size() != kBatchRank) {
        return wrong_shape(array, "N×C×H×W and C×H×W (float32)");
    }
    return input;
}

} // namespace kinovar::nn
