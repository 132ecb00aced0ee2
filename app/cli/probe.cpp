#include "app/cli/session.h"
#include "core/media/media_info.h"

#include <fmt/format.h>

namespace kinovar::cli {

namespace {

std::string describe_video(const media::MediaInfo& info) {
    const media::VideoInfo& video = info.video;
    std::string text =
        fmt::format("video     {} {}×{} {} · {} frames · {:.3f} fps{}\n", video.codec, video.width,
                    video.height, video.pixel_format, video.frames, video.rate.value(),
                    video.variable_rate ? " (variable)" : "");
    text += fmt::format("colour    {}/{}/{} {}\n", to_string(video.colour.primaries),
                        to_string(video.colour.transfer), to_string(video.colour.matrix),
                        to_string(video.colour.range));
    if (!(video.pixel_aspect == Rational{1, 1})) {
        text += fmt::format("pixels    {}:{}\n", video.pixel_aspect.num, video.pixel_aspect.den);
    }
    if (video.field_order == media::FieldOrder::TopFirst ||
        video.field_order == media::FieldOrder::BottomFirst) {
        text += fmt::format("fields    interlaced, {} first\n",
                            video.field_order == media::FieldOrder::TopFirst ? "top" : "bottom");
    }
    if (video.rotation != 0) {
        text += fmt::format("rotation  {}°\n", video.rotation);
    }
    if (!video.timecode.empty()) {
        text += fmt::format("timecode  {}\n", video.timecode);
    }
    return text;
}

std::string describe_stream(const media::StreamInfo& stream) {
    static constexpr const char* kKinds[] = {"video", "audio", "subtitle", "data", "attachment"};
    std::string text = fmt::format("{:<9} {}", kKinds[static_cast<int>(stream.kind)], stream.codec);
    if (stream.kind == media::StreamKind::Audio) {
        text += fmt::format(" {} Hz, {} channels", stream.sample_rate, stream.channels);
    }
    for (const std::string& extra : {stream.language, stream.title}) {
        if (!extra.empty()) {
            text += " · " + extra;
        }
    }
    return text + "\n";
}

std::string describe(const media::MediaInfo& info) {
    std::string text = fmt::format("file      {} ({}, {:.2f} s, {} bytes)\n", info.path.string(),
                                   info.container, info.duration, info.bytes);
    if (info.has_video) {
        text += describe_video(info);
    }
    for (const media::StreamInfo& stream : info.streams) {
        if (stream.index != info.video_stream) {
            text += describe_stream(stream);
        }
    }
    for (const media::Chapter& chapter : info.chapters) {
        text += fmt::format("chapter   {:.2f}–{:.2f} s {}\n", chapter.start, chapter.end,
                            chapter.title);
    }
    text.pop_back();
    return text;
}

} // namespace

void add_probe(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand("probe", "Say what a film, picture or sequence holds");
    auto file = std::make_shared<std::string>();
    command->add_option("FILE", *file, "Video, still, folder, or name.%06d.ext")->required();
    command->footer("Example: kinovar-cli probe reel.mkv --json");
    command->callback([&session, file] {
        session.run = [file](Session& out) -> Status {
            KINOVAR_TRY_ASSIGN(const media::MediaInfo info, media::probe(*file));
            for (const std::string& warning : info.warnings) {
                out.warning(warning);
            }
            out.result(describe(info), info.to_json());
            return {};
        };
    });
}

} // namespace kinovar::cli
