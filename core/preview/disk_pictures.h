#pragma once

// Private to core/preview.

#include "core/preview/frame_set.h"
#include "core/preview/picture_key.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>

namespace kinovar::preview {

/// Whole pictures in files, one a frame: folder/<key of the clip>/<frame>.picture (or .origin). A
/// thread of its own lists the folder at the start, writes, and removes what was used longest ago
/// when the budget is spent. A file that cannot be written or is damaged costs time and nothing
/// else; another program may share the folder. Thread-safe.
class DiskPictures {
public:
    /// Without a folder nothing is kept.
    DiskPictures(std::filesystem::path folder, std::size_t budget);
    ~DiskPictures();
    DiskPictures(const DiskPictures&) = delete;
    DiskPictures& operator=(const DiskPictures&) = delete;

    /// Reads it; null: not there, or damaged (then it is removed).
    [[nodiscard]] PicturePtr load(const PictureKey& key);
    /// Writes it later, unless too much waits to be written already.
    void keep(const PictureKey& key, PicturePtr picture);
    /// As far as the folder was listed yet.
    [[nodiscard]] bool has(const PictureKey& key) const;
    [[nodiscard]] std::vector<FrameSpan> spans(const Hash128& clip) const;
    void set_budget(std::size_t bytes);
    void clear();
    [[nodiscard]] std::size_t bytes() const;
    /// Waits until nothing is left to be listed or written.
    void settle();

private:
    using Time = std::filesystem::file_time_type;
    struct File {
        std::size_t bytes = 0;
        Time used;
    };
    struct Waiting {
        PictureKey key;
        PicturePtr picture;
    };

    void serve(const std::stop_token& stop);
    void list_files(const std::stop_token& stop);
    void list_clip(const std::filesystem::path& folder, const Hash128& clip);
    void write(const Waiting& waiting);
    void add_locked(const PictureKey& key, const File& file);
    void forget_locked(const PictureKey& key);
    void enforce_budget();
    [[nodiscard]] std::filesystem::path path_of(const PictureKey& key) const;

    const std::filesystem::path folder_;

    mutable std::mutex mutex_; // guards all below
    std::condition_variable_any changed_;
    std::size_t budget_;
    std::size_t bytes_ = 0;
    bool over_ = false; ///< the budget was lowered
    bool idle_ = false;
    int clearings_ = 0;
    std::unordered_map<PictureKey, File, PictureKeyHash> files_;
    std::unordered_map<Hash128, FrameSet> whole_;
    std::deque<Waiting> waiting_;
    std::size_t waiting_bytes_ = 0;

    std::jthread thread_; // last: it stops before the rest goes
};

} // namespace kinovar::preview
