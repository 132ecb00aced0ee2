#include "core/preview/memory_pictures.h"

#include <algorithm>
#include <limits>

namespace kinovar::preview {

namespace {

/// What eviction leaves of the budget, so that it is not gone through for every picture.
constexpr std::size_t kLeft = 15;
constexpr std::size_t kOf = 16;
constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max();

bool is_whole(const PictureKey& key) {
    return key.layer == Layer::Picture && key.quality == Quality::Full;
}

} // namespace

PicturePtr MemoryPictures::get(const PictureKey& key) {
    const auto at = entries_.find(key);
    if (at == entries_.end()) {
        return nullptr;
    }
    at->second.used = ++clock_;
    return at->second.picture;
}

void MemoryPictures::put(const PictureKey& key, PicturePtr picture) {
    remove(key);
    bytes_ += picture->bytes();
    entries_.emplace(key, Entry{std::move(picture), ++clock_});
    if (is_whole(key)) {
        whole_[key.clip].add(key.frame);
    }
    evict();
}

void MemoryPictures::remove(const PictureKey& key) {
    const auto at = entries_.find(key);
    if (at == entries_.end()) {
        return;
    }
    bytes_ -= at->second.picture->bytes();
    entries_.erase(at);
    if (!is_whole(key)) {
        return;
    }
    const auto frames = whole_.find(key.clip);
    frames->second.remove(key.frame);
    if (frames->second.empty()) {
        whole_.erase(frames);
    }
}

void MemoryPictures::clear() {
    entries_.clear();
    whole_.clear();
    bytes_ = 0;
}

void MemoryPictures::set_budget(std::size_t bytes) {
    budget_ = bytes;
    evict();
}

std::vector<FrameSpan> MemoryPictures::spans(const Hash128& clip) const {
    const auto at = whole_.find(clip);
    return at == whole_.end() ? std::vector<FrameSpan>{} : at->second.spans();
}

/// Frames from the nearest one that is wanted of the clip; 0: is wanted itself.
std::int64_t MemoryPictures::distance(const PictureKey& key) const {
    const auto clip = needs_.find(key.clip);
    if (clip == needs_.end() || clip->second.empty()) {
        return kFar;
    }
    const std::vector<std::int64_t>& frames = clip->second;
    const auto next = std::lower_bound(frames.begin(), frames.end(), key.frame);
    std::int64_t nearest = kFar;
    if (next != frames.end()) {
        nearest = *next - key.frame;
    }
    if (next != frames.begin()) {
        nearest = std::min(nearest, key.frame - *std::prev(next));
    }
    return nearest;
}

void MemoryPictures::evict() {
    if (bytes_ <= budget_) {
        return;
    }
    struct Candidate {
        PictureKey key;
        std::int64_t distance;
        std::uint64_t used;
    };
    std::vector<Candidate> candidates;
    for (const auto& [key, entry] : entries_) {
        const std::int64_t away = distance(key);
        if (away > 0) {
            candidates.push_back({key, away, entry.used});
        }
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.distance != b.distance ? a.distance > b.distance : a.used < b.used;
    });
    const std::size_t goal = budget_ / kOf * kLeft;
    for (const Candidate& candidate : candidates) {
        if (bytes_ <= goal) {
            break;
        }
        remove(candidate.key);
    }
}

} // namespace kinovar::preview
