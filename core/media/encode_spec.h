#pragma once

#include "core/base/hash.h"
#include "core/base/rational.h"
#include "core/base/result.h"
#include "core/image/planar.h"
#include "core/media/media_info.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace kinovar::media {

enum class Codec : std::uint8_t { H264, H265, Ffv1, ProRes, DnxHr, Gif, Png, Tiff, Dpx, Exr, WebP };

[[nodiscard]] std::string_view to_string(Codec codec);
[[nodiscard]] Result<Codec> codec_from_text(std::string_view text);
[[nodiscard]] bool is_picture_codec(Codec codec); ///< one file a frame
[[nodiscard]] bool is_silent(Codec codec);        ///< its files hold no sound
/// What an output name asks for when no codec is given: .mp4/.mov/.mkv H.264, .gif GIF, .webp
/// an animated WebP, .png … pictures.
[[nodiscard]] Result<Codec> default_codec_for(const std::filesystem::path& output);
/// Fails with a hint when that codec cannot live in that container ("FFV1 in .mp4: use .mkv").
[[nodiscard]] Status check_container(Codec codec, const std::filesystem::path& output);

/// What a user may choose about the encoding.
struct EncodeOptions {
    Codec codec = Codec::H264;
    int crf = -1;  ///< −1: the codec's own good default (H.264 16, H.265 18); H.264/5 only
    int depth = 0; ///< bits; 0: as the source, or the nearest the codec can
    Dither dither = Dither::Ordered;
    int threads = 0;             ///< of the encoder; 0: a fixed number, the same on every machine
    std::string speed;           ///< x264/x265 preset; empty: ours ("veryfast"); H.264/5 only
    std::uint64_t max_bytes = 0; ///< of the file; 0: any; GIF and WebP only
};

/// All that an encoder needs; complete and unambiguous, so that segments made at different times
/// (and on different machines) fit together: the bytes of a segment follow from it and the frames.
struct EncodeSpec {
    Codec codec;
    PixelLayout layout;
    int width;
    int height;
    Rational rate;
    Rational pixel_aspect;
    ColourSpec colour; ///< resolved; written as tags
    FieldOrder field_order = FieldOrder::Progressive;
    int crf; ///< −1 where the codec has none
    Dither dither;
    int threads;       ///< 1 … 64, exactly so many; part of what decides the bytes
    std::string speed; ///< x264/x265 preset; empty for other codecs
};

/// Names everything that decides the bytes of a segment besides its frames.
[[nodiscard]] Hash128 key_of(const EncodeSpec& spec);

/// Chooses layout, depth and quality for a picture of that size, from the source's own layout: FFV1
/// keeps family, subsampling and depth; H.264/5 keep subsampling and 8/10 (H.265 also 12) bits, and
/// make 4:2:0 of RGB; ProRes is 422 HQ or 4444 (10 bits), DNxHR is HQ (8 bits), HQX (10 bits) or
/// 444 (10 bits), after the source's chroma.
///
/// A monochrome clip is stored as luma only by FFV1 and the picture formats; the others get neutral
/// chroma (H.264 and H.265 could do without, but many players refuse such files).
///
/// A size that H.264/5 chroma does not divide (odd width with 4:2:0, say) gets fuller chroma
/// (4:2:2 or 4:4:4), so that no line of the picture is cropped.
[[nodiscard]] Result<EncodeSpec> plan_encode(const EncodeOptions& options, const VideoInfo& source,
                                             int width, int height, Rational rate,
                                             Rational pixel_aspect, bool monochrome);

} // namespace kinovar::media
