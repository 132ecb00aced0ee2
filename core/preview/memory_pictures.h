#pragma once

// Private to core/preview.

#include "core/preview/frame_set.h"
#include "core/preview/picture_key.h"

#include <unordered_map>

namespace kinovar::preview {

/// Pictures in a budget of bytes. When it is full, those go first that are needed last. Not
/// thread-safe: its owner locks.
class MemoryPictures {
public:
    explicit MemoryPictures(std::size_t budget) : budget_(budget) {}

    /// Null: not there.
    [[nodiscard]] PicturePtr get(const PictureKey& key);
    [[nodiscard]] bool has(const PictureKey& key) const { return entries_.count(key) != 0; }
    void put(const PictureKey& key, PicturePtr picture);
    void remove(const PictureKey& key);
    void clear();

    /// Frames that are wanted now, by clip, each list ascending: pictures near them stay longest.
    using Needs = std::unordered_map<Hash128, std::vector<std::int64_t>>;
    void set_needs(Needs needs) { needs_ = std::move(needs); }
    void set_budget(std::size_t bytes);

    [[nodiscard]] std::size_t budget() const { return budget_; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    /// Whole pictures of a clip.
    [[nodiscard]] std::vector<FrameSpan> spans(const Hash128& clip) const;

private:
    struct Entry {
        PicturePtr picture;
        std::uint64_t used = 0; ///< larger: later
    };
    [[nodiscard]] std::int64_t distance(const PictureKey& key) const;
    void evict();

    std::size_t budget_;
    std::size_t bytes_ = 0;
    std::uint64_t clock_ = 0;
    Needs needs_;
    std::unordered_map<PictureKey, Entry, PictureKeyHash> entries_;
    std::unordered_map<Hash128, FrameSet> whole_;
};

} // namespace kinovar::preview
