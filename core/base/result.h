#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace kinovar {

/// What kind of trouble it is. Decides the exit code of the command line and how a window reacts.
enum class ErrorCode : std::uint8_t {
    InvalidArgument, ///< the caller asked for something that makes no sense (usage)
    NotFound,        ///< file, model, step or preset that is not there
    Unreadable,      ///< exists, but cannot be opened or read (permission, I/O error)
    Corrupt,         ///< content breaks its own format
    Unsupported,     ///< a valid thing that this program cannot handle
    NotWritable,     ///< target is read-only, a directory, the input itself …
    DiskFull,        ///< no space left
    OutOfMemory,     ///< host or device memory ran out
    MissingModel,    ///< weights are not installed
    Refused,         ///< a guard says no; the hint names the way on
    Cancelled,       ///< the user stopped it; not a failure
    Internal,        ///< a fault of ours or of a library
};

std::string_view to_string(ErrorCode code);

/// An expected failure: what, which file and frame, why (`message`), and what the user can do
/// (`hint`).
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    std::string hint;

    /// "message (hint)" on one line; what the command line prints after "error: ".
    [[nodiscard]] std::string one_line() const;

    /// The same error with "context: " before the message.
    [[nodiscard]] Error within(std::string_view context) const;
};

/// Every function that can fail for reasons outside the program returns this. Programming errors
/// assert.
template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, std::string message,
                                                   std::string hint = {}) {
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(hint)});
}

[[nodiscard]] inline tl::unexpected<Error> failure(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

} // namespace kinovar

#define KINOVAR_CONCAT_INNER(a, b) a##b
#define KINOVAR_CONCAT(a, b) KINOVAR_CONCAT_INNER(a, b)

/// Returns the error of `expression` (a Status) from the enclosing function, if it failed.
#define KINOVAR_TRY(expression)                                                                    \
    do {                                                                                           \
        auto KINOVAR_CONCAT(status_, __LINE__) = (expression);                                     \
        if (!KINOVAR_CONCAT(status_, __LINE__)) {                                                  \
            return ::kinovar::failure(std::move(KINOVAR_CONCAT(status_, __LINE__)).error());       \
        }                                                                                          \
    } while (false)

/// Declares `target` as the value of `expression` (a Result), or returns its error.
// NOLINTBEGIN(bugprone-macro-parentheses): `target` is a declaration, which takes no parentheses
#define KINOVAR_TRY_ASSIGN(target, expression)                                                     \
    auto KINOVAR_CONCAT(result_, __LINE__) = (expression);                                         \
    if (!KINOVAR_CONCAT(result_, __LINE__)) {                                                      \
        return ::kinovar::failure(std::move(KINOVAR_CONCAT(result_, __LINE__)).error());           \
    }                                                                                              \
    target = std::move(*KINOVAR_CONCAT(result_, __LINE__))
// NOLINTEND(bugprone-macro-parentheses)
