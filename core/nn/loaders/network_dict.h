#pragma once

#include "core/nn/loaders/pickle_heap.h"

#include <span>
#include <string>
#include <vector>

namespace kinovar::nn {

struct NamedPickleTensor {
    std::string key;
    PickleId tensor = 0;
};

/// Finds the tensors of the network in what a training program saved, and takes the wrappers off as
/// read_checkpoint() says; the states of optimisers, counters and settings are passed over. Errors:
/// there is no tensor; a key is there twice.
[[nodiscard]] Result<std::vector<NamedPickleTensor>> network_tensors(const PickleHeap& heap,
                                                                     PickleId root);

/// Takes a first "module." off all keys, if all of them have it.
void strip_module_prefix(std::span<std::string* const> keys);

} // namespace kinovar::nn
