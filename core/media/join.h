#pragma once

#include "core/base/job.h"
#include "core/media/encode_spec.h"
#include "core/media/media_info.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace kinovar::media {

/// What of a source goes into a film beside its new pictures.
enum class Carry : std::uint8_t {
    All,   ///< sound, subtitles, chapters, attachments, metadata
    Sound, ///< its sound streams and their languages alone: the source shows something else
};

/// How a looping picture (GIF, WebP) is made smaller than its film.
struct LoopReduction {
    int every = 1;     ///< only each so many-th frame
    double scale = 1;  ///< of both sides, up to 1
    int colours = 256; ///< of a GIF
    int quality = 90;  ///< of a WebP, 0–100
    friend bool operator==(const LoopReduction&, const LoopReduction&) = default;
};

/// What goes into the finished file.
struct JoinPlan {
    std::filesystem::path output; ///< its extension says the container
    EncodeSpec encode;
    std::vector<std::filesystem::path> segments; ///< in order
    Rational time_base;
    /// Start of every output frame in the output's own time, strictly ascending; with a cut already
    /// moved so that `cut_start` is 0. times[0] may be above 0 as in the source.
    std::vector<std::int64_t> times;
    std::int64_t last_duration = 0;
    /// Where sound, subtitles, chapters, attachments and metadata come from; empty: nowhere (a
    /// sequence, say).
    std::filesystem::path source;
    Carry carry = Carry::All;
    /// The part of the source's own time line that is kept, in seconds. Sound, texts and chapters
    /// are moved so that `cut_start` becomes 0, sound is cut at packet borders.
    bool cut = false;
    double cut_start = 0;
    double cut_end = 0;
    /// Seconds of the source that pass in one second of the output; 1: sound is copied. Otherwise
    /// it is stretched with its pitch kept (and stored as ALAC), and texts, chapters and all else
    /// that has a time are moved along.
    double pace = 1;
    std::vector<std::string> credits; ///< a line each, for the film's metadata
    /// What must be known of pictures that no camera saw, as tags and their texts. "comment"
    /// becomes the film's description; the others are written where tags are free (Matroska): MP4
    /// and MOV hold them as XMP.
    std::vector<std::pair<std::string, std::string>> statements;
    bool drop_unsupported =
        false;               ///< leave out streams that the container cannot hold, with a warning
    LoopReduction reduction; ///< GIF and WebP
};

/// The gentlest reduction with which a GIF or WebP has at most so many bytes; found by trying, in a
/// file beside the segments that is gone afterwards. Refused where none is small enough.
[[nodiscard]] Result<LoopReduction> fit_loop(const JoinPlan& plan, std::uint64_t most_bytes,
                                             Job& job);
/// "12.5 frames a second, 320×240, 128 colours".
[[nodiscard]] std::string describe(const JoinPlan& plan);

/// A stream of the source that the chosen container cannot take as it is.
struct StreamProblem {
    int stream = 0;
    std::string what;   ///< "subtitle stream 3 (hdmv_pgs_subtitle)"
    std::string remedy; ///< "converted to mov_text", or empty when it would be lost
};

/// Looks, before any frame is made, at what of a source (its file; empty: none) fits into
/// `output`'s container; see JoinPlan::pace and carry.
[[nodiscard]] Result<std::vector<StreamProblem>> check_streams(const std::filesystem::path& source,
                                                               const std::filesystem::path& output,
                                                               double pace = 1,
                                                               Carry carry = Carry::All);

/// Joins the segments without re-encoding, with everything else of the source, into a part file and
/// publishes it. GIF is encoded here, from lossless segments, with one palette for all.
[[nodiscard]] Status join_segments(const JoinPlan& plan, Job& job);

/// One thing in which an export differs from its source (or from what was planned).
struct Difference {
    std::string what; ///< "audio stream 1: duration 12.000 s, source 12.480 s"
};

/// Opens the finished file again and compares with the plan and the source: frame count, times,
/// duration, audio and subtitle streams and their lengths, chapters, attachments, metadata,
/// timecode, aspect, rotation, colour tags.
[[nodiscard]] Result<std::vector<Difference>> check_export(const JoinPlan& plan);

} // namespace kinovar::media
