#include "core/media/picture_file.h"

#include "core/base/file.h"
#include "core/colour/transfer.h"
#include "core/media/limits.h"

#include <OpenImageIO/imageio.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::media {

namespace {

constexpr int kByteBits = 8;
constexpr int kWordBits = 16;
constexpr int kFloatBits = 32;
constexpr int kUpright = 1;
constexpr int kFirstTurned = 5; // EXIF orientations 5 … 8 swap width and height
constexpr int kLastOrientation = 8;

using InputPtr = std::unique_ptr<OIIO::ImageInput>;

Error read_error(const std::filesystem::path& path, std::string cause) {
    std::replace(cause.begin(), cause.end(), '\n', ' ');
    return Error{ErrorCode::Corrupt, "cannot read the picture " + path.string() + ": " + cause,
                 "the file may be damaged or cut short; copy it again from its source"};
}

Result<InputPtr> open_input(const std::filesystem::path& path) {
    std::error_code trouble;
    const auto status = std::filesystem::status(path, trouble);
    if (trouble) {
        return failure(error_from_errno(trouble.value(), "cannot open", path));
    }
    if (!std::filesystem::is_regular_file(status)) {
        return failure(ErrorCode::Unreadable, path.string() + " is not a file");
    }
    if (std::filesystem::file_size(path, trouble) == 0) {
        return failure(ErrorCode::Corrupt, path.string() + " is empty",
                       "copy it again from its source");
    }
    OIIO::ImageSpec wanted;
    // Colours as stored, not multiplied by the alpha that we drop.
    wanted["oiio:UnassociatedAlpha"] = 1;
    InputPtr input = OIIO::ImageInput::open(path.string(), &wanted);
    if (!input) {
        return failure(read_error(path, OIIO::geterror()));
    }
    return input;
}

int bits_of(const OIIO::ImageSpec& spec) {
    if (spec.format.is_floating_point()) {
        return kFloatBits;
    }
    const int stored = spec.get_int_attribute("oiio:BitsPerSample", kWordBits);
    if (spec.format.size() == 1) {
        return kByteBits;
    }
    return std::clamp(stored, kByteBits, kWordBits);
}

int orientation_of(const OIIO::ImageSpec& spec) {
    const int orientation = spec.get_int_attribute("Orientation", kUpright);
    return orientation >= kUpright && orientation <= kLastOrientation ? orientation : kUpright;
}

Result<PictureInfo> info_of(const OIIO::ImageInput& input, const std::filesystem::path& path) {
    const OIIO::ImageSpec& spec = input.spec();
    if (spec.width <= 0 || spec.height <= 0 || spec.nchannels <= 0) {
        return failure(read_error(path, "it holds no picture"));
    }
    if (spec.width > kLargestPictureSide || spec.height > kLargestPictureSide) {
        return failure(
            ErrorCode::Unsupported,
            fmt::format("{} has a picture of {}×{}", path.string(), spec.width, spec.height),
            fmt::format("at most {} pixels a side can be read", kLargestPictureSide));
    }
    PictureInfo info;
    const bool turned = orientation_of(spec) >= kFirstTurned;
    info.width = turned ? spec.height : spec.width;
    info.height = turned ? spec.width : spec.height;
    info.channels = spec.nchannels;
    info.bits = bits_of(spec);
    info.is_float = spec.format.is_floating_point();
    info.format = input.format_name();
    return info;
}

/// Where a pixel stored at (x, y) belongs, by TIFF's (and EXIF's) tag 274.
struct Place {
    int x, y;
};
Place upright(int orientation, int x, int y, int width, int height) {
    switch (orientation) {
    case 2:
        return {width - 1 - x, y};
    case 3:
        return {width - 1 - x, height - 1 - y};
    case 4:
        return {x, height - 1 - y};
    case 5:
        return {y, x};
    case 6:
        return {height - 1 - y, x};
    case 7:
        return {height - 1 - y, width - 1 - x};
    case 8:
        return {y, width - 1 - x};
    default:
        return {x, y};
    }
}

/// Interleaved samples as read → upright RGB.
template <class Sample, class Convert>
void fill_frame(Frame& frame, const std::vector<Sample>& samples, const OIIO::ImageSpec& spec,
                Convert&& convert) {
    const int orientation = orientation_of(spec);
    const auto channels = static_cast<std::size_t>(spec.nchannels);
    const bool colour = channels >= Frame::kChannels;
    std::size_t at = 0;
    for (int y = 0; y < spec.height; ++y) {
        for (int x = 0; x < spec.width; ++x, at += channels) {
            const Place place = upright(orientation, x, y, spec.width, spec.height);
            float* pixel = frame.row(place.y) + std::ptrdiff_t{place.x} * Frame::kChannels;
            for (std::size_t c = 0; c < Frame::kChannels; ++c) {
                pixel[c] = convert(samples[at + (colour ? c : 0)]);
            }
        }
    }
}

template <class Sample>
Result<std::vector<Sample>> samples_of(OIIO::ImageInput& input, OIIO::TypeDesc type,
                                       const std::filesystem::path& path) {
    const OIIO::ImageSpec& spec = input.spec();
    std::vector<Sample> samples(static_cast<std::size_t>(spec.image_pixels()) *
                                static_cast<std::size_t>(spec.nchannels));
    if (!input.read_image(0, 0, 0, spec.nchannels, type, samples.data())) {
        return failure(read_error(path, input.geterror()));
    }
    return samples;
}

Status read_into(Frame& frame, OIIO::ImageInput& input, const PictureInfo& info,
                 const std::filesystem::path& path) {
    const OIIO::ImageSpec spec = input.spec();
    if (info.is_float) {
        KINOVAR_TRY_ASSIGN(const auto samples,
                           samples_of<float>(input, OIIO::TypeDesc::FLOAT, path));
        fill_frame(frame, samples, spec,
                   [](float linear) { return encoded_from_linear(Transfer::Srgb, linear); });
    } else if (info.bits == kByteBits) {
        KINOVAR_TRY_ASSIGN(const auto samples,
                           samples_of<std::uint8_t>(input, OIIO::TypeDesc::UINT8, path));
        constexpr float kFull = UINT8_MAX;
        fill_frame(frame, samples, spec,
                   [](std::uint8_t value) { return static_cast<float>(value) / kFull; });
    } else {
        KINOVAR_TRY_ASSIGN(const auto samples,
                           samples_of<std::uint16_t>(input, OIIO::TypeDesc::UINT16, path));
        // 10 and 12 bits arrive spread over 16; back to the value that is stored.
        const std::uint32_t full = (1U << static_cast<unsigned>(info.bits)) - 1;
        fill_frame(frame, samples, spec, [full](std::uint16_t value) {
            const std::uint32_t stored = (value * full + UINT16_MAX / 2) / UINT16_MAX;
            return static_cast<float>(stored) / static_cast<float>(full);
        });
    }
    return {};
}

} // namespace

Result<PictureInfo> probe_picture(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(const InputPtr input, open_input(path));
    return info_of(*input, path);
}

Result<FramePtr> read_picture(const std::filesystem::path& path) {
    try {
        KINOVAR_TRY_ASSIGN(const InputPtr input, open_input(path));
        KINOVAR_TRY_ASSIGN(const PictureInfo info, info_of(*input, path));
        auto frame = std::make_shared<Frame>(info.width, info.height, ColourSpec::srgb());
        KINOVAR_TRY(read_into(*frame, *input, info, path));
        return frame;
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "not enough memory for the picture " + path.string(),
                       "close other programs, or make the picture smaller");
    }
}

Result<std::vector<std::uint8_t>> read_mask(const std::filesystem::path& path, int& width,
                                            int& height) {
    try {
        KINOVAR_TRY_ASSIGN(const InputPtr input, open_input(path));
        KINOVAR_TRY_ASSIGN(const PictureInfo info, info_of(*input, path));
        if (info.channels != 1 || info.bits != kByteBits) {
            return failure(ErrorCode::Unsupported,
                           fmt::format("{} has {} channels of {} bits", path.string(),
                                       info.channels, info.bits),
                           "a mask is a picture of one channel of 8 bits");
        }
        width = input->spec().width;
        height = input->spec().height;
        return samples_of<std::uint8_t>(*input, OIIO::TypeDesc::UINT8, path);
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "not enough memory for the mask " + path.string());
    }
}

} // namespace kinovar::media
