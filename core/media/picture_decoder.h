#pragma once

// Private to core/media.

#include "core/media/packet_index.h"

#include <deque>
#include <map>

namespace kinovar::media {

/// A picture out of the decoder.
struct DecodedPicture {
    std::int64_t slot = 0;
    std::string damage; ///< why it must not be shown; empty: whole
    ffmpeg::AvFrame frame;
};

/// A decoder from one starting point on. Each packet goes in with its number in the index for a
/// time, so that each picture that comes out tells its packet.
///
/// Fast: on several threads, and any doubt about a packet is trouble: what comes after it is not to
/// be used. (With several threads FFmpeg cannot tell which picture an error belongs to, and flags
/// of concealed errors may come too late.) Careful: on one thread; damaged pictures are told one by
/// one and decoding goes on behind them.
class PictureDecoder {
public:
    enum class Care : std::uint8_t { Fast, Careful };

    /// `index` must outlive it.
    static Result<std::unique_ptr<PictureDecoder>>
    make(const AVCodecParameters& parameters, const PacketIndex& index, Care care, int threads);

    /// Decodes a packet; pictures that are ready go to the end of `out`.
    [[nodiscard]] Status send(AVPacket& packet, std::int64_t number,
                              std::deque<DecodedPicture>& out);
    /// Gives the pictures that are still inside. Nothing may be sent after.
    [[nodiscard]] Status finish(std::deque<DecodedPicture>& out);

    [[nodiscard]] bool trouble() const { return trouble_ || concealing_; }
    /// Why there is no picture for that slot.
    [[nodiscard]] std::string reason_for(std::int64_t slot) const;

private:
    PictureDecoder(const PacketIndex& index, ffmpeg::CodecContext codec);
    void check_packet(const AVPacket& packet, std::int64_t number);
    void note_damage(std::int64_t number, std::string reason);
    [[nodiscard]] Status receive_all(std::int64_t number, std::deque<DecodedPicture>& out);
    [[nodiscard]] DecodedPicture picture_of(ffmpeg::AvFrame frame);

    const PacketIndex& index_;
    std::atomic<bool> concealing_ = false; ///< set by the threads of `codec_`
    ffmpeg::CodecContext codec_;
    bool trouble_ = false;
    bool builds_on_damage_ = false;             ///< FFV1: until the next keyframe
    std::int64_t pictures_ = 0;                 ///< that came out so far
    std::map<std::int64_t, std::string> notes_; ///< slot → damage
};

} // namespace kinovar::media
