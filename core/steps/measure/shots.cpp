#include "core/steps/measure/shots.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <mutex>
#include <set>

namespace kinovar::steps {

namespace {

/// Likeness over a cut is below this …
constexpr double kUnlike = 0.72;
/// … and this much below that of the frames around it.
constexpr double kDrop = 0.14;
/// Frames looked at on each side for what is usual here.
constexpr std::int64_t kAround = 8;
/// Frames over which a cut must be seen from both sides.
constexpr std::int64_t kMargin = 3;
/// Contrast, in 8-bit levels, of a picture that has faded away.
constexpr double kFaded = 6;
/// Share of its contrast that a picture has kept when a fade begins.
constexpr double kFadeBegins = 0.85;
constexpr std::int64_t kLongestFade = 120;
constexpr double kFlashLight = 0.25; ///< ln of the factor

/// Likeness over the gap before frame i: the best of the pairs that cross it.
double likeness_over(std::span<const SurveyFacts> facts, std::size_t i) {
    double best = facts[i].likeness[0];
    best = std::max(best, facts[i].likeness[1]);
    if (i + 1 < facts.size()) {
        best = std::max(best, facts[i + 1].likeness[1]); // i − 1 to i + 1
        best = std::max(best, facts[i + 1].likeness[2]); // i − 2 to i + 1
    }
    return best;
}

/// What likeness is usual around frame i, leaving out the gaps that touch it.
double usual_likeness(std::span<const SurveyFacts> facts, std::size_t i) {
    std::vector<double> around;
    const auto at = static_cast<std::int64_t>(i);
    for (std::int64_t j = at - kAround; j <= at + kAround; ++j) {
        if (j > 0 && j < static_cast<std::int64_t>(facts.size()) && std::abs(j - at) > 1) {
            around.push_back(facts[static_cast<std::size_t>(j)].likeness[0]);
        }
    }
    if (around.empty()) {
        return 1;
    }
    const auto middle = around.begin() + static_cast<std::ptrdiff_t>(around.size() / 2);
    std::nth_element(around.begin(), middle, around.end());
    return *middle;
}

/// Fades: from where the contrast is lost, back (or on) to where it was whole.
void add_fades(std::span<const SurveyFacts> facts, std::int64_t first,
               std::vector<CutEvent>& events) {
    const auto count = static_cast<std::int64_t>(facts.size());
    const auto contrast = [&](std::int64_t i) {
        return facts[static_cast<std::size_t>(i)].contrast;
    };
    const auto gradual = [&](std::int64_t from, int step) {
        std::int64_t length = 0;
        double last = contrast(from);
        for (std::int64_t i = from + step; i >= 0 && i < count && length < kLongestFade;
             i += step) {
            if (contrast(i) < last) {
                break;
            }
            last = contrast(i);
            ++length;
        }
        constexpr std::int64_t kShortestFade = 4;
        return length >= kShortestFade && last * kFadeBegins > 3 * kFaded;
    };
    for (std::int64_t i = 0; i < count; ++i) {
        const bool dark = contrast(i) < kFaded;
        if (dark && i > 0 && contrast(i - 1) >= kFaded && gradual(i, -1)) {
            events.push_back({first + i, CutKind::FadeOut, 1});
        }
        if (dark && i + 1 < count && contrast(i + 1) >= kFaded && gradual(i, 1)) {
            events.push_back({first + i, CutKind::FadeIn, 1});
        }
    }
}

void add_flashes(std::span<const SurveyFacts> facts, std::int64_t first,
                 std::vector<CutEvent>& events) {
    for (std::size_t i = 1; i + 1 < facts.size(); ++i) {
        const double before = facts[i].motion[0].light[0];
        const double after = facts[i + 1].motion[0].light[0];
        if (before * after < 0 && std::min(std::abs(before), std::abs(after)) > kFlashLight &&
            facts[i + 1].likeness[1] > kUnlike) {
            events.push_back({first + static_cast<std::int64_t>(i), CutKind::Flash, 1});
        }
    }
}

class ListedShots final : public pipeline::ShotFinder {
public:
    ListedShots(std::vector<std::int64_t> cuts, std::int64_t frames)
        : cuts_(std::move(cuts)), frames_(frames) {}

    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t n,
                                                 const pipeline::Pull& /*pull*/) const override {
        const auto next = std::upper_bound(cuts_.begin(), cuts_.end(), n);
        return pipeline::Shot{next == cuts_.begin() ? 0 : *std::prev(next),
                              next == cuts_.end() ? frames_ - 1 : *next - 1};
    }

private:
    std::vector<std::int64_t> cuts_;
    std::int64_t frames_;
};

/// Looks for cuts block by block, as far from the wanted frame as its shot reaches.
class DetectedShots final : public pipeline::ShotFinder {
public:
    explicit DetectedShots(Survey survey) : survey_(std::move(survey)) {}

    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t n,
                                                 const pipeline::Pull& pull) const override {
        const std::lock_guard lock(mutex_);
        const std::int64_t blocks = (frames() + kBlock - 1) / kBlock;
        std::int64_t low = n / kBlock;
        std::int64_t high = low;
        KINOVAR_TRY(look_at(low, pull));
        for (;;) {
            const auto next = cuts_.upper_bound(n);
            const bool starts_known = next != cuts_.begin() || low == 0;
            const std::int64_t start = next == cuts_.begin() ? 0 : *std::prev(next);
            if (!(starts_known && (low == 0 || start >= low * kBlock))) {
                KINOVAR_TRY(look_at(--low, pull));
                continue;
            }
            const bool ends_known = next != cuts_.end() && *next < (high + 1) * kBlock;
            if (ends_known || high + 1 == blocks) {
                return pipeline::Shot{start, ends_known ? *next - 1 : frames() - 1};
            }
            KINOVAR_TRY(look_at(++high, pull));
        }
    }

private:
    static constexpr std::int64_t kBlock = 64;

    [[nodiscard]] std::int64_t frames() const { return survey_.scan()->info().frames; }

    /// Finds the cuts that lie in a block.
    [[nodiscard]] Status look_at(std::int64_t block, const pipeline::Pull& pull) const {
        if (seen_.contains(block)) {
            return {};
        }
        const std::int64_t from = std::max<std::int64_t>(0, block * kBlock - kAround - kMargin);
        const std::int64_t to =
            std::min(frames() - 1, (block + 1) * kBlock - 1 + kAround + kMargin);
        KINOVAR_TRY_ASSIGN(const std::vector<SurveyFacts> facts, survey_.facts(from, to, pull));
        for (const CutEvent& cut : find_cuts(facts, from)) {
            if (cut.frame / kBlock == block) {
                cuts_.insert(cut.frame);
            }
        }
        seen_.insert(block);
        return {};
    }

    Survey survey_;
    mutable std::mutex mutex_; // guards all below
    mutable std::set<std::int64_t> seen_;
    mutable std::set<std::int64_t> cuts_;
};

} // namespace

std::string_view to_string(CutKind kind) {
    switch (kind) {
    case CutKind::Cut:
        return "cut";
    case CutKind::FadeOut:
        return "fade-out";
    case CutKind::FadeIn:
        return "fade-in";
    case CutKind::Flash:
        return "flash";
    }
    return "";
}

std::vector<CutEvent> find_cuts(std::span<const SurveyFacts> facts, std::int64_t first) {
    std::vector<CutEvent> cuts;
    for (std::size_t i = 1; i < facts.size(); ++i) {
        const double over = likeness_over(facts, i);
        const double drop = usual_likeness(facts, i) - over;
        if (over >= kUnlike || drop < kDrop) {
            continue;
        }
        const CutEvent cut{first + static_cast<std::int64_t>(i), CutKind::Cut,
                           std::clamp(0.5 + drop, 0.0, 1.0)};
        // Of two gaps side by side the less alike is the cut.
        if (!cuts.empty() && cuts.back().frame + 1 == cut.frame) {
            if (facts[i].likeness[0] < facts[i - 1].likeness[0]) {
                cuts.back() = cut;
            }
        } else {
            cuts.push_back(cut);
        }
    }
    return cuts;
}

std::vector<CutEvent> find_events(std::span<const SurveyFacts> facts, std::int64_t first) {
    std::vector<CutEvent> events = find_cuts(facts, first);
    add_fades(facts, first, events);
    add_flashes(facts, first, events);
    std::stable_sort(events.begin(), events.end(),
                     [](const CutEvent& a, const CutEvent& b) { return a.frame < b.frame; });
    return events;
}

std::shared_ptr<const pipeline::ShotFinder> detected_shots(Survey survey) {
    return std::make_shared<DetectedShots>(std::move(survey));
}

std::shared_ptr<const pipeline::ShotFinder> listed_shots(std::vector<std::int64_t> cuts,
                                                         std::int64_t frames) {
    assert(std::is_sorted(cuts.begin(), cuts.end()));
    return std::make_shared<ListedShots>(std::move(cuts), frames);
}

std::shared_ptr<const pipeline::ShotFinder> shots_of(const pipeline::ClipPtr& clip) {
    return clip->info().shots ? clip->info().shots : detected_shots(survey_of(clip));
}

std::vector<std::int64_t> neighbours(const pipeline::Shot& shot, std::int64_t n, int radius) {
    std::vector<std::int64_t> found;
    for (int distance = 1; distance <= radius; ++distance) {
        for (const std::int64_t at : {n - distance, n + distance}) {
            if (at >= shot.first && at <= shot.last) {
                found.push_back(at);
            }
        }
    }
    return found;
}

} // namespace kinovar::steps
