#include "core/nn/loaders/torch_file.h"

#include "core/nn/loaders/network_dict.h"
#include "core/nn/loaders/tensor_reader.h"
#include "core/nn/loaders/torch_storage.h"

#include <fmt/format.h>

namespace kinovar::nn {
namespace {

Result<std::vector<std::int64_t>> integers_of(const PickleHeap& heap, PickleId tuple) {
    if (heap[tuple].children.size() > kMostDimensions) { // before it is copied
        return failure(ErrorCode::Unsupported,
                       fmt::format("it has {} dimensions", heap[tuple].children.size()),
                       "check that this is the right file");
    }
    std::vector<std::int64_t> numbers;
    numbers.reserve(heap[tuple].children.size());
    for (const PickleId id : heap[tuple].children) {
        if (heap.kind(id) != PickleKind::Integer) {
            return failure(ErrorCode::Corrupt, "its shape is not of whole numbers",
                           "download the file again");
        }
        numbers.push_back(heap[id].number);
    }
    return numbers;
}

Result<StoredTensor> stored_tensor(const TorchFile& file, PickleId id) {
    enum Part : std::uint8_t { kStorage, kOffset, kShape, kStrides };
    const auto& parts = file.heap[id].children; // of the right kinds
    KINOVAR_TRY_ASSIGN(const TorchStorage storage, storage_of(file.heap, parts[kStorage]));
    const auto bytes = file.storages.find(std::string(storage.key));
    if (bytes == file.storages.end()) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("its storage \"{}\" is not in the file", storage.key),
                       "download the file again");
    }
    if (bytes->second.size != storage.size) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("its storage \"{}\" has {} bytes, not {} as the pickle says",
                                   storage.key, bytes->second.size, storage.size),
                       "download the file again");
    }
    const std::int64_t offset = file.heap[parts[kOffset]].number;
    if (offset < 0) {
        return failure(ErrorCode::Corrupt, "it begins before its storage",
                       "download the file again");
    }
    StoredTensor tensor;
    tensor.type = storage.type->element;
    tensor.storage = {bytes->second.begin + storage.view_begin * storage.type->element_size,
                      storage.view_count * storage.type->element_size};
    tensor.offset = static_cast<std::uint64_t>(offset);
    KINOVAR_TRY_ASSIGN(tensor.shape, integers_of(file.heap, parts[kShape]));
    KINOVAR_TRY_ASSIGN(tensor.strides, integers_of(file.heap, parts[kStrides]));
    return tensor;
}

} // namespace

Result<StateDict> tensors_of(const ByteSource& source, const TorchFile& file) {
    KINOVAR_TRY_ASSIGN(const auto tensors, network_tensors(file.heap, file.root));
    TensorReader reader(source);
    StateDict dict;
    for (const NamedPickleTensor& named : tensors) {
        auto weight = stored_tensor(file, named.tensor).and_then([&](const StoredTensor& tensor) {
            return reader.read(tensor);
        });
        if (!weight) {
            return failure(weight.error().within(fmt::format("the tensor \"{}\"", named.key)));
        }
        KINOVAR_TRY(dict.add(named.key, std::move(*weight)));
    }
    return dict;
}

} // namespace kinovar::nn
