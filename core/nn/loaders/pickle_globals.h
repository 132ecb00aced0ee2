#pragma once

#include "core/nn/loaders/element_type.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kinovar::nn {

/// What a name stands for that a pickle may mention. Nothing is ever looked up or run by name.
enum class GlobalRole : std::uint8_t {
    Dictionary,  ///< called: an empty dictionary, or one of the pairs that it is given
    Tensor,      ///< called with storage, offset, shape, strides …
    Parameter,   ///< called with a tensor …: that tensor
    TypedTensor, ///< called with a function of role Tensor or Parameter, a class, its arguments
    Shape,       ///< called with a tuple: that tuple
    Storage,     ///< a type of numbers
    Inert        ///< called or not: an Opaque
};

struct PickleGlobal {
    std::string_view module;
    std::string_view name;
    GlobalRole role = GlobalRole::Inert;
    ElementType element = ElementType::Other; ///< of Storage
    std::uint8_t element_size = 0;            ///< of Storage, bytes
};

/// The allow-list: what PyTorch 0.2 to 2.x write into weight files, and a few harmless settings
/// that training programs put beside the weights.
[[nodiscard]] std::span<const PickleGlobal> known_globals();
/// Index in known_globals().
[[nodiscard]] std::optional<std::size_t> find_global(std::string_view module,
                                                     std::string_view name);

} // namespace kinovar::nn
