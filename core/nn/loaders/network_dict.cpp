#include "core/nn/loaders/network_dict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kinovar::nn {
namespace {

constexpr std::array<std::string_view, 4> kWrappers{"params_ema", "params", "state_dict", "model"};
constexpr int kMostWrappers = 4;
// Bounds of what a pickle can blow up by naming one thing many times.
constexpr std::size_t kMostParts = 64;
constexpr std::size_t kMostTensors = 1 << 16;
constexpr std::size_t kLongestKey = 512;
constexpr std::string_view kModulePrefix = "module.";

/// A dictionary in a dictionary under a name.
struct Part {
    std::string_view name;
    PickleId dict = 0;
};

tl::unexpected<Error> no_weights(std::string message) {
    return failure(ErrorCode::Unsupported, std::move(message),
                   "name a file that holds the weights of a network (state_dict)");
}

PickleId unwrapped(const PickleHeap& heap, PickleId dict) {
    for (int depth = 0; depth < kMostWrappers; ++depth) {
        const auto inner = [&]() -> const PickleId* {
            for (const std::string_view name : kWrappers) {
                const PickleId* value = heap.find(dict, name);
                if (value != nullptr && heap.kind(*value) == PickleKind::Dict) {
                    return value;
                }
            }
            return nullptr;
        }();
        if (inner == nullptr) {
            break;
        }
        dict = *inner;
    }
    return dict;
}

bool is_optimiser(const PickleHeap& heap, const Part& part) {
    return part.name.starts_with("optim") || heap.find(part.dict, "param_groups") != nullptr;
}

Result<std::vector<NamedPickleTensor>> direct_tensors(const PickleHeap& heap, PickleId dict) {
    std::vector<NamedPickleTensor> tensors;
    const auto& children = heap[dict].children;
    for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
        if (heap.kind(children[i]) != PickleKind::Text ||
            heap.kind(children[i + 1]) != PickleKind::Tensor) {
            continue;
        }
        const std::string_view key = heap.text(children[i]);
        if (tensors.size() == kMostTensors || key.size() > kLongestKey) {
            return no_weights("it has more tensors, or longer names, than any network");
        }
        tensors.push_back({std::string(key), children[i + 1]});
    }
    std::vector<std::string*> keys;
    keys.reserve(tensors.size());
    for (NamedPickleTensor& tensor : tensors) {
        keys.push_back(&tensor.key);
    }
    strip_module_prefix(keys);
    return tensors;
}

/// The dictionaries in `dict` that are not states of optimisers.
Result<std::vector<Part>> parts_of(const PickleHeap& heap, PickleId dict) {
    std::vector<Part> parts;
    std::size_t seen = 0; // also optimisers: each is searched, however often it is named
    const auto& children = heap[dict].children;
    for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
        if (heap.kind(children[i]) != PickleKind::Text ||
            heap.kind(children[i + 1]) != PickleKind::Dict) {
            continue;
        }
        const Part part{heap.text(children[i]), children[i + 1]};
        if (++seen > kMostParts || part.name.size() > kLongestKey) {
            return no_weights("it has more dictionaries, or longer names, than any network");
        }
        if (!is_optimiser(heap, part)) {
            parts.push_back(part);
        }
    }
    return parts;
}

/// The tensors of each of several networks.
struct Network {
    std::string_view name;
    std::vector<NamedPickleTensor> tensors;
};

Result<std::vector<Network>> networks_in(const PickleHeap& heap, PickleId dict) {
    KINOVAR_TRY_ASSIGN(const auto parts, parts_of(heap, dict));
    std::vector<Network> networks;
    std::size_t count = 0;
    for (const Part& part : parts) {
        KINOVAR_TRY_ASSIGN(auto tensors, direct_tensors(heap, part.dict));
        count += tensors.size();
        if (count > kMostTensors) {
            return no_weights("it has more tensors than any network");
        }
        if (!tensors.empty()) {
            networks.push_back({part.name, std::move(tensors)});
        }
    }
    return networks;
}

} // namespace

void strip_module_prefix(std::span<std::string* const> keys) {
    const bool all_have_it = std::ranges::all_of(
        keys, [](const std::string* key) { return key->starts_with(kModulePrefix); });
    if (all_have_it) {
        for (std::string* key : keys) {
            key->erase(0, kModulePrefix.size());
        }
    }
}

Result<std::vector<NamedPickleTensor>> network_tensors(const PickleHeap& heap, PickleId root) {
    if (heap.kind(root) != PickleKind::Dict) {
        return no_weights("it holds a single value, not the named weights of a network");
    }
    const PickleId dict = unwrapped(heap, root);
    KINOVAR_TRY_ASSIGN(auto tensors, direct_tensors(heap, dict));
    KINOVAR_TRY_ASSIGN(auto networks, networks_in(heap, dict));
    const bool is_only_network = tensors.empty() && networks.size() == 1;
    for (Network& network : networks) {
        for (NamedPickleTensor& tensor : network.tensors) {
            if (!is_only_network) {
                tensor.key = fmt::format("{}.{}", network.name, tensor.key);
            }
            tensors.push_back(std::move(tensor));
        }
    }
    if (tensors.empty()) {
        return no_weights("there are no weights in it");
    }
    return tensors;
}

} // namespace kinovar::nn
