#include "core/media/picture_decoder.h"

#include "core/media/ffv1_check.h"

#include <cstring>

namespace kinovar::media {

namespace {

/// Errors while the decoder is emptied, after which it is taken to be empty.
constexpr int kErrorsAtTheEnd = 256;

/// The MPEG-4 decoder conceals errors like that of H.264, but must not be told to report them
/// while it decodes several pictures at a time: FFmpeg 5.1 then stops the whole program.
int threads_for(AVCodecID codec) {
    return codec == AV_CODEC_ID_MPEG4 ? FF_THREAD_SLICE : FF_THREAD_FRAME | FF_THREAD_SLICE;
}

/// Whether a decoder that would hide errors is told not to. Fast runs of codecs that conceal: an
/// error is told when it is met, where the flag on a picture comes with the picture, after others
/// that build on it were given. Codecs without prediction, MJPEG above all: a picture with an error
/// is to be replaced, and nothing else is lost.
bool must_report(AVCodecID codec, PictureDecoder::Care care) {
    const bool conceals = codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_MPEG2VIDEO ||
                          codec == AV_CODEC_ID_MPEG1VIDEO;
    const AVCodecDescriptor* facts = avcodec_descriptor_get(codec);
    return (conceals && care == PictureDecoder::Care::Fast) ||
           (facts != nullptr && (facts->props & AV_CODEC_PROP_INTRA_ONLY) != 0);
}

int get_clean_buffer(AVCodecContext* codec, AVFrame* frame, int flags) {
    const int status = avcodec_default_get_buffer2(codec, frame, flags);
    for (int i = 0; status >= 0 && i < AV_NUM_DATA_POINTERS && frame->buf[i] != nullptr; ++i) {
        std::memset(frame->buf[i]->data, 0, frame->buf[i]->size);
    }
    return status;
}

/// What a decoder leaves out of a damaged picture would show what the memory held before, and so
/// depend on what was decoded before.
void give_clean_buffers(AVCodecContext& codec) {
    codec.get_buffer2 = get_clean_buffer;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    // Goes away with FFmpeg 6, which always calls from its threads.
    codec.thread_safe_callbacks = 1;
#pragma GCC diagnostic pop
}

Error decoder_error(int number, const AVCodecParameters& parameters) {
    const ErrorCode code =
        number == AVERROR(ENOMEM) ? ErrorCode::OutOfMemory : ErrorCode::Unsupported;
    return Error{code,
                 std::string("the decoder of ") + avcodec_get_name(parameters.codec_id) +
                     " does not start: " + ffmpeg::error_text(number),
                 "convert the file first, to FFV1 in .mkv"};
}

} // namespace

PictureDecoder::PictureDecoder(const PacketIndex& index, ffmpeg::CodecContext codec)
    : index_(index), codec_(std::move(codec)) {
    ffmpeg::watch_concealment(*codec_, concealing_);
}

Result<std::unique_ptr<PictureDecoder>> PictureDecoder::make(const AVCodecParameters& parameters,
                                                             const PacketIndex& index, Care care,
                                                             int threads) {
    const AVCodec* decoder = avcodec_find_decoder(parameters.codec_id);
    if (decoder == nullptr) {
        return failure(decoder_error(AVERROR_DECODER_NOT_FOUND, parameters));
    }
    ffmpeg::CodecContext codec(avcodec_alloc_context3(decoder));
    if (!codec) {
        return failure(decoder_error(AVERROR(ENOMEM), parameters));
    }
    int status = avcodec_parameters_to_context(codec.get(), &parameters);
    if (status < 0) {
        return failure(decoder_error(status, parameters));
    }
    if (care == Care::Fast) {
        codec->thread_count = threads;
        codec->thread_type = threads_for(parameters.codec_id);
    } else {
        codec->thread_count = 1;
    }
    if (must_report(parameters.codec_id, care)) {
        codec->err_recognition |= AV_EF_EXPLODE;
    }
    give_clean_buffers(*codec);
    if (parameters.codec_id == AV_CODEC_ID_H264) {
        // Waits for as many pictures as the level allows before it gives one, where the stream does
        // not tell its depth of reordering; else the first pictures may come in a wrong order.
        codec->strict_std_compliance = FF_COMPLIANCE_STRICT;
    }
    // Before the threads start, which copy the context.
    std::unique_ptr<PictureDecoder> made(new PictureDecoder(index, std::move(codec)));
    status = avcodec_open2(made->codec_.get(), decoder, nullptr);
    if (status < 0) {
        return failure(decoder_error(status, parameters));
    }
    return made;
}

Status PictureDecoder::send(AVPacket& packet, std::int64_t number,
                            std::deque<DecodedPicture>& out) {
    if (packet.size == 0) {
        return {}; // an empty packet would end the stream
    }
    check_packet(packet, number);
    packet.pts = number;
    packet.dts = AV_NOPTS_VALUE;
    int status = avcodec_send_packet(codec_.get(), &packet);
    if (status == AVERROR(EAGAIN)) {
        KINOVAR_TRY(receive_all(number, out));
        status = avcodec_send_packet(codec_.get(), &packet);
    }
    if (status == AVERROR(ENOMEM)) {
        return failure(ErrorCode::OutOfMemory, "not enough memory to decode");
    }
    if (status < 0) {
        note_damage(number, "cannot be decoded: " + ffmpeg::error_text(status));
    }
    return receive_all(number, out);
}

Status PictureDecoder::finish(std::deque<DecodedPicture>& out) {
    // An error here is the end as well: nothing more comes.
    avcodec_send_packet(codec_.get(), nullptr);
    return receive_all(static_cast<std::int64_t>(index_.packets.size()), out);
}

Status PictureDecoder::receive_all(std::int64_t number, std::deque<DecodedPicture>& out) {
    for (int errors = 0; errors < kErrorsAtTheEnd;) {
        ffmpeg::AvFrame frame = ffmpeg::make_frame();
        const int status = avcodec_receive_frame(codec_.get(), frame.get());
        if (status == AVERROR(EAGAIN) || status == AVERROR_EOF) {
            break;
        }
        if (status == AVERROR(ENOMEM)) {
            return failure(ErrorCode::OutOfMemory, "not enough memory to decode");
        }
        if (status < 0) {
            ++errors;
            note_damage(number, "cannot be decoded: " + ffmpeg::error_text(status));
        } else {
            out.push_back(picture_of(std::move(frame)));
        }
    }
    return {};
}

DecodedPicture PictureDecoder::picture_of(ffmpeg::AvFrame frame) {
    DecodedPicture picture;
    const std::int64_t number = frame->pts;
    const bool known = number >= 0 && number < static_cast<std::int64_t>(index_.packets.size());
    picture.slot = !index_.numbered ? pictures_
                   : known          ? index_.packets[static_cast<std::size_t>(number)].slot
                                    : PacketIndex::kNoSlot;
    ++pictures_;
    if (frame->decode_error_flags != 0 || (frame->flags & AV_FRAME_FLAG_CORRUPT) != 0) {
        picture.damage = "parts of it are missing";
        trouble_ = true;
    } else if (const auto note = notes_.find(picture.slot); note != notes_.end()) {
        picture.damage = note->second;
    }
    if (picture.damage.empty()) {
        picture.frame = std::move(frame);
    }
    return picture;
}

void PictureDecoder::check_packet(const AVPacket& packet, std::int64_t number) {
    if (!index_.checksums) {
        return;
    }
    const bool fits = ffv1_checksums_fit({packet.data, static_cast<std::size_t>(packet.size)});
    if (index_.packets[static_cast<std::size_t>(number)].keyframe) {
        builds_on_damage_ = false;
    }
    if (!fits) {
        note_damage(number, "its checksum is wrong");
    } else if (builds_on_damage_) {
        note_damage(number, "it builds on a damaged frame");
    }
    builds_on_damage_ |= !fits;
}

void PictureDecoder::note_damage(std::int64_t number, std::string reason) {
    trouble_ = true;
    if (number < static_cast<std::int64_t>(index_.packets.size())) {
        notes_.emplace(index_.packets[static_cast<std::size_t>(number)].slot, std::move(reason));
    }
}

std::string PictureDecoder::reason_for(std::int64_t slot) const {
    const auto note = notes_.find(slot);
    return note != notes_.end() ? note->second : "the decoder gives no picture for it";
}

} // namespace kinovar::media
