#pragma once

#include "core/pipeline/chain.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace kinovar::retouch {

/// Chains of other takes of a shot, by the take's id: RetouchOptions::takes as text,
/// {"<take>": [{"step": …, "values": {…}}]}. Untrusted input; steps and values are checked when the
/// chain is built.
using TakeChains = std::map<std::int64_t, pipeline::Chain>;
[[nodiscard]] std::string take_chains_to_json(const TakeChains& takes);
[[nodiscard]] Result<TakeChains> take_chains_from_json(std::string_view json);

} // namespace kinovar::retouch
