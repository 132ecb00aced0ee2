#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Writes pickles of protocol 2 as torch.save does: each function gives the bytes that push one
/// value.
namespace kinovar::test::pickle {

std::string text(std::string_view value);
std::string integer(std::int64_t value);
std::string global(std::string_view module, std::string_view name);
std::string tuple(const std::vector<std::string>& values);
std::string dict(const std::vector<std::pair<std::string, std::string>>& items);
std::string reduce(const std::string& callable, const std::string& arguments);
std::string integers(const std::vector<std::int64_t>& values);
/// A tensor in the storage `key`, of type torch.`type`.
std::string tensor(std::string_view type, std::string_view key, std::int64_t storage_count,
                   std::int64_t offset, const std::vector<std::int64_t>& shape,
                   const std::vector<std::int64_t>& strides);
/// A whole pickle.
std::string finished(const std::string& value);

} // namespace kinovar::test::pickle
