#include "core/steps/timing/cadence_finder.h"

#include "core/pipeline/analysis.h"
#include "core/steps/timing/unblend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr std::int64_t kVersion = 1;
constexpr std::int64_t kStretches = 4;
constexpr std::int64_t kStretchFrames = 56; ///< two seconds: every pattern shows twice
constexpr int kLongestCycle = 30;
constexpr Cadence kTelevision{CadenceKind::Pulldown, 5, 4, 0};

/// Of the frames that tell something, the share whose fields lie in two frames: two in five of
/// pulldown, all of a shift.
constexpr double kLeastMended = 0.2;
constexpr double kMostlyMended = 0.7;
constexpr double kTelling = 0.02; ///< mean combing, in levels
constexpr double kClear = 0.25;

/// A repeated frame changes by less than this part of what its neighbours do.
constexpr double kRepeat = 0.3;
constexpr double kLeastChange = 0.7; ///< levels; where less changes nothing can be told
/// Of all rows of frames, how many must have the pattern's number of repeats.
constexpr double kAgreement = 0.9;
/// How far the share of repeats may lie off the pattern's.
constexpr double kOffShare = 0.03;
/// Misfit of mixed frames that is taken for quantisation and noise.
constexpr double kFits = 0.25;
/// A pattern must fit so much better than any other phase of it does at the median.
constexpr double kBetterThanOthers = 0.6;
constexpr int kMixedFrames = 2; ///< cycles of a mixed pattern looked at in one go

/// in and out of usual conversions, the most usual first.
constexpr std::array<std::array<int, 2>, 13> kUsual{{{5, 4},
                                                     {3, 2},
                                                     {25, 18},
                                                     {25, 24},
                                                     {4, 3},
                                                     {6, 5},
                                                     {2, 1},
                                                     {25, 16},
                                                     {15, 8},
                                                     {5, 3},
                                                     {15, 9},
                                                     {5, 2},
                                                     {9, 8}}};

/// What was seen of one stretch of frames.
struct Stretch {
    std::int64_t first = 0;
    std::vector<LumaPicture> lumas;
    std::vector<double> change; ///< to the frame before; [0] is 0
};

Result<std::vector<Stretch>> read_stretches(const pipeline::Clip& clip,
                                            const pipeline::Pull& pull) {
    const std::int64_t frames = clip.info().frames;
    const std::int64_t length = std::min(kStretchFrames, frames);
    std::vector<Stretch> stretches;
    std::int64_t from = 0;
    for (std::int64_t k = 0; k < kStretches; ++k) {
        const std::int64_t first = (frames - length) * k / (kStretches - 1);
        if (k > 0 && first < from) {
            continue; // a short film: the stretch before shows it
        }
        Stretch stretch{.first = first, .lumas = {}, .change = {}};
        for (std::int64_t n = first; n < first + length; ++n) {
            KINOVAR_TRY_ASSIGN(const FramePtr frame, clip.frame(n, pull));
            stretch.lumas.push_back(luma_picture(*frame));
            const std::size_t i = stretch.lumas.size() - 1;
            stretch.change.push_back(i == 0 ? 0
                                            : unlikeness(stretch.lumas[i - 1], stretch.lumas[i]));
        }
        from = first + length;
        stretches.push_back(std::move(stretch));
    }
    return stretches;
}

/// Share of frames, among those that tell, whose fields must be taken from two frames.
double mended_share(const std::vector<Stretch>& stretches) {
    int mended = 0;
    int telling = 0;
    for (const Stretch& stretch : stretches) {
        for (std::size_t i = 1; i < stretch.lumas.size(); ++i) {
            const LumaPicture& before = stretch.lumas[i - 1];
            const LumaPicture& now = stretch.lumas[i];
            const double own = combing(now, now);
            const double one = combing(now, before);
            const double two = combing(before, now);
            const double least = std::min({own, one, two});
            const double most = std::max({own, one, two});
            if (most - least > kTelling) {
                ++telling;
                mended += own - least > kClear * (most - least) ? 1 : 0;
            }
        }
    }
    return telling == 0 ? 0 : static_cast<double>(mended) / telling;
}

enum class Look : std::uint8_t { Still, Repeat, Fresh };

/// What each frame of a stretch looks like beside its neighbours; Still where nothing moves.
std::vector<Look> looks_of(const Stretch& stretch) {
    std::vector<Look> looks;
    const std::size_t count = stretch.change.size();
    for (std::size_t i = 1; i < count; ++i) {
        const double before = i > 1 ? stretch.change[i - 1] : 0;
        const double behind = i + 1 < count ? stretch.change[i + 1] : 0;
        const double moving = std::max({before, behind, stretch.change[i]});
        looks.push_back(moving < kLeastChange                  ? Look::Still
                        : stretch.change[i] < kRepeat * moving ? Look::Repeat
                                                               : Look::Fresh);
    }
    return looks;
}

/// Repeats of a cadence, counted in every row of frames as long as its cycle.
struct Regularity {
    std::int64_t rows = 0;    ///< in which everything moves
    std::int64_t regular = 0; ///< of these, with as many repeats as wanted, give or take one
    std::int64_t repeats = 0; ///< in all of them

    void add(const std::vector<Look>& looks, const Cadence& cadence) {
        for (auto row = looks.begin(); looks.end() - row >= cadence.in; ++row) {
            const auto end = row + cadence.in;
            if (std::find(row, end, Look::Still) != end) {
                continue;
            }
            const auto count = std::count(row, end, Look::Repeat);
            ++rows;
            repeats += count;
            regular += std::abs(count - (cadence.in - cadence.out)) <= 1 ? 1 : 0;
        }
    }
};

std::vector<Cadence> candidates(CadenceKind kind, const CadenceWish& wish, Rational rate) {
    std::vector<Cadence> list;
    if (wish.rate) {
        if (const auto one = cadence_between(rate, *wish.rate, kind)) {
            list.push_back(*one);
        }
        return list;
    }
    for (const auto& [in, out] : kUsual) {
        list.push_back({kind, in, out, 0});
    }
    return list;
}

std::optional<Cadence> find_duplicates(const std::vector<Stretch>& stretches,
                                       const std::vector<Cadence>& list) {
    std::optional<Cadence> found;
    double least = kOffShare;
    for (const Cadence& cadence : list) {
        Regularity seen;
        for (const Stretch& stretch : stretches) {
            seen.add(looks_of(stretch), cadence);
        }
        if (seen.rows == 0 ||
            static_cast<double>(seen.regular) < kAgreement * static_cast<double>(seen.rows)) {
            continue;
        }
        const double share =
            static_cast<double>(seen.repeats) / (static_cast<double>(seen.rows) * cadence.in);
        const double wanted = 1 - static_cast<double>(cadence.out) / cadence.in;
        const double off = std::abs(share - wanted);
        if (off < least && share > wanted / 2) {
            least = off;
            found = cadence;
        }
    }
    return found;
}

/// Mean misfit of a mixed cadence at a phase, over pieces of the stretches; −1: nothing told.
double misfit(const std::vector<Stretch>& stretches, const Cadence& cadence) {
    const std::int64_t length = std::max(cadence.in + 1, kMixedFrames * cadence.in / 2 + 1);
    double sum = 0;
    int count = 0;
    for (const Stretch& stretch : stretches) {
        if (static_cast<std::int64_t>(stretch.lumas.size()) < length) {
            continue;
        }
        const std::vector<LumaPicture> piece(stretch.lumas.begin(), stretch.lumas.begin() + length);
        const double one = blend_misfit(cadence, stretch.first, piece);
        sum += one < 0 ? 0 : one;
        count += one < 0 ? 0 : 1;
    }
    return count == 0 ? -1 : sum / count;
}

std::optional<Cadence> find_blend(const std::vector<Stretch>& stretches,
                                  const std::vector<Cadence>& list) {
    std::optional<Cadence> found;
    double least = kFits;
    for (const Cadence& cadence : list) {
        std::vector<double> all;
        Cadence best = cadence;
        for (int phase = 0; phase < cadence.in; ++phase) {
            Cadence shifted = cadence;
            shifted.phase = phase;
            const double fit = misfit(stretches, shifted);
            if (fit >= 0 && (all.empty() || fit < *std::min_element(all.begin(), all.end()))) {
                best = shifted;
            }
            all.push_back(fit < 0 ? 1 : fit);
        }
        const double lowest = *std::min_element(all.begin(), all.end());
        std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2),
                         all.end());
        if (lowest < least && lowest < kBetterThanOthers * all[all.size() / 2]) {
            least = lowest;
            found = best;
        }
    }
    return found;
}

Cadence search(const std::vector<Stretch>& stretches, const CadenceWish& wish, Rational rate) {
    const auto wanted = [&](CadenceKind kind) { return !wish.kind || *wish.kind == kind; };
    if (wanted(CadenceKind::Pulldown)) {
        const double mended = mended_share(stretches);
        if (mended > kMostlyMended) {
            return {CadenceKind::Shifted, 1, 1, 0};
        }
        if (mended > kLeastMended) {
            return kTelevision;
        }
    }
    if (wanted(CadenceKind::Duplicates)) {
        const auto list = candidates(CadenceKind::Duplicates, wish, rate);
        if (const auto found = find_duplicates(stretches, list)) {
            return *found;
        }
    }
    // A smooth pan fits a mix by chance: that is looked for only when asked for.
    if (wish.kind == CadenceKind::Blended) {
        const auto list = candidates(CadenceKind::Blended, wish, rate);
        if (const auto found = find_blend(stretches, list)) {
            return *found;
        }
    }
    return {};
}

} // namespace

std::optional<Cadence> cadence_between(Rational from, Rational to, CadenceKind kind) {
    if (!from.known() || !to.known() || to.value() >= from.value()) {
        return std::nullopt;
    }
    for (int in = 2; in <= kLongestCycle; ++in) {
        const double out = in * to.value() / from.value();
        // 24 in 29.97 is meant as 23.976 in 29.97: a part in a thousand is the same pattern.
        constexpr double kSamePattern = 0.0015;
        if (std::abs(out - std::round(out)) < kSamePattern * out && std::round(out) >= 1) {
            return Cadence{kind, in, static_cast<int>(std::lround(out)), 0};
        }
    }
    return std::nullopt;
}

Result<Cadence> find_cadence(const pipeline::ClipPtr& clip, const CadenceWish& wish,
                             const pipeline::Pull& pull) {
    const Rational rate = clip->info().rate;
    const Rational wanted = wish.rate.value_or(Rational{0, 1});
    const Hash128 key = Hasher()
                            .add(clip->info().key)
                            .add("find cadence")
                            .add(kVersion)
                            .add(static_cast<std::int64_t>(wish.kind.value_or(CadenceKind::None)))
                            .add(wanted.num)
                            .add(wanted.den)
                            .finish();
    KINOVAR_TRY_ASSIGN(
        const auto bytes, pipeline::analyses().get(key, [&]() -> Result<std::string> {
            KINOVAR_TRY_ASSIGN(const auto stretches, read_stretches(*clip, pull));
            const Cadence found = search(stretches, wish, rate);
            return std::string{static_cast<char>(found.kind), static_cast<char>(found.in),
                               static_cast<char>(found.out), static_cast<char>(found.phase)};
        }));
    constexpr std::size_t kStored = 4;
    const std::string& stored = *bytes;
    if (stored.size() != kStored || stored[0] <= 0 || stored[1] <= 0 || stored[2] <= 0 ||
        stored[0] > static_cast<char>(CadenceKind::Blended) || stored[1] < stored[2] ||
        stored[3] < 0 || stored[3] >= stored[1]) {
        return failure(ErrorCode::NotFound, "no pattern of repeated or mixed frames was found",
                       "leave telecine out, or say what it is with mode=… and fps=…");
    }
    return Cadence{static_cast<CadenceKind>(stored[0]), stored[1], stored[2], stored[3]};
}

} // namespace kinovar::steps
