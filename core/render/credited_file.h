#pragma once

// For core/render and the gallery.

#include "core/credentials/credentials.h"

#include <filesystem>
#include <functional>

namespace kinovar::render {

/// Where credentials go that a file's own format cannot hold.
enum class Sidecar : std::uint8_t {
    Keep, ///< beside the file
    Drop, ///< nowhere: one sidecar is written for the whole sequence
};

/// Makes a file with `make` and puts the credentials in before the file stands under its name, so
/// that no export without them is ever to be seen. `staging`: an existing folder on the same disk,
/// where the file is made. Null credentials: `make` simply writes `path`.
[[nodiscard]] Status make_credited(const std::filesystem::path& path,
                                   const std::filesystem::path& staging,
                                   const credentials::Credentials* credentials, Sidecar sidecar,
                                   const std::function<Status(const std::filesystem::path&)>& make);

} // namespace kinovar::render
