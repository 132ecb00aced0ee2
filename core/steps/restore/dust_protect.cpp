#include "core/steps/restore/dust_protect.h"

#include "core/media/picture_file.h"

#include <fmt/format.h>

#include <system_error>

namespace kinovar::steps::dust {

namespace {

constexpr int kWhite = 128; // from here a mask counts as white

} // namespace

Result<cv::Mat> ProtectMask::read(const std::filesystem::path& file) const {
    int width = 0;
    int height = 0;
    KINOVAR_TRY_ASSIGN(const auto pixels, media::read_mask(file, width, height));
    if (cv::Size(width, height) != size_) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("the protect mask {} is {}×{}, the film {}×{}", file.string(),
                                   width, height, size_.width, size_.height),
                       "paint it on a frame of the film, at its size");
    }
    cv::Mat mask(size_, CV_8U);
    std::transform(pixels.begin(), pixels.end(), mask.begin<std::uint8_t>(),
                   [](std::uint8_t value) { return value >= kWhite ? 255 : 0; });
    return mask;
}

Result<std::shared_ptr<const ProtectMask>> ProtectMask::open(const std::filesystem::path& path,
                                                             int width, int height) {
    // make_shared cannot reach the constructor.
    std::shared_ptr<ProtectMask> masks(new ProtectMask({}, {width, height}));
    if (path.empty()) {
        return masks;
    }
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        masks->path_ = path / "%06d.png";
        return masks;
    }
    if (media::is_sequence_pattern(path)) {
        KINOVAR_TRY(media::find_sequence(path)); // at least one file
        masks->path_ = path;
        return masks;
    }
    KINOVAR_TRY_ASSIGN(masks->still_, masks->read(path));
    return masks;
}

Result<cv::Mat> ProtectMask::of(std::int64_t n) const {
    if (path_.empty()) {
        return still_;
    }
    const std::filesystem::path file = media::numbered_path(path_, n);
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
        return cv::Mat();
    }
    return read(file);
}

} // namespace kinovar::steps::dust
