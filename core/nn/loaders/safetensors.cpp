#include "core/nn/loaders/safetensors.h"

#include "core/nn/loaders/network_dict.h"
#include "core/nn/loaders/safetensors_header.h"
#include "core/nn/loaders/tensor_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kinovar::nn {
namespace {

constexpr std::uint64_t kLargestHeader = 1 << 24;
constexpr std::uint64_t kLengthSize = 8;

struct TypeName {
    std::string_view name;
    ElementType type;
};

constexpr std::array kTypes{
    TypeName{"F64", ElementType::Float64}, TypeName{"F32", ElementType::Float32},
    TypeName{"F16", ElementType::Float16}, TypeName{"BF16", ElementType::BFloat16},
    TypeName{"I64", ElementType::Int64},   TypeName{"I32", ElementType::Int32},
    TypeName{"I16", ElementType::Int16},   TypeName{"I8", ElementType::Int8},
    TypeName{"U8", ElementType::UInt8},    TypeName{"BOOL", ElementType::Boolean},
};

tl::unexpected<Error> broken(std::string message) {
    return failure(ErrorCode::Corrupt, std::move(message), "download the file again");
}

/// The JSON text, which begins behind its length.
Result<ByteRange> header_range(const ByteSource& source) {
    std::uint64_t length = 0;
    KINOVAR_TRY(source.read(0, {reinterpret_cast<char*>(&length), sizeof length}));
    if (length == 0 || length > source.size() - kLengthSize) {
        return broken(fmt::format("it is cut short: a header of {} bytes is announced", length));
    }
    if (length > kLargestHeader) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("it has a header of {} bytes, which no network needs", length),
                       "check that this is the right file");
    }
    return ByteRange{kLengthSize, length};
}

/// The data of all tensors cover `size` bytes, each byte once.
Status check_tiling(const std::vector<SafetensorsEntry>& entries, std::uint64_t size) {
    std::vector<const SafetensorsEntry*> sorted;
    sorted.reserve(entries.size());
    for (const SafetensorsEntry& entry : entries) {
        sorted.push_back(&entry);
    }
    std::ranges::sort(sorted, [](const SafetensorsEntry* a, const SafetensorsEntry* b) {
        return std::pair(a->begin, a->end) < std::pair(b->begin, b->end);
    });
    std::uint64_t at = 0;
    for (const SafetensorsEntry* entry : sorted) {
        if (entry->begin != at || entry->end < entry->begin || entry->end > size) {
            return broken(fmt::format("the data of the tensor \"{}\" (bytes {} to {}) overlap "
                                      "others, leave a hole, or are not in the file",
                                      entry->key, entry->begin, entry->end));
        }
        at = entry->end;
    }
    return at == size ? Status{}
                      : broken(fmt::format("{} bytes at its end belong to no tensor", size - at));
}

Result<Weight> read_entry(TensorReader& reader, const SafetensorsEntry& entry,
                          std::uint64_t data_begin) {
    const auto* type = std::ranges::find(kTypes, std::string_view(entry.type), &TypeName::name);
    if (type == kTypes.end()) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("numbers of the type \"{}\" are not known", entry.type),
                       "convert it to float32");
    }
    KINOVAR_TRY_ASSIGN(const std::uint64_t count, checked_count(entry.shape));
    if (count * size_of(type->type) != entry.end - entry.begin) {
        return broken(fmt::format("its shape {} does not fit its {} bytes", shape_text(entry.shape),
                                  entry.end - entry.begin));
    }
    StoredTensor tensor;
    tensor.type = type->type;
    tensor.storage = {data_begin + entry.begin, entry.end - entry.begin};
    tensor.shape = entry.shape;
    tensor.strides = dense_strides(entry.shape);
    return reader.read(tensor);
}

} // namespace

Result<StateDict> read_safetensors(const ByteSource& source) {
    KINOVAR_TRY_ASSIGN(const ByteRange header, header_range(source));
    KINOVAR_TRY_ASSIGN(auto entries, [&] {
        return source.read(header).and_then(
            [](const std::string& json) { return parse_safetensors_header(json); });
    }());
    const std::uint64_t data_begin = header.begin + header.size;
    KINOVAR_TRY(check_tiling(entries, source.size() - data_begin));
    if (entries.empty()) {
        return failure(ErrorCode::Unsupported, "there are no weights in it",
                       "name a file that holds the weights of a network");
    }
    std::vector<std::string*> keys;
    keys.reserve(entries.size());
    for (SafetensorsEntry& entry : entries) {
        keys.push_back(&entry.key);
    }
    strip_module_prefix(keys);
    TensorReader reader(source);
    StateDict dict;
    for (SafetensorsEntry& entry : entries) {
        auto weight = read_entry(reader, entry, data_begin);
        if (!weight) {
            return failure(weight.error().within(fmt::format("the tensor \"{}\"", entry.key)));
        }
        KINOVAR_TRY(dict.add(std::move(entry.key), std::move(*weight)));
    }
    return dict;
}

} // namespace kinovar::nn
