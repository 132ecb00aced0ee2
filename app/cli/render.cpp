#include "app/cli/export_flags.h"
#include "app/cli/project_choice.h"
#include "core/render/project_fixes.h"
#include "core/render/project_render.h"

#include <fmt/format.h>

namespace kinovar::cli {

namespace {

using project::Document;
using project::Id;
using project::Reel;
using project::Shot;

struct RenderFlags {
    std::string project;
    std::string output;
    int reel = 0; ///< numbers from 1, as `project info` gives them; 0: not given
    int shot = 0;
    int take = 0;
    bool all = false;
    ExportFlags output_flags;
};

/// The take of --take made the pick of its shot, in a request only.
Status choose_take(render::RenderRequest& request, const Document& document, const Shot& shot,
                   int number) {
    KINOVAR_TRY_ASSIGN(const Id id, numbered(document.takes_of(shot.id), number, "take",
                                             fmt::format("shot {}-{}", shot.first, shot.last)));
    const pipeline::Shot range{shot.first, shot.last};
    std::erase_if(request.shot_chains, [&](const auto& own) { return own.shot == range; });
    KINOVAR_TRY_ASSIGN(pipeline::Chain chain,
                       render::told_chain(document.chain_of(shot.id, id), document, shot.id, id));
    request.shot_chains.push_back({range, std::move(chain)});
    return {};
}

Result<render::RenderRequest> request_of(const Document& document, const RenderFlags& flags,
                                         const Session& session) {
    KINOVAR_TRY_ASSIGN(const Id reel_id, chosen_reel(document, flags.reel));
    const Reel& reel = *document.get<Reel>(reel_id);
    project::RenderJob job{.reel = reel_id, .first = 0, .last = reel.frames - 1};
    job.output = flags.output;
    const Shot* shot = nullptr;
    if (flags.shot != 0) {
        KINOVAR_TRY_ASSIGN(const Id id,
                           numbered(document.shots_of(reel_id), flags.shot, "shot", reel.name));
        shot = document.get<Shot>(id);
        job.first = shot->first;
        job.last = shot->last;
    }
    KINOVAR_TRY_ASSIGN(render::RenderRequest request, render::render_request(document, job));
    if (flags.take != 0) {
        KINOVAR_TRY(choose_take(request, document, *shot, flags.take));
    }
    KINOVAR_TRY(flags.output_flags.fill(request, session));
    if (request.frames) {
        // Of the reel, as all frame numbers of a project.
        request.source_frames = *request.frames;
        request.frames.reset();
        if (request.source_frames->last >= reel.frames) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("frames {}-{} are not in {}", request.source_frames->first,
                                       request.source_frames->last, reel.name),
                           fmt::format("it has frames 0-{}", reel.frames - 1));
        }
    }
    return request;
}

} // namespace

void add_render(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand("render", "Render a reel or a shot of a project");
    auto flags = std::make_shared<RenderFlags>();
    command->add_option("PROJECT", flags->project, "The project, NAME.kinovar")->required();
    command->add_option("OUT", flags->output, "Video, still, folder, or name.%06d.ext")->required();
    command->add_option("--reel", flags->reel, "Number of the reel, where there are several")
        ->check(CLI::PositiveNumber);
    auto* shot = command->add_option("--shot", flags->shot, "Number of a shot; without it all")
                     ->check(CLI::PositiveNumber);
    command->add_flag("--all", flags->all, "All shots")->excludes(shot);
    command
        ->add_option("--take", flags->take,
                     "Number of a take of that shot; without it the picked one")
        ->check(CLI::PositiveNumber)
        ->needs(shot);
    flags->output_flags.add_to(*command);
    command->get_option("--frames")->excludes(shot);
    command->footer("Example: kinovar-cli render film.kinovar out.mkv --shot 12 --take 2\n"
                    "A run that was stopped or killed goes on with the same command.");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) -> Status {
            render::RenderRequest request;
            {
                KINOVAR_TRY_ASSIGN(const auto document,
                                   Document::open(flags->project, project::Access::ReadOnly));
                KINOVAR_TRY_ASSIGN(request, request_of(*document, *flags, out));
            }
            return render_and_report(out, request);
        };
    });
}

} // namespace kinovar::cli
