#pragma once

// Private to core/media: the FFmpeg libraries with owners, our errors and our colour types.

#include "core/base/rational.h"
#include "core/base/result.h"
#include "core/colour/colour_spec.h"
#include "core/image/planar.h"

#include <array>
#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavfilter/avfilter.h>
#include <libavformat/avformat.h>
#include <libavutil/dict.h>
#include <libavutil/frame.h>
#include <libavutil/pixdesc.h>
#include <libavutil/pixfmt.h>
#include <libswscale/swscale.h>
}

namespace kinovar::media::ffmpeg {

struct CloseInput {
    void operator()(AVFormatContext* context) const;
};
/// Closes the file too, where the format writes to one; the trailer is the writer's own affair.
struct CloseOutput {
    void operator()(AVFormatContext* context) const;
};
struct FreeCodec {
    void operator()(AVCodecContext* context) const;
};
struct FreeFrame {
    void operator()(AVFrame* frame) const;
};
struct FreePacket {
    void operator()(AVPacket* packet) const;
};
struct FreeScaler {
    void operator()(SwsContext* scaler) const;
};
struct FreeGraph {
    void operator()(AVFilterGraph* graph) const;
};

using Input = std::unique_ptr<AVFormatContext, CloseInput>;
using Output = std::unique_ptr<AVFormatContext, CloseOutput>;
using CodecContext = std::unique_ptr<AVCodecContext, FreeCodec>;
using AvFrame = std::unique_ptr<AVFrame, FreeFrame>;
using Packet = std::unique_ptr<AVPacket, FreePacket>;
using Scaler = std::unique_ptr<SwsContext, FreeScaler>;
using FilterGraph = std::unique_ptr<AVFilterGraph, FreeGraph>;

/// Key → value options that free what FFmpeg left of them.
class Options {
public:
    Options() = default;
    ~Options() { av_dict_free(&dictionary_); }
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;
    void set(const char* key, const std::string& value) {
        av_dict_set(&dictionary_, key, value.c_str(), 0);
    }
    [[nodiscard]] AVDictionary** get() { return &dictionary_; }

private:
    AVDictionary* dictionary_ = nullptr;
};

/// Never null; std::bad_alloc when memory is short.
[[nodiscard]] AvFrame make_frame();
[[nodiscard]] Packet make_packet();

/// FFmpeg's own text for one of its error numbers.
[[nodiscard]] std::string error_text(int number);
/// "cannot read /a/b: Invalid data …" with the code (DiskFull, Unreadable …) and hint that fit.
[[nodiscard]] Error error_from_av(int number, std::string_view action,
                                  const std::filesystem::path& path);

/// Sends FFmpeg's own messages to our log at debug level. Cheap; call before any use of FFmpeg.
void route_log();

/// Sets `seen` whenever this decoder conceals missing parts of a picture. A picture's own flag for
/// it may come too late with several threads; this comes before any picture that is built on it is
/// given. `seen` must outlive the decoder; nothing else may use the context's `opaque`.
void watch_concealment(AVCodecContext& decoder, std::atomic<bool>& seen);

/// The layout whose planes are exactly those of `format` (in plane_order), or nothing: packed,
/// big-endian, alpha, float … A Grey, Yuv or Rgb format with full range in its name counts too.
[[nodiscard]] std::optional<PixelLayout> layout_of(AVPixelFormat format);
/// The inverse; AV_PIX_FMT_NONE where FFmpeg has no such format.
[[nodiscard]] AVPixelFormat format_of(const PixelLayout& layout);
/// Index of FFmpeg's plane for each of ours: FFmpeg keeps RGB as G, B, R.
[[nodiscard]] std::array<int, 3> plane_order(const PixelLayout& layout);
/// "yuvj420p" and its like: full range told by the format itself.
[[nodiscard]] bool is_full_range_format(AVPixelFormat format);

/// Tags → ColourSpec; "unspecified" and values that we do not know stay Unspecified.
[[nodiscard]] ColourSpec colour_of(AVColorPrimaries primaries,
                                   AVColorTransferCharacteristic transfer, AVColorSpace matrix,
                                   AVColorRange range, AVChromaLocation siting);
[[nodiscard]] ColourSpec colour_of(const AVCodecParameters& parameters);
[[nodiscard]] ColourSpec colour_of(const AVFrame& frame);
/// ColourSpec → tags.
void set_colour(AVCodecContext& codec, const ColourSpec& colour);
void set_colour(AVCodecParameters& parameters, const ColourSpec& colour);
void set_colour(AVFrame& frame, const ColourSpec& colour);

[[nodiscard]] inline Rational rational_of(AVRational value) {
    return {value.num, value.den};
}
[[nodiscard]] inline AVRational av_rational(const Rational& value) {
    return {static_cast<int>(value.num), static_cast<int>(value.den)};
}

} // namespace kinovar::media::ffmpeg
