#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kinovar::nn {

/// How a tensor's numbers stood in the file.
enum class StoredType : std::uint8_t { Float64, Float32, Float16, BFloat16, Integer, Boolean };

/// One tensor of a weight file, dense and in C order. Floating-point kinds are widened (float64:
/// narrowed) to float32 and are finite; integers and booleans are kept as 64-bit integers.
struct Weight {
    StoredType stored = StoredType::Float32;
    std::vector<std::int64_t> shape; ///< empty: a scalar
    std::vector<float> values;       ///< of floating-point kinds
    std::vector<std::int64_t> integers;

    [[nodiscard]] bool is_float() const { return stored <= StoredType::BFloat16; }
    [[nodiscard]] std::size_t count() const { return is_float() ? values.size() : integers.size(); }
};

/// "[64, 3, 3, 3]"
[[nodiscard]] std::string shape_text(std::span<const std::int64_t> shape);

/// The named tensors of a network, in the order of the file. Architectures look at keys and shapes
/// to recognise themselves, then take() what they need; what is left over in the end is an error,
/// since a network that ignores weights gives other pictures than its author saw.
class StateDict {
public:
    /// Fails when the key is there already.
    [[nodiscard]] Status add(std::string key, Weight weight);

    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    /// Null when absent (or taken already).
    [[nodiscard]] const Weight* find(std::string_view key) const;
    /// Length of dimension `axis` of a tensor; 0 when the tensor or the axis is absent.
    [[nodiscard]] std::int64_t dim(std::string_view key, std::size_t axis) const;
    /// Rank of a tensor; -1 when it is absent.
    [[nodiscard]] int rank(std::string_view key) const;
    /// Keys that are still there, in the order of the file.
    [[nodiscard]] std::vector<std::string> keys() const;
    [[nodiscard]] bool empty() const { return live_ == 0; }
    [[nodiscard]] std::size_t size() const { return live_; }
    /// Length of the unbroken row N = 0, 1, 2 … in which every N has a key that begins with
    /// prefix + "N.".
    [[nodiscard]] int count_blocks(std::string_view prefix) const;

    /// Moves a floating-point tensor out. -1 in `shape` stands for any length. The error names the
    /// key, the expected and the found shape or type.
    [[nodiscard]] Result<Weight> take(std::string_view key, std::span<const std::int64_t> shape);
    [[nodiscard]] Result<Weight> take(std::string_view key,
                                      std::initializer_list<std::int64_t> shape);
    /// Removes a tensor that the architecture knows and does not need (counters, fixed buffers).
    void drop(std::string_view key);
    /// Drops every key that ends so.
    void drop_ending(std::string_view suffix);
    /// A dictionary of the keys that begin with `prefix`, without it; they are moved out of this.
    [[nodiscard]] StateDict split_off(std::string_view prefix);
    /// Fails when tensors are left, naming the first few.
    [[nodiscard]] Status check_all_taken() const;

    /// Of the file it came from.
    Hash128 fingerprint;

private:
    struct Entry {
        std::string key;
        Weight weight;
        bool taken = false;
    };
    struct KeyHash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    /// entries_.size() when it is not there.
    [[nodiscard]] std::size_t index_of(std::string_view key) const;
    Weight remove(std::size_t index);

    std::vector<Entry> entries_;
    std::unordered_map<std::string, std::size_t, KeyHash, std::equal_to<>> indices_;
    std::size_t live_ = 0;
};

} // namespace kinovar::nn
