#pragma once

#include "core/base/result.h"
#include "core/preview/picture.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace kinovar::preview {

/// Small pictures of the frames of reels for the timeline and the lists, made on one thread of low
/// urgency with a reader of its own and kept in memory and on disk. Thread-safe.
class Thumbnails {
public:
    /// On the thread of the thumbnails: one more is there.
    using Observer = std::function<void(const std::filesystem::path& reel, std::int64_t frame)>;

    /// `height` of all pictures; the width follows the reel's.
    Thumbnails(std::filesystem::path folder, int height, Observer observer);
    ~Thumbnails();
    Thumbnails(const Thumbnails&) = delete;
    Thumbnails& operator=(const Thumbnails&) = delete;

    /// At once; null when it is not there yet: it is then made, those asked for last first, of the
    /// last few hundred asked for.
    [[nodiscard]] PicturePtr get(const std::filesystem::path& reel, std::int64_t frame);

private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

} // namespace kinovar::preview
