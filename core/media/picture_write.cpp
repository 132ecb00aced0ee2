#include "core/base/file.h"
#include "core/colour/transfer.h"
#include "core/media/picture_file.h"

#include <OpenImageIO/imageio.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string_view>

namespace kinovar::media {

namespace {

constexpr int kByteBits = 8;
constexpr int kWordBits = 16;
constexpr int kJpegQuality = 95;

const char* name_of(PictureFormat format) {
    switch (format) {
    case PictureFormat::Png:
        return "png";
    case PictureFormat::Tiff:
        return "tiff";
    case PictureFormat::Dpx:
        return "dpx";
    case PictureFormat::Exr:
        return "openexr";
    case PictureFormat::Jpeg:
        return "jpeg";
    }
    return "png";
}

Status check_bits(const std::filesystem::path& path, PictureFormat format, int bits) {
    const bool whole = bits == kByteBits || bits == kWordBits;
    const bool fits = format == PictureFormat::Exr || //
                      (format == PictureFormat::Jpeg && bits == kByteBits) ||
                      (format == PictureFormat::Dpx && (whole || bits == 10 || bits == 12)) ||
                      ((format == PictureFormat::Png || format == PictureFormat::Tiff) && whole);
    if (!fits) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("{}: {} cannot hold {} bits", path.string(), name_of(format), bits),
            "PNG and TIFF hold 8 or 16 bits, DPX 8, 10, 12 or 16, JPEG 8");
    }
    return {};
}

OIIO::ImageSpec spec_of(const Frame& frame, PictureFormat format, int bits, int channels) {
    OIIO::TypeDesc type = bits == kByteBits ? OIIO::TypeDesc::UINT8 : OIIO::TypeDesc::UINT16;
    if (format == PictureFormat::Exr) {
        type = OIIO::TypeDesc::HALF;
    }
    OIIO::ImageSpec spec(frame.width(), frame.height(), channels, type);
    spec["oiio:ColorSpace"] = format == PictureFormat::Exr ? "Linear" : "sRGB";
    // The time of writing would make the bytes of a file depend on more than its pixels.
    spec["DateTime"] = "1970:01:01 00:00:00";
    switch (format) {
    case PictureFormat::Dpx:
        spec["oiio:BitsPerSample"] = bits;
        break;
    case PictureFormat::Tiff:
    case PictureFormat::Exr:
        spec["compression"] = "zip";
        break;
    case PictureFormat::Jpeg:
        spec["Compression"] = fmt::format("jpeg:{}", kJpegQuality);
        break;
    case PictureFormat::Png:
        break;
    }
    return spec;
}

/// RGB, or luma alone.
std::vector<float> values_of(const Frame& frame, bool monochrome) {
    const auto values = frame.values();
    if (!monochrome) {
        return {values.begin(), values.end()};
    }
    const LumaWeights weights = luma_weights(frame.colour().matrix);
    std::vector<float> luma(values.size() / Frame::kChannels);
    for (std::size_t i = 0; i < luma.size(); ++i) {
        const float* pixel = values.data() + i * Frame::kChannels;
        luma[i] = static_cast<float>(weights.red * pixel[0] + weights.green * pixel[1] +
                                     weights.blue * pixel[2]);
    }
    return luma;
}

/// The nearest of 2^bits levels; NaN becomes 0.
std::uint32_t level_of(float value, std::uint32_t full) {
    return value > 0 ? static_cast<std::uint32_t>(std::lround(double{std::min(value, 1.0F)} * full))
                     : 0;
}

std::vector<std::uint8_t> bytes_of(const std::vector<float>& values) {
    std::vector<std::uint8_t> bytes(values.size());
    std::transform(values.begin(), values.end(), bytes.begin(), [](float value) {
        return static_cast<std::uint8_t>(level_of(value, UINT8_MAX));
    });
    return bytes;
}

/// Levels of `bits` bits in the high bits of 16, their own high bits below, as OpenImageIO wants.
std::vector<std::uint16_t> words_of(const std::vector<float>& values, int bits) {
    const std::uint32_t full = (1U << static_cast<unsigned>(bits)) - 1;
    const auto up = static_cast<unsigned>(kWordBits - bits);
    const auto down = static_cast<unsigned>(bits) - up;
    std::vector<std::uint16_t> words(values.size());
    std::transform(values.begin(), values.end(), words.begin(), [&](float value) {
        const std::uint32_t level = level_of(value, full);
        return static_cast<std::uint16_t>(up == 0 ? level : level << up | level >> down);
    });
    return words;
}

Error write_error(const std::filesystem::path& path, std::string cause) {
    std::replace(cause.begin(), cause.end(), '\n', ' ');
    const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
    std::error_code trouble;
    const auto space = std::filesystem::space(folder, trouble);
    constexpr std::uintmax_t kNothingLeft = 4096; // one block
    if (!trouble && space.available < kNothingLeft) {
        return error_from_errno(ENOSPC, "cannot write", path);
    }
    return Error{ErrorCode::NotWritable, "cannot write " + path.string() + ": " + cause,
                 "check that the folder exists and may be written to"};
}

/// A DPX file tells its own name (SMPTE ST 268-1, field 3), which is not that of the part file.
void name_dpx(const std::filesystem::path& part, const std::filesystem::path& path) {
    constexpr std::streamoff kNameOffset = 36;
    constexpr std::size_t kNameSize = 100;
    std::string name = path.filename().string();
    name.resize(kNameSize, '\0');
    name.back() = '\0';
    std::fstream file(part, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(kNameOffset);
    file.write(name.data(), kNameSize);
}

Status write_image(const std::filesystem::path& path, const char* format,
                   const OIIO::ImageSpec& spec, OIIO::TypeDesc type, const void* data) {
    const auto output = OIIO::ImageOutput::create(format);
    if (!output) {
        return failure(ErrorCode::Unsupported,
                       std::string("OpenImageIO cannot write ") + format + ": " + OIIO::geterror());
    }
    PartFile part(path);
    if (!output->open(part.path().string(), spec) || !output->write_image(type, data) ||
        !output->close()) {
        return failure(write_error(path, output->geterror()));
    }
    if (std::string_view(format) == name_of(PictureFormat::Dpx)) {
        name_dpx(part.path(), path);
    }
    return part.commit();
}

Status write_values(const std::filesystem::path& path, PictureFormat format, int bits,
                    const OIIO::ImageSpec& spec, std::vector<float> values, Transfer transfer) {
    const char* name = name_of(format);
    if (format == PictureFormat::Exr) {
        linearise(transfer, values);
        return write_image(path, name, spec, OIIO::TypeDesc::FLOAT, values.data());
    }
    if (bits == kByteBits) {
        return write_image(path, name, spec, OIIO::TypeDesc::UINT8, bytes_of(values).data());
    }
    return write_image(path, name, spec, OIIO::TypeDesc::UINT16, words_of(values, bits).data());
}

} // namespace

Status write_picture(const std::filesystem::path& path, const Frame& frame, PictureFormat format,
                     int bits, bool monochrome) {
    KINOVAR_TRY(check_bits(path, format, bits));
    try {
        const OIIO::ImageSpec spec =
            spec_of(frame, format, bits, monochrome ? 1 : Frame::kChannels);
        return write_values(path, format, bits, spec, values_of(frame, monochrome),
                            frame.colour().transfer);
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory,
                       "not enough memory to write the picture " + path.string());
    }
}

Status write_mask(const std::filesystem::path& path, const std::vector<std::uint8_t>& pixels,
                  int width, int height) {
    const bool fits =
        width > 0 && height > 0 &&
        pixels.size() == static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (!fits) {
        return failure(ErrorCode::Internal,
                       fmt::format("{}: a mask of {}×{} cannot have {} pixels", path.string(),
                                   width, height, pixels.size()));
    }
    const OIIO::ImageSpec spec(width, height, 1, OIIO::TypeDesc::UINT8);
    return write_image(path, "png", spec, OIIO::TypeDesc::UINT8, pixels.data());
}

} // namespace kinovar::media
