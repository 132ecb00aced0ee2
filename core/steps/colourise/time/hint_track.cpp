#include "core/steps/colourise/time/hint_track.h"

namespace kinovar::colourise {

Result<std::vector<PlacedHint>> hints_at(const std::vector<ColourHint>& hints, std::int64_t n,
                                         const Motion& /*motion*/, const pipeline::Pull& /*pull*/) {
    std::vector<PlacedHint> placed;
    for (const ColourHint& hint : hints) {
        if (n >= hint.first && n <= hint.last && !hint.keys.empty()) {
            placed.push_back(
                {hint.shape, hint.keys.front().places, hint.colour, hint.size, hint.strength});
        }
    }
    return placed;
}

} // namespace kinovar::colourise
