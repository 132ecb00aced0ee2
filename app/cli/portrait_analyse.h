#pragma once

#include "app/cli/session.h"

namespace kinovar::cli {

/// The subcommands `portrait analyse` and `portrait block`.
void add_portrait_analyse(CLI::App& portrait, Session& session);

} // namespace kinovar::cli
