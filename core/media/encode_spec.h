#pragma once

#include "core/base/rational.h"
#include "core/base/result.h"
#include "core/image/planar.h"
#include "core/media/media_info.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace kinovar::media {

enum class Codec : std::uint8_t { H264, H265, Ffv1, ProRes, DnxHr, Gif, Png, Tiff, Dpx, Exr };

[[nodiscard]] std::string_view to_string(Codec codec);
[[nodiscard]] Result<Codec> codec_from_text(std::string_view text);
[[nodiscard]] bool is_picture_codec(Codec codec); ///< one file a frame
/// What an output name asks for when no codec is given: .mp4/.mov/.mkv H.264, .gif GIF, .png …
/// pictures.
[[nodiscard]] Result<Codec> default_codec_for(const std::filesystem::path& output);
/// Fails with a hint when that codec cannot live in that container ("FFV1 in .mp4: use .mkv").
[[nodiscard]] Status check_container(Codec codec, const std::filesystem::path& output);

/// What a user may choose about the encoding.
struct EncodeOptions {
    Codec codec = Codec::H264;
    int crf = -1;  ///< −1: the codec's own good default (H.264 16, H.265 18)
    int depth = 0; ///< bits; 0: as the source, or the nearest the codec can
    Dither dither = Dither::Ordered;
    int threads = 0;
    std::string speed; ///< x264/x265 preset; empty: ours
};

/// All that an encoder needs; complete and unambiguous, so that segments made at different times
/// fit together.
struct EncodeSpec {
    Codec codec;
    PixelLayout layout;
    int width;
    int height;
    Rational rate;
    Rational pixel_aspect;
    ColourSpec colour; ///< resolved; written as tags
    FieldOrder field_order = FieldOrder::Progressive;
    int crf;
    Dither dither;
    int threads;
    std::string speed;
};

/// Chooses layout, depth and quality for a picture of that size, from the source's own layout: FFV1
/// keeps family and subsampling; H.264/5 keep subsampling and 8/10 bits; ProRes and DNxHR 4:2:2 or
/// 4:4:4 10 bits and up. A monochrome clip is stored as luma only where the codec can, else with
/// neutral chroma.
[[nodiscard]] Result<EncodeSpec> plan_encode(const EncodeOptions& options, const VideoInfo& source,
                                             int width, int height, Rational rate,
                                             Rational pixel_aspect, bool monochrome);

} // namespace kinovar::media
