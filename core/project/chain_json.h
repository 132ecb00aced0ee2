#pragma once

// Private to core/project.

#include "core/pipeline/chain.h"

#include <string>
#include <string_view>

namespace kinovar::project {

/// {"steps": [{"step": "upscale", "enabled": true, "values": {"scale": 2.0, "model": "…"}}]}.
/// Independent of the step catalogue: a step that this program does not know survives. Values keep
/// their type: true, 2, 2.0 and "2" are four different ones. Fails for what JSON cannot hold (text
/// that is no UTF-8, numbers that are not finite) and for what chain_from_json would refuse.
[[nodiscard]] Result<std::string> chain_to_json(const pipeline::Chain& chain);

/// Untrusted input: bounded in size, depth and number of steps and values.
[[nodiscard]] Result<pipeline::Chain> chain_from_json(std::string_view json);

} // namespace kinovar::project
