#include "core/steps/retouch/track/region_track.h"

#include "core/steps/retouch/track/pieces.h"

#include <cmath>
#include <cstdlib>

namespace kinovar::retouch {

namespace {

constexpr std::int64_t kVersion = 4;

Pieces<RegionState>& pieces() {
    static Pieces<RegionState> kept;
    return kept;
}

} // namespace

Result<RegionPlace> follow_region(const WorkPictures& pictures, const cv::Rect2d& box,
                                  std::int64_t key, std::int64_t n, const pipeline::Shot& shot,
                                  const pipeline::Pull& pull) {
    if (n == key) {
        return RegionPlace{};
    }
    const std::int64_t way = n > key ? 1 : -1;
    const Hash128 name = Hasher()
                             .add("followed region")
                             .add(kVersion)
                             .add(pictures.clip()->info().key)
                             .add(box.x)
                             .add(box.y)
                             .add(box.width)
                             .add(box.height)
                             .add(key)
                             .add(way)
                             .add(way > 0 ? shot.last : shot.first)
                             .finish();
    const auto compute = [&](const RegionState* before,
                             std::int64_t done) -> Result<std::vector<RegionState>> {
        KINOVAR_TRY_ASSIGN(const auto follower, RegionFollower::make(pictures, box, key, pull));
        std::vector<RegionState> states;
        RegionState state = before != nullptr ? *before : follower->start();
        for (std::int64_t i = 1; i <= Pieces<RegionState>::kFrames; ++i) {
            const std::int64_t to = key + way * (done + i);
            // Beyond the shot nobody asks; pieces all have one length.
            if (to >= shot.first && to <= shot.last) {
                KINOVAR_TRY_ASSIGN(state, follower->step(state, to - way, to, pull));
            }
            states.push_back(state);
        }
        return states;
    };
    KINOVAR_TRY_ASSIGN(const RegionState state, pieces().at(name, std::abs(n - key), compute));
    return RegionPlace{state.pose, state.confidence, state.hidden > 0};
}

} // namespace kinovar::retouch
