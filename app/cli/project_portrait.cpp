#include "app/cli/portrait_flags.h"
#include "app/cli/project_consent.h"
#include "core/media/media_info.h"
#include "core/project/consent_record.h"
#include "core/project/reel_edits.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace kinovar::cli {

namespace {

using project::Document;

struct PortraitReelFlags {
    std::string project;
    std::string picture;
    PortraitFlags motion;
};

/// --consent NUMBER means one of the project's.
Status use_consent_of(const Document& document, std::string& text) {
    const bool is_number =
        !text.empty() && text.size() < 6 &&
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!is_number) {
        return {};
    }
    const auto& all = document.all<project::Consent>();
    const int number = std::stoi(text);
    if (number < 1 || static_cast<std::size_t>(number) > all.size()) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("there is no consent {} in {}", number, document.path().string()),
            "project consent list shows them");
    }
    text = project::record_of(std::next(all.begin(), number - 1)->second).to_json();
    return {};
}

/// The consent that a portrait was made with, where the project does not have it yet.
project::Edit keep_consent(const Document& document, const credentials::ConsentRecord& record) {
    const auto& all = document.all<project::Consent>();
    const bool known = std::any_of(all.begin(), all.end(), [&](const auto& row) {
        return project::record_of(row.second) == record;
    });
    project::EditBuilder builder(document);
    if (!known && !(record == credentials::ConsentRecord{})) {
        builder.insert(project::consent_of(record));
    }
    return builder.finish("Add consent");
}

Status add_portrait_reel(Session& session, const PortraitReelFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document, Document::open(flags.project));
    PortraitFlags motion = flags.motion;
    KINOVAR_TRY(use_consent_of(*document, motion.options.consent));
    KINOVAR_TRY_ASSIGN(const media::MediaInfo info, media::probe(flags.picture));
    KINOVAR_TRY_ASSIGN(const PortraitPlan plan, plan_portrait(session, motion, flags.picture));
    Job& job = session.start_job("faces", "faces");
    KINOVAR_TRY(plan.film->analyse(0, plan.film->info().frames - 1, job));
    KINOVAR_TRY_ASSIGN(const project::Edit added, project::add_reel(*document, info));
    KINOVAR_TRY(document->apply(added));
    const project::Id reel = document->all<project::Reel>().rbegin()->first;
    const pipeline::ClipInfo& film = plan.film->info();
    KINOVAR_TRY_ASSIGN(const project::Edit alive,
                       project::set_source_chain(*document, reel, plan.chain, film.frames,
                                                 film.rate, film.width, film.height));
    KINOVAR_TRY(document->apply(alive.merged_with(keep_consent(*document, plan.consent))));
    session.result(fmt::format("{}: {} as a reel of {} frames", flags.project,
                               info.path.filename().string(), film.frames),
                   nlohmann::json{{"project", flags.project},
                                  {"reel", document->all<project::Reel>().size()},
                                  {"frames", film.frames},
                                  {"width", film.width},
                                  {"height", film.height}}
                       .dump());
    return {};
}

} // namespace

void add_project_portrait(CLI::App& project, Session& session) {
    auto* command =
        project.add_subcommand("portrait", "Add a photograph that comes to life as a reel");
    auto flags = std::make_shared<PortraitReelFlags>();
    command->add_option("PROJECT", flags->project, "The project, NAME.kinovar")->required();
    command->add_option("IMG", flags->picture, "A photograph")->required();
    flags->motion.add_to(*command);
    command->get_option("--consent")
        ->description("Consent record: its number in the project, a JSON file, or the JSON itself");
    command->footer("Example: kinovar-cli project portrait film.kinovar scan.jpg --preset smile");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) { return add_portrait_reel(out, *flags); };
    });
}

} // namespace kinovar::cli
