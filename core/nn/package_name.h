#pragma once

#include <string>

namespace kinovar::nn {

/// "name@1.2.3" or "@scope/name@1.2.3", and nothing that a program could take for an option or a
/// path.
[[nodiscard]] bool is_package_name(const std::string& package);

} // namespace kinovar::nn
