#include "core/nn/package_name.h"

#include <string_view>

namespace kinovar::nn {

bool is_package_name(const std::string& package) {
    constexpr std::size_t kMaxLength = 214;
    constexpr std::string_view kName = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
    constexpr std::string_view kDigits = "0123456789";
    constexpr std::string_view kVersion = "abcdefghijklmnopqrstuvwxyz"
                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-+.";
    std::string_view rest = package;
    const auto is_word = [&](std::string_view word) {
        return !word.empty() && word.front() != '-' && word.front() != '.' &&
               word.find_first_not_of(kName) == std::string_view::npos;
    };
    if (rest.size() > kMaxLength) {
        return false;
    }
    if (rest.starts_with('@')) {
        const std::size_t slash = rest.find('/');
        if (slash == std::string_view::npos || !is_word(rest.substr(1, slash - 1))) {
            return false;
        }
        rest.remove_prefix(slash + 1);
    }
    const std::size_t at = rest.find('@');
    if (at == std::string_view::npos || !is_word(rest.substr(0, at))) {
        return false;
    }
    const std::string_view version = rest.substr(at + 1);
    return !version.empty() && kDigits.find(version.front()) != std::string_view::npos &&
           version.find_first_not_of(kVersion) == std::string_view::npos;
}

} // namespace kinovar::nn
