#include "app/cli/session.h"

#include "app/cli/interrupt.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::milliseconds kBarInterval{100};
constexpr std::chrono::milliseconds kJsonInterval{250};
constexpr int kBarCells = 24;
constexpr int kFallbackColumns = 80;

std::string clock_text(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    const std::int64_t hours = whole / 3600;
    return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, whole / 60 % 60, whole % 60)
                     : fmt::format("{}:{:02}", whole / 60, whole % 60);
}

void print_json(const Json& json) {
    const std::string line = json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fflush(stdout);
}

Json json_of(const Progress& progress) {
    Json json = {{"type", "progress"},    {"stage", progress.stage},
                 {"done", progress.done}, {"total", progress.total},
                 {"rate", progress.rate}, {"seconds", progress.seconds_elapsed}};
    if (progress.seconds_left) {
        json["seconds_left"] = *progress.seconds_left;
    }
    return json;
}

std::string bar_text(const Progress& progress, const std::string& unit) {
    std::string text = progress.stage;
    if (progress.total > 0) {
        const double share =
            std::min(1.0, static_cast<double>(progress.done) / static_cast<double>(progress.total));
        const int full = static_cast<int>(share * kBarCells);
        text += fmt::format(" [{}{}] {:3.0f} % {}/{} {}", std::string(full, '#'),
                            std::string(kBarCells - full, '.'), share * 100, progress.done,
                            progress.total, unit);
    } else {
        text += fmt::format(" {} {}", progress.done, unit);
    }
    if (progress.rate > 0) {
        // Film people think in frames a second; other units are counted a second as well.
        text += unit == "frames" ? fmt::format(" · {:.2f} fps", progress.rate)
                                 : fmt::format(" · {:.2f} {}/s", progress.rate, unit);
    }
    if (progress.seconds_left) {
        text += fmt::format(" · {} left", clock_text(*progress.seconds_left));
    }
    return text;
}

/// Cuts to a number of columns without splitting a UTF-8 sequence.
std::string fitted(const std::string& text, int columns) {
    std::string out;
    int used = 0;
    for (std::size_t i = 0; i < text.size() && used < columns; ++used) {
        std::size_t next = i + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) {
            ++next;
        }
        out.append(text, i, next - i);
        i = next;
    }
    return out;
}

int terminal_columns() {
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
                                                                             : kFallbackColumns;
}

} // namespace

Session::~Session() {
    stop_on_interrupt(nullptr);
}

Job& Session::start_job(std::string title, std::string unit) {
    const auto observer = [this, unit = std::move(unit)](const Job::Event& event) {
        show(event, unit);
    };
    jobs_.push_back(std::make_unique<Job>(std::move(title), observer));
    stop_on_interrupt(jobs_.back().get());
    return *jobs_.back();
}

void Session::result(const std::string& text, const std::string& json_fields) {
    const std::lock_guard lock(output_);
    clear_bar();
    if (options.json) {
        Json json = {{"type", "result"}};
        json.update(Json::parse(json_fields));
        print_json(json);
    } else if (!text.empty()) {
        std::fputs((text + "\n").c_str(), stdout);
        std::fflush(stdout);
    }
}

void Session::warning(const std::string& text) {
    const std::lock_guard lock(output_);
    clear_bar();
    if (options.json) {
        print_json({{"type", "warning"}, {"message", text}});
    } else {
        std::fputs(("warning: " + text + "\n").c_str(), stderr);
    }
}

void Session::error(const Error& error) {
    const std::lock_guard lock(output_);
    clear_bar();
    if (options.json) {
        print_json({{"type", "error"},
                    {"code", to_string(error.code)},
                    {"message", error.message},
                    {"hint", error.hint}});
    }
    std::fputs(("error: " + error.one_line() + "\n").c_str(), stderr);
}

void Session::show(const Job::Event& event, const std::string& unit) {
    if (event.kind == Job::EventKind::Warning) {
        warning(event.text);
        return;
    }
    const std::lock_guard lock(output_);
    if (event.kind == Job::EventKind::Log) {
        if (options.json) {
            print_json({{"type", "log"}, {"message", event.text}});
        } else if (!options.quiet) {
            clear_bar();
            std::fputs((event.text + "\n").c_str(), stderr);
        }
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    const bool last = event.progress.total > 0 && event.progress.done == event.progress.total;
    const auto interval = options.json ? kJsonInterval : kBarInterval;
    const bool new_stage = event.progress.stage != last_stage_;
    if (options.quiet || (!last && !new_stage && now - last_progress_ < interval)) {
        return;
    }
    last_progress_ = now;
    last_stage_ = event.progress.stage;
    if (options.json) {
        print_json(json_of(event.progress));
    } else {
        show_bar(event.progress, unit);
    }
}

void Session::show_bar(const Progress& progress, const std::string& unit) {
    if (::isatty(STDERR_FILENO) == 0) {
        return;
    }
    const std::string line = "\r\033[K" + fitted(bar_text(progress, unit), terminal_columns() - 1);
    std::fputs(line.c_str(), stderr);
    std::fflush(stderr);
    bar_shown_ = true;
}

void Session::clear_bar() {
    if (bar_shown_) {
        std::fputs("\r\033[K", stderr);
        bar_shown_ = false;
    }
}

int exit_code_of(const Error& error) {
    switch (error.code) {
    case ErrorCode::InvalidArgument:
        return 2;
    case ErrorCode::Refused:
        return 3;
    case ErrorCode::Cancelled:
        return 130;
    default:
        return 1;
    }
}

} // namespace kinovar::cli
