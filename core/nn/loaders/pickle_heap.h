#pragma once

#include "core/base/result.h"
#include "core/nn/loaders/pickle_globals.h"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace kinovar::nn {

/// Index of a value in its PickleHeap.
using PickleId = std::uint32_t;

enum class PickleKind : std::uint8_t {
    None,
    Boolean,
    Integer,
    BigInteger, ///< of more than 64 bits: text() is its bytes, little-endian
    Real,       ///< its value is of no interest
    Text,
    Bytes,
    Tuple,
    List,
    Dict,    ///< children: key, value, key, value …
    Global,  ///< number: index in the table of known globals
    Storage, ///< children: the parts of its persistent id, without the word "storage"
    Tensor,  ///< children: storage, offset, shape, strides
    Opaque   ///< an object without weights (settings, options, numbers of NumPy); nothing is kept
};

struct PickleValue {
    PickleKind kind = PickleKind::None;
    std::uint32_t text_size = 0;
    std::int64_t number = 0; ///< Text, Bytes and BigInteger: where the text begins
    std::vector<PickleId> children;
};

/// All values of a pickle. Values name each other by index, so that sharing costs nothing, cycles
/// do no harm and nothing is destroyed by recursion. Bounded in number and size.
class PickleHeap {
public:
    [[nodiscard]] Result<PickleId> add(PickleKind kind, std::int64_t number = 0);
    [[nodiscard]] Result<PickleId> add_text(PickleKind kind, std::string_view text);
    [[nodiscard]] Result<PickleId> add_group(PickleKind kind, std::vector<PickleId> children);
    [[nodiscard]] Status add_child(PickleId parent, PickleId child);

    [[nodiscard]] std::size_t size() const { return values_.size(); }
    [[nodiscard]] const PickleValue& operator[](PickleId id) const { return values_[id]; }
    [[nodiscard]] PickleKind kind(PickleId id) const { return values_[id].kind; }
    /// Of Text, Bytes and BigInteger; empty for all others. Valid until the next add_text.
    [[nodiscard]] std::string_view text(PickleId id) const;
    /// Null unless it is a Global.
    [[nodiscard]] const PickleGlobal* global(PickleId id) const;
    /// The value of a key of a Dict (the last one, as in Python); null when there is none.
    [[nodiscard]] const PickleId* find(PickleId dict, std::string_view key) const;

private:
    [[nodiscard]] Status count_children(std::size_t more);

    std::deque<PickleValue> values_; ///< a deque: growing needs no second copy
    std::string texts_;
    std::size_t children_ = 0;
};

} // namespace kinovar::nn
