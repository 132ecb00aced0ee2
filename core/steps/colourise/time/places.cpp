#include "core/steps/colourise/places.h"

#include "core/steps/colourise/time/hint_track.h"

namespace kinovar::colourise {

Result<std::vector<std::vector<Place>>> places_at(const std::vector<ColourHint>& hints,
                                                  std::int64_t n, const pipeline::ClipPtr& clip,
                                                  const pipeline::Pull& pull) {
    const Motion motion(clip);
    std::vector<std::vector<Place>> places;
    places.reserve(hints.size());
    for (const ColourHint& hint : hints) {
        // One by one: those that are not there leave no gap in what hints_at() gives.
        KINOVAR_TRY_ASSIGN(auto placed, hints_at({hint}, n, motion, pull));
        places.push_back(placed.empty() ? std::vector<Place>() : std::move(placed[0].places));
    }
    return places;
}

} // namespace kinovar::colourise
