#pragma once

// Private to core/media: everything of a source but its pictures, on its way into a film.

#include "core/media/join.h"
#include "core/media/output_file.h"
#include "core/media/packet_converter.h"
#include "core/media/stream_plan.h"

#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace kinovar::media {

/// Reads sound, subtitles, attachments, chapters and metadata of a plan's source, cuts and converts
/// what is to be cut and converted. Holds a few packets at a time. Not thread-safe.
class CarriedStreams {
public:
    /// Fails when something would be lost, unless the plan says to drop it: then it is warned of.
    static Result<std::unique_ptr<CarriedStreams>> open(const JoinPlan& plan, const char* muxer,
                                                        Job& job);

    /// Metadata, disposition, timecode and side data of the source's pictures, for the new picture
    /// stream.
    [[nodiscard]] Status describe_picture(AVStream& picture) const;
    /// Adds all streams, chapters and metadata to a file whose header is not yet written.
    [[nodiscard]] Status add_to(OutputFile& file);
    /// Cover pictures that travel as packets; to be called once, after the header.
    [[nodiscard]] Status write_covers(OutputFile& file);
    /// The next packet, ready to write; false at the end. In the order of the source.
    [[nodiscard]] Result<bool> next(AVPacket& packet);

private:
    struct Track {
        StreamPlan plan;
        const AVStream* from = nullptr;
        AVStream* to = nullptr;
        std::unique_ptr<PacketConverter> converter;
        std::int64_t expected = AV_NOPTS_VALUE; ///< where the next packet should start, source time
        std::int64_t last_dts = AV_NOPTS_VALUE; ///< written, in the output's time
        bool started = false;
    };

    CarriedStreams(const JoinPlan& plan, const char* muxer);
    [[nodiscard]] Status refuse_losses(Job& job);
    [[nodiscard]] Status add_track(OutputFile& file, Track& track);
    [[nodiscard]] Status add_attachment(OutputFile& file, const AVStream& from);
    [[nodiscard]] Status describe_track(const Track& track) const;
    [[nodiscard]] Status measure_lead_in();
    [[nodiscard]] Status add_chapters(AVFormatContext& output) const;
    void go_to_cut();
    [[nodiscard]] Track* track_of(int index);
    void complete_times(Track& track, AVPacket& packet) const;
    [[nodiscard]] std::int64_t at_pace(std::int64_t time) const;
    [[nodiscard]] bool cut_packet(Track& track, AVPacket& packet) const;
    [[nodiscard]] Status carry(AVPacket& packet);
    [[nodiscard]] Status queue(Track& track, AVPacket& packet, AVRational time_base);
    [[nodiscard]] Status finish_converters();
    [[nodiscard]] bool past_cut(const AVPacket& packet) const;

    const JoinPlan& plan_;
    const char* muxer_;
    ffmpeg::Input source_; ///< null: there is nothing to carry
    int picture_ = -1;
    std::vector<Track> tracks_;
    std::vector<std::int64_t> lead_in_; ///< samples before time 0, one entry a source stream
    std::deque<ffmpeg::Packet> ready_;
    ffmpeg::Packet read_;
    bool ended_ = false;
};

} // namespace kinovar::media
