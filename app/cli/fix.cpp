// Repairs by hand in projects.

#include "app/cli/project_choice.h"
#include "app/cli/session.h"
#include "core/base/file.h"
#include "core/pipeline/source_clip.h"
#include "core/render/fix_check.h"
#include "core/render/project_fixes.h"
#include "core/steps/step_catalogue.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace kinovar::cli {

namespace {

using project::Document;
using project::Id;
using retouch::FixPtr;
using Json = nlohmann::ordered_json;

struct FixFlags {
    std::string project;
    std::string file;
    int reel = 0; ///< numbers from 1; 0: not given
    int shot = 0;
    int take = 0;
    bool check = false;
};

/// A take of a shot with their numbers, as users count them.
struct Place {
    Id shot = 0;
    Id take = 0; ///< 0: the shot has none yet
    int shot_number = 0;
    int take_number = 0;
};

int number_of(const std::vector<Id>& ids, Id id) {
    return static_cast<int>(std::find(ids.begin(), ids.end(), id) - ids.begin()) + 1;
}

/// The takes that the flags speak of: all of them where they name none.
Result<std::vector<Place>> chosen_takes(const Document& document, Id reel, const FixFlags& flags) {
    std::vector<Place> places;
    const auto& shots = document.shots_of(reel);
    if (flags.shot != 0) {
        KINOVAR_TRY(numbered(shots, flags.shot, "shot", document.get<project::Reel>(reel)->name)
                        .map([](Id) {}));
    }
    for (const Id shot : shots) {
        const int shot_number = number_of(shots, shot);
        if (flags.shot != 0 && flags.shot != shot_number) {
            continue;
        }
        const auto takes = document.takes_of(shot);
        if (flags.take != 0) {
            KINOVAR_TRY(numbered(takes, flags.take, "take", fmt::format("shot {}", shot_number))
                            .map([](Id) {}));
        }
        for (const Id take : takes) {
            const int take_number = number_of(takes, take);
            if (flags.take == 0 || flags.take == take_number) {
                places.push_back({shot, take, shot_number, take_number});
            }
        }
    }
    return places;
}

Json json_of(const project::Fix& row, const Place& place) {
    return {{"id", row.id},          {"shot", place.shot_number}, {"take", place.take_number},
            {"kind", row.kind},      {"first", row.first},        {"last", row.last},
            {"enabled", row.enabled}};
}

/// How the fixes of a take fare, by id.
Result<std::map<Id, render::FixCheck>> checked(Session& session, const Document& document,
                                               const Place& place) {
    Job& job = session.start_job("check fixes", "frames");
    KINOVAR_TRY_ASSIGN(const auto checks, render::check_fixes(steps::step_catalogue(), document,
                                                              place.shot, place.take, job));
    std::map<Id, render::FixCheck> by_id;
    for (const render::FixCheck& check : checks) {
        by_id.emplace(check.id, check);
    }
    return by_id;
}

Status list(Session& session, const FixFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document,
                       Document::open(flags.project, project::Access::ReadOnly));
    KINOVAR_TRY_ASSIGN(const Id reel, chosen_reel(*document, flags.reel));
    KINOVAR_TRY_ASSIGN(const auto places, chosen_takes(*document, reel, flags));
    Json fixes = Json::array();
    std::string text;
    for (const Place& place : places) {
        std::map<Id, render::FixCheck> states;
        if (flags.check) {
            KINOVAR_TRY_ASSIGN(states, checked(session, *document, place));
        }
        for (const auto& [id, row] : document->all<project::Fix>()) {
            if (row.take != place.take) {
                continue;
            }
            Json one = json_of(row, place);
            text += fmt::format("\n  {}: shot {}, take {}, frames {}-{}, {}{}", id,
                                place.shot_number, place.take_number, row.first, row.last, row.kind,
                                row.enabled ? "" : ", off");
            if (const auto state = states.find(id); state != states.end()) {
                one["drawn"] = state->second.drawn;
                one["frames"] = state->second.frames;
                one["confidence"] = state->second.confidence;
                one["says"] = state->second.text;
                text += fmt::format(": drawn at {} of {} frames{}{}", state->second.drawn,
                                    state->second.frames, state->second.text.empty() ? "" : ", ",
                                    state->second.text);
            }
            fixes.push_back(std::move(one));
        }
    }
    session.result(fmt::format("{}: {} fixes{}", flags.project, fixes.size(), text),
                   Json{{"project", flags.project}, {"fixes", fixes}}.dump());
    return {};
}

/// Fixes of a file by the shot that they lie in, their ranges cut to it.
Result<std::map<Id, std::vector<FixPtr>>> by_shot(const Document& document, Id reel,
                                                  const std::vector<FixPtr>& fixes) {
    std::map<Id, std::vector<FixPtr>> shots;
    for (const FixPtr& fix : fixes) {
        const Id shot = document.shot_at(reel, fix->drawn_at);
        if (shot == 0) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("a {} fix was drawn at frame {}, which {} does not have",
                                       name_of(fix->kind), fix->drawn_at,
                                       document.get<project::Reel>(reel)->name),
                           "\"drawn_at\" is a frame of the reel, counted from 0");
        }
        const auto& row = *document.get<project::Shot>(shot);
        auto cut = std::make_shared<retouch::Fix>(*fix);
        cut->first = std::max(cut->first, row.first);
        cut->last = std::min(cut->last, row.last);
        if (cut->first > cut->last) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("a {} fix for frames {}-{} was drawn at frame {}, in "
                                       "another shot",
                                       name_of(fix->kind), fix->first, fix->last, fix->drawn_at),
                           "fixes end at cuts");
        }
        shots[shot].push_back(std::move(cut));
    }
    return shots;
}

Result<Id> take_named(const Document& document, Id shot, const FixFlags& flags) {
    if (flags.take == 0) {
        return Id{0};
    }
    return numbered(document.takes_of(shot), flags.take, "take", "the shot");
}

Status apply(Session& session, const FixFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document, Document::open(flags.project));
    KINOVAR_TRY_ASSIGN(const Id reel, chosen_reel(*document, flags.reel));
    if (flags.file.front() == '{') {
        return failure(ErrorCode::InvalidArgument, "fixes are given as a file",
                       "write them into FIXES.json (docs/retouch.md)");
    }
    KINOVAR_TRY_ASSIGN(const auto fixes, retouch::read_fixes(flags.file));
    KINOVAR_TRY_ASSIGN(const auto shots, by_shot(*document, reel, fixes));
    project::Edit all{"Add fixes", {}};
    for (const auto& [shot, some] : shots) {
        KINOVAR_TRY_ASSIGN(const Id take, take_named(*document, shot, flags));
        KINOVAR_TRY_ASSIGN(const project::Edit edit,
                           render::add_fixes(*document, shot, take, steps::step_catalogue(), some));
        KINOVAR_TRY(document->apply(edit));
    }
    session.result(
        fmt::format("{}: {} fixes added in {} shots", flags.project, fixes.size(), shots.size()),
        Json{{"project", flags.project}, {"added", fixes.size()}}.dump());
    return {};
}

Status export_file(Session& session, const FixFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document,
                       Document::open(flags.project, project::Access::ReadOnly));
    KINOVAR_TRY_ASSIGN(const Id reel, chosen_reel(*document, flags.reel));
    KINOVAR_TRY_ASSIGN(const auto places, chosen_takes(*document, reel, flags));
    std::vector<FixPtr> all;
    for (const Place& place : places) {
        KINOVAR_TRY_ASSIGN(const auto fixes, render::fixes_of(*document, place.take));
        all.insert(all.end(), fixes.begin(), fixes.end());
    }
    KINOVAR_TRY(write_file(flags.file, retouch::fixes_to_json(all)));
    session.result(fmt::format("{}: {} fixes", flags.file, all.size()),
                   Json{{"file", flags.file}, {"fixes", all.size()}}.dump());
    return {};
}

} // namespace

void add_fix(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand("fix", "Repairs by hand in a project: list, add, check");
    command->require_subcommand(1);
    const auto sub = [&](const char* name, const char* help,
                         Status (*work)(Session&, const FixFlags&)) {
        auto flags = std::make_shared<FixFlags>();
        auto* one = command->add_subcommand(name, help);
        one->add_option("PROJECT", flags->project, "The project, NAME.kinovar")->required();
        one->add_option("--reel", flags->reel, "Number of the reel, where there are several")
            ->check(CLI::PositiveNumber);
        one->add_option("--take", flags->take, "Number of the take; else all, or the picked one")
            ->check(CLI::PositiveNumber);
        one->callback([&session, flags, work] {
            session.run = [flags, work](Session& out) { return work(out, *flags); };
        });
        return std::pair(one, flags);
    };
    const auto [listing, list_flags] = sub("list", "The fixes of a reel", list);
    listing->add_option("--shot", list_flags->shot, "Number of the shot")
        ->check(CLI::PositiveNumber);
    listing->add_flag("--check", list_flags->check,
                      "Follow each through its frames, and say where it is not drawn and why");
    listing->footer("Example: kinovar-cli fix list film.kinovar --check --json");
    const auto [applying, apply_flags] =
        sub("apply", "Add the fixes of a file to the shots that they lie in", apply);
    applying->add_option("FIXES", apply_flags->file, "Fixes as JSON (docs/retouch.md)")->required();
    applying->footer("Example: kinovar-cli fix apply film.kinovar fixes.json\n"
                     "Render them with  kinovar-cli render film.kinovar out.mkv");
    const auto [exporting, export_flags] = sub("export", "Write fixes to a file", export_file);
    exporting->add_option("FILE", export_flags->file, "Where to")->required();
    exporting->add_option("--shot", export_flags->shot, "Number of the shot")
        ->check(CLI::PositiveNumber);
    exporting->footer("Example: kinovar-cli fix export film.kinovar fixes.json --shot 2");
}

} // namespace kinovar::cli
