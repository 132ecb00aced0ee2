#include "core/steps/portrait/motion/motion.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace kinovar::portrait {

namespace {

struct ChannelFacts {
    std::string_view name;
    ChannelLimits limits;
};

/// In the order of Channel. What the elastic warp still shows well, measured on portraits.
constexpr std::array<ChannelFacts, kChannels> kFacts = {{{"yaw", {-15, 15}},
                                                         {"pitch", {-10, 10}},
                                                         {"roll", {-10, 10}},
                                                         {"shift_x", {-0.12, 0.12}},
                                                         {"shift_y", {-0.12, 0.12}},
                                                         {"blink_left", {0, 1}},
                                                         {"blink_right", {0, 1}},
                                                         {"gaze_x", {-0.55, 0.55}},
                                                         {"gaze_y", {-0.55, 0.55}},
                                                         {"smile", {-0.5, 1}},
                                                         {"brow", {-0.5, 1}},
                                                         {"mouth", {0, 1}},
                                                         {"widen", {-0.06, 0.1}},
                                                         {"breath", {0, 1}}}};

constexpr double kMostStrength = 2;

std::string known_channels() {
    std::string names;
    for (const ChannelFacts& facts : kFacts) {
        names += (names.empty() ? "" : ", ") + std::string(facts.name);
    }
    return names;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlank);
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

Result<std::vector<Channel>> channels_from_text(std::string_view text) {
    if (text == "blink") {
        return std::vector{Channel::BlinkLeft, Channel::BlinkRight};
    }
    if (text == "gaze") {
        return std::vector{Channel::GazeX, Channel::GazeY};
    }
    KINOVAR_TRY_ASSIGN(const Channel channel, channel_from_text(text));
    return std::vector{channel};
}

} // namespace

std::string_view to_string(Channel channel) {
    return kFacts[static_cast<std::size_t>(channel)].name;
}

Result<Channel> channel_from_text(std::string_view text) {
    for (std::size_t i = 0; i < kFacts.size(); ++i) {
        if (kFacts[i].name == text) {
            return static_cast<Channel>(i);
        }
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("no motion channel is called '{}'", text.substr(0, 40)),
                   "known: " + known_channels());
}

ChannelLimits limits_of(Channel channel) {
    return kFacts[static_cast<std::size_t>(channel)].limits;
}

Result<std::map<Channel, double>> strengths_from_text(std::string_view text) {
    std::map<Channel, double> strengths;
    while (!trimmed(text).empty()) {
        const std::size_t comma = text.find(',');
        const std::string_view entry = trimmed(text.substr(0, comma));
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
        const std::size_t equals = entry.find('=');
        if (equals == std::string_view::npos) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("strength '{}' has no '='", entry.substr(0, 40)),
                           "write them as yaw=0.5, smile=1.2");
        }
        KINOVAR_TRY_ASSIGN(const std::vector<Channel> channels,
                           channels_from_text(trimmed(entry.substr(0, equals))));
        const std::string_view number = trimmed(entry.substr(equals + 1));
        double value = 0;
        const auto [end, trouble] =
            std::from_chars(number.data(), number.data() + number.size(), value);
        if (trouble != std::errc() || end != number.data() + number.size() ||
            !(value >= 0 && value <= kMostStrength)) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("strength of {} is '{}'", trimmed(entry.substr(0, equals)),
                                       number.substr(0, 40)),
                           fmt::format("give a number from 0 to {}", kMostStrength));
        }
        for (const Channel channel : channels) {
            strengths[channel] = value;
        }
    }
    return strengths;
}

} // namespace kinovar::portrait
