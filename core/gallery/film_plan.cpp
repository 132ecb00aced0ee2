#include "core/gallery/film_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::gallery {

namespace {

constexpr double kLeastRate = 1;
constexpr double kMostRate = 120;
constexpr double kLeastSolo = 0.4; ///< seconds; a shorter look is none
constexpr double kMostSolo = 600;
constexpr double kMostPassage = 30;

/// 24, 23.976 (24000/1001), 12.5 (12500/1000 reduced) …
Rational rate_of(double fps) {
    constexpr std::int64_t kThousand = 1000;
    const double whole = std::round(fps);
    if (std::abs(fps - whole) < 1e-6) {
        return {static_cast<std::int64_t>(whole), 1};
    }
    const double above = std::ceil(fps);
    if (std::abs(fps - above * kThousand / (kThousand + 1)) < 1e-3) {
        return {static_cast<std::int64_t>(above) * kThousand, kThousand + 1};
    }
    return Rational{std::llround(fps * kThousand), kThousand}.reduced();
}

Status check(const GalleryOptions& options) {
    const auto within = [](double value, double least, double most) {
        return value >= least && value <= most; // false for what is no number
    };
    const auto wrong = [](const std::string& what, std::string hint) {
        return failure(ErrorCode::InvalidArgument, what, std::move(hint));
    };
    if (!within(options.fps, kLeastRate, kMostRate)) {
        return wrong(fmt::format("{} frames a second are not possible", options.fps),
                     fmt::format("choose {} to {}", kLeastRate, kMostRate));
    }
    if (options.total == 0 && !within(options.per_face, kLeastSolo, kMostSolo)) {
        return wrong(fmt::format("{} seconds a face are not possible", options.per_face),
                     fmt::format("choose {} to {}", kLeastSolo, kMostSolo));
    }
    if (!within(options.passage, 0, kMostPassage)) {
        return wrong(fmt::format("a passage of {} seconds is not possible", options.passage),
                     fmt::format("choose 0 to {}", kMostPassage));
    }
    if (!within(options.fade, 0, kMostPassage)) {
        return wrong(fmt::format("a fade of {} seconds is not possible", options.fade),
                     fmt::format("choose 0 to {}", kMostPassage));
    }
    return {};
}

} // namespace

std::int64_t FilmPlan::frames() const {
    std::int64_t sum = 0;
    for (const Section& section : sections) {
        sum += section.frames;
    }
    return sum;
}

double FilmPlan::life() const {
    return seconds(2 * passage + solo);
}

Result<FilmPlan> plan_film(std::size_t portraits, const GalleryOptions& options) {
    KINOVAR_TRY(check(options));
    FilmPlan plan;
    plan.rate = rate_of(options.fps);
    const auto frames_of = [&](double seconds) {
        return static_cast<std::int64_t>(std::llround(seconds * plan.rate.value()));
    };
    const auto count = static_cast<std::int64_t>(portraits);
    plan.passage = frames_of(options.passage);
    const std::int64_t title = options.title.empty() ? 0 : frames_of(kTitleSeconds) + plan.passage;
    std::int64_t longer = 0; // so many solos have a frame more
    if (options.total > 0) {
        const std::int64_t alone = frames_of(options.total) - title - (count - 1) * plan.passage;
        if (alone < count * frames_of(kLeastSolo)) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{} portraits with passages of {} s do not fit into {} s",
                                       count, options.passage, options.total),
                           "make the film longer, or the passages shorter");
        }
        plan.solo = alone / count;
        longer = alone % count;
    } else {
        plan.solo = std::max<std::int64_t>(1, frames_of(options.per_face));
    }
    if (title > 0) {
        plan.sections.push_back({Section::Kind::Title, 0, title, true, false, {}});
    }
    for (std::int64_t i = 0; i < count; ++i) {
        const auto number = static_cast<std::size_t>(i);
        const bool last = i + 1 == count;
        plan.sections.push_back({Section::Kind::Solo,
                                 number,
                                 plan.solo + (i < longer ? 1 : 0),
                                 i == 0 && title == 0,
                                 last,
                                 {}});
        if (!last && plan.passage > 0) {
            plan.sections.push_back(
                {Section::Kind::Passage, number, plan.passage, false, false, {}});
        }
    }
    return plan;
}

} // namespace kinovar::gallery
