#include "core/media/segment_writer.h"

#include "core/base/file.h"
#include "core/media/encoder.h"
#include "core/media/output_file.h"

#include <fmt/format.h>

#include <cstddef>
#include <exception>

namespace kinovar::media {

namespace {

constexpr int kPackedBytes = 4; ///< of a BGR0 pixel
constexpr int kH265Delay = 2;   ///< packets that x265 moves ahead at most

class NutSegmentWriter final : public SegmentWriter {
public:
    NutSegmentWriter(const std::filesystem::path& path, const EncodeSpec& spec)
        : path_(path), spec_(segment_spec(spec)), packet_(ffmpeg::make_packet()) {}

    Status start();
    [[nodiscard]] Status write(const Frame& frame) override;
    [[nodiscard]] Status finish() override;

private:
    [[nodiscard]] Status new_picture();
    [[nodiscard]] Status fill_picture(const Frame& frame);
    [[nodiscard]] Status fill_packed(const Frame& frame);
    [[nodiscard]] Status encode(const AVFrame* picture);

    std::filesystem::path path_;
    EncodeSpec spec_;
    ffmpeg::CodecContext encoder_;
    std::unique_ptr<OutputFile> file_;
    std::unique_ptr<PlanarFromFrame> planar_;
    ffmpeg::AvFrame picture_;
    ffmpeg::AvFrame planes_; ///< only where the encoder wants packed pixels
    ffmpeg::Packet packet_;
    AVStream* stream_ = nullptr;
    std::int64_t frames_ = 0;
    bool finished_ = false;
};

Result<ffmpeg::AvFrame> make_picture(const EncodeSpec& spec, AVPixelFormat format) {
    ffmpeg::AvFrame picture = ffmpeg::make_frame();
    picture->format = format;
    picture->width = spec.width;
    picture->height = spec.height;
    if (av_frame_get_buffer(picture.get(), 0) < 0) {
        return failure(ErrorCode::OutOfMemory, "no memory for a picture to encode");
    }
    return picture;
}

Status NutSegmentWriter::start() {
    KINOVAR_TRY_ASSIGN(encoder_, open_encoder(spec_));
    KINOVAR_TRY_ASSIGN(planar_, PlanarFromFrame::make(spec_.layout, spec_.width, spec_.height,
                                                      spec_.colour, spec_.dither));
    if (encoder_->pix_fmt == AV_PIX_FMT_BGR0) {
        KINOVAR_TRY_ASSIGN(planes_, make_picture(spec_, ffmpeg::format_of(spec_.layout)));
    }
    KINOVAR_TRY_ASSIGN(file_, OutputFile::create(path_, "nut"));
    KINOVAR_TRY_ASSIGN(stream_, file_->add_stream());
    if (avcodec_parameters_from_context(stream_->codecpar, encoder_.get()) < 0) {
        return failure(ErrorCode::OutOfMemory, "no memory for a stream's description");
    }
    if (spec_.codec == Codec::H265) {
        // FFmpeg does not say so, but every preset of x265 refers to B pictures.
        stream_->codecpar->video_delay = kH265Delay;
    }
    stream_->time_base = encoder_->time_base;
    ffmpeg::Options none;
    return file_->write_header(none);
}

Status NutSegmentWriter::new_picture() {
    // The encoder may still hold the one before.
    if (!picture_ || av_frame_is_writable(picture_.get()) == 0) {
        KINOVAR_TRY_ASSIGN(picture_, make_picture(spec_, encoder_->pix_fmt));
    }
    picture_->pts = frames_;
    picture_->sample_aspect_ratio = encoder_->sample_aspect_ratio;
    picture_->interlaced_frame =
        spec_.field_order == FieldOrder::TopFirst || spec_.field_order == FieldOrder::BottomFirst;
    picture_->top_field_first = spec_.field_order == FieldOrder::TopFirst;
    ffmpeg::set_colour(*picture_, spec_.colour);
    return {};
}

Status NutSegmentWriter::fill_picture(const Frame& frame) {
    const std::array<int, 3> order = ffmpeg::plane_order(spec_.layout);
    AVFrame& target = planes_ ? *planes_ : *picture_;
    std::array<MutablePlane, 3> planes{};
    for (int i = 0; i < spec_.layout.planes(); ++i) {
        planes[i] = {target.data[order[i]], target.linesize[order[i]]};
    }
    KINOVAR_TRY(planar_->convert(frame, planes));
    return planes_ ? fill_packed(frame) : Status{};
}

Status NutSegmentWriter::fill_packed(const Frame& frame) {
    for (int y = 0; y < frame.height(); ++y) {
        std::uint8_t* to = picture_->data[0] + std::ptrdiff_t{y} * picture_->linesize[0];
        std::array<const std::uint8_t*, 3> from{}; // G, B, R as FFmpeg orders the planes
        for (int i = 0; i < 3; ++i) {
            from[i] = planes_->data[i] + std::ptrdiff_t{y} * planes_->linesize[i];
        }
        for (int x = 0; x < frame.width(); ++x, to += kPackedBytes) {
            to[0] = from[1][x];
            to[1] = from[0][x];
            to[2] = from[2][x];
            to[3] = 0;
        }
    }
    return {};
}

Status NutSegmentWriter::encode(const AVFrame* picture) {
    int status = avcodec_send_frame(encoder_.get(), picture);
    while (status >= 0) {
        status = avcodec_receive_packet(encoder_.get(), packet_.get());
        if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) {
            return {};
        }
        if (status >= 0) {
            packet_->stream_index = stream_->index;
            av_packet_rescale_ts(packet_.get(), encoder_->time_base, stream_->time_base);
            KINOVAR_TRY(file_->write(*packet_));
        }
    }
    return failure(status == AVERROR(ENOMEM) ? ErrorCode::OutOfMemory : ErrorCode::Internal,
                   fmt::format("cannot encode frame {} of {}: {}", frames_, path_.string(),
                               ffmpeg::error_text(status)),
                   "choose another codec or speed");
}

Status NutSegmentWriter::write(const Frame& frame) {
    if (finished_) {
        return failure(ErrorCode::Internal, path_.string() + " was finished already");
    }
    if (frame.width() != spec_.width || frame.height() != spec_.height) {
        return failure(ErrorCode::Internal,
                       fmt::format("frame {} of {} is {}x{}, planned were {}x{}", frames_,
                                   path_.string(), frame.width(), frame.height(), spec_.width,
                                   spec_.height));
    }
    KINOVAR_TRY(new_picture());
    KINOVAR_TRY(fill_picture(frame));
    KINOVAR_TRY(encode(picture_.get()));
    ++frames_;
    return {};
}

Status NutSegmentWriter::finish() {
    if (finished_ || frames_ == 0) {
        return failure(ErrorCode::Internal,
                       path_.string() + (finished_ ? " was finished already" : " has no frames"));
    }
    finished_ = true;
    KINOVAR_TRY(encode(nullptr));
    return file_->publish();
}

} // namespace

Result<std::unique_ptr<SegmentWriter>> SegmentWriter::open(const std::filesystem::path& path,
                                                           const EncodeSpec& spec) {
    if (is_picture_codec(spec.codec)) {
        return failure(ErrorCode::Internal, "pictures are not written in segments");
    }
    try {
        auto writer = std::make_unique<NutSegmentWriter>(path, spec);
        KINOVAR_TRY(writer->start());
        return writer;
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "no memory for a video encoder");
    }
}

std::string segment_extension() {
    return "nut";
}

} // namespace kinovar::media
