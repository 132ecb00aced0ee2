#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace kinovar {

/// 128-bit content key (XXH3). Not for security: cache keys, chain and source fingerprints.
struct Hash128 {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    [[nodiscard]] std::string hex() const;
    friend bool operator==(const Hash128&, const Hash128&) = default;
};

/// Hashes a sequence of values; each is framed by its length, so ("ab","c") differs from
/// ("a","bc").
class Hasher {
public:
    Hasher();
    ~Hasher();
    Hasher(const Hasher&) = delete;
    Hasher& operator=(const Hasher&) = delete;

    Hasher& add(std::string_view bytes);
    Hasher& add(std::int64_t value);
    Hasher& add(double value);
    Hasher& add(const Hash128& value);
    [[nodiscard]] Hash128 finish() const;

private:
    struct State;
    State* state_;
};

/// SHA-2 of a file's bytes, for what comes from outside (weights): lower-case hex.
[[nodiscard]] Result<std::string> sha256_of_file(const std::filesystem::path& path);
/// The form npm records: "sha512-" + base64.
[[nodiscard]] Result<std::string> sha512_integrity_of_file(const std::filesystem::path& path);

} // namespace kinovar

template <>
struct std::hash<kinovar::Hash128> {
    std::size_t operator()(const kinovar::Hash128& key) const noexcept {
        return static_cast<std::size_t>(key.low ^ (key.high * 0x9E3779B97F4A7C15ULL));
    }
};
