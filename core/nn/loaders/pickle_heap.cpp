#include "core/nn/loaders/pickle_heap.h"

#include <utility>

namespace kinovar::nn {
namespace {

// A checkpoint of 1000 tensors with the state of its optimizer has about 100 000 values. Together
// these bounds keep what a pickle can ask for below 64 MiB beside its own texts.
constexpr std::size_t kMostValues = 1 << 19;
constexpr std::size_t kMostChildren = 1 << 21;
constexpr std::size_t kMostText = 1 << 24;

tl::unexpected<Error> too_large() {
    return failure(ErrorCode::Unsupported, "its pickle holds more than a weight file needs",
                   "save only the weights of the network (state_dict)");
}

} // namespace

Result<PickleId> PickleHeap::add(PickleKind kind, std::int64_t number) {
    if (values_.size() == kMostValues) {
        return too_large();
    }
    values_.push_back({kind, 0, number, {}});
    return static_cast<PickleId>(values_.size() - 1);
}

Result<PickleId> PickleHeap::add_text(PickleKind kind, std::string_view text) {
    if (text.size() > kMostText - texts_.size()) {
        return too_large();
    }
    KINOVAR_TRY_ASSIGN(const PickleId id, add(kind, static_cast<std::int64_t>(texts_.size())));
    values_[id].text_size = static_cast<std::uint32_t>(text.size());
    texts_ += text;
    return id;
}

Result<PickleId> PickleHeap::add_group(PickleKind kind, std::vector<PickleId> children) {
    KINOVAR_TRY(count_children(children.size()));
    KINOVAR_TRY_ASSIGN(const PickleId id, add(kind));
    values_[id].children = std::move(children);
    return id;
}

Status PickleHeap::add_child(PickleId parent, PickleId child) {
    KINOVAR_TRY(count_children(1));
    values_[parent].children.push_back(child);
    return {};
}

Status PickleHeap::count_children(std::size_t more) {
    if (more > kMostChildren - children_) {
        return too_large();
    }
    children_ += more;
    return {};
}

std::string_view PickleHeap::text(PickleId id) const {
    const PickleValue& value = values_[id];
    return value.text_size == 0 ? std::string_view{}
                                : std::string_view(texts_).substr(
                                      static_cast<std::size_t>(value.number), value.text_size);
}

const PickleGlobal* PickleHeap::global(PickleId id) const {
    const PickleValue& value = values_[id];
    return value.kind == PickleKind::Global
               ? &known_globals()[static_cast<std::size_t>(value.number)]
               : nullptr;
}

const PickleId* PickleHeap::find(PickleId dict, std::string_view key) const {
    const auto& children = values_[dict].children;
    for (std::size_t i = children.size(); i >= 2; i -= 2) {
        if (kind(children[i - 2]) == PickleKind::Text && text(children[i - 2]) == key) {
            return &children[i - 1];
        }
    }
    return nullptr;
}

} // namespace kinovar::nn
