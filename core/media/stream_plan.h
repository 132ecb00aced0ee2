#pragma once

// Private to core/media: what becomes of each stream of a source in the chosen container.

#include "core/media/ffmpeg.h"
#include "core/media/join.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::media {

enum class StreamFate : std::uint8_t {
    Replaced,   ///< the picture stream, which is encoded anew
    Copied,     ///< packet by packet
    ToAlac,     ///< lossless PCM → lossless ALAC
    Stretched,  ///< sound at another pace, its pitch kept, as ALAC
    ToText,     ///< a text subtitle → the container's own text codec
    Attached,   ///< a file within the container (font, cover picture …)
    Elsewhere,  ///< its content travels in another form (timecode, chapter names)
    Unwanted,   ///< not asked for (JoinPlan::carry)
    Impossible, ///< the container cannot hold it
};

struct StreamPlan {
    int index = 0;
    StreamFate fate = StreamFate::Impossible;
    AVCodecID codec = AV_CODEC_ID_NONE; ///< in the output
    std::string what;                   ///< "subtitle stream 3 (hdmv_pgs_subtitle)"
};

/// The muxer for a film's file name: "matroska", "mov" or "mp4" (ASCII case of the extension does
/// not matter).
[[nodiscard]] Result<const char*> muxer_for(const std::filesystem::path& output);

/// Opens a film as a source of streams and reads their parameters. A still or sequence has no
/// streams to bring along and gives a null Input.
[[nodiscard]] Result<ffmpeg::Input> open_source(const std::filesystem::path& path);

/// The stream whose pictures are restored: the first that is no cover picture; −1 without one.
[[nodiscard]] int picture_stream(const AVFormatContext& source);

/// `pace`, `carry`: see JoinPlan.
[[nodiscard]] std::vector<StreamPlan> plan_streams(const AVFormatContext& source, const char* muxer,
                                                   double pace, Carry carry);

/// Clockwise turn in degrees that a player shows a stream with; 0 without one.
[[nodiscard]] int rotation_of(const AVStream& stream);

/// Metadata that describes how a file was written, not what it is: it is not carried over.
[[nodiscard]] bool is_technical_tag(std::string_view key);

} // namespace kinovar::media
