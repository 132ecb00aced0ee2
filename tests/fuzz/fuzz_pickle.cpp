// Pickles: whatever program stands in the file, its values name only values that are there, and
// tensors and storages have their parts.

#include "core/nn/loaders/network_dict.h"
#include "core/nn/loaders/pickle_reader.h"
#include "core/nn/loaders/torch_storage.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace kinovar::nn;

void check(const PickleHeap& heap, PickleId id) {
    for (const PickleId child : heap[id].children) {
        if (child >= heap.size()) {
            std::abort();
        }
    }
    switch (heap.kind(id)) {
    case PickleKind::Dict:
        if (heap[id].children.size() % 2 != 0) {
            std::abort();
        }
        break;
    case PickleKind::Tensor:
        if (heap[id].children.size() != 4 ||
            heap.kind(heap[id].children[0]) != PickleKind::Storage) {
            std::abort();
        }
        break;
    case PickleKind::Storage:
        (void)storage_of(heap, id);
        break;
    default:
        break;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteSource source(std::string_view(reinterpret_cast<const char*>(data), size));
    ByteCursor cursor(source, {0, source.size()});
    PickleHeap heap;
    const auto root = PickleReader(cursor, heap).read();
    for (PickleId id = 0; id < heap.size(); ++id) {
        check(heap, id);
    }
    if (root) {
        (void)network_tensors(heap, *root);
    }
    return 0;
}
