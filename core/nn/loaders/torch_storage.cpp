#include "core/nn/loaders/torch_storage.h"

#include <fmt/format.h>

namespace kinovar::nn {
namespace {

constexpr std::int64_t kMostNumbers = std::int64_t{1} << 48;
constexpr std::size_t kLongestKey = 64; // PyTorch's are decimal numbers

/// (key of the view, begin, count)
Status apply_view(const PickleHeap& heap, PickleId id, TorchStorage& storage) {
    if (heap.kind(id) == PickleKind::None) {
        return {};
    }
    const auto& parts = heap[id].children;
    const auto number = [&](std::size_t index) {
        const bool is_number =
            parts.size() > index && heap.kind(parts[index]) == PickleKind::Integer;
        return is_number ? heap[parts[index]].number : -1;
    };
    const std::int64_t begin = number(1);
    const std::int64_t count = number(2);
    const auto whole = static_cast<std::int64_t>(storage.count);
    if (begin < 0 || count < 0 || begin > whole || count > whole - begin) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("a view of the storage \"{}\" is not within it", storage.key),
                       "download the file again");
    }
    storage.view_begin = static_cast<std::uint64_t>(begin);
    storage.view_count = static_cast<std::uint64_t>(count);
    return {};
}

} // namespace

Result<TorchStorage> storage_of(const PickleHeap& heap, PickleId id) {
    enum Part : std::uint8_t { kType, kKey, kDevice, kCount, kView };
    const auto& parts = heap[id].children; // the reader has checked the kinds up to kCount
    const std::int64_t count = heap[parts[kCount]].number;
    TorchStorage storage;
    storage.type = heap.global(parts[kType]);
    storage.key = heap.text(parts[kKey]);
    if (storage.key.size() > kLongestKey) {
        return failure(ErrorCode::Corrupt, "a storage has a name that PyTorch does not give",
                       "download the file again");
    }
    if (count < 0 || count > kMostNumbers) {
        return failure(
            ErrorCode::Corrupt,
            fmt::format("the storage \"{}\" is said to have {} numbers", storage.key, count),
            "download the file again");
    }
    storage.count = static_cast<std::uint64_t>(count);
    storage.size = storage.count * storage.type->element_size;
    storage.view_count = storage.count;
    if (parts.size() > kView) {
        KINOVAR_TRY(apply_view(heap, parts[kView], storage));
    }
    return storage;
}

} // namespace kinovar::nn
