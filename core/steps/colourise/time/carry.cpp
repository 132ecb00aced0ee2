#include "core/steps/colourise/time/carry.h"

#include "core/image/cv_bridge.h"
#include "core/steps/colourise/time/carried.h"
#include "core/steps/colourise/time/guided_fill.h"
#include "core/steps/colourise/time/light_led.h"
#include "core/steps/colourise/time/route.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace kinovar::colourise {

struct Carrier::State {
    std::shared_ptr<const Motion> motion;
    std::vector<std::int64_t> keys;
    ChromaOf chroma_of;

    /// The colours of a key as frame n sees them.
    [[nodiscard]] Result<Chroma> carried(std::int64_t n, std::int64_t key,
                                         const pipeline::Pull& pull) const {
        KINOVAR_TRY_ASSIGN(const auto colours, chroma_of(key));
        KINOVAR_TRY_ASSIGN(const auto route, route_between(n, key, *motion, pull));
        KINOVAR_TRY_ASSIGN(const auto here, motion->picture(n, pull));
        KINOVAR_TRY_ASSIGN(const auto there, motion->picture(key, pull));
        Chroma seen;
        KINOVAR_TRY(stopped(pull));
        const std::string action = fmt::format("carry colours, frame {}", n);
        KINOVAR_TRY(guard_cv(action, [&] { seen = seen_along(*route, *colours, *here, *there); }));
        KINOVAR_TRY(stopped(pull));
        KINOVAR_TRY(guard_cv(action, [&] {
            const cv::Size size = seen.ab.size();
            const cv::Mat light = light_of(*here, size);
            fill_unsure(light, seen, pull.stop);
            smooth_by_light(light, doubt_of(*route, size), seen.ab);
        }));
        KINOVAR_TRY(stopped(pull)); // what was given up half-way is nobody's
        return seen;
    }
};

Carrier::Carrier(std::shared_ptr<const Motion> motion, std::vector<std::int64_t> keys,
                 ChromaOf chroma_of)
    : state_(new State{std::move(motion), std::move(keys), std::move(chroma_of)}) {}
Carrier::~Carrier() = default;

Result<Chroma> Carrier::at(std::int64_t n, const pipeline::Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, state_->motion->shot_of(n, pull));
    const auto after = std::lower_bound(state_->keys.begin(), state_->keys.end(), n);
    if (after != state_->keys.end() && *after == n) {
        KINOVAR_TRY_ASSIGN(const auto own, state_->chroma_of(n));
        return Chroma{own->ab.clone(), own->confidence.clone()};
    }
    std::optional<Chroma> first, second;
    if (after != state_->keys.begin() && *std::prev(after) >= shot.first) {
        KINOVAR_TRY_ASSIGN(first, state_->carried(n, *std::prev(after), pull));
    }
    if (after != state_->keys.end() && *after <= shot.last) {
        KINOVAR_TRY_ASSIGN(second, state_->carried(n, *after, pull));
    }
    if (!first && !second) {
        const cv::Size size = state_->motion->picture_size();
        return Chroma{cv::Mat::zeros(size, CV_32FC2), cv::Mat::zeros(size, CV_32F)};
    }
    if (!first || !second) {
        return std::move(first ? *first : *second);
    }
    const auto share = static_cast<double>(n - *std::prev(after)) /
                       static_cast<double>(*after - *std::prev(after));
    Chroma both;
    KINOVAR_TRY(guard_cv(fmt::format("carry colours, frame {}", n),
                         [&] { both = blended(*first, *second, static_cast<float>(share)); }));
    return both;
}

} // namespace kinovar::colourise
