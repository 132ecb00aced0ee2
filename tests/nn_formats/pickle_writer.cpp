#include "tests/nn_formats/pickle_writer.h"

#include "tests/nn_formats/zip_writer.h"

namespace kinovar::test::pickle {

std::string text(std::string_view value) {
    return "X" + little_endian(value.size(), 4) + std::string(value);
}

std::string integer(std::int64_t value) {
    return std::string("\x8a\x08", 2) + little_endian(static_cast<std::uint64_t>(value), 8);
}

std::string global(std::string_view module, std::string_view name) {
    return "c" + std::string(module) + "\n" + std::string(name) + "\n";
}

std::string tuple(const std::vector<std::string>& values) {
    std::string bytes = "(";
    for (const std::string& value : values) {
        bytes += value;
    }
    return bytes + "t";
}

std::string dict(const std::vector<std::pair<std::string, std::string>>& items) {
    std::string bytes = "}(";
    for (const auto& [key, value] : items) {
        bytes += text(key) + value;
    }
    return bytes + "u";
}

std::string reduce(const std::string& callable, const std::string& arguments) {
    return callable + arguments + "R";
}

std::string integers(const std::vector<std::int64_t>& values) {
    std::vector<std::string> parts;
    parts.reserve(values.size());
    for (const std::int64_t value : values) {
        parts.push_back(integer(value));
    }
    return tuple(parts);
}

std::string tensor(std::string_view type, std::string_view key, std::int64_t storage_count,
                   std::int64_t offset, const std::vector<std::int64_t>& shape,
                   const std::vector<std::int64_t>& strides) {
    const std::string storage = tuple({text("storage"), global("torch", type), text(key),
                                       text("cpu"), integer(storage_count)}) +
                                "Q";
    return reduce(global("torch._utils", "_rebuild_tensor_v2"),
                  tuple({storage, integer(offset), integers(shape), integers(strides), "\x89",
                         reduce(global("collections", "OrderedDict"), ")")}));
}

std::string finished(const std::string& value) {
    return "\x80\x02" + value + ".";
}

} // namespace kinovar::test::pickle
