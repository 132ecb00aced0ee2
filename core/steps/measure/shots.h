#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/measure/survey.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace kinovar::steps {

/// What a detector says happens at a frame.
enum class CutKind : std::uint8_t {
    Cut,     ///< a shot begins with this frame
    FadeOut, ///< the picture has gone dark (or white) by this frame
    FadeIn,  ///< the picture begins to come up at this frame
    Flash,   ///< a frame unlike its neighbours in light, inside a shot
};
[[nodiscard]] std::string_view to_string(CutKind kind);

struct CutEvent {
    std::int64_t frame = 0;
    CutKind kind = CutKind::Cut;
    double certainty = 1; ///< 0 to 1
    friend bool operator==(const CutEvent&, const CutEvent&) = default;
};

/// Cuts between frames first + 1 and the last of `facts` (facts[i] is of frame first + i). A frame
/// begins a shot when neither it nor the one after it is like either of the two before: so a flash,
/// a torn frame or a fast pan is none. Facts of at least two frames on each side make it sure.
[[nodiscard]] std::vector<CutEvent> find_cuts(std::span<const SurveyFacts> facts,
                                              std::int64_t first);

/// The same with fades and flashes.
[[nodiscard]] std::vector<CutEvent> find_events(std::span<const SurveyFacts> facts,
                                                std::int64_t first);

/// Shots found by a survey, as far as they are asked for.
[[nodiscard]] std::shared_ptr<const pipeline::ShotFinder> detected_shots(Survey survey);

/// Shots between cuts that are known. `cuts`: first frames of shots, ascending, above 0.
[[nodiscard]] std::shared_ptr<const pipeline::ShotFinder>
listed_shots(std::vector<std::int64_t> cuts, std::int64_t frames);

/// The shots of a clip: those that a step before found, or else found on its scan.
[[nodiscard]] std::shared_ptr<const pipeline::ShotFinder> shots_of(const pipeline::ClipPtr& clip);

/// The frames from n − radius to n + radius that lie in n's shot, without n; nearest first, and of
/// two as near the earlier first.
[[nodiscard]] std::vector<std::int64_t> neighbours(const pipeline::Shot& shot, std::int64_t n,
                                                   int radius);

} // namespace kinovar::steps
