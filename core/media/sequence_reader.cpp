#include "core/media/sequence_reader.h"

#include "core/media/ffmpeg.h"
#include "core/media/picture_file.h"

#include <fmt/format.h>

#include <numeric>

namespace kinovar::media {

namespace {

constexpr int kFloatLayoutBits = 16; // what encoders get of a float picture

PixelLayout layout_of(const PictureInfo& picture) {
    PixelLayout layout;
    layout.family =
        picture.channels < Frame::kChannels ? PixelLayout::Family::Grey : PixelLayout::Family::Rgb;
    layout.bits = picture.is_float ? kFloatLayoutBits : picture.bits;
    layout.subsample_x = 0;
    layout.subsample_y = 0;
    return layout;
}

VideoInfo video_of(const PictureInfo& picture, std::int64_t frames, Rational rate) {
    VideoInfo video;
    video.codec = picture.format;
    video.layout = layout_of(picture);
    const char* name = av_get_pix_fmt_name(ffmpeg::format_of(video.layout));
    video.pixel_format = name != nullptr ? name : "";
    video.width = picture.width;
    video.height = picture.height;
    video.frames = frames;
    video.rate = rate;
    video.time_base = rate.inverse();
    video.times.resize(static_cast<std::size_t>(frames));
    std::iota(video.times.begin(), video.times.end(), 0);
    video.last_duration = 1;
    video.field_order = FieldOrder::Progressive;
    video.stored_colour = ColourSpec::srgb();
    video.colour = ColourSpec::srgb();
    return video;
}

/// Of the first picture that can be read; its error when none can.
Result<PictureInfo> first_good(const std::vector<std::filesystem::path>& files) {
    Result<PictureInfo> first = probe_picture(files.front());
    for (std::size_t i = 1; i < files.size() && !first; ++i) {
        if (Result<PictureInfo> next = probe_picture(files[i])) {
            return next;
        }
    }
    return first;
}

std::uint64_t bytes_of(const std::vector<std::filesystem::path>& files) {
    std::uint64_t bytes = 0;
    for (const auto& file : files) {
        std::error_code ignored;
        const auto size = std::filesystem::file_size(file, ignored);
        bytes += ignored ? 0 : size;
    }
    return bytes;
}

} // namespace

Result<SequenceProbe> probe_pictures(const std::filesystem::path& path, Rational rate) {
    if (!rate.known()) {
        return failure(ErrorCode::InvalidArgument, "the frame rate of a sequence must be above 0",
                       "give one such as 24 or 24000/1001");
    }
    SequenceProbe probe;
    const bool still = std::filesystem::is_regular_file(path);
    if (still) {
        probe.files = {path};
    } else {
        KINOVAR_TRY_ASSIGN(PictureSequence sequence, find_sequence(path));
        probe.files = std::move(sequence.files);
    }
    KINOVAR_TRY_ASSIGN(const PictureInfo picture, first_good(probe.files));
    MediaInfo& info = probe.info;
    info.path = path;
    info.container = still ? "still" : "sequence";
    info.bytes = bytes_of(probe.files);
    info.has_video = true;
    info.video = video_of(picture, static_cast<std::int64_t>(probe.files.size()), rate.reduced());
    info.video_stream = 0;
    info.duration = static_cast<double>(info.video.frames) / rate.value();
    StreamInfo stream;
    stream.kind = StreamKind::Video;
    stream.codec = info.video.codec;
    stream.duration = info.duration;
    stream.is_default = true;
    info.streams.push_back(stream);
    return probe;
}

Result<FramePtr> SequenceReader::frame(std::int64_t n) {
    const std::int64_t count = probe_.info.video.frames;
    if (n < 0 || n >= count) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} has no frame {}", probe_.info.path.string(), n),
                       fmt::format("its frames are 0 to {}", count - 1));
    }
    for (std::int64_t i = n; i >= 0; --i) {
        KINOVAR_TRY_ASSIGN(FramePtr found, picture(i));
        if (found) {
            return found;
        }
    }
    for (std::int64_t i = n + 1; i < count; ++i) {
        KINOVAR_TRY_ASSIGN(FramePtr found, picture(i));
        if (found) {
            return found;
        }
    }
    return failure(ErrorCode::Corrupt,
                   probe_.info.path.string() + ": no picture can be read: " + damaged_.at(n),
                   "copy it again from its source");
}

Result<FramePtr> SequenceReader::picture(std::int64_t n) {
    if (n == last_) {
        return last_frame_;
    }
    if (damaged_.contains(n)) {
        return FramePtr();
    }
    const auto& file = probe_.files[static_cast<std::size_t>(n)];
    auto read = read_picture(file);
    if (!read && read.error().code == ErrorCode::Corrupt) {
        damaged_.emplace(n, read.error().message);
        return FramePtr();
    }
    if (!read) {
        return failure(read.error());
    }
    const Frame& found = **read;
    const VideoInfo& video = probe_.info.video;
    if (found.width() != video.width || found.height() != video.height) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{} has {}×{} pixels, the pictures before it {}×{}",
                                   file.string(), found.width(), found.height(), video.width,
                                   video.height),
                       "bring all pictures of a sequence to one size, or split it there");
    }
    last_ = n;
    last_frame_ = *read;
    return last_frame_;
}

std::vector<DamagedFrame> SequenceReader::damaged() const {
    std::vector<DamagedFrame> list;
    for (const auto& [frame, reason] : damaged_) {
        list.push_back({frame, reason});
    }
    return list;
}

} // namespace kinovar::media
