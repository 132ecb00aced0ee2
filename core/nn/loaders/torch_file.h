#pragma once

#include "core/nn/loaders/byte_source.h"
#include "core/nn/loaders/pickle_heap.h"
#include "core/nn/loaders/state_dict.h"

#include <string>
#include <unordered_map>

namespace kinovar::nn {

/// What both layouts of PyTorch's files come to: a pickle that describes tensors, and where their
/// numbers lie.
struct TorchFile {
    PickleHeap heap;
    PickleId root = 0;
    std::unordered_map<std::string, ByteRange> storages; ///< by key
};

/// The layout of PyTorch 1.6 and later: a zip with NAME/data.pkl, NAME/data/KEY …
[[nodiscard]] Result<TorchFile> read_torch_zip(const ByteSource& source);
/// The older one: pickles of a magic number, a version, the machine, the content and the keys of
/// the storages; then each storage with its length before it.
[[nodiscard]] Result<TorchFile> read_torch_legacy(const ByteSource& source);

/// The tensors of the network, or networks, of a file. Errors name the tensor.
[[nodiscard]] Result<StateDict> tensors_of(const ByteSource& source, const TorchFile& file);

} // namespace kinovar::nn
