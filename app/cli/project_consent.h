#pragma once

#include "app/cli/session.h"

namespace kinovar::cli {

/// The subcommands `project consent add|list|remove`.
void add_project_consent(CLI::App& project, Session& session);
/// The subcommand `project portrait`.
void add_project_portrait(CLI::App& project, Session& session);

} // namespace kinovar::cli
