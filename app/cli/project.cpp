#include "app/cli/project_consent.h"
#include "app/cli/project_hints.h"
#include "app/cli/project_text.h"
#include "app/cli/session.h"
#include "core/media/media_info.h"
#include "core/project/reel_edits.h"
#include "core/steps/step_catalogue.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace kinovar::cli {

namespace {

using project::Document;

struct ProjectFlags {
    std::string file;
    std::vector<std::string> media;
};

Status make_new(Session& session, const ProjectFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document, Document::create(flags.file));
    session.result(fmt::format("{}: a new project", flags.file),
                   nlohmann::json{{"project", flags.file}}.dump());
    return {};
}

/// Looks at all media first, so that either all of them are added or none.
Status add_media(Session& session, const ProjectFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document, Document::open(flags.file));
    std::vector<media::MediaInfo> infos;
    for (const std::string& path : flags.media) {
        KINOVAR_TRY_ASSIGN(media::MediaInfo info, media::probe(path));
        for (const std::string& warning : info.warnings) {
            session.warning(warning);
        }
        KINOVAR_TRY(project::add_reel(*document, info).map([](const project::Edit&) {}));
        infos.push_back(std::move(info));
    }
    for (const media::MediaInfo& info : infos) {
        KINOVAR_TRY_ASSIGN(const project::Edit edit, project::add_reel(*document, info));
        KINOVAR_TRY(document->apply(edit));
    }
    session.result(fmt::format("{}: {} added", flags.file, infos.size()),
                   nlohmann::json{{"project", flags.file}, {"added", infos.size()}}.dump());
    return {};
}

Status tell(Session& session, const ProjectFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document, Document::open(flags.file, project::Access::ReadOnly));
    session.result(text_of(*document), json_of(*document));
    return {};
}

/// What keeps a reel from being rendered.
std::vector<std::string> troubles_of(const Document& document, const project::Reel& reel) {
    std::vector<std::string> troubles;
    const auto info = media::probe(reel.path);
    if (!info) {
        troubles.push_back(fmt::format("{}: {}", reel.name, info.error().one_line()));
    } else if (const auto same = project::relink(document, reel.id, *info); !same) {
        troubles.push_back(same.error().one_line());
    }
    const auto look = [&](const pipeline::Chain& chain, const std::string& whose) {
        for (const pipeline::StepSpec& step : chain.steps) {
            const auto types = steps::step_catalogue();
            if (std::none_of(types.begin(), types.end(),
                             [&](const auto& type) { return type.name == step.name; })) {
                troubles.push_back(fmt::format("{}: {} has a step '{}' that this version does not "
                                               "know",
                                               reel.name, whose, step.name));
            }
        }
    };
    look(reel.source_chain, "its source chain");
    look(reel.chain, "its chain");
    for (const project::Id shot : document.shots_of(reel.id)) {
        for (const project::Id id : document.takes_of(shot)) {
            const auto* take = document.get<project::Take>(id);
            if (take->chain) {
                look(*take->chain, fmt::format("take '{}'", take->name));
            }
        }
    }
    return troubles;
}

Status check(Session& session, const ProjectFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document, Document::open(flags.file, project::Access::ReadOnly));
    std::vector<std::string> troubles;
    for (const auto& [id, reel] : document->all<project::Reel>()) {
        for (std::string& trouble : troubles_of(*document, reel)) {
            session.warning(trouble);
            troubles.push_back(std::move(trouble));
        }
    }
    if (!troubles.empty()) {
        return failure(ErrorCode::NotFound,
                       fmt::format("{} is sound, but {} of what it needs {} not right", flags.file,
                                   troubles.size(), troubles.size() == 1 ? "is" : "are"),
                       "see the warnings; media that moved can be relinked in the window");
    }
    session.result(fmt::format("{}: sound, and its media are there", flags.file),
                   nlohmann::json{{"project", flags.file}, {"sound", true}}.dump());
    return {};
}

} // namespace

void add_project(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand("project", "Make, fill and look at project files");
    command->require_subcommand(1);
    command->footer("Example: kinovar-cli project new film.kinovar\n"
                    "         kinovar-cli project add film.kinovar reel1.mov reel2.mov");
    auto flags = std::make_shared<ProjectFlags>();
    using Work = Status (*)(Session&, const ProjectFlags&);
    const auto add = [&](const char* name, const char* help, Work work) {
        auto* sub = command->add_subcommand(name, help);
        sub->add_option("FILE", flags->file, "The project, NAME.kinovar")->required();
        sub->callback([&session, flags, work] {
            session.run = [flags, work](Session& out) { return work(out, *flags); };
        });
        return sub;
    };
    add("new", "Make an empty project", make_new)
        ->footer("Example: kinovar-cli project new film.kinovar");
    auto* adding = add("add", "Add films, image sequences or stills as reels", add_media);
    adding->add_option("MEDIA", flags->media, "Video, still, folder, or name.%06d.ext")->required();
    adding->footer("Example: kinovar-cli project add film.kinovar reel1.mov scan.%06d.dpx");
    add("info", "What is in it: reels, shots, takes, chains", tell)
        ->footer("Example: kinovar-cli project info film.kinovar --json");
    add("check", "Whether it is sound and its media are where it says", check)
        ->footer("Example: kinovar-cli project check film.kinovar");
    add_project_consent(*command, session);
    add_project_hints(*command, session);
    add_project_portrait(*command, session);
}

} // namespace kinovar::cli
