#pragma once

#include "app/cli/session.h"

namespace kinovar::cli {

/// The subcommands `project hints PROJECT list|import|export`.
void add_project_hints(CLI::App& project, Session& session);

} // namespace kinovar::cli
