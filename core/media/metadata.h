#pragma once

// Private to core/media: tags of files and streams.

#include "core/media/ffmpeg.h"
#include "core/media/join.h"

#include <string>
#include <string_view>

namespace kinovar::media {

/// Adds all entries but those that describe how a file was written (is_technical_tag).
void copy_metadata(const AVDictionary* from, AVDictionary*& to);

/// Spells a stream's tags as the container stores them: MOV has numbers for languages; MP4 and MOV
/// get a title also as handler name, which more programs show.
void adapt_metadata(AVDictionary*& metadata, std::string_view muxer);

/// The timecode of the first frame that a plan keeps; empty where the source has none.
[[nodiscard]] std::string source_timecode(const AVFormatContext& source, const JoinPlan& plan);

/// Whether the metadata of a film has keys that the classic tags of MP4 and MOV have no place for.
[[nodiscard]] bool needs_free_keys(const AVDictionary* metadata, const char* muxer);

} // namespace kinovar::media
