#pragma once

#include "core/pipeline/clip.h"
#include "core/preview/picture.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace kinovar::preview {

/// A clip to be looked at: itself, and where that is worth it the same at about half its size,
/// which is shown until the whole is there.
struct View {
    pipeline::ClipPtr full;
    pipeline::ClipPtr half; ///< null: none
    friend bool operator==(const View&, const View&) = default;
};

enum class Quality : std::uint8_t { Half, Full };
/// What of a frame is shown.
enum class Layer : std::uint8_t { Picture, Origin };

struct Wanted {
    View view;
    std::int64_t frame = 0;
    Layer layer = Layer::Picture;
    friend bool operator==(const Wanted&, const Wanted&) = default;
};

/// A frame that came out, or why it did not.
struct Arrival {
    Hash128 clip; ///< key of the full clip
    std::int64_t frame = 0;
    Layer layer = Layer::Picture;
    Quality quality = Quality::Full;
    Result<PicturePtr> picture;
    double seconds = 0; ///< that it took
};

/// Frames `first` to `last` (inclusive) are there.
struct FrameSpan {
    std::int64_t first = 0;
    std::int64_t last = 0;
    friend bool operator==(const FrameSpan&, const FrameSpan&) = default;
};

/// Computes the pictures that the window wants, the most urgent first, on threads of its own, and
/// keeps them: in memory, and the costly ones, compressed and checksummed, in files. Pictures go by
/// the key of their clip, so changing a step leaves those of the steps before it valid.
/// Thread-safe.
class PictureService {
public:
    struct Options {
        std::size_t memory_bytes = std::size_t{1} << 30U;
        std::size_t disk_bytes = std::size_t{8} << 30U;
        std::filesystem::path folder; ///< of the disk cache; empty: none
        int threads = 2;
    };
    /// On a thread of the service; never while a lock is held.
    using Observer = std::function<void(const Arrival&)>;

    PictureService(Options options, Observer observer);
    /// Stops what is under way and waits for it.
    ~PictureService();
    PictureService(const PictureService&) = delete;
    PictureService& operator=(const PictureService&) = delete;

    /// What is wanted from now on, in order of urgency, instead of what was wanted before: work on
    /// anything that is no longer in the list is given up. Where a frame is not there yet and has a
    /// half-size clip, that comes first. The first entry of each clip is what the playhead shows,
    /// the others are read ahead, as far as the budget of memory goes. Frames that failed are not
    /// tried again until retry().
    void want(std::vector<Wanted> wanted);
    /// Forgets that a frame (or, frame −1, any of the clip) failed.
    void retry(const Hash128& clip, std::int64_t frame = -1);

    /// From memory, the half-size one where the whole is not there; never reads nor computes. Null:
    /// not there (one on disk arrives soon after it is wanted).
    [[nodiscard]] PicturePtr peek(const Hash128& clip, std::int64_t frame,
                                  Layer layer = Layer::Picture) const;
    [[nodiscard]] bool has(const Hash128& clip, std::int64_t frame) const;
    /// Whole pictures of a clip that are kept, ascending.
    [[nodiscard]] std::vector<FrameSpan> kept(const Hash128& clip) const;
    /// Frames of a clip that failed, ascending.
    [[nodiscard]] std::vector<std::pair<std::int64_t, Error>> failed(const Hash128& clip) const;

    void set_memory_budget(std::size_t bytes);
    void set_disk_budget(std::size_t bytes);
    /// Empties memory and disk.
    void clear();
    struct Stats {
        std::size_t memory_bytes, disk_bytes, computed;
    };
    [[nodiscard]] Stats stats() const;

private:
    class Engine;
    std::unique_ptr<Engine> engine_;
};

/// The same film at half its width and height (rounded up), for a first glance. Its frames are
/// areas of the full ones. `shots`: where its cuts are, if the clip does not say.
[[nodiscard]] pipeline::ClipPtr
half_size(pipeline::ClipPtr clip, std::shared_ptr<const pipeline::ShotFinder> shots = nullptr);

/// The frame of `to` that is shown while frame n of `from` is, where both come from the same source
/// and one may be faster, slower or retimed. `fraction` (0 to 1) is how far n has been shown.
[[nodiscard]] std::int64_t frame_at_same_time(const pipeline::ClipInfo& from, std::int64_t n,
                                              double fraction, const pipeline::ClipInfo& to);

/// Seconds from the start of a clip's first frame to that of frame n (or, n = frames, to its end).
[[nodiscard]] double start_seconds(const pipeline::ClipInfo& info, std::int64_t n);
/// The frame that is shown so many seconds after the start of the first; clipped to the clip.
[[nodiscard]] std::int64_t frame_at_seconds(const pipeline::ClipInfo& info, double seconds);

} // namespace kinovar::preview
