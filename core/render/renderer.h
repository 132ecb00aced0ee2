#pragma once

#include "core/base/job.h"
#include "core/media/encode_spec.h"
#include "core/media/join.h"
#include "core/media/reel_reader.h"
#include "core/pipeline/shot_chains.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace kinovar::render {

struct FrameRange {
    std::int64_t first = 0; ///< of the result of the chain, from 0
    std::int64_t last = 0;  ///< inclusive
};

/// Everything that says what an export is.
struct RenderRequest {
    std::filesystem::path input;  ///< video, still, folder or pattern
    std::filesystem::path output; ///< likewise
    /// Steps that make the frames of the reel of its file (a portrait that comes to life), before
    /// all else: shots and frames of the source below count after them. Empty: the file's own.
    pipeline::Chain source_chain;
    pipeline::Chain chain;
    std::optional<media::Codec> codec; ///< none: by the output's name
    media::EncodeOptions encode;       ///< its codec is not looked at
    std::optional<FrameRange> frames;  ///< none: all
    /// The same in frames of the source: all frames of the result that show them. Where both are
    /// given, `frames` counts.
    std::optional<FrameRange> source_frames;
    std::vector<pipeline::ShotChain> shot_chains; ///< shots that are made by a chain of their own
    std::shared_ptr<const pipeline::ShotFinder> shots; ///< null: steps that need them look for them
    /// Frames that the source had, after source_chain, when the two above were made; another number
    /// is refused. 0: any.
    std::int64_t source_length = 0;
    int repeats = 1; ///< how often the result is played, for players that do not loop
    bool resume = true;
    bool drop_unsupported =
        false; ///< streams that the container cannot hold are left out instead of refused
    std::filesystem::path
        origin_folder; ///< one PNG a frame that says where each pixel comes from; empty: none
    int threads = 0;
    std::size_t frame_memory = std::size_t{128} << 20U; ///< for frames on their way to the encoder
};

/// What an export was like.
struct RenderReport {
    std::int64_t frames = 0;
    std::int64_t resumed_frames = 0; ///< of these, finished by an earlier run
    int width = 0;
    int height = 0;
    double seconds = 0;
    std::vector<pipeline::Credit> credits; ///< also written into a film's metadata
    /// Of pictures that no camera saw, as written into the export; null: none are here.
    std::shared_ptr<const credentials::Credentials> credentials;
    std::string fitted; ///< what a size limit came to: "12.5 frames a second, 320×240 …"
    std::vector<media::DamagedFrame> damaged; ///< source frames that the one before stands in for
    std::vector<media::StreamProblem> conversions; ///< streams that were converted or left out
    std::vector<media::Difference> differences;    ///< found by the check after the export
};

/// Renders a reel through a chain into a film or pictures: decode → chain → encode in closed,
/// journalled segments, joined without re-encoding, with everything else of the source, and
/// checked. A render that was stopped or killed goes on from its last finished segment; its result
/// is bit-identical to an unbroken one. The output appears under its name only when complete.
///
/// Where the chain's result carries credentials, its frames get the visible mark that they ask for
/// and the invisible one, a film's metadata say what was done, and the XMP is in the file before it
/// stands under its name (beside it, where the format takes none; for a sequence in every picture
/// and once beside them). Where it carries a film's sound, that sound is put to the pictures and
/// cut to their length.
///
/// Blocks; run it on a thread of its own. Stages of the job: "restore", "join", "check".
[[nodiscard]] Result<RenderReport> render(std::span<const pipeline::StepType> types,
                                          const RenderRequest& request, Job& job);

} // namespace kinovar::render
