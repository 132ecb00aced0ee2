#include "app/cli/project_hints.h"

#include "app/cli/project_choice.h"
#include "core/base/file.h"
#include "core/render/project_hints.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace kinovar::cli {

namespace {

using colourise::HintSet;
using project::Document;
using Json = nlohmann::ordered_json;

struct HintFlags {
    std::string project;
    std::string file;
    int reel = 0; ///< from 1; 0: not given
};

constexpr std::uint64_t kMostFileBytes = std::uint64_t{64} << 20U;

std::string colour_text(const colourise::Ab& colour) {
    return fmt::format("a {:+.0f}, b {:+.0f}", colour.a, colour.b);
}

std::string source_text(const std::string& citation, bool documented) {
    return fmt::format("{}{}{}", documented ? "documented" : "inferred",
                       citation.empty() ? "" : ": ", citation);
}

std::string text_of(const HintSet& set) {
    std::string text;
    for (const colourise::ColourHint& hint : set.hints) {
        text += fmt::format("\n  {}-{}: {}, {}, {}", hint.first, hint.last, to_string(hint.shape),
                            colour_text(hint.colour), source_text(hint.citation, hint.documented));
    }
    for (const colourise::ColourReference& reference : set.references) {
        text += fmt::format("\n  {}: reference {}, {}", reference.frame, reference.file.string(),
                            source_text(reference.citation, reference.documented));
    }
    return text;
}

/// Everything that a reel is told.
Result<HintSet> all_of(const Document& document, project::Id reel) {
    return render::hints_of(document, reel, 0, document.get<project::Reel>(reel)->frames - 1);
}

Status list(Session& session, const HintFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document,
                       Document::open(flags.project, project::Access::ReadOnly));
    KINOVAR_TRY_ASSIGN(const project::Id reel, chosen_reel(*document, flags.reel));
    KINOVAR_TRY_ASSIGN(const HintSet set, all_of(*document, reel));
    session.result(
        fmt::format("{}: {} hints, {} references{}", document->get<project::Reel>(reel)->name,
                    set.hints.size(), set.references.size(), text_of(set)),
        Json{{"project", flags.project}, {"hints", Json::parse(hints_to_json(set))}}.dump());
    return {};
}

Status import_file(Session& session, const HintFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document, Document::open(flags.project));
    KINOVAR_TRY_ASSIGN(const project::Id reel, chosen_reel(*document, flags.reel));
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(flags.file, kMostFileBytes));
    const auto folder = std::filesystem::absolute(flags.file).parent_path();
    auto set = colourise::hints_from_json(text, folder);
    if (!set) {
        return failure(set.error().within(flags.file));
    }
    KINOVAR_TRY_ASSIGN(const project::Edit edit, render::add_hints(*document, reel, *set));
    KINOVAR_TRY(document->apply(edit));
    const std::size_t known = set->hints.size() + set->references.size() - edit.changes.size();
    session.result(fmt::format("{}: {} added{}", flags.project, edit.changes.size(),
                               known == 0 ? "" : fmt::format(", {} were there", known)),
                   Json{{"project", flags.project}, {"added", edit.changes.size()}}.dump());
    return {};
}

Status export_file(Session& session, const HintFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document,
                       Document::open(flags.project, project::Access::ReadOnly));
    KINOVAR_TRY_ASSIGN(const project::Id reel, chosen_reel(*document, flags.reel));
    KINOVAR_TRY_ASSIGN(const HintSet set, all_of(*document, reel));
    KINOVAR_TRY(write_file(flags.file, hints_to_json(set) + '\n'));
    session.result(fmt::format("{}: {} hints, {} references", flags.file, set.hints.size(),
                               set.references.size()),
                   Json{{"file", flags.file},
                        {"hints", set.hints.size()},
                        {"references", set.references.size()}}
                       .dump());
    return {};
}

} // namespace

void add_project_hints(CLI::App& project, Session& session) {
    auto* command = project.add_subcommand(
        "hints", "What the restorer says about colours, with where it is known from");
    command->require_subcommand(1);
    auto flags = std::make_shared<HintFlags>();
    command->add_option("PROJECT", flags->project, "The project, NAME.kinovar")->required();
    command->add_option("--reel", flags->reel, "Number of the reel, where there are several")
        ->check(CLI::PositiveNumber);
    using Work = Status (*)(Session&, const HintFlags&);
    const auto sub = [&](const char* name, const char* help, Work work) {
        auto* one = command->add_subcommand(name, help);
        one->callback([&session, flags, work] {
            session.run = [flags, work](Session& out) { return work(out, *flags); };
        });
        return one;
    };
    sub("list", "The hints and references of a reel", list)
        ->footer("Example: kinovar-cli project hints film.kinovar list --json");
    auto* import = sub("import", "Add those of a file; what is there stays", import_file);
    import->add_option("FILE", flags->file, "Hints as JSON (docs/colour.md)")->required();
    import->footer("Example: kinovar-cli project hints film.kinovar import hints.json --reel 2");
    auto* exporting = sub("export", "Write them, with their citations, to a file", export_file);
    exporting->add_option("FILE", flags->file, "JSON (docs/colour.md)")->required();
    exporting->footer("Example: kinovar-cli project hints film.kinovar export hints.json");
}

} // namespace kinovar::cli
