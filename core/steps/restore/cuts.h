#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::steps {

/// Where shots begin, for the steps that follow.
struct CutsOptions {
    std::string mode = "auto"; ///< auto: those that the clip has, else found; none: the film is one
                               ///< shot; list: only `add`, `file`
    std::string file;          ///< a cut list (JSON) to use instead of looking
    std::string add;           ///< first frames of shots, besides those found
    std::string remove;        ///< found ones that are none

    static const FieldList<CutsOptions>& fields();
};

/// Reads a cut list: {"cuts": [{"frame": 120, …}, …]} as `detect cuts --json` writes it, or a plain
/// list of numbers. Only entries of kind "cut", or without a kind, count. Untrusted: bounded.
[[nodiscard]] Result<std::vector<std::int64_t>> cuts_from_json(std::string_view json,
                                                               const std::string& name);

[[nodiscard]] pipeline::StepType cuts_step_type();

} // namespace kinovar::steps
