#include "app/cli/portrait_analyse.h"

namespace kinovar::cli {

void add_portrait(CLI::App& app, Session& session) {
    auto* portrait = app.add_subcommand("portrait", "Portraits that come to life");
    portrait->require_subcommand(1);
    add_portrait_analyse(*portrait, session);
}

} // namespace kinovar::cli
