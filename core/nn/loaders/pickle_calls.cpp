#include "core/nn/loaders/pickle_calls.h"

#include <fmt/format.h>

namespace kinovar::nn {
namespace {

using Ids = std::vector<PickleId>;

tl::unexpected<Error> wrong_arguments(const PickleGlobal& global) {
    return failure(ErrorCode::Corrupt,
                   fmt::format("its pickle calls {}.{} with arguments that do not fit",
                               global.module, global.name),
                   "download the file again");
}

/// OrderedDict(), or OrderedDict([(key, value), …]) as Python 2 wrote it. What else is given
/// (the factory of a defaultdict) is of no interest.
Result<PickleId> make_dictionary(PickleHeap& heap, const Ids& arguments) {
    Ids children;
    if (!arguments.empty() && heap.kind(arguments.front()) == PickleKind::List) {
        for (const PickleId pair : heap[arguments.front()].children) {
            const Ids& parts = heap[pair].children;
            const PickleKind kind = heap.kind(pair);
            if ((kind != PickleKind::List && kind != PickleKind::Tuple) || parts.size() != 2) {
                return failure(ErrorCode::Corrupt, "a dictionary of its pickle is not of pairs",
                               "download the file again");
            }
            children.insert(children.end(), parts.begin(), parts.end());
        }
    }
    return heap.add_group(PickleKind::Dict, std::move(children));
}

Result<PickleId> make_tensor(PickleHeap& heap, const PickleGlobal& global, const Ids& arguments) {
    constexpr std::size_t kNeeded = 4;
    if (arguments.size() < kNeeded || heap.kind(arguments[0]) != PickleKind::Storage ||
        heap.kind(arguments[1]) != PickleKind::Integer ||
        heap.kind(arguments[2]) != PickleKind::Tuple ||
        heap.kind(arguments[3]) != PickleKind::Tuple) {
        return wrong_arguments(global);
    }
    return heap.add_group(PickleKind::Tensor, {arguments.begin(), arguments.begin() + kNeeded});
}

Result<PickleId> first_of_kind(const PickleHeap& heap, const PickleGlobal& global,
                               const Ids& arguments, PickleKind kind) {
    if (arguments.empty() || heap.kind(arguments.front()) != kind) {
        return wrong_arguments(global);
    }
    return arguments.front();
}

Result<PickleId> call_simple(PickleHeap& heap, const PickleGlobal& global, const Ids& arguments) {
    switch (global.role) {
    case GlobalRole::Dictionary:
        return make_dictionary(heap, arguments);
    case GlobalRole::Tensor:
        return make_tensor(heap, global, arguments);
    case GlobalRole::Parameter:
        return first_of_kind(heap, global, arguments, PickleKind::Tensor);
    case GlobalRole::Shape:
        return first_of_kind(heap, global, arguments, PickleKind::Tuple);
    case GlobalRole::Inert:
        return heap.add(PickleKind::Opaque);
    case GlobalRole::TypedTensor:
    case GlobalRole::Storage:
        break;
    }
    return wrong_arguments(global);
}

} // namespace

Result<PickleId> call_global(PickleHeap& heap, PickleId callable, PickleId arguments) {
    const PickleGlobal* global = heap.global(callable);
    if (global == nullptr || heap.kind(arguments) != PickleKind::Tuple) {
        return failure(ErrorCode::Corrupt, "its pickle calls something that is no function",
                       "download the file again");
    }
    const Ids& given = heap[arguments].children;
    if (global->role != GlobalRole::TypedTensor) {
        return call_simple(heap, *global, given);
    }
    // (function, class, arguments, state): the class adds nothing to the numbers.
    const PickleGlobal* inner = given.size() < 3 ? nullptr : heap.global(given[0]);
    const bool makes_tensor = inner != nullptr && (inner->role == GlobalRole::Tensor ||
                                                   inner->role == GlobalRole::Parameter);
    if (!makes_tensor || heap.kind(given[2]) != PickleKind::Tuple) {
        return wrong_arguments(*global);
    }
    return call_simple(heap, *inner, heap[given[2]].children);
}

} // namespace kinovar::nn
