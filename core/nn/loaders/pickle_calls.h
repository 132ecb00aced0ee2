#pragma once

#include "core/nn/loaders/pickle_heap.h"

namespace kinovar::nn {

/// What a pickle gets when it calls `callable` with `arguments` (a Tuple): a tensor, a dictionary,
/// a shape or an Opaque. Errors: the callable is none of known_globals(); the arguments do not fit
/// it.
[[nodiscard]] Result<PickleId> call_global(PickleHeap& heap, PickleId callable, PickleId arguments);

} // namespace kinovar::nn
