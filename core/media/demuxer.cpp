#include "core/media/demuxer.h"

#include "core/base/file.h"
#include "core/base/log.h"

#include <cerrno>
#include <fstream>
#include <string_view>

namespace kinovar::media {

namespace {

constexpr int kReadErrorsInARow = 64;
constexpr const char* kMediaHint =
    "video files (mp4, mov, mkv, avi, mpg, ts …), pictures, folders of pictures and patterns such "
    "as name.%06d.png can be read";

/// An MP4 or MOV file begins with a box called "ftyp" (or, an old one, with its pictures).
bool begins_like_mp4(const std::filesystem::path& path) {
    constexpr std::size_t kBoxHead = 8;
    char head[kBoxHead] = {};
    std::ifstream(path, std::ios::binary).read(head, kBoxHead);
    const std::string_view kind(head + kBoxHead / 2, kBoxHead / 2);
    return kind == "ftyp" || kind == "mdat" || kind == "wide";
}

Error open_error(int number, const std::filesystem::path& path) {
    if (number != AVERROR_INVALIDDATA) {
        return ffmpeg::error_from_av(number, "cannot open", path);
    }
    if (begins_like_mp4(path)) {
        return Error{ErrorCode::Corrupt,
                     path.string() +
                         " has no index (moov): the recording or the copy was cut short",
                     "copy it again from its source, or repair it with a tool that rebuilds the "
                     "index from a whole file of the same camera"};
    }
    return Error{ErrorCode::Unsupported, path.string() + " is not a media file", kMediaHint};
}

/// Formats that turn any text into a picture.
bool is_text_art(std::string_view format) {
    return format == "tty" || format == "bin" || format == "xbin" || format == "adf" ||
           format == "idf";
}

int first_video_stream(const AVFormatContext& input) {
    for (unsigned i = 0; i < input.nb_streams; ++i) {
        const AVStream& stream = *input.streams[i];
        if (stream.codecpar->codec_type == AVMEDIA_TYPE_VIDEO &&
            (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) == 0) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

} // namespace

Demuxer::Demuxer(std::filesystem::path path, ffmpeg::Input input)
    : path_(std::move(path)), input_(std::move(input)), video_stream_(first_video_stream(*input_)) {
}

Result<Demuxer> Demuxer::open(const std::filesystem::path& path) {
    ffmpeg::route_log();
    ffmpeg::Options options;
    // Playlists and reference movies must not make us read other files or the network.
    options.set("protocol_whitelist", "file");
    AVFormatContext* raw = nullptr;
    const std::string url = "file:" + path.string();
    int status = avformat_open_input(&raw, url.c_str(), nullptr, options.get());
    if (status < 0) {
        return failure(open_error(status, path));
    }
    ffmpeg::Input input(raw);
    if (is_text_art(input->iformat->name)) {
        return failure(open_error(AVERROR_INVALIDDATA, path));
    }
    status = avformat_find_stream_info(input.get(), nullptr);
    if (status < 0) {
        return failure(open_error(status, path));
    }
    Demuxer demuxer(path, std::move(input));
    for (unsigned i = 0; i < demuxer.input_->nb_streams; ++i) {
        if (static_cast<int>(i) != demuxer.video_stream_) {
            demuxer.input_->streams[i]->discard = AVDISCARD_ALL;
        }
    }
    return demuxer;
}

Result<bool> Demuxer::read(AVPacket& packet) {
    for (int errors = 0; errors < kReadErrorsInARow;) {
        av_packet_unref(&packet);
        const int status = av_read_frame(input_.get(), &packet);
        if (status == AVERROR_EOF) {
            return false;
        }
        if (status == AVERROR(ENOMEM)) {
            return failure(ffmpeg::error_from_av(status, "cannot read", path_));
        }
        if (status < 0) {
            undisturbed_ = false;
            ++errors;
        } else if (packet.stream_index == video_stream_) {
            return true;
        }
    }
    log(LogLevel::Warning, path_.string() + ": the rest of the file cannot be read");
    return false;
}

bool Demuxer::seek(std::int64_t timestamp) {
    return avformat_seek_file(input_.get(), video_stream_, INT64_MIN, timestamp, timestamp,
                              AVSEEK_FLAG_BACKWARD) >= 0;
}

} // namespace kinovar::media
