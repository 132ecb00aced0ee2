#include "core/train/picture_choice.h"

#include <algorithm>
#include <cmath>

namespace kinovar::train {

namespace {

/// A place that is refused so often is taken after all.
constexpr int kTries = 8;

} // namespace

PictureChoice::PictureChoice(const std::vector<const LumaPicture*>& pictures, int side, int grid)
    : side_(side), grid_(grid) {
    double weight = 0;
    for (const LumaPicture* picture : pictures) {
        weight += std::sqrt(static_cast<double>(picture->pixels()));
        candidates_.push_back({picture->width, picture->height, DetailMap(*picture), weight});
    }
}

PictureChoice::Place PictureChoice::choose(steps::simulate::CounterRandom& random) const {
    Place place{};
    for (int i = 0; i < kTries; ++i) {
        const double weight = random.uniform() * candidates_.back().weight_up_to;
        const auto found = std::upper_bound(
            candidates_.begin(), candidates_.end() - 1, weight,
            [](double value, const Candidate& entry) { return value < entry.weight_up_to; });
        const auto any_below = [&](int places) {
            return static_cast<int>(random.uniform() * places) * grid_;
        };
        place.picture = static_cast<std::size_t>(found - candidates_.begin());
        place.x = any_below((found->width - side_) / grid_ + 1);
        place.y = any_below((found->height - side_) / grid_ + 1);
        if (random.chance(found->detail.chance(place.x + side_ / 2, place.y + side_ / 2))) {
            break;
        }
    }
    return place;
}

} // namespace kinovar::train
