#pragma once

#include <cstdint>
#include <string_view>

namespace kinovar {

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error, Off };

/// Lines below this level are dropped. Default: Warning; the variable KINOVAR_LOG (debug, info …)
/// overrides it.
void set_log_level(LogLevel level);
/// One line to stderr with time and level. Thread-safe.
void log(LogLevel level, std::string_view text);

} // namespace kinovar
