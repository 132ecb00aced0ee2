#include "core/pipeline/source_clip.h"

#include "core/media/picture_file.h"

#include <chrono>
#include <deque>
#include <mutex>

namespace kinovar::pipeline {

namespace {

/// Frames that are kept after decoding, for threads that ask a little late. Above the workers of
/// pull_ahead.
constexpr std::size_t kRecentFrames = 4;

void add_file(Hasher& hasher, const std::filesystem::path& path) {
    std::error_code ignored;
    hasher.add(std::filesystem::absolute(path, ignored).lexically_normal().string());
    hasher.add(static_cast<std::int64_t>(std::filesystem::file_size(path, ignored)));
    const auto changed = std::filesystem::last_write_time(path, ignored);
    hasher.add(static_cast<std::int64_t>(changed.time_since_epoch().count()));
}

Result<Hash128> source_key(const std::filesystem::path& path, const media::MediaInfo& info) {
    Hasher hasher;
    hasher.add("source");
    if (info.container == "sequence") {
        KINOVAR_TRY_ASSIGN(const media::PictureSequence sequence, media::find_sequence(path));
        for (const std::filesystem::path& file : sequence.files) {
            add_file(hasher, file);
        }
    } else {
        add_file(hasher, path);
    }
    return hasher.finish();
}

} // namespace

struct SourceClip::State {
    std::unique_ptr<media::ReelReader> reader;
    ClipInfo info;

    std::mutex mutex; // guards the reader and all below
    struct Recent {
        std::int64_t frame;
        FramePtr picture;
    };
    std::deque<Recent> recent;
    std::int64_t next = 0; ///< where the decoder stands

    [[nodiscard]] Result<FramePtr> decode_locked(std::int64_t n) {
        KINOVAR_TRY_ASSIGN(FramePtr picture, reader->frame(n));
        recent.push_back({n, picture});
        if (recent.size() > kRecentFrames) {
            recent.pop_front();
        }
        next = n + 1;
        return picture;
    }
};

SourceClip::SourceClip(std::unique_ptr<State> state) : state_(std::move(state)) {}

SourceClip::~SourceClip() = default;

Result<std::shared_ptr<const SourceClip>> SourceClip::open(const std::filesystem::path& path,
                                                           const media::ReaderOptions& options) {
    auto reader_result = media::open_reel(path, options);
    if (!reader_result) {
        return failure(std::move(reader_result).error());
    }
    const media::MediaInfo& media = (*reader_result)->info();
    const media::VideoInfo& video = media.video;
    KINOVAR_TRY_ASSIGN(const Hash128 key, source_key(path, media));
    auto timeline = std::make_shared<Timeline>();
    timeline->base = video.time_base;
    timeline->starts = video.times;
    timeline->last_duration = video.last_duration;
    ClipInfo info{.frames = video.frames,
                  .width = video.width,
                  .height = video.height,
                  .rate = video.rate,
                  .pixel_aspect = video.pixel_aspect,
                  .colour = video.colour,
                  .monochrome = video.layout.family == PixelLayout::Family::Grey,
                  .field_order = video.field_order,
                  .timeline = std::move(timeline),
                  .key = key};
    auto state = std::unique_ptr<State>(new State{std::move(*reader_result), std::move(info)});
    return std::shared_ptr<const SourceClip>(new SourceClip(std::move(state)));
}

const ClipInfo& SourceClip::info() const {
    return state_->info;
}

Result<FramePtr> SourceClip::frame(std::int64_t n, const Pull& pull) const {
    const std::lock_guard lock(state_->mutex);
    if (pull.stop.stop_requested()) {
        return failure(ErrorCode::Cancelled, "stopped");
    }
    state_->reader->set_stop(pull.stop);
    for (const State::Recent& recent : state_->recent) {
        if (recent.frame == n) {
            return recent.picture;
        }
    }
    // A thread that asks for n + 1 just before another asks for n: decode both, in order.
    const std::int64_t gap = n - state_->next;
    if (gap > 0 && gap < static_cast<std::int64_t>(kRecentFrames)) {
        while (state_->next < n) {
            KINOVAR_TRY_ASSIGN(const FramePtr skipped, state_->decode_locked(state_->next));
        }
    }
    return state_->decode_locked(n);
}

const media::MediaInfo& SourceClip::media() const {
    return state_->reader->info();
}

std::vector<media::DamagedFrame> SourceClip::damaged() const {
    const std::lock_guard lock(state_->mutex);
    return state_->reader->damaged();
}

} // namespace kinovar::pipeline
