#include "core/steps/restore/scratch_tracks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace kinovar::steps {

namespace {

constexpr double kReferenceLines = 480;
constexpr int kMostLines = 12;       ///< of one polarity in one run of frames
constexpr float kToll = 0.45F;       ///< of a vote; what noise does not reach
constexpr float kMoveCost = 0.05F;   ///< for each pixel of drift
constexpr float kSeenVote = 0.30F;   ///< a scratch shows on the frame
constexpr float kStrongVote = 0.62F; ///< beyond doubt
constexpr int kLeastStrong = 8;      ///< frames
constexpr double kStrongRidge = 3.2; ///< deviations over the columns that count as a strong vote
constexpr float kMostRidgeVote = 0.75F;
constexpr double kEcho = 1.3;       ///< a line beside, so much stronger, makes this one its echo
constexpr double kLeastBand = 0.35; ///< of the bands' median; what a line shows in each but one
constexpr int kTiltFrames = 7;      ///< to either side, whose median is a frame's tilt
constexpr int kForget = 5;          ///< columns beside a path that are no other scratch
constexpr float kFullVote = 255.0F;
constexpr float kRidgeUnits = 16.0F;

// Scratch or part of the picture.
constexpr double kMostFollowing = 0.4; ///< slope on the picture's movement
constexpr double kClearError = 0.2;    ///< of that slope, below which it decides
constexpr double kFarMovement = 4;     ///< px; faster movement is not trusted
constexpr double kLivelyStill = 2.5;   ///< change of depth over the picture's, camera at rest
constexpr double kLivelyMoving = 1.3;  ///< the same, for lines that do not stir at all
constexpr double kFrozen = 0.02;       ///< px; deviation of a line that does not stir
constexpr double kMostWander = 0.6;    ///< px at 480 lines from frame to frame (rms)
constexpr double kWanderShare = 0.85;  ///< of the steps; an end may lie on something else
constexpr int kLeastSteps = 6;

/// A path through the frames from `from` on.
struct Path {
    std::size_t from = 0;
    std::vector<int> columns;
    std::vector<float> votes;
};

/// Ridge of one frame at a column in levels, signed so that the line is positive: the mean over the
/// bands without the highest and the lowest.
double ridge_at(const ScratchVotes& votes, int x, int polarity) {
    double sum = 0, low = 1e9, high = -1e9;
    for (const auto& band : votes.ridge) {
        const double value = band[static_cast<std::size_t>(x)] / kRidgeUnits * polarity;
        sum += value;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    return (sum - low - high) / (ScratchVotes::kBands - 2);
}

/// A frame's votes, 0 … 1. Where few rows are beyond doubt but all lean to the same side, the mean
/// ridge speaks for a faint line: it counts by its size over that of the frame's other columns.
std::vector<float> votes_of(const ScratchVotes& votes, int polarity, const ScratchScale& scale) {
    constexpr double kDeviationOfMedian = 1.4826;
    constexpr double kLeastDeviation = 0.4; // levels
    const int width = votes.width();
    std::vector<double> ridges, sizes;
    for (int x = 0; x < width; ++x) {
        ridges.push_back(ridge_at(votes, x, polarity));
        sizes.push_back(std::abs(ridges.back()));
    }
    const auto middle = sizes.begin() + width / 2;
    std::nth_element(sizes.begin(), middle, sizes.end());
    const double deviation = std::max(kLeastDeviation, kDeviationOfMedian * *middle);
    // A line of the other polarity lends its sides half of its height.
    const auto is_echo = [&](int x) {
        double opposite = 0;
        for (int off = scale.side - 1; off <= scale.side + 1; ++off) {
            opposite = std::min({opposite, ridges[static_cast<std::size_t>(x - off)],
                                 ridges[static_cast<std::size_t>(x + off)]});
        }
        return -opposite > kEcho * ridges[static_cast<std::size_t>(x)];
    };
    const auto& shares = polarity > 0 ? votes.bright : votes.dark;
    std::vector<float> result(shares.size(), 0.0F);
    // What stands at the frame's edge is the gate's own mask.
    for (int x = 2 * scale.margin; x < width - 2 * scale.margin; ++x) {
        const auto at = static_cast<std::size_t>(x);
        const auto ridge = static_cast<float>(ridges[at] / deviation / kStrongRidge) * kStrongVote;
        result[at] = std::max(static_cast<float>(shares[at]) / kFullVote,
                              is_echo(x) ? 0.0F : std::min(ridge, kMostRidgeVote));
    }
    return result;
}

/// Votes less the toll, [frame][column], from which found paths are taken out.
class VoteField {
public:
    VoteField(const ScratchEvidence& evidence, int polarity, const ScratchScale& scale)
        : width_(evidence.votes[0].width()) {
        values_.reserve(evidence.votes.size());
        for (const ScratchVotes& votes : evidence.votes) {
            values_.push_back(votes_of(votes, polarity, scale));
        }
    }

    /// The path, of any length, with the highest sum of votes less toll and cost of movement.
    [[nodiscard]] Path best(int reach) const {
        const auto width = static_cast<std::size_t>(width_);
        std::vector<float> sums(width, 0.0F);
        std::vector<float> next(width);
        std::vector<std::vector<std::int8_t>> came(values_.size(), std::vector<std::int8_t>(width));
        float highest = 0;
        std::size_t end = 0;
        int column = -1;
        for (std::size_t t = 0; t < values_.size(); ++t) {
            for (int x = 0; x < width_; ++x) {
                const auto at = static_cast<std::size_t>(x);
                float before = 0;
                std::int8_t step = kStart;
                for (int move = -reach; move <= reach; ++move) {
                    if (x + move < 0 || x + move >= width_) {
                        continue;
                    }
                    const float sum = sums[static_cast<std::size_t>(x + move)] -
                                      kMoveCost * static_cast<float>(std::abs(move));
                    if (sum > before) {
                        before = sum;
                        step = static_cast<std::int8_t>(move);
                    }
                }
                next[at] = before + values_[t][at] - kToll;
                came[t][at] = step;
                if (next[at] > highest) {
                    highest = next[at];
                    end = t;
                    column = x;
                }
            }
            sums.swap(next);
        }
        return column < 0 ? Path{} : trace(came, end, column);
    }

    void forget(const Path& path, int reach) {
        for (std::size_t i = 0; i < path.columns.size(); ++i) {
            auto& row = values_[path.from + i];
            const int low = std::max(0, path.columns[i] - reach);
            const int high = std::min(width_ - 1, path.columns[i] + reach);
            std::fill(row.begin() + low, row.begin() + high + 1, 0.0F);
        }
    }

private:
    static constexpr std::int8_t kStart = 127;

    [[nodiscard]] Path trace(const std::vector<std::vector<std::int8_t>>& came, std::size_t end,
                             int column) const {
        Path path;
        for (std::size_t t = end;; --t) {
            const auto at = static_cast<std::size_t>(column);
            path.columns.push_back(column);
            path.votes.push_back(values_[t][at]);
            path.from = t;
            if (came[t][at] == kStart || t == 0) {
                break;
            }
            column += came[t][at];
        }
        std::ranges::reverse(path.columns);
        std::ranges::reverse(path.votes);
        return path;
    }

    int width_;
    std::vector<std::vector<float>> values_;
};

/// Place of the peak of a parabola through three values around `x`.
double peak_of(double left, double middle, double right, int x) {
    const double bend = left - 2 * middle + right;
    return bend < -1e-6 ? x + std::clamp(0.5 * (left - right) / bend, -1.0, 1.0) : x;
}

template <class Ridge>
std::optional<double> centre_near(const Ridge& ridge, int x, int reach, int width) {
    const int low = std::max(1, x - reach);
    const int high = std::min(width - 2, x + reach);
    int best = low;
    for (int at = low; at <= high; ++at) {
        if (ridge(at) > ridge(best)) {
            best = at;
        }
    }
    if (low > high || ridge(best) <= 0) {
        return std::nullopt;
    }
    return peak_of(ridge(best - 1), ridge(best), ridge(best + 1), best);
}

/// Lean of the line: slope of a straight line through the bands' own centres.
double tilt_of(const ScratchVotes& votes, double centre, int polarity, int reach) {
    double weights = 0, slope = 0;
    for (int b = 0; b < ScratchVotes::kBands; ++b) {
        const auto& band = votes.ridge[static_cast<std::size_t>(b)];
        const auto ridge = [&](int x) {
            return static_cast<double>(band[static_cast<std::size_t>(x)] * polarity);
        };
        const double place = (b + 0.5) / ScratchVotes::kBands - 0.5;
        const auto at =
            centre_near(ridge, static_cast<int>(std::lround(centre)), reach, votes.width());
        if (at) {
            weights += place * place;
            slope += place * (*at - centre);
        }
    }
    return weights > 0 ? slope / weights : 0;
}

/// Whether the line shows at all heights: of the bands' means over time only one may be much lower
/// than the others. Parts of the picture end somewhere.
bool shows_at_all_heights(const ScratchEvidence& evidence, const Path& path, int polarity) {
    std::array<double, ScratchVotes::kBands> means{};
    for (std::size_t i = 0; i < path.columns.size(); ++i) {
        const ScratchVotes& votes = evidence.votes[path.from + i];
        for (std::size_t b = 0; b < means.size(); ++b) {
            means[b] += votes.ridge[b][static_cast<std::size_t>(path.columns[i])] * polarity;
        }
    }
    std::ranges::sort(means);
    return means[1] > kLeastBand * means[means.size() / 2];
}

/// How much the ridge at a column changes from frame to frame: mean square over bands and frames.
double change_of(const ScratchEvidence& evidence, const Path& path, int offset) {
    double sum = 0;
    int count = 0;
    for (std::size_t i = 1; i < path.columns.size(); ++i) {
        const int x = path.columns[i] + offset;
        const int before = path.columns[i - 1] + offset;
        const ScratchVotes& votes = evidence.votes[path.from + i];
        const ScratchVotes& previous = evidence.votes[path.from + i - 1];
        if (std::min(x, before) < 0 || std::max(x, before) >= votes.width()) {
            continue;
        }
        for (std::size_t b = 0; b < ScratchVotes::kBands; ++b) {
            const double change = votes.ridge[b][static_cast<std::size_t>(x)] -
                                  previous.ridge[b][static_cast<std::size_t>(before)];
            sum += change * change;
            ++count;
        }
    }
    return count > 0 ? sum / count : 0;
}

/// Change at the line over the change of the picture beside it.
double liveliness(const ScratchEvidence& evidence, const Path& path, const ScratchScale& scale) {
    std::vector<double> beside;
    const int near = 2 * scale.side + 2;
    for (int offset = near; offset < near + 2 * scale.side; ++offset) {
        beside.push_back(change_of(evidence, path, offset));
        beside.push_back(change_of(evidence, path, -offset));
    }
    const auto middle = beside.begin() + static_cast<std::ptrdiff_t>(beside.size() / 2);
    std::nth_element(beside.begin(), middle, beside.end());
    return change_of(evidence, path, 0) / (*middle + 1);
}

struct Step {
    double line;    ///< movement of the line's centre, px
    double picture; ///< movement of the picture, px
};

std::vector<Step> steps_of(const ScratchEvidence& evidence, const Path& path,
                           const std::vector<ScratchPlace>& places) {
    std::vector<Step> steps;
    for (std::size_t i = 1; i < places.size(); ++i) {
        if (places[i].seen && places[i - 1].seen) {
            steps.push_back({static_cast<double>(places[i].x) - places[i - 1].x,
                             evidence.shifts[path.from + i]});
        }
    }
    return steps;
}

/// Root mean square of the line's smaller steps: a path over one part of the picture after another
/// jumps about.
double wander_of(const std::vector<Step>& steps) {
    std::vector<double> squares;
    for (const Step& step : steps) {
        squares.push_back(step.line * step.line);
    }
    std::ranges::sort(squares);
    const auto count = static_cast<std::size_t>(kWanderShare * static_cast<double>(squares.size()));
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum += squares[i];
    }
    return count > 0 ? std::sqrt(sum / static_cast<double>(count)) : 0;
}

/// Whether the line is fixed in the gate and no part of the picture.
bool is_scratch(const ScratchEvidence& evidence, const Path& path,
                const std::vector<ScratchPlace>& places, const ScratchScale& scale) {
    const double far = kFarMovement * evidence.height / kReferenceLines;
    const std::vector<Step> all = steps_of(evidence, path, places);
    std::vector<Step> steps;
    std::ranges::copy_if(all, std::back_inserter(steps),
                         [&](const Step& step) { return std::abs(step.picture) < far; });
    if (steps.size() < kLeastSteps) {
        steps = all;
    }
    if (steps.size() < kLeastSteps) {
        return false;
    }
    double xx = 1e-9, xy = 0, yy = 0;
    for (const Step& step : steps) {
        xx += step.picture * step.picture;
        xy += step.picture * step.line;
        yy += step.line * step.line;
    }
    const double count = static_cast<double>(steps.size());
    const double following = xy / xx;
    const double left = std::max(0.0, yy - following * xy) / (count - 1);
    const double error = std::sqrt(left / xx);
    const double wander = wander_of(steps);
    if (wander > kMostWander * std::max(1.0, evidence.height / kReferenceLines)) {
        return false;
    }
    const double lively = liveliness(evidence, path, scale);
    if (error >= kClearError) {
        return following < kMostFollowing + error && lively > kLivelyStill;
    }
    const bool frozen = std::sqrt(yy / count) < kFrozen;
    return following < kMostFollowing && (!frozen || lively > kLivelyMoving);
}

/// Fits the width: the mean ridge around the centre, beside that of Gaussian lines blurred and
/// compared as ScratchVotes does. Gives the height too.
void fit_profile(const ScratchEvidence& evidence, const Path& path, Scratch& scratch,
                 const ScratchScale& scale) {
    const double unit = std::max(1.0, evidence.height / kReferenceLines);
    const auto model_at = [&](double distance, double width) {
        const double spread = width * width + scale.blur * scale.blur;
        const auto bell = [&](double d) { return std::exp(-d * d / (2 * spread)); };
        return width / std::sqrt(spread) *
               (bell(distance) - 0.5 * (bell(distance - scale.side) + bell(distance + scale.side)));
    };
    double best_gain = -1;
    for (double width = 0.4 * unit; width < 2.3 * unit; width *= 1.1) {
        double mm = 1e-9, md = 0, dd = 1e-9;
        for (std::size_t i = 0; i < path.columns.size(); ++i) {
            const ScratchVotes& votes = evidence.votes[path.from + i];
            const int middle = static_cast<int>(std::lround(scratch.places[i].x));
            const int low = std::max(scale.margin, middle - scale.side);
            const int high = std::min(votes.width() - 1 - scale.margin, middle + scale.side);
            for (int x = low; scratch.places[i].seen && x <= high; ++x) {
                const double model = model_at(x - static_cast<double>(scratch.places[i].x), width);
                const double data = ridge_at(votes, x, scratch.polarity);
                mm += model * model;
                md += model * data;
                dd += data * data;
            }
        }
        const double gain = md * md / (mm * dd);
        if (gain > best_gain) {
            best_gain = gain;
            scratch.width = width;
            scratch.levels = md / mm;
        }
    }
}

/// Frames on which it is not seen take the place from those beside.
void bridge(std::vector<ScratchPlace>& places) {
    const auto count = static_cast<std::ptrdiff_t>(places.size());
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        if (places[static_cast<std::size_t>(i)].seen) {
            continue;
        }
        std::ptrdiff_t left = i, right = i;
        while (left >= 0 && !places[static_cast<std::size_t>(left)].seen) {
            --left;
        }
        while (right < count && !places[static_cast<std::size_t>(right)].seen) {
            ++right;
        }
        if (left < 0 && right >= count) {
            return;
        }
        const ScratchPlace& a = places[static_cast<std::size_t>(left < 0 ? right : left)];
        const ScratchPlace& b = places[static_cast<std::size_t>(right >= count ? left : right)];
        const float share =
            right > left ? static_cast<float>(i - left) / static_cast<float>(right - left) : 0.0F;
        auto& place = places[static_cast<std::size_t>(i)];
        place.x = a.x + share * (b.x - a.x);
        place.tilt = a.tilt + share * (b.tilt - a.tilt);
    }
}

/// The lean of a faint line is mostly error on a single frame; the gate's own hardly changes.
void calm_tilts(std::vector<ScratchPlace>& places) {
    std::vector<float> tilts;
    std::ranges::transform(places, std::back_inserter(tilts), &ScratchPlace::tilt);
    const auto count = static_cast<std::ptrdiff_t>(places.size());
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        std::vector<float> window(tilts.begin() + std::max<std::ptrdiff_t>(0, i - kTiltFrames),
                                  tilts.begin() + std::min(count, i + kTiltFrames + 1));
        const auto middle = window.begin() + static_cast<std::ptrdiff_t>(window.size() / 2);
        std::nth_element(window.begin(), middle, window.end());
        places[static_cast<std::size_t>(i)].tilt = *middle;
    }
}

std::optional<Scratch> scratch_of(const ScratchEvidence& evidence, const Path& path, int polarity,
                                  const ScratchScale& scale) {
    if (std::ranges::count_if(path.votes, [](float vote) { return vote > kStrongVote; }) <
            kLeastStrong ||
        !shows_at_all_heights(evidence, path, polarity)) {
        return std::nullopt;
    }
    Scratch scratch;
    scratch.first = evidence.first + static_cast<std::int64_t>(path.from);
    scratch.last = scratch.first + static_cast<std::int64_t>(path.columns.size()) - 1;
    scratch.polarity = polarity;
    for (std::size_t i = 0; i < path.columns.size(); ++i) {
        const ScratchVotes& votes = evidence.votes[path.from + i];
        scratch.confidence += path.votes[i] / static_cast<double>(path.votes.size());
        const auto centre = centre_near([&](int x) { return ridge_at(votes, x, polarity); },
                                        path.columns[i], scale.side / 2, votes.width());
        ScratchPlace place;
        place.seen = centre && path.votes[i] > kSeenVote;
        place.x = static_cast<float>(centre.value_or(path.columns[i]));
        if (place.seen) {
            place.tilt = static_cast<float>(
                tilt_of(votes, static_cast<double>(place.x), polarity, scale.side / 2));
        }
        scratch.places.push_back(place);
    }
    if (!is_scratch(evidence, path, scratch.places, scale)) {
        return std::nullopt;
    }
    bridge(scratch.places);
    calm_tilts(scratch.places);
    fit_profile(evidence, path, scratch, scale);
    return scratch;
}

} // namespace

std::vector<Scratch> find_scratches(const ScratchEvidence& evidence) {
    std::vector<Scratch> found;
    if (evidence.votes.empty()) {
        return found;
    }
    const ScratchScale scale(evidence.height);
    const double unit = std::max(1.0, evidence.height / kReferenceLines);
    const int reach = static_cast<int>(std::lround(unit));
    const int forget = static_cast<int>(std::lround(kForget * unit));
    for (const int polarity : {+1, -1}) {
        VoteField field(evidence, polarity, scale);
        for (int i = 0; i < kMostLines; ++i) {
            const Path path = field.best(reach);
            if (path.columns.size() < kLeastStrong) {
                break;
            }
            field.forget(path, forget);
            if (auto scratch = scratch_of(evidence, path, polarity, scale)) {
                found.push_back(std::move(*scratch));
            }
        }
    }
    std::ranges::stable_sort(found, {}, &Scratch::first);
    return found;
}

} // namespace kinovar::steps
