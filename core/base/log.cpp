#include "core/base/log.h"

#include <spdlog/cfg/helpers.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <memory>
#include <string>

namespace kinovar {

namespace {

spdlog::level::level_enum level_of(LogLevel level) {
    switch (level) {
    case LogLevel::Debug:
        return spdlog::level::debug;
    case LogLevel::Info:
        return spdlog::level::info;
    case LogLevel::Warning:
        return spdlog::level::warn;
    case LogLevel::Error:
        return spdlog::level::err;
    case LogLevel::Off:
        return spdlog::level::off;
    }
    return spdlog::level::off;
}

spdlog::logger& logger() {
    static const std::shared_ptr<spdlog::logger> instance = [] {
        auto made = spdlog::stderr_logger_mt("kinovar");
        made->set_pattern("%H:%M:%S.%e %l: %v");
        made->set_level(spdlog::level::warn);
        if (const char* wanted = std::getenv("KINOVAR_LOG")) {
            made->set_level(spdlog::level::from_str(wanted));
        }
        return made;
    }();
    return *instance;
}

} // namespace

void set_log_level(LogLevel level) {
    logger().set_level(level_of(level));
}

void log(LogLevel level, std::string_view text) {
    logger().log(level_of(level), spdlog::string_view_t(text.data(), text.size()));
}

} // namespace kinovar
