#include "app/cli/project_consent.h"

#include "core/project/consent_record.h"
#include "core/project/document.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace kinovar::cli {

namespace {

using credentials::ConsentRecord;
using project::Consent;
using project::Document;
using Json = nlohmann::ordered_json;

struct ConsentFlags {
    std::string project;
    std::string file;
    ConsentRecord record;
    int number = 0;
};

Status add(Session& session, const ConsentFlags& flags) {
    ConsentRecord record = flags.record;
    if (!flags.file.empty()) {
        KINOVAR_TRY_ASSIGN(record, credentials::read_consent(flags.file));
    }
    KINOVAR_TRY(record.check());
    KINOVAR_TRY_ASSIGN(const auto document, Document::open(flags.project));
    project::EditBuilder builder(*document);
    builder.insert(project::consent_of(record));
    KINOVAR_TRY(document->apply(builder.finish("Add consent")));
    const std::size_t number = document->all<Consent>().size();
    session.result(fmt::format("{}: consent {} for {}", flags.project, number, record.person),
                   Json{{"project", flags.project}, {"consent", number}}.dump());
    return {};
}

Status list(Session& session, const ConsentFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document,
                       Document::open(flags.project, project::Access::ReadOnly));
    std::string text;
    Json consents = Json::array();
    for (const auto& [id, consent] : document->all<Consent>()) {
        const std::size_t number = consents.size() + 1;
        Json json = {{"number", number}};
        json.update(Json::parse(project::record_of(consent).to_json()));
        consents.push_back(std::move(json));
        text += fmt::format("{}{}: {}, by {} ({}), {}, for {}, {}", number == 1 ? "" : "\n", number,
                            consent.person, consent.granted_by, consent.relation, consent.ground,
                            consent.scope, consent.date);
    }
    if (text.empty()) {
        text = fmt::format("{} has no consents", flags.project);
    }
    session.result(text, Json{{"project", flags.project}, {"consents", consents}}.dump());
    return {};
}

Status remove(Session& session, const ConsentFlags& flags) {
    KINOVAR_TRY_ASSIGN(const auto document, Document::open(flags.project));
    const auto& all = document->all<Consent>();
    if (flags.number < 1 || static_cast<std::size_t>(flags.number) > all.size()) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("there is no consent {} in {}", flags.number, flags.project),
                       all.empty() ? "it has none"
                                   : fmt::format("it has consents 1 to {}", all.size()));
    }
    const Consent consent = std::next(all.begin(), flags.number - 1)->second;
    project::EditBuilder builder(*document);
    builder.remove(consent.id);
    KINOVAR_TRY(document->apply(builder.finish("Remove consent")));
    session.result(fmt::format("{}: the consent for {} is gone", flags.project, consent.person),
                   Json{{"project", flags.project}, {"removed", flags.number}}.dump());
    return {};
}

void add_record(CLI::App& command, ConsentFlags& flags) {
    auto* file = command.add_option("--file", flags.file, "A JSON file, or the JSON itself");
    const auto add = [&](const char* name, std::string& text, const char* help) {
        return command.add_option(name, text, help)->excludes(file);
    };
    ConsentRecord& record = flags.record;
    add("--person", record.person, "Who is shown");
    add("--granted-by", record.granted_by, "Who consents");
    add("--relation", record.relation, "To the person: self, daughter, museum …");
    add("--ground", record.ground, "own portrait, heir, public domain, press use …");
    add("--scope", record.scope, "What for")->capture_default_str();
    add("--date", record.date, "Of the consent, as 2024-05-09");
    add("--source", record.source, "Of the photograph: archive, inventory number");
    add("--note", record.note, "Anything else");
}

} // namespace

void add_project_consent(CLI::App& project, Session& session) {
    auto* command =
        project.add_subcommand("consent", "Who allowed what to be done with whose face");
    command->require_subcommand(1);
    auto flags = std::make_shared<ConsentFlags>();
    using Work = Status (*)(Session&, const ConsentFlags&);
    const auto sub = [&](const char* name, const char* help, Work work) {
        auto* one = command->add_subcommand(name, help);
        one->add_option("PROJECT", flags->project, "The project, NAME.kinovar")->required();
        one->callback([&session, flags, work] {
            session.run = [flags, work](Session& out) { return work(out, *flags); };
        });
        return one;
    };
    auto* adding = sub("add", "Put a consent record into the project", add);
    add_record(*adding, *flags);
    adding->footer("Example: kinovar-cli project consent add film.kinovar --person \"A. Person\" "
                   "--granted-by \"B. Person\" --relation daughter --ground heir "
                   "--date 2024-05-09");
    sub("list", "The consent records with their numbers", list)
        ->footer("Example: kinovar-cli project consent list film.kinovar --json");
    auto* removing = sub("remove", "Take a consent record out of the project", remove);
    removing->add_option("NUMBER", flags->number, "As consent list shows it")->required();
    removing->footer("Example: kinovar-cli project consent remove film.kinovar 2");
}

} // namespace kinovar::cli
