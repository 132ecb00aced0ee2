#include "core/render/project_render.h"

#include "core/project/reel_edits.h"
#include "core/render/project_fixes.h"
#include "core/steps/measure/shots.h"

#include <fmt/format.h>

#include <charconv>

namespace kinovar::render {

namespace {

/// The chains of all shots, with what their hints say. Shots with the reel's own chain are left
/// out; one chain that serves all shots becomes that of the film.
Status choose_chains(RenderRequest& request, const project::Document& document,
                     const project::Reel& reel) {
    request.chain = reel.chain;
    for (const project::Id id : document.shots_of(reel.id)) {
        const project::Shot& shot = *document.get<project::Shot>(id);
        KINOVAR_TRY_ASSIGN(pipeline::Chain chain,
                           told_chain(document.chain_of(id), document, id, shot.pick));
        request.shot_chains.push_back({{shot.first, shot.last}, std::move(chain)});
    }
    std::vector<pipeline::ShotChain>& shots = request.shot_chains;
    const auto is = [](const pipeline::Chain& wanted) {
        return [&wanted](const pipeline::ShotChain& shot) { return shot.chain == wanted; };
    };
    if (!shots.empty() && std::all_of(shots.begin(), shots.end(), is(shots.front().chain))) {
        request.chain = shots.front().chain;
    }
    shots.erase(std::remove_if(shots.begin(), shots.end(), is(request.chain)), shots.end());
    return {};
}

Status fill(RenderRequest& request, const RenderOptions& options) {
    if (options.codec != "auto") {
        KINOVAR_TRY_ASSIGN(request.codec, media::codec_from_text(options.codec));
    }
    request.encode.crf = options.crf;
    if (options.depth != "source") {
        std::from_chars(options.depth.data(), options.depth.data() + options.depth.size(),
                        request.encode.depth);
    }
    if (options.speed != "auto") {
        request.encode.speed = options.speed;
    }
    request.origin_folder = options.origin;
    request.drop_unsupported = options.drop;
    return {};
}

} // namespace

std::shared_ptr<const pipeline::ShotFinder> shots_of(const project::Document& document,
                                                     const project::Reel& reel) {
    std::vector<std::int64_t> cuts;
    for (const project::Id id : document.shots_of(reel.id)) {
        if (const std::int64_t first = document.get<project::Shot>(id)->first; first > 0) {
            cuts.push_back(first);
        }
    }
    return cuts.empty() ? nullptr : steps::listed_shots(std::move(cuts), reel.frames);
}

const FieldList<RenderOptions>& RenderOptions::fields() {
    constexpr double kMostCrf = 51;
    static const FieldList<RenderOptions> list =
        FieldList<RenderOptions>()
            .add_choice(
                &RenderOptions::codec,
                {"codec", "Codec", "How pictures are stored; auto goes by the name of the output."},
                {"auto", "h264", "h265", "ffv1", "prores", "dnxhr", "gif", "webp", "png", "tiff",
                 "dpx", "exr"})
            .add(&RenderOptions::crf,
                 {"crf", "Quality (CRF)",
                  "Of H.264 and H.265: lower is better, 0 lossless; -1 is a good default."},
                 {-1, kMostCrf})
            .add_choice(
                &RenderOptions::depth,
                {"depth", "Depth", "Bits a channel; source keeps those of the source.", "bit"},
                {"source", "8", "10", "12", "16"})
            .add_choice(&RenderOptions::speed,
                        {"speed", "Speed",
                         "Preset of x264 and x265: slower makes smaller files of the same "
                         "quality."},
                        {"auto", "ultrafast", "superfast", "veryfast", "faster", "fast", "medium",
                         "slow", "slower", "veryslow"})
            .add(&RenderOptions::origin,
                 {"origin", "Origin maps",
                  "A folder for one PNG a frame that says where each pixel comes from; empty: "
                  "none."})
            .add(&RenderOptions::drop,
                 {"drop", "Drop what does not fit",
                  "Leave out sound and texts that the container cannot hold, instead of "
                  "refusing."});
    return list;
}

std::string RenderOptions::to_json() const {
    return values_to_json(fields().infos(), fields().values_of(*this));
}

Result<RenderOptions> RenderOptions::from_json(std::string_view json) {
    if (json.empty()) {
        return RenderOptions();
    }
    KINOVAR_TRY_ASSIGN(const FieldValues values, values_from_json(fields().infos(), json));
    return fields().options_from(values);
}

Result<RenderRequest> render_request(const project::Document& document,
                                     const project::RenderJob& job) {
    const auto* reel = document.get<project::Reel>(job.reel);
    if (reel == nullptr) {
        return failure(ErrorCode::NotFound, fmt::format("the project has no reel {}", job.reel));
    }
    if (!project::media_is_there(*reel)) {
        return failure(
            ErrorCode::NotFound,
            fmt::format("the media of {} are not at {}", reel->name, reel->path.string()),
            "connect the disk, or relink the reel to where they are now");
    }
    auto options = RenderOptions::from_json(job.options);
    if (!options) {
        return failure(options.error().within("options of the render"));
    }
    RenderRequest request;
    request.input = reel->path;
    request.output = job.output;
    request.source_chain = reel->source_chain;
    KINOVAR_TRY(choose_chains(request, document, *reel));
    request.shots = shots_of(document, *reel);
    request.source_length = reel->frames;
    const bool whole = job.first == 0 && job.last == reel->frames - 1;
    if (!whole) {
        request.source_frames = FrameRange{job.first, job.last};
    }
    KINOVAR_TRY(fill(request, *options));
    return request;
}

Result<RenderReport> render_project(std::span<const pipeline::StepType> types,
                                    const project::Document& document,
                                    const project::RenderJob& render_job, Job& job) {
    KINOVAR_TRY_ASSIGN(const RenderRequest request, render_request(document, render_job));
    return render(types, request, job);
}

} // namespace kinovar::render
