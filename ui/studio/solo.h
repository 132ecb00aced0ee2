#pragma once

#include "core/pipeline/chain.h"

#include <cstddef>

namespace kinovar::ui {

/// The chain with all steps off but one and those that it cannot do without: those before it that
/// say where shots and whole frames are, and for the fidelity guard the models before it. A step
/// that is off is on. An index beyond the end gives the chain as it is.
[[nodiscard]] pipeline::Chain solo_chain(const pipeline::Chain& chain, std::size_t index);

} // namespace kinovar::ui
