#pragma once

// Private to core/media.

#include "core/media/packet_source.h"
#include "core/media/picture_decoder.h"
#include "core/media/plane_unpacker.h"
#include "core/media/reel_reader.h"
#include "core/media/video_probe.h"

#include <deque>
#include <map>

namespace kinovar::media {

/// Frames of a video file. Pictures are decoded in "runs": from a keyframe on, in order. A frame
/// that the present run has behind it, or that lies far ahead, begins a new run at the keyframe it
/// needs.
///
/// Damage: the first sign of it ends a fast run. The frames that need the same keyframe are then
/// decoded by a careful run of their own, with a new decoder, from the keyframe before that one
/// (and from further back as long as the frames before are damaged too). So a damaged stretch is
/// always decoded in the same way, however it was reached, and so is its concealment. A picture
/// whose size changes in mid-stream is an error that names the frame.
class VideoReader final : public ReelReader {
public:
    static Result<std::unique_ptr<ReelReader>> open(const std::filesystem::path& path,
                                                    const ReaderOptions& options);

    [[nodiscard]] const MediaInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n) override;
    void set_stop(std::stop_token stop) override { stop_ = std::move(stop); }
    [[nodiscard]] std::vector<DamagedFrame> damaged() const override;

private:
    using Care = PictureDecoder::Care;
    enum class Reach : std::uint8_t { There, Untrusted };

    VideoReader(VideoProbe probe, Demuxer demuxer, int threads);
    [[nodiscard]] Result<FramePtr> find_frame(std::int64_t n);
    [[nodiscard]] bool run_serves(std::int64_t n) const;
    [[nodiscard]] Status begin_careful_run(std::int64_t keyframe, int keyframes_back);
    [[nodiscard]] Status begin_run(std::int64_t packet, Care care);
    [[nodiscard]] Result<Reach> settle_to(std::int64_t n);
    [[nodiscard]] Result<Reach> settle_next();
    [[nodiscard]] Status decode_more();
    [[nodiscard]] Result<FramePtr> shown_picture(std::int64_t n);
    [[nodiscard]] Result<const DecodedPicture*> next_whole();
    [[nodiscard]] Result<FramePtr> convert(const DecodedPicture& picture);
    [[nodiscard]] Status adapt_to(const AVFrame& frame, std::int64_t slot);

    MediaInfo info_;
    PacketIndex index_;
    PacketSource source_;
    int threads_;
    ffmpeg::Packet packet_;
    std::stop_token stop_;

    // The present run.
    std::unique_ptr<PictureDecoder> decoder_; ///< nullptr: no run
    Care care_ = Care::Fast;
    std::int64_t run_keyframe_ = 0; ///< packet; a careful run serves the frames that need it
    std::int64_t trusted_from_ = 0; ///< damage before this slot spoils the run
    std::int64_t settled_ = -1;     ///< slots up to here are behind us
    bool ended_ = false;            ///< the decoder is empty
    std::deque<DecodedPicture> ahead_;
    DecodedPicture good_; ///< the last whole picture; no frame: none yet
    int failed_fast_runs_ = 0;

    AVPixelFormat format_ = AV_PIX_FMT_NONE; ///< what these two were made for
    std::unique_ptr<PlaneUnpacker> unpacker_;
    std::unique_ptr<FrameFromPlanar> from_planar_;
    std::int64_t converted_ = -1; ///< slot of `converted_frame_`
    FramePtr converted_frame_;
    std::int64_t given_ = -1; ///< the frame last asked for
    FramePtr given_frame_;
    std::map<std::int64_t, std::string> damaged_;
};

} // namespace kinovar::media
