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

/// Adds who is to be credited to a film's metadata, after what the source says there: as "credits";
/// in MP4 as "comment" where that place is free, since its classic tags know no credits.
void add_credits(const std::vector<std::string>& credits, std::string_view muxer,
                 AVDictionary*& metadata);
/// The statements of a plan as a container tells them (see JoinPlan::statements).
[[nodiscard]] std::vector<std::pair<std::string, std::string>>
statements_for(const JoinPlan& plan, std::string_view muxer);
/// Adds them behind what the source says there.
void add_statements(const JoinPlan& plan, std::string_view muxer, AVDictionary*& metadata);
/// Whether a value is the source's with credits or statements behind it.
[[nodiscard]] bool has_credits_added(std::string_view value, std::string_view source);

/// Whether the metadata of a film has keys that the classic tags of MP4 and MOV have no place for.
[[nodiscard]] bool needs_free_keys(const AVDictionary* metadata, const char* muxer);

} // namespace kinovar::media
