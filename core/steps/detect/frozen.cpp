#include "core/steps/detect/frozen.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::detect {

namespace {

// A camera's frames differ at least by grain: a repeat differs by what the coding made of it.
constexpr double kRepeat = 0.2;      // of the usual change
constexpr double kExact = 0.02;      // levels: the same frame to the bit, or almost
constexpr double kLeastUsual = 0.4;  // levels: a shot that changes less stands still anyhow
constexpr double kMoving = 0.5;      // of the change before (or after) a run: it stops abruptly
constexpr std::size_t kBeside = 6;   // frames that tell how much moved there
constexpr std::size_t kManyRuns = 4; // and at least as large a share of the frames:
constexpr double kManyShare = 1.0 / 12;
constexpr double kLongRun = 12; // frames after which a run cannot be missed

/// Repeats first … last (indices of changes).
struct Run {
    std::size_t first = 0;
    std::size_t last = 0;
};

/// Median of the changes that are not those of the same frame again; 0: there are none.
double usual_change(std::span<const double> changes) {
    std::vector<double> moving;
    std::copy_if(changes.begin(), changes.end(), std::back_inserter(moving),
                 [](double change) { return change > kExact; });
    if (moving.empty()) {
        return 0;
    }
    const auto middle = moving.begin() + static_cast<std::ptrdiff_t>(moving.size() / 2);
    std::nth_element(moving.begin(), middle, moving.end());
    return *middle;
}

/// Whether it moved as ever up to change `last`, or moves so from change `first` on: what slows
/// down comes to rest by itself.
bool moves_up_to(std::span<const double> changes, std::size_t last, double usual) {
    const std::size_t count = std::min(kBeside, last);
    const double here = usual_change(changes.subspan(last + 1 - count, count));
    return changes[last] > kMoving * std::max(usual, here);
}
bool moves_from(std::span<const double> changes, std::size_t first, double usual) {
    const std::size_t count = std::min(kBeside, changes.size() - first);
    const double here = usual_change(changes.subspan(first, count));
    return changes[first] > kMoving * std::max(usual, here);
}

std::vector<Run> runs_of(std::span<const double> changes, double usual) {
    std::vector<Run> runs;
    const auto repeats = [&](std::size_t i) { return changes[i] < kRepeat * usual; };
    for (std::size_t i = 1; i < changes.size(); ++i) {
        if (!repeats(i)) {
            continue;
        }
        Run run{i, i};
        while (run.last + 1 < changes.size() && repeats(run.last + 1)) {
            ++run.last;
        }
        i = run.last;
        const bool before = run.first > 1 && moves_up_to(changes, run.first - 1, usual);
        const bool after =
            run.last + 1 < changes.size() && moves_from(changes, run.last + 1, usual);
        const bool at_edge = run.first == 1 || run.last + 1 == changes.size();
        if ((before && after) || (at_edge && (before || after))) {
            runs.push_back(run);
        }
    }
    return runs;
}

Proposal cadence_of(const pipeline::Shot& shot, std::size_t repeats, std::size_t frames) {
    return {.kind = "frozen",
            .first = shot.first,
            .last = shot.last,
            .worst = shot.first,
            .severity = 0.5,
            .text = fmt::format("{} of {} frames repeat the one before, as in a film brought to "
                                "another frame rate",
                                repeats, frames),
            .fix = "telecine"};
}

Proposal proposal_of(const pipeline::Shot& shot, const Run& run) {
    const auto first = shot.first + static_cast<std::int64_t>(run.first);
    const auto last = shot.first + static_cast<std::int64_t>(run.last);
    const auto length = static_cast<double>(last - first + 1);
    return {.kind = "frozen",
            .first = first,
            .last = last,
            .worst = first,
            .severity = std::min(1.0, 0.3 + 0.7 * length / kLongRun),
            .text = first == last
                        ? fmt::format("repeats frame {} while the shot moves", first - 1)
                        : fmt::format("{} frames stand still at frame {} while the shot moves",
                                      last - first + 1, first - 1),
            .fix = "replace"};
}

} // namespace

std::vector<Proposal> frozen_frames(const pipeline::Shot& shot, std::span<const double> changes) {
    if (changes.size() < 3) {
        return {};
    }
    const double usual = usual_change(changes.subspan(1));
    if (usual < kLeastUsual) {
        return {};
    }
    const std::vector<Run> runs = runs_of(changes, usual);
    std::size_t repeats = 0;
    for (const Run& run : runs) {
        repeats += run.last - run.first + 1;
    }
    if (runs.size() >= kManyRuns &&
        static_cast<double>(runs.size()) >= kManyShare * static_cast<double>(changes.size())) {
        return {cadence_of(shot, repeats, changes.size())};
    }
    std::vector<Proposal> proposals;
    for (const Run& run : runs) {
        proposals.push_back(proposal_of(shot, run));
    }
    return proposals;
}

} // namespace kinovar::detect
