#include "core/media/media_info.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace kinovar::media {

namespace {

using Json = nlohmann::ordered_json;

std::string_view to_string(StreamKind kind) {
    switch (kind) {
    case StreamKind::Video:
        return "video";
    case StreamKind::Audio:
        return "audio";
    case StreamKind::Subtitle:
        return "subtitle";
    case StreamKind::Data:
        return "data";
    case StreamKind::Attachment:
        return "attachment";
    }
    return "data";
}

std::string_view to_string(FieldOrder order) {
    switch (order) {
    case FieldOrder::Unknown:
        return "unknown";
    case FieldOrder::Progressive:
        return "progressive";
    case FieldOrder::TopFirst:
        return "top_first";
    case FieldOrder::BottomFirst:
        return "bottom_first";
    }
    return "unknown";
}

std::string_view to_string(PixelLayout::Family family) {
    switch (family) {
    case PixelLayout::Family::Grey:
        return "grey";
    case PixelLayout::Family::Yuv:
        return "yuv";
    case PixelLayout::Family::Rgb:
        return "rgb";
    }
    return "yuv";
}

std::string fraction(const Rational& value) {
    return fmt::format("{}/{}", value.num, value.den);
}

Json colour_json(const ColourSpec& colour) {
    return {{"primaries", kinovar::to_string(colour.primaries)},
            {"transfer", kinovar::to_string(colour.transfer)},
            {"matrix", kinovar::to_string(colour.matrix)},
            {"range", kinovar::to_string(colour.range)},
            {"siting", kinovar::to_string(colour.siting)}};
}

Json stream_json(const StreamInfo& stream) {
    return {{"index", stream.index},
            {"kind", to_string(stream.kind)},
            {"codec", stream.codec},
            {"language", stream.language},
            {"title", stream.title},
            {"duration", stream.duration},
            {"sample_rate", stream.sample_rate},
            {"channels", stream.channels},
            {"default", stream.is_default},
            {"metadata", stream.metadata}};
}

Json video_json(const VideoInfo& video, int stream) {
    const double unit = video.time_base.value();
    const std::int64_t start = video.times.empty() ? 0 : video.times.front();
    const std::int64_t end = video.times.empty() ? 0 : video.times.back() + video.last_duration;
    return {{"stream", stream},
            {"codec", video.codec},
            {"pixel_format", video.pixel_format},
            {"width", video.width},
            {"height", video.height},
            {"frames", video.frames},
            {"rate", fraction(video.rate)},
            {"fps", video.rate.value()},
            {"vfr", video.variable_rate},
            {"time_base", fraction(video.time_base)},
            {"start", static_cast<double>(start) * unit},
            {"duration", static_cast<double>(end - start) * unit},
            {"pixel_aspect", fraction(video.pixel_aspect)},
            {"rotation", video.rotation},
            {"field_order", to_string(video.field_order)},
            {"timecode", video.timecode.empty() ? Json(nullptr) : Json(video.timecode)},
            {"bits", video.layout.bits},
            {"family", to_string(video.layout.family)},
            {"subsampling", {video.layout.subsample_x, video.layout.subsample_y}},
            {"stored_colour", colour_json(video.stored_colour)},
            {"colour", colour_json(video.colour)}};
}

} // namespace

std::string MediaInfo::to_json() const {
    Json list_of_streams = Json::array();
    for (const StreamInfo& stream : streams) {
        list_of_streams.push_back(stream_json(stream));
    }
    Json list_of_chapters = Json::array();
    for (const Chapter& chapter : chapters) {
        list_of_chapters.push_back(
            Json{{"start", chapter.start}, {"end", chapter.end}, {"title", chapter.title}});
    }
    const Json json{{"path", path.string()},
                    {"container", container},
                    {"bytes", bytes},
                    {"duration", duration},
                    {"video", has_video ? video_json(video, video_stream) : Json(nullptr)},
                    {"streams", list_of_streams},
                    {"chapters", list_of_chapters},
                    {"metadata", metadata},
                    {"warnings", warnings}};
    // Names and tags of old files may not be UTF-8.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace kinovar::media
