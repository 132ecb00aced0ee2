#include "core/media/output_file.h"

namespace kinovar::media {

OutputFile::OutputFile(const std::filesystem::path& path) : path_(path), part_(path) {}

OutputFile::~OutputFile() = default;

Result<std::unique_ptr<OutputFile>> OutputFile::create(const std::filesystem::path& path,
                                                       const char* format) {
    ffmpeg::route_log();
    std::unique_ptr<OutputFile> file(new OutputFile(path));
    AVFormatContext* context = nullptr;
    // "file:" keeps FFmpeg from reading a protocol out of a name like "a:b.mkv".
    const std::string url = "file:" + file->part_.path().string();
    int status = avformat_alloc_output_context2(&context, nullptr, format, url.c_str());
    file->context_.reset(context);
    if (status >= 0) {
        context->flags |= AVFMT_FLAG_BITEXACT;
        // What FFmpeg calls experimental (FLAC and Opus in MP4) has long been standard.
        context->strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;
        // The times are the plan's own; no shifting to please a container.
        context->avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED;
        status = avio_open(&context->pb, url.c_str(), AVIO_FLAG_WRITE);
    }
    if (status < 0) {
        return failure(ffmpeg::error_from_av(status, "cannot create", path));
    }
    return file;
}

Status OutputFile::checked(int status) const {
    const int late = context_->pb != nullptr ? context_->pb->error : 0;
    if (late < 0 || status < 0) {
        return failure(ffmpeg::error_from_av(late < 0 ? late : status, "cannot write", path_));
    }
    return {};
}

Result<AVStream*> OutputFile::add_stream() {
    AVStream* stream = avformat_new_stream(context_.get(), nullptr);
    if (stream == nullptr) {
        return failure(ErrorCode::OutOfMemory, "no memory for a stream of " + path_.string());
    }
    return stream;
}

Status OutputFile::write_header(ffmpeg::Options& options) {
    KINOVAR_TRY(checked(avformat_write_header(context_.get(), options.get())));
    if (const AVDictionaryEntry* unknown =
            av_dict_get(*options.get(), "", nullptr, AV_DICT_IGNORE_SUFFIX)) {
        return failure(ErrorCode::Internal,
                       std::string("the container has no option ") + unknown->key);
    }
    return {};
}

Status OutputFile::write(AVPacket& packet) {
    const Status status = checked(av_write_frame(context_.get(), &packet));
    av_packet_unref(&packet);
    return status;
}

Status OutputFile::publish() {
    KINOVAR_TRY(checked(av_write_trailer(context_.get())));
    avio_flush(context_->pb);
    KINOVAR_TRY(checked(0));
    KINOVAR_TRY(checked(avio_closep(&context_->pb)));
    return part_.commit();
}

} // namespace kinovar::media
