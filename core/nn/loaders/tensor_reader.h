#pragma once

#include "core/nn/loaders/byte_source.h"
#include "core/nn/loaders/element_type.h"
#include "core/nn/loaders/state_dict.h"

#include <cstdint>
#include <vector>

namespace kinovar::nn {

/// Where the numbers of a tensor stand in a file.
struct StoredTensor {
    ElementType type = ElementType::Float32;
    ByteRange storage;        ///< within the file
    std::uint64_t offset = 0; ///< of the first number in the storage, in numbers
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides; ///< in numbers, one a dimension
};

/// The longest shape that is accepted.
constexpr std::size_t kMostDimensions = 16;

/// 0 for Other.
[[nodiscard]] std::size_t size_of(ElementType type);
/// The strides of a dense tensor in C order. Only for shapes whose product fits 63 bits.
[[nodiscard]] std::vector<std::int64_t> dense_strides(std::span<const std::int64_t> shape);
/// Product of the lengths. Errors: a length is negative; more than 2^48 numbers; more than 16
/// dimensions.
[[nodiscard]] Result<std::uint64_t> checked_count(std::span<const std::int64_t> shape);

/// Reads tensors out of one file, straight to where they stay. All tensors of a file together may
/// read and make twice the file's size, and 16 MiB: enough for half precision that is widened and
/// for storages that a few tensors share, too little for a small file that blows itself up.
class TensorReader {
public:
    explicit TensorReader(const ByteSource& source);

    /// Errors: the tensor reaches beyond its storage; its type has no use here (complex,
    /// quantised); a number is not finite. They do not name the tensor.
    [[nodiscard]] Result<Weight> read(const StoredTensor& tensor);

private:
    [[nodiscard]] Status charge(std::uint64_t read, std::uint64_t made);

    const ByteSource& source_;
    std::uint64_t read_left_;
    std::uint64_t made_left_;
};

} // namespace kinovar::nn
