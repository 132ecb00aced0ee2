#include "core/steps/colourise/time/hint_track.h"

#include "core/base/cache.h"
#include "core/image/cv_bridge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace kinovar::colourise {

namespace {

using pipeline::Pull;
using pipeline::Shot;
using steps::Flow;

constexpr std::int64_t kTrackVersion = 1;
constexpr std::size_t kTracksKept = 100'000;
// A hint follows the median motion of this many vectors around it, each way.
constexpr int kPatchRadius = 2;
constexpr float kLostPx = 1.5F;         // going there and back must end this near, …
constexpr float kLostShare = 0.15F;     // … plus this share of the way
constexpr double kLeastSeenShare = 0.5; // of a stroke's or region's places

/// Where a place of a key lies at another frame.
struct Followed {
    cv::Point2f at; ///< in px of the motion's pictures
    bool seen = true;
};
using Track = std::vector<Followed>;

float median(std::array<float, (2 * kPatchRadius + 1) * (2 * kPatchRadius + 1)>& values) {
    const auto middle = values.begin() + values.size() / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

cv::Point2f motion_around(const Flow& flow, const cv::Point2f& place) {
    std::array<float, (2 * kPatchRadius + 1) * (2 * kPatchRadius + 1)> across{}, down{};
    const auto column = static_cast<int>(std::floor(place.x * static_cast<float>(flow.field.cols) /
                                                    static_cast<float>(flow.size.width)));
    const auto row = static_cast<int>(std::floor(place.y * static_cast<float>(flow.field.rows) /
                                                 static_cast<float>(flow.size.height)));
    std::size_t i = 0;
    for (int dy = -kPatchRadius; dy <= kPatchRadius; ++dy) {
        const auto* vectors =
            flow.field.ptr<cv::Vec2f>(std::clamp(row + dy, 0, flow.field.rows - 1));
        for (int dx = -kPatchRadius; dx <= kPatchRadius; ++dx, ++i) {
            const cv::Vec2f& vector = vectors[std::clamp(column + dx, 0, flow.field.cols - 1)];
            across[i] = vector[0];
            down[i] = vector[1];
        }
    }
    return {median(across), median(down)};
}

bool inside(const cv::Point2f& place, const cv::Size& size) {
    return place.x >= 0 && place.y >= 0 && place.x < static_cast<float>(size.width) &&
           place.y < static_cast<float>(size.height);
}

Followed step_along(const cv::Point2f& place, const Flow& there, const Flow& back) {
    const cv::Point2f way = motion_around(there, place);
    const cv::Point2f at = place + way;
    const cv::Point2f home = at + motion_around(back, at) - place;
    const auto allowed = kLostPx + kLostShare * static_cast<float>(cv::norm(way));
    return {at, inside(at, there.size) && cv::norm(home) <= allowed};
}

/// Places that can no longer be seen go with those that can.
void take_hidden_along(const Track& before, Track& after) {
    cv::Point2f sum;
    int count = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (after[i].seen) {
            sum += after[i].at - before[i].at;
            ++count;
        }
    }
    if (count == 0) {
        return;
    }
    const cv::Point2f mean(sum.x / static_cast<float>(count), sum.y / static_cast<float>(count));
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (!after[i].seen) {
            after[i].at = before[i].at + mean;
        }
    }
}

Track next_track(const Track& track, const Flow& there, const Flow& back) {
    Track next;
    next.reserve(track.size());
    for (const Followed& one : track) {
        Followed followed = step_along(one.at, there, back);
        followed.seen = followed.seen && one.seen;
        next.push_back(followed);
    }
    take_hidden_along(track, next);
    return next;
}

bool enough_seen(const Track& track) {
    const auto seen =
        std::count_if(track.begin(), track.end(), [](const Followed& one) { return one.seen; });
    return static_cast<double>(seen) >= kLeastSeenShare * static_cast<double>(track.size()) &&
           seen > 0;
}

using Tracks = BudgetCache<Hash128, Track>;

/// Of the whole program, so that a new hint does not have all others followed again.
Tracks& tracks() {
    static Tracks kept(kTracksKept, [](const Track& track) { return track.size(); });
    return kept;
}

/// Follows the places of one key of a hint.
class Follower {
public:
    Follower(const HintKey& key, const Motion& motion, const Pull& pull)
        : key_(key), motion_(motion), pull_(pull) {
        Hasher hasher;
        hasher.add(kTrackVersion).add(motion.clip()->info().key).add(key.frame);
        for (const Place& place : key.places) {
            hasher.add(place.x).add(place.y);
        }
        name_ = hasher.finish();
    }

    /// Nothing where it is hidden.
    [[nodiscard]] Result<std::optional<std::vector<Place>>> at(std::int64_t n) const {
        if (n == key_.frame) {
            return key_.places;
        }
        const std::int64_t step = n > key_.frame ? 1 : -1;
        std::int64_t known = n;
        while (known != key_.frame && !tracks().peek(name_of(known))) {
            known -= step;
        }
        KINOVAR_TRY_ASSIGN(auto track, track_at(known, step));
        while (known != n) {
            known += step;
            KINOVAR_TRY_ASSIGN(track, track_at(known, step));
        }
        if (!enough_seen(*track)) {
            return std::nullopt;
        }
        return places_of(*track);
    }

private:
    [[nodiscard]] Hash128 name_of(std::int64_t n) const {
        return Hasher().add(name_).add(n).finish();
    }

    /// The track of the frame before is kept, or is the key's.
    [[nodiscard]] Result<Tracks::Pointer> track_at(std::int64_t n, std::int64_t step) const {
        return tracks().get(name_of(n), [&]() -> Result<Tracks::Pointer> {
            KINOVAR_TRY(stopped(pull_));
            if (n == key_.frame) {
                return first_track();
            }
            KINOVAR_TRY_ASSIGN(const auto before, track_at(n - step, step));
            if (!enough_seen(*before)) {
                return before;
            }
            KINOVAR_TRY_ASSIGN(const auto there, motion_.between(n - step, n, pull_));
            KINOVAR_TRY_ASSIGN(const auto back, motion_.between(n, n - step, pull_));
            return std::make_shared<const Track>(next_track(*before, *there, *back));
        });
    }

    [[nodiscard]] Result<Tracks::Pointer> first_track() const {
        KINOVAR_TRY_ASSIGN(const auto picture, motion_.picture(key_.frame, pull_));
        Track track;
        for (const Place& place : key_.places) {
            track.push_back({{static_cast<float>(place.x * picture->luma.cols),
                              static_cast<float>(place.y * picture->luma.rows)},
                             true});
        }
        return std::make_shared<const Track>(std::move(track));
    }

    [[nodiscard]] std::vector<Place> places_of(const Track& track) const {
        const cv::Size size = motion_.picture_size();
        std::vector<Place> places;
        for (const Followed& one : track) {
            places.push_back({one.at.x / size.width, one.at.y / size.height});
        }
        return places;
    }

    const HintKey& key_;
    const Motion& motion_;
    const Pull& pull_;
    Hash128 name_;
};

std::vector<Place> between_places(const std::vector<Place>& before, const std::vector<Place>& after,
                                  double share) {
    std::vector<Place> places;
    for (std::size_t i = 0; i < before.size(); ++i) {
        places.push_back({before[i].x + (after[i].x - before[i].x) * share,
                          before[i].y + (after[i].y - before[i].y) * share});
    }
    return places;
}

/// The places of one hint at frame n; nothing where it does not show.
Result<std::optional<std::vector<Place>>> places_at(const ColourHint& hint, std::int64_t n,
                                                    const Shot& shot, const Motion& motion,
                                                    const Pull& pull) {
    const HintKey* before = nullptr;
    const HintKey* after = nullptr;
    for (const HintKey& key : hint.keys) {
        if (key.frame < shot.first || key.frame > shot.last) {
            continue;
        }
        if (key.frame <= n && (before == nullptr || key.frame > before->frame)) {
            before = &key;
        }
        if (key.frame >= n && (after == nullptr || key.frame < after->frame)) {
            after = &key;
        }
    }
    std::optional<std::vector<Place>> first, second;
    if (before != nullptr) {
        KINOVAR_TRY_ASSIGN(first, Follower(*before, motion, pull).at(n));
    }
    if (after != nullptr && after != before) {
        KINOVAR_TRY_ASSIGN(second, Follower(*after, motion, pull).at(n));
    }
    if (!first || !second) {
        return first ? first : second;
    }
    const double share =
        static_cast<double>(n - before->frame) / static_cast<double>(after->frame - before->frame);
    if (first->size() != second->size()) { // drawn anew: the nearer one
        return share < 0.5 ? first : second;
    }
    return between_places(*first, *second, share);
}

} // namespace

Result<std::vector<PlacedHint>> hints_at(const std::vector<ColourHint>& hints, std::int64_t n,
                                         const Motion& motion, const Pull& pull) {
    std::vector<PlacedHint> placed;
    for (const ColourHint& hint : hints) {
        if (n < hint.first || n > hint.last) {
            continue;
        }
        KINOVAR_TRY_ASSIGN(const Shot shot, motion.shot_of(n, pull));
        KINOVAR_TRY_ASSIGN(auto places, places_at(hint, n, shot, motion, pull));
        if (places) {
            placed.push_back(
                {hint.shape, std::move(*places), hint.colour, hint.size, hint.strength});
        }
    }
    return placed;
}

} // namespace kinovar::colourise
