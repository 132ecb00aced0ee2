#include "core/steps/timing/cadence.h"

#include "core/pipeline/analysis.h"
#include "core/steps/measure/shots.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace kinovar::steps {

namespace {

constexpr std::int64_t kVersion = 1;
/// About so many frames are looked at in one go.
constexpr std::int64_t kBlockFrames = 240;
/// A match must take away so much of the combing that the worst one has. A frame whose fields are
/// one original apart is halfway to a match of two apart.
constexpr double kBetter = 0.2;
/// Combing, in levels, that is worth a change.
constexpr double kWorthwhile = 0.02;
/// Repeats are told for sure when each changes less than so much of any frame that is kept.
constexpr double kSure = 0.5;
/// Cycles to each side that help where a cycle alone cannot tell.
constexpr int kHelpers = 4;
/// Of an unlikeness in that help: a cut shall not outweigh everything.
constexpr double kMostChange = 20;

void take_lines(LumaPicture& to, const LumaPicture& from, int first) {
    for (int y = first; y < to.height; y += 2) {
        std::copy_n(from.row(y), to.width,
                    to.pixels.data() +
                        static_cast<std::size_t>(y) * static_cast<std::size_t>(to.width));
    }
}

struct Candidate {
    FieldMatch match;
    const LumaPicture* upper;
    const LumaPicture* lower;
};

} // namespace

FieldMatch match_fields(const LumaPicture& now, const LumaPicture* before,
                        const LumaPicture* behind) {
    // Always the upper field stays: of two originals that a frame shows, one frame must not choose
    // the earlier and the next the later. Only at the ends of a shot, where a partner may be
    // missing, the other field may stay.
    std::vector<Candidate> candidates;
    const bool at_end = before == nullptr || behind == nullptr;
    if (before != nullptr) {
        candidates.push_back({FieldMatch::LowerBefore, &now, before});
    }
    if (behind != nullptr) {
        candidates.push_back({FieldMatch::LowerBehind, &now, behind});
    }
    if (before != nullptr && at_end) {
        candidates.push_back({FieldMatch::UpperBefore, before, &now});
    }
    if (behind != nullptr && at_end) {
        candidates.push_back({FieldMatch::UpperBehind, behind, &now});
    }
    const double own = combing(now, now);
    FieldMatch best = FieldMatch::Own;
    double least = own;
    double most = own;
    for (const Candidate& candidate : candidates) {
        const double combs = combing(*candidate.upper, *candidate.lower);
        most = std::max(most, combs);
        if (combs < least) {
            least = combs;
            best = candidate.match;
        }
    }
    const double gain = own - least;
    return gain > kWorthwhile && gain > kBetter * (most - least) ? best : FieldMatch::Own;
}

LumaPicture matched_luma(FieldMatch match, const LumaPicture& now, const LumaPicture* before,
                         const LumaPicture* behind) {
    LumaPicture picture = now;
    switch (match) {
    case FieldMatch::LowerBefore:
        take_lines(picture, *before, 1);
        break;
    case FieldMatch::UpperBefore:
        take_lines(picture, *before, 0);
        break;
    case FieldMatch::LowerBehind:
        take_lines(picture, *behind, 1);
        break;
    case FieldMatch::UpperBehind:
        take_lines(picture, *behind, 0);
        break;
    default:
        break;
    }
    return picture;
}

CadenceReader::CadenceReader(pipeline::ClipPtr input, const Cadence& cadence)
    : input_(std::move(input)), cadence_(cadence),
      block_((kBlockFrames + cadence.in - 1) / cadence.in * cadence.in) {
    const std::int64_t frames = input_->info().frames;
    frames_ = std::max<std::int64_t>(
        1, std::llround(static_cast<double>(frames * cadence.out) / cadence.in));
}

Result<CadenceReader::Facts> CadenceReader::measure(std::int64_t first, std::int64_t last,
                                                    const pipeline::Pull& pull) const {
    const bool fields = cadence_.kind != CadenceKind::Duplicates;
    const std::int64_t frames = input_->info().frames;
    const auto shots = shots_of(input_);
    std::array<std::shared_ptr<const LumaPicture>, 3> window; // before, now, behind
    const auto luma_at = [&](std::int64_t n) -> Result<std::shared_ptr<const LumaPicture>> {
        KINOVAR_TRY_ASSIGN(const FramePtr frame, input_->frame(n, pull));
        return std::make_shared<const LumaPicture>(luma_picture(*frame));
    };
    Facts facts;
    LumaPicture earlier;
    const std::int64_t start = std::max<std::int64_t>(0, first - 1);
    for (std::int64_t n = start; n <= last; ++n) {
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        if (n == start) {
            KINOVAR_TRY_ASSIGN(window[1], luma_at(n));
            if (fields && n > 0) {
                KINOVAR_TRY_ASSIGN(window[0], luma_at(n - 1));
            }
        } else {
            window[0] = window[1];
            window[1] = window[2];
            if (!window[1]) {
                KINOVAR_TRY_ASSIGN(window[1], luma_at(n));
            }
        }
        window[2] = nullptr;
        if (fields && n + 1 < frames) {
            KINOVAR_TRY_ASSIGN(window[2], luma_at(n + 1));
        }
        KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, shots->shot_of(n, pull));
        const LumaPicture* before = n > shot.first ? window[0].get() : nullptr;
        const LumaPicture* behind = n < shot.last ? window[2].get() : nullptr;
        CadenceFacts fact;
        if (fields) {
            fact.match = match_fields(*window[1], before, behind);
        }
        LumaPicture matched = matched_luma(fact.match, *window[1], before, behind);
        fact.change = earlier.pixels.empty() ? std::numeric_limits<double>::max()
                                             : unlikeness(earlier, matched);
        earlier = std::move(matched);
        if (n >= first) {
            facts.push_back(fact);
        }
    }
    return facts;
}

Result<CadenceReader::Facts> CadenceReader::facts_of_block(std::int64_t block,
                                                           const pipeline::Pull& pull) const {
    const std::int64_t first = block * block_;
    const std::int64_t last = std::min(first + block_, input_->info().frames) - 1;
    const Hash128 key = Hasher()
                            .add(input_->info().key)
                            .add("cadence")
                            .add(kVersion)
                            .add(static_cast<std::int64_t>(cadence_.kind))
                            .add(first)
                            .add(last)
                            .finish();
    KINOVAR_TRY_ASSIGN(const auto bytes,
                       pipeline::analyses().get(key, [&]() -> Result<std::string> {
                           KINOVAR_TRY_ASSIGN(const Facts facts, measure(first, last, pull));
                           nlohmann::json json = nlohmann::json::array();
                           for (const CadenceFacts& fact : facts) {
                               json.push_back({static_cast<int>(fact.match), fact.change});
                           }
                           const std::vector<std::uint8_t> packed = nlohmann::json::to_cbor(json);
                           return std::string(packed.begin(), packed.end());
                       }));
    const nlohmann::json json = nlohmann::json::from_cbor(*bytes, true, false);
    Facts facts;
    for (const auto& item : json) {
        if (item.is_array() && item.size() == 2 && item[0].is_number() && item[1].is_number()) {
            const int match = std::clamp(item[0].get<int>(), 0, kFieldMatches - 1);
            facts.push_back({static_cast<FieldMatch>(match), item[1].get<double>()});
        }
    }
    if (static_cast<std::int64_t>(facts.size()) != last - first + 1) {
        return measure(first, last, pull); // kept by another version
    }
    return facts;
}

/// Which frames of a cycle are repeats: the `drop` that change least, or, where these are hard to
/// tell from the others, those at the places that change least in the cycles around.
std::vector<int> CadenceReader::dropped(const Facts& facts, std::int64_t cycle_start, int length,
                                        int drop) const {
    const auto at = [&](std::int64_t i) { return facts[static_cast<std::size_t>(i)].change; };
    std::vector<int> order(static_cast<std::size_t>(length));
    std::iota(order.begin(), order.end(), 0);
    const auto by = [&](const std::vector<double>& cost) {
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
            return cost[static_cast<std::size_t>(a)] < cost[static_cast<std::size_t>(b)];
        });
    };
    std::vector<double> own;
    for (int i = 0; i < length; ++i) {
        own.push_back(at(cycle_start + i));
    }
    by(own);
    const auto count = static_cast<std::size_t>(drop);
    const bool sure = count == 0 || count >= order.size() ||
                      own[static_cast<std::size_t>(order[count - 1])] <
                          kSure * own[static_cast<std::size_t>(order[count])];
    if (!sure) {
        std::vector<double> around(own.size(), 0);
        for (int cycle = -kHelpers; cycle <= kHelpers; ++cycle) {
            const std::int64_t start = cycle_start + static_cast<std::int64_t>(cycle) * cadence_.in;
            for (int i = 0; i < length; ++i) {
                if (start + i >= 0 && start + i < static_cast<std::int64_t>(facts.size())) {
                    around[static_cast<std::size_t>(i)] += std::min(at(start + i), kMostChange);
                }
            }
        }
        std::iota(order.begin(), order.end(), 0);
        by(around);
    }
    order.resize(count);
    return order;
}

Result<CadenceReader::Place> CadenceReader::place_of(std::int64_t n,
                                                     const pipeline::Pull& pull) const {
    const std::int64_t input_frames = input_->info().frames;
    const std::int64_t last_cycle = (input_frames - 1) / cadence_.in;
    const std::int64_t cycle = std::min(n / cadence_.out, last_cycle);
    const std::int64_t start = cycle * cadence_.in;
    const std::int64_t block = start / block_;
    KINOVAR_TRY_ASSIGN(const Facts facts, facts_of_block(block, pull));
    const int length = static_cast<int>(std::min<std::int64_t>(cadence_.in, input_frames - start));
    const std::int64_t stay = cycle == last_cycle ? frames_ - cycle * cadence_.out : cadence_.out;
    const int drop = std::max(0, length - static_cast<int>(stay));
    const std::int64_t in_block = start - block * block_;
    const std::vector<int> gone = dropped(facts, in_block, length, drop);
    std::int64_t wanted = n - cycle * cadence_.out;
    int place = 0;
    for (int i = 0; i < length; ++i) {
        if (std::find(gone.begin(), gone.end(), i) == gone.end()) {
            place = i;
            if (wanted-- == 0) {
                break;
            }
        }
    }
    return Place{start + place, facts[static_cast<std::size_t>(in_block + place)].match};
}

} // namespace kinovar::steps
