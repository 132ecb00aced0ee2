#include "core/nn/loaders/safetensors_writer.h"

#include "core/base/file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <bit>
#include <cassert>
#include <cstring>
#include <functional>
#include <numeric>

namespace kinovar::nn {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kAlignment = 8;
/// A file that begins with this byte is taken for a pickle by readers that look no further; the
/// header's length comes first, low byte first.
constexpr std::size_t kPickleMark = 0x80;
constexpr std::string_view kMetadata = "__metadata__";

static_assert(std::endian::native == std::endian::little, "numbers are written as they lie");

Status add_entry(const NamedTensor& tensor, std::size_t& offset, Json& header) {
    const auto count = std::accumulate(tensor.shape.begin(), tensor.shape.end(), std::int64_t{1},
                                       std::multiplies<>());
    assert(count == static_cast<std::int64_t>(tensor.values.size()));
    if (tensor.key == kMetadata || header.contains(tensor.key)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("a tensor cannot be named '{}': the name is taken", tensor.key));
    }
    const std::size_t end = offset + static_cast<std::size_t>(count) * sizeof(float);
    header[tensor.key] = {
        {"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
    offset = end;
    return {};
}

} // namespace

Status write_safetensors(const std::filesystem::path& path, const std::vector<NamedTensor>& tensors,
                         const std::map<std::string, std::string>& metadata) {
    Json header = Json::object();
    if (!metadata.empty()) {
        header[std::string(kMetadata)] = metadata;
    }
    std::size_t data_bytes = 0;
    for (const NamedTensor& tensor : tensors) {
        KINOVAR_TRY(add_entry(tensor, data_bytes, header));
    }
    std::string text = header.dump(-1, ' ', false, Json::error_handler_t::replace);
    text.append((kAlignment - text.size() % kAlignment) % kAlignment, ' ');

    if ((text.size() & 0xFFU) == kPickleMark) {
        text.append(kAlignment, ' ');
    }

    const std::uint64_t length = text.size();
    std::string bytes(sizeof(length), '\0');
    std::memcpy(bytes.data(), &length, sizeof(length));
    bytes.reserve(bytes.size() + text.size() + data_bytes);
    bytes += text;
    for (const NamedTensor& tensor : tensors) {
        bytes.append(reinterpret_cast<const char*>(tensor.values.data()),
                     tensor.values.size() * sizeof(float));
    }
    return write_file(path, bytes);
}

} // namespace kinovar::nn
