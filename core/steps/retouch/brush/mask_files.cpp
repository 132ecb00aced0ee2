#include "core/image/luma.h"
#include "core/media/picture_file.h"
#include "core/steps/retouch/brush/mask_tiles.h"

#include <algorithm>

namespace kinovar::retouch {

namespace {

constexpr float kFullWord = 65535;
constexpr int kWordBits = 16;

} // namespace

Result<MaskTiles> load_mask(const std::string& file) {
    KINOVAR_TRY_ASSIGN(const FramePtr picture, media::read_picture(file));
    std::vector<float> luma(picture->values().size() / Frame::kChannels);
    luma_of(*picture, luma);
    std::vector<std::uint16_t> pixels(luma.size());
    std::transform(luma.begin(), luma.end(), pixels.begin(), [](float value) {
        return static_cast<std::uint16_t>(std::clamp(value, 0.0F, 1.0F) * kFullWord + 0.5F);
    });
    return MaskTiles::from_pixels(picture->width(), picture->height(), pixels);
}

Status save_mask(const std::string& file, const MaskTiles& mask) {
    KINOVAR_TRY_ASSIGN(const media::PictureFormat format, media::picture_format_of(file));
    if (format != media::PictureFormat::Png && format != media::PictureFormat::Tiff) {
        return failure(ErrorCode::Unsupported, "a mask cannot be written as " + file,
                       "give it a name that ends in .png or .tif");
    }
    if (mask.width() == 0 || mask.height() == 0) {
        return failure(ErrorCode::InvalidArgument, "the mask for " + file + " has no size",
                       "select a place first");
    }
    Frame picture(mask.width(), mask.height(), ColourSpec::srgb());
    float* out = picture.values().data();
    for (const std::uint16_t value : mask.pixels()) {
        out = std::fill_n(out, Frame::kChannels, static_cast<float>(value) / kFullWord);
    }
    return media::write_picture(file, picture, format, kWordBits, true);
}

} // namespace kinovar::retouch
