#include "core/nn/loaders/pickle_reader.h"
#include "core/nn/loaders/torch_file.h"
#include "core/nn/loaders/torch_storage.h"

#include <fmt/format.h>

namespace kinovar::nn {
namespace {

constexpr std::string_view kMagic("\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19", 10);
constexpr std::size_t kLongestKey = 64; // none that is longer is described
constexpr std::int64_t kVersion = 1001;

tl::unexpected<Error> broken(std::string message) {
    return failure(ErrorCode::Corrupt, std::move(message), "download the file again");
}

/// Magic number, version, machine.
Status read_head(ByteCursor& cursor) {
    PickleHeap heap;
    KINOVAR_TRY_ASSIGN(const PickleId magic, PickleReader(cursor, heap).read());
    if (heap.kind(magic) != PickleKind::BigInteger || heap.text(magic) != kMagic) {
        return failure(ErrorCode::Unsupported, "it is a pickle, but no weight file of PyTorch",
                       "name a weight file (.pth, .safetensors)");
    }
    KINOVAR_TRY_ASSIGN(const PickleId version, PickleReader(cursor, heap).read());
    if (heap.kind(version) != PickleKind::Integer || heap[version].number != kVersion) {
        return failure(ErrorCode::Unsupported, "it is of an unknown version of PyTorch's format",
                       "load it with PyTorch and save it again");
    }
    KINOVAR_TRY_ASSIGN(const PickleId machine, PickleReader(cursor, heap).read());
    if (heap.kind(machine) != PickleKind::Dict) {
        return broken("its description of the machine is broken");
    }
    const PickleId* little = heap.find(machine, "little_endian");
    if (little != nullptr && heap[*little].number == 0) {
        return failure(ErrorCode::Unsupported, "its numbers are big-endian",
                       "save it again on an ordinary (little-endian) machine");
    }
    return {};
}

/// What the pickle says of each storage. All who mention one must say the same.
Result<std::unordered_map<std::string, TorchStorage>> described_storages(const PickleHeap& heap) {
    std::unordered_map<std::string, TorchStorage> all;
    for (PickleId id = 0; id < heap.size(); ++id) {
        if (heap.kind(id) != PickleKind::Storage) {
            continue;
        }
        KINOVAR_TRY_ASSIGN(const TorchStorage storage, storage_of(heap, id));
        const auto [place, is_new] = all.try_emplace(std::string(storage.key), storage);
        if (!is_new &&
            (place->second.type != storage.type || place->second.count != storage.count)) {
            return broken(fmt::format("the storage \"{}\" is described in two ways", storage.key));
        }
    }
    return all;
}

/// The storages follow each other in the order of `keys`.
Status locate_storages(const ByteSource& source, std::uint64_t offset, PickleId keys,
                       TorchFile& file) {
    if (file.heap.kind(keys) != PickleKind::List) {
        return broken("its list of storages is broken");
    }
    KINOVAR_TRY_ASSIGN(const auto described, described_storages(file.heap));
    for (const PickleId id : file.heap[keys].children) {
        const std::string key(file.heap.text(id).substr(0, kLongestKey));
        const auto storage = described.find(key);
        if (storage == described.end()) {
            return broken(fmt::format("its pickle does not describe the storage \"{}\"", key));
        }
        std::uint64_t count = 0;
        KINOVAR_TRY(source.read(offset, {reinterpret_cast<char*>(&count), sizeof count}));
        offset += sizeof count;
        const ByteRange range{offset, storage->second.size};
        if (count != storage->second.count || !source.holds(range)) {
            return broken(fmt::format("it is cut short, or its storage \"{}\" is of another length "
                                      "than its pickle says",
                                      key));
        }
        offset += range.size;
        if (!file.storages.emplace(key, range).second) {
            return broken(fmt::format("the storage \"{}\" is there twice", key));
        }
    }
    return {};
}

} // namespace

Result<TorchFile> read_torch_legacy(const ByteSource& source) {
    ByteCursor cursor(source, {0, source.size()});
    KINOVAR_TRY(read_head(cursor));
    TorchFile file;
    KINOVAR_TRY_ASSIGN(file.root, PickleReader(cursor, file.heap).read());
    KINOVAR_TRY_ASSIGN(const PickleId keys, PickleReader(cursor, file.heap).read());
    KINOVAR_TRY(locate_storages(source, cursor.offset(), keys, file));
    return file;
}

} // namespace kinovar::nn
