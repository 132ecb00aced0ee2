#include "core/nn/loaders/tensor_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <string>
#include <type_traits>

namespace kinovar::nn {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are read as they stand");

constexpr std::uint64_t kMostNumbers = std::uint64_t{1} << 48;
constexpr std::uint64_t kGrowth = 2;
constexpr std::uint64_t kSmallChange = 16 << 20;
constexpr std::uint64_t kConvertedAtOnce = 1 << 16; ///< bytes

tl::unexpected<Error> beyond_storage() {
    return failure(ErrorCode::Corrupt, "it reaches beyond the numbers that the file has for it",
                   "download the file again");
}

float float_from_half(std::uint16_t half) {
    constexpr std::uint32_t kMantissaBits = 10;
    constexpr std::uint32_t kExponentMask = 0x1F;
    constexpr std::uint32_t kMoreMantissaBits = 13; // float has 23
    constexpr std::uint32_t kMoreBias = 112;        // float has 127, half 15
    const std::uint32_t sign = (half & 0x8000U) << 16U;
    const std::uint32_t exponent = (half >> kMantissaBits) & kExponentMask;
    const std::uint32_t mantissa = half & 0x3FFU;
    if (exponent == 0) { // zero and subnormal numbers: multiples of 2^-24
        const float value = static_cast<float>(mantissa) * 0x1p-24F;
        return sign == 0 ? value : -value;
    }
    const std::uint32_t wide = exponent == kExponentMask ? 0xFFU : exponent + kMoreBias;
    return std::bit_cast<float>(sign | (wide << 23U) | (mantissa << kMoreMantissaBits));
}

template <class Number>
Number number_at(const char* bytes) {
    Number number;
    std::memcpy(&number, bytes, sizeof number);
    return number;
}

/// Calls `use(convert)` with the function that makes a value out of the bytes of one number.
template <class Use>
void with_converter(ElementType type, const Use& use) {
    switch (type) {
    case ElementType::Float64:
        return use([](const char* at) { return static_cast<float>(number_at<double>(at)); });
    case ElementType::Float32:
        return use([](const char* at) { return number_at<float>(at); });
    case ElementType::Float16:
        return use([](const char* at) { return float_from_half(number_at<std::uint16_t>(at)); });
    case ElementType::BFloat16:
        return use([](const char* at) {
            return std::bit_cast<float>(std::uint32_t{number_at<std::uint16_t>(at)} << 16);
        });
    case ElementType::Int64:
        return use([](const char* at) { return number_at<std::int64_t>(at); });
    case ElementType::Int32:
        return use([](const char* at) { return std::int64_t{number_at<std::int32_t>(at)}; });
    case ElementType::Int16:
        return use([](const char* at) { return std::int64_t{number_at<std::int16_t>(at)}; });
    case ElementType::Int8:
        return use([](const char* at) { return std::int64_t{number_at<std::int8_t>(at)}; });
    case ElementType::UInt8:
        return use([](const char* at) { return std::int64_t{number_at<std::uint8_t>(at)}; });
    case ElementType::Boolean:
        return use([](const char* at) { return std::int64_t{*at != 0}; });
    case ElementType::Other:
        return;
    }
}

StoredType stored_type(ElementType type) {
    switch (type) {
    case ElementType::Float64:
        return StoredType::Float64;
    case ElementType::Float32:
        return StoredType::Float32;
    case ElementType::Float16:
        return StoredType::Float16;
    case ElementType::BFloat16:
        return StoredType::BFloat16;
    case ElementType::Boolean:
        return StoredType::Boolean;
    default:
        return StoredType::Integer;
    }
}

bool is_float(ElementType type) {
    return type <= ElementType::BFloat16;
}

/// Calls with the place of each number in C order, counted in numbers from the first.
template <class Visit>
void for_each_place(const StoredTensor& tensor, std::uint64_t count, const Visit& visit) {
    const std::size_t rank = tensor.shape.size();
    std::vector<std::int64_t> at(rank, 0);
    // Unsigned: strides of dimensions of length 1 may be any number, which comes and goes again.
    std::uint64_t place = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
        visit(i, place);
        for (std::size_t axis = rank; axis-- > 0;) {
            const auto stride = static_cast<std::uint64_t>(tensor.strides[axis]);
            place += stride;
            if (++at[axis] < tensor.shape[axis]) {
                break;
            }
            place -= static_cast<std::uint64_t>(at[axis]) * stride;
            at[axis] = 0;
        }
    }
}

/// How many numbers of the storage, from the first one of the tensor on, it reaches over.
Result<std::uint64_t> reach_of(const StoredTensor& tensor, std::uint64_t count) {
    if (tensor.strides.size() != tensor.shape.size()) {
        return failure(ErrorCode::Corrupt, "its shape and its strides are of different lengths",
                       "download the file again");
    }
    if (count == 0) {
        return 0;
    }
    std::uint64_t reach = 1;
    for (std::size_t axis = 0; axis < tensor.shape.size(); ++axis) {
        std::uint64_t step = 0;
        if (tensor.strides[axis] < 0 ||
            __builtin_mul_overflow(static_cast<std::uint64_t>(tensor.shape[axis] - 1),
                                   static_cast<std::uint64_t>(tensor.strides[axis]), &step) ||
            step > kMostNumbers) {
            return beyond_storage();
        }
        reach += step;
    }
    return reach;
}

bool all_finite(const std::vector<float>& values) {
    return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

Status read_dense(const ByteSource& source, ElementType type, std::uint64_t begin, Weight& weight) {
    if (type == ElementType::Float32) {
        return source.read(begin, {reinterpret_cast<char*>(weight.values.data()),
                                   weight.values.size() * sizeof(float)});
    }
    const std::size_t size = size_of(type);
    const std::size_t count = weight.count();
    const std::size_t step = kConvertedAtOnce / size;
    std::string buffer(std::min(count, step) * size, '\0');
    for (std::size_t first = 0; first < count; first += step) {
        const std::size_t now = std::min(step, count - first);
        KINOVAR_TRY(source.read(begin + first * size, {buffer.data(), now * size}));
        with_converter(type, [&](const auto& convert) {
            for (std::size_t i = 0; i < now; ++i) {
                if constexpr (std::is_same_v<decltype(convert(nullptr)), float>) {
                    weight.values[first + i] = convert(buffer.data() + i * size);
                } else {
                    weight.integers[first + i] = convert(buffer.data() + i * size);
                }
            }
        });
    }
    return {};
}

Status read_strided(const ByteSource& source, const StoredTensor& tensor, ByteRange range,
                    Weight& weight) {
    KINOVAR_TRY_ASSIGN(const std::string bytes, source.read(range));
    const std::size_t size = size_of(tensor.type);
    with_converter(tensor.type, [&](const auto& convert) {
        for_each_place(tensor, weight.count(), [&](std::uint64_t i, std::uint64_t place) {
            if constexpr (std::is_same_v<decltype(convert(nullptr)), float>) {
                weight.values[i] = convert(bytes.data() + place * size);
            } else {
                weight.integers[i] = convert(bytes.data() + place * size);
            }
        });
    });
    return {};
}

} // namespace

std::size_t size_of(ElementType type) {
    switch (type) {
    case ElementType::Float64:
    case ElementType::Int64:
        return 8;
    case ElementType::Float32:
    case ElementType::Int32:
        return 4;
    case ElementType::Float16:
    case ElementType::BFloat16:
    case ElementType::Int16:
        return 2;
    case ElementType::Int8:
    case ElementType::UInt8:
    case ElementType::Boolean:
        return 1;
    case ElementType::Other:
        return 0;
    }
    return 0;
}

std::vector<std::int64_t> dense_strides(std::span<const std::int64_t> shape) {
    std::vector<std::int64_t> strides(shape.size());
    std::int64_t stride = 1;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
        strides[axis] = stride;
        stride *= std::max<std::int64_t>(shape[axis], 1);
    }
    return strides;
}

Result<std::uint64_t> checked_count(std::span<const std::int64_t> shape) {
    if (shape.size() > kMostDimensions) {
        return failure(ErrorCode::Unsupported, fmt::format("it has {} dimensions", shape.size()),
                       "check that this is the right file");
    }
    // A length of 0 empties the tensor, and hides no overflow of the others.
    std::uint64_t count = 1;
    std::uint64_t bound = 1;
    for (const std::int64_t length : shape) {
        if (length < 0 ||
            __builtin_mul_overflow(
                bound, std::max<std::uint64_t>(static_cast<std::uint64_t>(length), 1), &bound) ||
            bound > kMostNumbers) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("no tensor can have the shape {}", shape_text(shape)),
                           "download the file again");
        }
        count *= static_cast<std::uint64_t>(length);
    }
    return count;
}

TensorReader::TensorReader(const ByteSource& source)
    : source_(source), read_left_(kGrowth * source.size() + kSmallChange), made_left_(read_left_) {}

Status TensorReader::charge(std::uint64_t read, std::uint64_t made) {
    if (read > read_left_ || made > made_left_) {
        return failure(ErrorCode::Refused,
                       "the tensors of the file ask for more than twice its size in memory",
                       "take the file from a source that you trust");
    }
    read_left_ -= read;
    made_left_ -= made;
    return {};
}

Result<Weight> TensorReader::read(const StoredTensor& tensor) {
    const std::uint64_t size = size_of(tensor.type);
    if (size == 0) {
        return failure(ErrorCode::Unsupported, "its numbers are complex or quantised",
                       "convert it to float32");
    }
    KINOVAR_TRY_ASSIGN(const std::uint64_t count, checked_count(tensor.shape));
    KINOVAR_TRY_ASSIGN(const std::uint64_t reach, reach_of(tensor, count));
    const std::uint64_t stored = tensor.storage.size / size;
    if (!source_.holds(tensor.storage) || tensor.offset > stored ||
        reach > stored - tensor.offset) {
        return beyond_storage();
    }
    const std::size_t made_size = is_float(tensor.type) ? sizeof(float) : sizeof(std::int64_t);
    KINOVAR_TRY(charge(reach * size, count * made_size));
    Weight weight;
    weight.stored = stored_type(tensor.type);
    weight.shape = tensor.shape;
    if (is_float(tensor.type)) {
        weight.values.resize(count);
    } else {
        weight.integers.resize(count);
    }
    const ByteRange range{tensor.storage.begin + tensor.offset * size, reach * size};
    const bool is_dense = count == 0 || tensor.strides == dense_strides(tensor.shape);
    KINOVAR_TRY(is_dense ? read_dense(source_, tensor.type, range.begin, weight)
                         : read_strided(source_, tensor, range, weight));
    if (!all_finite(weight.values)) {
        return failure(ErrorCode::Corrupt, "it holds numbers that are not finite (NaN or infinite)",
                       "the training of this network has failed; take another file");
    }
    return weight;
}

} // namespace kinovar::nn
