#include "core/nn/loaders/state_dict.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace kinovar::nn {
namespace {

constexpr std::size_t kNamedLeftovers = 3;

std::string_view type_text(StoredType type) {
    switch (type) {
    case StoredType::Float64:
        return "float64";
    case StoredType::Float32:
        return "float32";
    case StoredType::Float16:
        return "float16";
    case StoredType::BFloat16:
        return "bfloat16";
    case StoredType::Integer:
        return "integer";
    case StoredType::Boolean:
        return "boolean";
    }
    return "unknown";
}

/// -1 stands for any length.
bool fits(std::span<const std::int64_t> found, std::span<const std::int64_t> wanted) {
    return std::ranges::equal(found, wanted, [](std::int64_t length, std::int64_t pattern) {
        return pattern == -1 || length == pattern;
    });
}

std::string pattern_text(std::span<const std::int64_t> shape) {
    std::vector<std::string> parts;
    for (const std::int64_t length : shape) {
        parts.push_back(length == -1 ? "any" : std::to_string(length));
    }
    return fmt::format("[{}]", fmt::join(parts, ", "));
}

constexpr std::string_view kOtherNetwork =
    "the file belongs to another network or to another version of it";

} // namespace

std::string shape_text(std::span<const std::int64_t> shape) {
    return fmt::format("[{}]", fmt::join(shape, ", "));
}

Status StateDict::add(std::string key, Weight weight) {
    const auto [place, is_new] = indices_.try_emplace(key, entries_.size());
    if (!is_new && !entries_[place->second].taken) {
        return failure(ErrorCode::Corrupt, fmt::format("the tensor \"{}\" is there twice", key),
                       "download the file again");
    }
    place->second = entries_.size();
    entries_.push_back({std::move(key), std::move(weight)});
    ++live_;
    return {};
}

std::size_t StateDict::index_of(std::string_view key) const {
    const auto place = indices_.find(key);
    return place == indices_.end() || entries_[place->second].taken ? entries_.size()
                                                                    : place->second;
}

const Weight* StateDict::find(std::string_view key) const {
    const std::size_t index = index_of(key);
    return index == entries_.size() ? nullptr : &entries_[index].weight;
}

std::int64_t StateDict::dim(std::string_view key, std::size_t axis) const {
    const Weight* weight = find(key);
    return weight == nullptr || axis >= weight->shape.size() ? 0 : weight->shape[axis];
}

int StateDict::rank(std::string_view key) const {
    const Weight* weight = find(key);
    return weight == nullptr ? -1 : static_cast<int>(weight->shape.size());
}

std::vector<std::string> StateDict::keys() const {
    std::vector<std::string> all;
    all.reserve(live_);
    for (const Entry& entry : entries_) {
        if (!entry.taken) {
            all.push_back(entry.key);
        }
    }
    return all;
}

int StateDict::count_blocks(std::string_view prefix) const {
    std::set<int> numbers;
    for (const Entry& entry : entries_) {
        if (entry.taken || !entry.key.starts_with(prefix)) {
            continue;
        }
        const std::string_view rest = std::string_view(entry.key).substr(prefix.size());
        const std::string_view digits = rest.substr(0, rest.find('.'));
        int number = 0;
        const char* end = digits.data() + digits.size();
        const auto [stop, error] = std::from_chars(digits.data(), end, number);
        if (error == std::errc{} && stop == end && digits.size() < rest.size() && number >= 0) {
            numbers.insert(number);
        }
    }
    int count = 0;
    while (numbers.contains(count)) {
        ++count;
    }
    return count;
}

Result<Weight> StateDict::take(std::string_view key, std::span<const std::int64_t> shape) {
    const std::size_t index = index_of(key);
    if (index == entries_.size()) {
        return failure(
            ErrorCode::Corrupt,
            fmt::format("the tensor \"{}\" of shape {} is missing", key, pattern_text(shape)),
            std::string(kOtherNetwork));
    }
    const Weight& found = entries_[index].weight;
    if (!found.is_float()) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("the tensor \"{}\" has {} values where floating-point numbers "
                                   "are needed",
                                   key, type_text(found.stored)),
                       std::string(kOtherNetwork));
    }
    if (!fits(found.shape, shape)) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("the tensor \"{}\" has shape {} where {} is needed", key,
                                   shape_text(found.shape), pattern_text(shape)),
                       std::string(kOtherNetwork));
    }
    return remove(index);
}

Result<Weight> StateDict::take(std::string_view key, std::initializer_list<std::int64_t> shape) {
    return take(key, std::span(shape.begin(), shape.size()));
}

Weight StateDict::remove(std::size_t index) {
    Entry& entry = entries_[index];
    entry.taken = true;
    --live_;
    return std::exchange(entry.weight, {});
}

void StateDict::drop(std::string_view key) {
    if (const std::size_t index = index_of(key); index != entries_.size()) {
        (void)remove(index);
    }
}

void StateDict::drop_ending(std::string_view suffix) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (!entries_[i].taken && entries_[i].key.ends_with(suffix)) {
            (void)remove(i);
        }
    }
}

StateDict StateDict::split_off(std::string_view prefix) {
    StateDict part;
    part.fingerprint = fingerprint;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (!entries_[i].taken && entries_[i].key.starts_with(prefix)) {
            // Keys are unique here, so they are without the common prefix.
            (void)part.add(entries_[i].key.substr(prefix.size()), remove(i));
        }
    }
    return part;
}

Status StateDict::check_all_taken() const {
    if (live_ == 0) {
        return {};
    }
    std::vector<std::string> named = keys();
    named.resize(std::min(named.size(), kNamedLeftovers));
    return failure(ErrorCode::Unsupported,
                   fmt::format("{} tensors have no place in the network: \"{}\"{}", live_,
                               fmt::join(named, "\", \""), named.size() < live_ ? " …" : ""),
                   std::string(kOtherNetwork));
}

} // namespace kinovar::nn
