#include "core/train/colour_photos.h"

#include "core/image/resize.h"
#include "core/media/picture_file.h"
#include "core/nn/hint_planes.h"
#include "core/steps/simulate/counter_random.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::train {

namespace {

/// Mean difference of a pixel's channels below which a picture counts as black and white.
constexpr double kLeastColour = 0.01;

int shorter_side(const Frame& picture) {
    return std::min(picture.width(), picture.height());
}

/// With a shorter side of `lines` px.
Result<FramePtr> reduced_to(const Frame& picture, int lines) {
    const double scale = static_cast<double>(lines) / shorter_side(picture);
    return resize(picture, static_cast<int>(std::lround(picture.width() * scale)),
                  static_cast<int>(std::lround(picture.height() * scale)), ResizeFilter::Area);
}

bool has_colour(const Frame& picture) {
    const auto values = picture.values();
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); i += Frame::kChannels) {
        sum += std::abs(values[i] - values[i + 1]) + std::abs(values[i + 1] - values[i + 2]);
    }
    return sum / static_cast<double>(values.size()) > kLeastColour;
}

Result<FramePtr> read_photo(const std::filesystem::path& file, int smallest_side) {
    KINOVAR_TRY_ASSIGN(FramePtr picture, media::read_picture(file));
    if (shorter_side(*picture) < smallest_side) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{}: {}x{} px is too small", file.string(), picture->width(),
                                   picture->height()),
                       fmt::format("patches need {} px", smallest_side));
    }
    if (!has_colour(*picture)) {
        return failure(ErrorCode::Unsupported, file.string() + ": there is no colour in it");
    }
    const int side = std::max(kColourSide, smallest_side);
    if (shorter_side(*picture) > side) {
        KINOVAR_TRY_ASSIGN(picture, reduced_to(*picture, side));
    }
    return picture;
}

} // namespace

Result<std::vector<FramePtr>> read_colour_photos(const std::vector<std::filesystem::path>& files,
                                                 int smallest_side, Job& job) {
    std::vector<FramePtr> photos;
    job.begin("photographs", static_cast<std::int64_t>(files.size()));
    for (const std::filesystem::path& file : files) {
        KINOVAR_TRY(job.checkpoint());
        Result<FramePtr> photo = read_photo(file, smallest_side);
        if (photo) {
            photos.push_back(std::move(*photo));
        } else {
            job.warn(fmt::format("left out: {}", photo.error().one_line()));
        }
        job.advance();
    }
    if (photos.empty()) {
        return failure(
            ErrorCode::Unsupported,
            fmt::format("none of the {} photographs can be used", files.size()),
            fmt::format("they must be readable, in colour and at least {} px high and wide",
                        smallest_side));
    }
    return photos;
}

FramePtr cut_out(const Frame& picture, int x, int y, int width, int height) {
    auto part = std::make_shared<Frame>(width, height, picture.colour());
    for (int row = 0; row < height; ++row) {
        const float* from = picture.row(y + row) + static_cast<std::ptrdiff_t>(x) * 3;
        std::copy(from, from + static_cast<std::ptrdiff_t>(width) * 3, part->row(row));
    }
    return part;
}

Result<colourise::HintSample> whole_sample(const Frame& picture, int lines, int hints,
                                           std::int64_t seed) {
    KINOVAR_TRY_ASSIGN(FramePtr whole, reduced_to(picture, std::min(lines, shorter_side(picture))));
    const auto cut = [](int length) {
        return std::max(length / nn::kHintNetMultiple, 1) * nn::kHintNetMultiple;
    };
    const int width = cut(whole->width()), height = cut(whole->height());
    const FramePtr part = cut_out(*whole, (whole->width() - width) / 2,
                                  (whole->height() - height) / 2, width, height);
    steps::simulate::CounterRandom random(mix64(static_cast<std::uint64_t>(seed)));
    std::vector<colourise::SampleHint> places;
    for (int i = 0; i < hints; ++i) {
        places.push_back({static_cast<int>(random.between(1, width - 1)),
                          static_cast<int>(random.between(1, height - 1))});
    }
    return colourise::make_hint_sample(*part, shorter_side(*whole), places, {});
}

} // namespace kinovar::train
