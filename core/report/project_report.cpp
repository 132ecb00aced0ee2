#include "core/report/project_report.h"

#include "core/pipeline/shot_chains.h"
#include "core/pipeline/source_clip.h"
#include "core/project/consent_record.h"
#include "core/project/reel_edits.h"
#include "core/render/project_hints.h"
#include "core/render/project_render.h"
#include "core/report/chain_section.h"
#include "core/report/credentials_section.h"
#include "core/report/hint_section.h"

#include <fmt/format.h>

namespace kinovar::report {

namespace {

using project::Document;
using project::Id;
using project::Reel;

struct Sources {
    const Document& document;
    std::span<const pipeline::StepType> types;
    const nn::Catalogue* models; ///< null: cannot be read
};

std::string frames_text(std::int64_t first, std::int64_t last, Rational rate) {
    return fmt::format("{}–{} ({} – {})", first, last, timecode(first, rate), timecode(last, rate));
}

Section facts_of(const Sources& from, const Reel& reel, std::size_t number) {
    Section section{.heading = fmt::format("Reel {}: {}", number, reel.name)};
    auto& rows = section.table.rows;
    rows.push_back({{"Source"},
                    {fmt::format("{}{}", reel.path.string(),
                                 project::media_is_there(reel) ? "" : " (not there now)")}});
    if (reel.bytes != 0) {
        rows.push_back({{"Size of the file"}, {fmt::format("{} bytes", reel.bytes)}});
    }
    rows.push_back(
        {{"Pictures"},
         {fmt::format("{} frames of {} × {} at {:.6g} a second ({})", reel.frames, reel.width,
                      reel.height, reel.rate.value(), timecode(reel.frames, reel.rate))}});
    rows.push_back({{"Shots"}, {std::to_string(from.document.shots_of(reel.id).size())}});
    if (!reel.note.empty()) {
        rows.push_back({{"Note"}, {reel.note}});
    }
    return section;
}

void add_chains(const Sources& from, const Reel& reel, std::vector<Section>& sections) {
    if (!reel.source_chain.steps.empty()) {
        sections.push_back(
            chain_section("How the frames are made", reel.source_chain, from.types, from.models));
    }
    sections.push_back(chain_section("Treatment", reel.chain, from.types, from.models));
    std::size_t number = 0;
    for (const Id id : from.document.shots_of(reel.id)) {
        ++number;
        const pipeline::Chain& own = from.document.chain_of(id);
        if (!(own == reel.chain)) {
            const auto& shot = *from.document.get<project::Shot>(id);
            sections.push_back(
                chain_section(fmt::format("Treatment of shot {}, frames {}", number,
                                          frames_text(shot.first, shot.last, reel.rate)),
                              own, from.types, from.models));
        }
    }
}

void add_hints(const Sources& from, const Reel& reel, std::vector<Section>& sections) {
    const auto set = render::hints_of(from.document, reel.id, 0, reel.frames - 1);
    if (!set) {
        sections.push_back({.heading = "Colour hints",
                            .level = 2,
                            .lines = {"They cannot be read: " + set.error().one_line()}});
        return;
    }
    if (set->empty()) {
        return;
    }
    Section hints = hint_section(*set, reel.rate);
    hints.lines.push_back(documented_share(*set));
    sections.push_back(std::move(hints));
    if (!set->references.empty()) {
        sections.push_back(reference_section(*set, reel.rate));
    }
}

std::string_view state_name(project::FlagState state) {
    switch (state) {
    case project::FlagState::Open:
        return "open";
    case project::FlagState::Accepted:
        return "accepted";
    case project::FlagState::Rejected:
        return "rejected";
    case project::FlagState::Fixed:
        break;
    }
    return "fixed";
}

std::string_view state_name(project::RenderState state) {
    switch (state) {
    case project::RenderState::Waiting:
        return "waiting";
    case project::RenderState::Running:
        return "running";
    case project::RenderState::Done:
        return "done";
    case project::RenderState::Failed:
        return "failed";
    case project::RenderState::Stopped:
        break;
    }
    return "stopped";
}

Section flags_of(const Document& document, const Reel& reel) {
    Section section{.heading = "Flags", .level = 2};
    section.table.columns = {"Frames", "Kind", "Severity", "What", "State"};
    for (const auto& [id, flag] : document.all<project::Flag>()) {
        if (flag.reel == reel.id) {
            section.table.rows.push_back({{frames_text(flag.first, flag.last, reel.rate)},
                                          {flag.kind},
                                          {fmt::format("{:.2f}", flag.severity)},
                                          {flag.text},
                                          {std::string(state_name(flag.state))}});
        }
    }
    return section;
}

/// Notes on shots and takes, and markers.
Section notes_of(const Document& document, const Reel& reel) {
    Section section{.heading = "Notes", .level = 2};
    section.table.columns = {"Frames", "Of", "Note"};
    for (const Id id : document.shots_of(reel.id)) {
        const auto& shot = *document.get<project::Shot>(id);
        const std::string frames = frames_text(shot.first, shot.last, reel.rate);
        if (!shot.note.empty()) {
            section.table.rows.push_back({{frames}, {"shot " + shot.name}, {shot.note}});
        }
        const auto* pick = document.get<project::Take>(shot.pick);
        if (pick != nullptr && !pick->note.empty()) {
            section.table.rows.push_back({{frames}, {"take " + pick->name}, {pick->note}});
        }
    }
    for (const auto& [id, marker] : document.all<project::Marker>()) {
        if (marker.reel == reel.id) {
            section.table.rows.push_back(
                {{frames_text(marker.frame, marker.frame, reel.rate)}, {"marker"}, {marker.text}});
        }
    }
    return section;
}

Section renders_of(const Document& document, const Reel& reel) {
    Section section{.heading = "Renders", .level = 2};
    section.table.columns = {"File", "Frames", "State", "Remarks"};
    for (const auto& [id, job] : document.all<project::RenderJob>()) {
        if (job.reel == reel.id) {
            section.table.rows.push_back({{job.output.string()},
                                          {frames_text(job.first, job.last, reel.rate)},
                                          {std::string(state_name(job.state))},
                                          {job.message}});
        }
    }
    return section;
}

/// Of the result as an export would have them: the steps themselves say whose work they use.
Result<std::vector<pipeline::Credit>> credits_of(const Sources& from, const Reel& reel) {
    KINOVAR_TRY_ASSIGN(const render::RenderRequest request,
                       render::render_request(
                           from.document, {.reel = reel.id, .first = 0, .last = reel.frames - 1}));
    KINOVAR_TRY_ASSIGN(pipeline::ClipPtr clip, pipeline::SourceClip::open(request.input));
    KINOVAR_TRY_ASSIGN(const auto made, pipeline::build(from.types, request.source_chain, clip));
    KINOVAR_TRY_ASSIGN(
        clip, pipeline::build_shots(from.types, request.chain, request.shot_chains, made.back()));
    return clip->info().credits;
}

Section credit_section(const Sources& from, const Reel& reel) {
    Section section{.heading = "Credits", .level = 2};
    const auto credits = credits_of(from, reel);
    if (!credits) {
        section.lines.push_back("Not complete: " + credits.error().one_line());
        return section;
    }
    for (const pipeline::Credit& credit : *credits) {
        section.lines.push_back(credit.text);
    }
    return section;
}

void add_reel(const Sources& from, const Reel& reel, std::size_t number,
              std::vector<Section>& sections) {
    sections.push_back(facts_of(from, reel, number));
    add_chains(from, reel, sections);
    add_hints(from, reel, sections);
    for (Section& section :
         std::vector{flags_of(from.document, reel), notes_of(from.document, reel),
                     renders_of(from.document, reel)}) {
        if (!section.table.rows.empty()) {
            sections.push_back(std::move(section));
        }
    }
    if (Section credits = credit_section(from, reel); !credits.lines.empty()) {
        sections.push_back(std::move(credits));
    }
}

Section summary_of(const Document& document) {
    colourise::HintSet all;
    for (const auto& [id, reel] : document.all<Reel>()) {
        if (auto set = render::hints_of(document, id, 0, reel.frames - 1)) {
            all.hints.insert(all.hints.end(), set->hints.begin(), set->hints.end());
            all.references.insert(all.references.end(), set->references.begin(),
                                  set->references.end());
        }
    }
    Section section{.heading = "Summary"};
    section.table.rows = {
        {{"Project"}, {document.path().string()}},
        {{"Reels"}, {std::to_string(document.all<Reel>().size())}},
        {{"Colour"}, {documented_share(all)}},
    };
    return section;
}

} // namespace

Report report_of(const Document& document, std::span<const pipeline::StepType> types) {
    const auto models = nn::Catalogue::open();
    const Sources from{document, types, models ? &*models : nullptr};
    Report report;
    report.title = "Treatment report: " + document.path().stem().string();
    report.subtitle = "Made by Kinovar " KINOVAR_VERSION;
    report.sections.push_back(summary_of(document));
    if (!models) {
        report.sections.front().lines.push_back("Licences of models are missing: " +
                                                models.error().one_line());
    }
    std::size_t number = 0;
    for (const auto& [id, reel] : document.all<Reel>()) {
        add_reel(from, reel, ++number, report.sections);
    }
    std::vector<credentials::ConsentRecord> consents;
    for (const auto& [id, consent] : document.all<project::Consent>()) {
        consents.push_back(project::record_of(consent));
    }
    if (!consents.empty()) {
        report.sections.push_back(consent_section(consents, 1));
    }
    return report;
}

} // namespace kinovar::report
