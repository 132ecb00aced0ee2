#pragma once

#include "core/base/result.h"
#include "core/image/frame.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::media {

enum class PictureFormat : std::uint8_t { Png, Tiff, Dpx, Exr, Jpeg };

/// What a still (PNG, TIFF, DPX, EXR, JPEG …; by OpenImageIO) holds besides its pixels.
struct PictureInfo {
    int width = 0; ///< as read_picture gives it: EXIF orientation applied
    int height = 0;
    int channels = 0;
    int bits = 0;          ///< 8, 10, 12, 16; 32 for float
    bool is_float = false; ///< EXR: values are linear light
    std::string format;    ///< "png", "dpx" …
};

[[nodiscard]] Result<PictureInfo> probe_picture(const std::filesystem::path& path);

/// Reads any still as an encoded RGB Frame: grey is spread to three channels, alpha dropped, linear
/// EXR encoded with the sRGB curve. EXIF orientation is applied. Integers of b bits become exactly
/// v / (2^b − 1). Errors name the file: NotFound, Unreadable, Corrupt, Unsupported.
[[nodiscard]] Result<FramePtr> read_picture(const std::filesystem::path& path);

/// Writes atomically (part file, fsync, rename). `bits` 8, 10, 12 or 16 as the format allows (PNG
/// 8/16, TIFF 8/16, DPX 8/10/12/16; EXR is half float, linear light). `monochrome` writes one
/// channel (luma) where the format can.
[[nodiscard]] Status write_picture(const std::filesystem::path& path, const Frame& frame,
                                   PictureFormat format, int bits, bool monochrome = false);

/// Of the extension, in any case; Unsupported otherwise.
[[nodiscard]] Result<PictureFormat> picture_format_of(const std::filesystem::path& path);

/// Whether the extension is one of a still picture that can be read (GIF counts as video).
[[nodiscard]] bool has_picture_extension(const std::filesystem::path& path);

/// An image sequence on disk: `name.%06d.ext` (any %0Nd or %d) or every picture of a folder in
/// natural order. A pattern's numbers must be without a hole; a hole is an error that names the
/// first missing file.
struct PictureSequence {
    std::vector<std::filesystem::path> files;
    std::int64_t first_number = 0;
};
[[nodiscard]] bool is_sequence_pattern(const std::filesystem::path& path);
[[nodiscard]] Result<PictureSequence> find_sequence(const std::filesystem::path& pattern_or_folder);
/// `name.%06d.png` with its number put in.
[[nodiscard]] std::filesystem::path numbered_path(const std::filesystem::path& pattern,
                                                  std::int64_t number);

/// 8-bit one-channel picture (masks, origin planes), written atomically as PNG.
[[nodiscard]] Status write_mask(const std::filesystem::path& path,
                                const std::vector<std::uint8_t>& pixels, int width, int height);
[[nodiscard]] Result<std::vector<std::uint8_t>> read_mask(const std::filesystem::path& path,
                                                          int& width, int& height);

} // namespace kinovar::media
