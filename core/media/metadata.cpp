#include "core/media/metadata.h"

#include "core/media/language.h"
#include "core/media/stream_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

extern "C" {
#include <libavutil/timecode.h>
}

namespace kinovar::media {

namespace {

constexpr std::array<std::string_view, 22> kMp4Keys = {
    "title",    "artist",   "album_artist",  "composer",    "album",    "date",
    "comment",  "genre",    "copyright",     "grouping",    "lyrics",   "description",
    "synopsis", "show",     "episode_id",    "network",     "keywords", "track",
    "disc",     "location", "creation_time", "episode_sort"};
constexpr std::array<std::string_view, 10> kMovKeys = {
    "title",     "artist", "author", "album",    "date",
    "copyright", "make",   "model",  "location", "creation_time"};

constexpr const char* kCreditsKey = "credits";
constexpr const char* kDescriptionKey = "description";
constexpr std::string_view kCreditsBegin = "Restored with Kinovar, using ";
constexpr std::string_view kCreditsNext = " · ";

std::string value_of(const AVDictionary* dictionary, const char* key) {
    const AVDictionaryEntry* entry = av_dict_get(dictionary, key, nullptr, 0);
    return entry == nullptr ? std::string() : entry->value;
}

std::string advanced(const std::string& timecode, std::int64_t frames, Rational rate) {
    AVTimecode parsed{};
    if (frames == 0 || av_timecode_init_from_string(&parsed, ffmpeg::av_rational(rate),
                                                    timecode.c_str(), nullptr) < 0) {
        return timecode;
    }
    char text[AV_TIMECODE_STR_SIZE] = {};
    return av_timecode_make_string(&parsed, text, static_cast<int>(frames));
}

/// The same moment, its frame within the second counted at another rate.
std::string at_rate(const std::string& timecode, Rational from, Rational to) {
    const double nominal_from = std::ceil(from.value());
    const double nominal_to = std::ceil(to.value());
    const std::size_t frame_at = timecode.find_last_of(":;.");
    if (nominal_from == nominal_to || !from.known() || frame_at == std::string::npos) {
        return timecode;
    }
    int frame = 0;
    const char* end = timecode.data() + timecode.size();
    if (std::from_chars(timecode.data() + frame_at + 1, end, frame).ptr != end) {
        return timecode;
    }
    // Drop-frame counting (after ';') belongs to the rate it was made for.
    return fmt::format("{}:{:02}", timecode.substr(0, frame_at),
                       static_cast<int>(std::floor(frame * nominal_to / nominal_from)));
}

/// Puts lines behind what stands under a key, those that it has already left out.
void add_lines(AVDictionary*& metadata, const char* key, std::string_view begin,
               const std::vector<std::string>& lines) {
    std::string text = value_of(metadata, key);
    for (const std::string& line : lines) {
        if (text.find(line) == std::string::npos) { // the source may be a film of ours
            text += text.empty() ? begin : kCreditsNext;
            text += line;
        }
    }
    if (!text.empty()) {
        av_dict_set(&metadata, key, text.c_str(), 0);
    }
}

} // namespace

void copy_metadata(const AVDictionary* from, AVDictionary*& to) {
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(from, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
        if (!is_technical_tag(entry->key)) {
            av_dict_set(&to, entry->key, entry->value, 0);
        }
    }
}

void adapt_metadata(AVDictionary*& metadata, std::string_view muxer) {
    const std::string title = value_of(metadata, "title");
    const std::string language = value_of(metadata, "language");
    if (muxer != "matroska" && !title.empty()) {
        av_dict_set(&metadata, "handler_name", title.c_str(), 0);
    }
    if (muxer == "mov" && !language.empty()) {
        av_dict_set(&metadata, "language", quicktime_language(language).c_str(), 0);
    }
}

std::string source_timecode(const AVFormatContext& source, const JoinPlan& plan) {
    const int picture = picture_stream(source);
    std::string timecode =
        picture < 0 ? std::string() : value_of(source.streams[picture]->metadata, "timecode");
    if (timecode.empty()) {
        timecode = value_of(source.metadata, "timecode");
    }
    if (timecode.empty() || picture < 0) {
        return timecode;
    }
    const AVRational rate = source.streams[picture]->avg_frame_rate;
    const Rational counted = rate.num > 0 ? ffmpeg::rational_of(rate) : plan.encode.rate;
    if (!plan.cut) {
        return at_rate(timecode, counted, plan.encode.rate);
    }
    const std::int64_t start = source.start_time == AV_NOPTS_VALUE ? 0 : source.start_time;
    const double before = plan.cut_start - static_cast<double>(start) / AV_TIME_BASE;
    return at_rate(advanced(timecode,
                            std::max<std::int64_t>(0, std::llround(before * counted.value())),
                            counted),
                   counted, plan.encode.rate);
}

void add_credits(const std::vector<std::string>& credits, std::string_view muxer,
                 AVDictionary*& metadata) {
    if (credits.empty()) {
        return;
    }
    const bool comment_is_free = muxer == "mp4" && value_of(metadata, "comment").empty() &&
                                 value_of(metadata, kCreditsKey).empty();
    add_lines(metadata, comment_is_free ? "comment" : kCreditsKey, kCreditsBegin, credits);
}

std::vector<std::pair<std::string, std::string>> statements_for(const JoinPlan& plan,
                                                                std::string_view muxer) {
    std::vector<std::pair<std::string, std::string>> told;
    for (const auto& [key, text] : plan.statements) {
        if (key == "comment") { // which the credits take in MP4
            told.emplace_back(kDescriptionKey, text);
        } else if (muxer == "matroska") {
            told.emplace_back(key, text);
        }
    }
    return told;
}

void add_statements(const JoinPlan& plan, std::string_view muxer, AVDictionary*& metadata) {
    for (const auto& [key, text] : statements_for(plan, muxer)) {
        add_lines(metadata, key.c_str(), "", {text});
    }
}

bool has_credits_added(std::string_view value, std::string_view source) {
    return value.starts_with(source) && value.substr(source.size()).starts_with(kCreditsNext);
}

bool needs_free_keys(const AVDictionary* metadata, const char* muxer) {
    const std::span<const std::string_view> known =
        std::string_view(muxer) == "mov" ? std::span<const std::string_view>(kMovKeys)
                                         : std::span<const std::string_view>(kMp4Keys);
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(metadata, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
        if (std::find(known.begin(), known.end(), entry->key) == known.end()) {
            return true;
        }
    }
    return false;
}

} // namespace kinovar::media
