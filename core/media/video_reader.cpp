#include "core/media/video_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <thread>

namespace kinovar::media {

namespace {

/// Packets that are cheaper to decode than to jump over.
constexpr std::int64_t kWorthSeeking = 32;
/// Fast runs that end in trouble before a file is read with care to its end.
constexpr int kPatience = 16;
/// Keyframes to go back for frames without damage, to begin a careful run there.
constexpr int kFarthestBack = 16;

} // namespace

Result<std::unique_ptr<ReelReader>> VideoReader::open(const std::filesystem::path& path,
                                                      const ReaderOptions& options) {
    KINOVAR_TRY_ASSIGN(VideoProbe probe, probe_video(path));
    if (!probe.info.has_video) {
        return failure(ErrorCode::Unsupported, path.string() + " holds no pictures",
                       "it has sound or other streams only; give a file with a video stream");
    }
    const int threads = options.threads > 0
                            ? options.threads
                            : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    KINOVAR_TRY_ASSIGN(Demuxer demuxer, Demuxer::open(path));
    std::unique_ptr<VideoReader> reader(
        new VideoReader(std::move(probe), std::move(demuxer), threads));
    const Status begun = reader->begin_run(0, Care::Fast);
    if (!begun) {
        return failure(begun.error().within(path.string()));
    }
    return reader;
}

VideoReader::VideoReader(VideoProbe probe, Demuxer demuxer, int threads)
    : info_(std::move(probe.info)), index_(std::move(probe.index)),
      source_(info_.path, index_, std::move(demuxer)), threads_(threads),
      packet_(ffmpeg::make_packet()) {}

Result<FramePtr> VideoReader::frame(std::int64_t n) {
    if (n < 0 || n >= info_.video.frames) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} has no frame {}", info_.path.string(), n),
                       fmt::format("its frames are 0 to {}", info_.video.frames - 1));
    }
    if (n == given_) {
        return given_frame_;
    }
    Result<FramePtr> found;
    try {
        found = find_frame(n);
    } catch (const std::bad_alloc&) {
        found = failure(ErrorCode::OutOfMemory, "not enough memory",
                        "close other programs, or read a smaller picture");
    }
    if (!found) {
        if (found.error().code != ErrorCode::Cancelled) {
            decoder_.reset(); // the run may be half-way through a packet
        }
        return failure(found.error().within(fmt::format("{}, frame {}", info_.path.string(), n)));
    }
    given_ = n;
    given_frame_ = *found;
    return found;
}

Result<FramePtr> VideoReader::find_frame(std::int64_t n) {
    const std::int64_t keyframe = index_.start_for(n);
    if (!run_serves(n)) {
        KINOVAR_TRY(failed_fast_runs_ < kPatience ? begin_run(keyframe, Care::Fast)
                                                  : begin_careful_run(keyframe, 1));
    }
    for (int back = 1;; back *= 2) {
        KINOVAR_TRY_ASSIGN(const Reach reach, settle_to(n));
        if (reach == Reach::There) {
            return shown_picture(n);
        }
        failed_fast_runs_ += care_ == Care::Fast ? 1 : 0;
        KINOVAR_TRY(begin_careful_run(keyframe, back));
    }
}

bool VideoReader::run_serves(std::int64_t n) const {
    if (!decoder_ || n <= settled_) {
        return false;
    }
    const std::int64_t keyframe = index_.start_for(n);
    return care_ == Care::Careful ? keyframe == run_keyframe_
                                  : keyframe <= source_.next() + kWorthSeeking;
}

/// For the frames that need `keyframe`; from the keyframe that many before it.
Status VideoReader::begin_careful_run(std::int64_t keyframe, int keyframes_back) {
    std::int64_t start = keyframe;
    for (int i = 0; i < keyframes_back; ++i) {
        start = index_.keyframe_before(start);
    }
    KINOVAR_TRY(begin_run(start, Care::Careful));
    run_keyframe_ = keyframe;
    const auto second = index_.keyframe_after(start);
    if (start > 0 && second && keyframes_back < kFarthestBack) {
        trusted_from_ = index_.packets[static_cast<std::size_t>(*second)].slot;
    }
    return {};
}

Status VideoReader::begin_run(std::int64_t packet, Care care) {
    decoder_.reset();
    ahead_.clear();
    good_ = {};
    KINOVAR_TRY(source_.go_to(packet));
    KINOVAR_TRY_ASSIGN(decoder_, PictureDecoder::make(source_.codec(), index_, care, threads_));
    care_ = care;
    ended_ = false;
    trusted_from_ = 0;
    settled_ = packet == 0 ? -1 : index_.packets[static_cast<std::size_t>(packet)].slot - 1;
    return {};
}

Result<VideoReader::Reach> VideoReader::settle_to(std::int64_t n) {
    while (settled_ < n) {
        KINOVAR_TRY_ASSIGN(const Reach reach, settle_next());
        if (reach == Reach::Untrusted) {
            return reach;
        }
    }
    return Reach::There;
}

/// Decides what the next slot shows: its own picture, or the one before because of damage.
Result<VideoReader::Reach> VideoReader::settle_next() {
    const std::int64_t slot = settled_ + 1;
    while (!ended_ || !ahead_.empty()) {
        if (ahead_.empty()) {
            KINOVAR_TRY(decode_more());
            if (care_ == Care::Fast && decoder_->trouble()) {
                return Reach::Untrusted;
            }
        } else if (ahead_.front().slot < slot) {
            ahead_.pop_front(); // shown before the keyframe at which the run began
        } else {
            break;
        }
    }
    const bool has_own = !ahead_.empty() && ahead_.front().slot == slot;
    const auto packet =
        static_cast<std::size_t>(index_.slot_packet[static_cast<std::size_t>(slot)]);
    if (has_own && ahead_.front().damage.empty()) {
        good_ = std::move(ahead_.front());
        ahead_.pop_front();
    } else if (has_own || !index_.packets[packet].repeat) {
        if (care_ == Care::Fast || slot < trusted_from_) {
            return Reach::Untrusted;
        }
        damaged_.emplace(slot, has_own ? ahead_.front().damage : decoder_->reason_for(slot));
        if (has_own) {
            ahead_.pop_front();
        }
    }
    settled_ = slot;
    return Reach::There;
}

Status VideoReader::decode_more() {
    if (stop_.stop_requested()) {
        return failure(ErrorCode::Cancelled, "stopped");
    }
    KINOVAR_TRY_ASSIGN(const auto number, source_.read(*packet_));
    if (!number) {
        ended_ = true;
        return decoder_->finish(ahead_);
    }
    return decoder_->send(*packet_, *number, ahead_);
}

Result<FramePtr> VideoReader::shown_picture(std::int64_t n) {
    if (good_.frame) {
        return convert(good_);
    }
    KINOVAR_TRY_ASSIGN(const DecodedPicture* picture, next_whole());
    if (picture == nullptr) {
        const auto reason = damaged_.find(n);
        return failure(ErrorCode::Corrupt,
                       "no picture of the file can be decoded" +
                           (reason == damaged_.end() ? std::string() : ": " + reason->second),
                       "the file is damaged; copy it again from its source");
    }
    return convert(*picture);
}

/// For frames at the start of a file that are damaged: the first whole one.
Result<const DecodedPicture*> VideoReader::next_whole() {
    for (std::size_t i = 0;; ++i) {
        while (i >= ahead_.size()) {
            if (ended_) {
                return nullptr;
            }
            KINOVAR_TRY(decode_more());
        }
        if (ahead_[i].damage.empty() && ahead_[i].slot > settled_) {
            return &ahead_[i];
        }
    }
}

Result<FramePtr> VideoReader::convert(const DecodedPicture& picture) {
    if (picture.slot != converted_) {
        KINOVAR_TRY(adapt_to(*picture.frame, picture.slot));
        KINOVAR_TRY_ASSIGN(converted_frame_,
                           from_planar_->convert(unpacker_->planes(*picture.frame)));
        converted_ = picture.slot;
    }
    return converted_frame_;
}

/// Pixel formats may change in mid-stream; sizes and the kind of colour may not.
Status VideoReader::adapt_to(const AVFrame& frame, std::int64_t slot) {
    const VideoInfo& video = info_.video;
    const auto format = static_cast<AVPixelFormat>(frame.format);
    if (frame.width != video.width || frame.height != video.height) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("the picture of frame {} has {}×{} pixels, the file {}×{}", slot,
                                   frame.width, frame.height, video.width, video.height),
                       "split the file where its size changes");
    }
    if (format == format_) {
        return {};
    }
    KINOVAR_TRY_ASSIGN(PlaneUnpacker unpacker,
                       PlaneUnpacker::make(format, video.width, video.height));
    if (unpacker.layout().family != video.layout.family) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("from frame {} on the file is {}, before {}", slot,
                                   av_get_pix_fmt_name(format), video.pixel_format),
                       "split the file where its pixel format changes");
    }
    ColourSpec colour = video.colour;
    if (ffmpeg::is_full_range_format(format)) {
        colour.range = Range::Full;
    }
    KINOVAR_TRY_ASSIGN(from_planar_,
                       FrameFromPlanar::make(unpacker.layout(), video.width, video.height, colour));
    unpacker_ = std::make_unique<PlaneUnpacker>(std::move(unpacker));
    format_ = format;
    return {};
}

std::vector<DamagedFrame> VideoReader::damaged() const {
    std::vector<DamagedFrame> list;
    for (const auto& [frame, reason] : damaged_) {
        list.push_back({frame, reason});
    }
    return list;
}

} // namespace kinovar::media
