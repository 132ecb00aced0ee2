#include "core/steps/measure/global_motion.h"

#include "core/steps/measure/motion_kernel.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::steps {

namespace {

using motion::Robust;
using motion::RowPair;
using motion::Sums;
using Level = MotionPicture::Level;

constexpr int kIterations = 8;
constexpr double kConverged = 0.002; ///< px of the level, and five times the gain
constexpr int kMargin = 3;
constexpr float kDarkest = 6, kBrightest = 249;
constexpr double kLeastScale = 0.3;
constexpr double kFromMedian = 1.4826;
constexpr int kSamplesASide = 72;

constexpr int kBlocksAcross = 12;
constexpr int kBlocksDown = 9;
constexpr int kVotes = 4;
constexpr double kVoteScale = 0.12;    ///< px of level 0: blocks that move more than this apart
constexpr double kLeastResponse = 0.2; ///< of phase correlation
/// Squared slopes over squared differences, as far as both come of grain: 0.27 to 0.56 for white
/// noise, less for coarser grain. Worn pictures of 480 lines reached 2.8 and more on their coarsest
/// level.
constexpr double kGrainSlopes = 0.65;

enum Sum : std::uint8_t { XX, XY, XA, YY, YA, AA, XR, YR, AR, W, A, R };

/// The state of an alignment on one level.
struct Pose {
    double dx = 0, dy = 0, gain = 1;
};

/// The part of a level where both pictures are seen, and row pairs in it.
class Overlap {
public:
    Overlap(const Level& a, const Level& b, const Pose& pose)
        : a_(a), b_(b), whole_x_(static_cast<int>(std::floor(pose.dx))),
          whole_y_(static_cast<int>(std::floor(pose.dy))),
          fx_(static_cast<float>(pose.dx - whole_x_)), fy_(static_cast<float>(pose.dy - whole_y_)),
          left(std::max(kMargin, kMargin - whole_x_)), top(std::max(kMargin, kMargin - whole_y_)),
          right(std::min(a.width, a.width - whole_x_ - 1) - kMargin),
          bottom(std::min(a.height, a.height - whole_y_ - 1) - kMargin) {}

    [[nodiscard]] bool empty() const { return left + kMargin >= right || top + kMargin >= bottom; }

    [[nodiscard]] RowPair row(int y, int from) const {
        const std::size_t at = index(y, from);
        const std::size_t b0 = index(y + whole_y_, from + whole_x_);
        return {.a = &a_.value[at],
                .ax = &a_.slope_x[at],
                .ay = &a_.slope_y[at],
                .b0 = &b_.value[b0],
                .b1 = &b_.value[b0 + static_cast<std::size_t>(b_.width)],
                .fx = fx_,
                .fy = fy_};
    }

private:
    [[nodiscard]] std::size_t index(int y, int x) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(a_.width) +
               static_cast<std::size_t>(x);
    }
    const Level& a_;
    const Level& b_;
    int whole_x_, whole_y_;
    float fx_, fy_;

public:
    int left, top, right, bottom; ///< right and bottom exclusive
};

double scale_of(const Overlap& overlap, double gain) {
    const int width = overlap.right - overlap.left;
    const int across = std::max(1, width / kSamplesASide);
    const int down = std::max(1, (overlap.bottom - overlap.top) / kSamplesASide);
    std::vector<float> sample;
    sample.resize(static_cast<std::size_t>(width / across + 1) *
                  static_cast<std::size_t>((overlap.bottom - overlap.top) / down + 1));
    const Robust robust{.gain = static_cast<float>(gain)};
    std::size_t count = 0;
    for (int y = overlap.top; y < overlap.bottom; y += down) {
        count += motion::sample_row(sample.data() + count, overlap.row(y, overlap.left),
                                    static_cast<std::size_t>(width), robust,
                                    static_cast<std::size_t>(across));
    }
    if (count == 0) {
        return kLeastScale;
    }
    const auto middle = sample.begin() + static_cast<std::ptrdiff_t>(count / 2);
    std::nth_element(sample.begin(), middle, sample.begin() + static_cast<std::ptrdiff_t>(count));
    return kFromMedian * static_cast<double>(*middle) + kLeastScale;
}

Robust robust_for(double gain, double scale) {
    return {.gain = static_cast<float>(gain),
            .inverse_scale = static_cast<float>(1 / (2 * scale)),
            .darkest = kDarkest,
            .brightest = kBrightest};
}

/// One Gauss-Newton step of translation and gain; the size of the move in px of the level.
double refine(const Overlap& overlap, Pose& pose) {
    Sums sums{};
    const Robust robust = robust_for(pose.gain, scale_of(overlap, pose.gain));
    for (int y = overlap.top; y < overlap.bottom; ++y) {
        motion::add_row(sums, overlap.row(y, overlap.left),
                        static_cast<std::size_t>(overlap.right - overlap.left), robust);
    }
    // B(x + d + u) ≈ B(x + d) + gain ∇A·u, and should be (gain + h) A.
    const double g = pose.gain;
    cv::Matx33d matrix(g * g * sums[XX], g * g * sums[XY], -g * sums[XA], //
                       g * g * sums[XY], g * g * sums[YY], -g * sums[YA], //
                       -g * sums[XA], -g * sums[YA], sums[AA]);
    matrix(0, 0) += 1e-3 * matrix(0, 0) + 1;
    matrix(1, 1) += 1e-3 * matrix(1, 1) + 1;
    matrix(2, 2) += 1;
    const cv::Vec3d right(-g * sums[XR], -g * sums[YR], sums[AR]);
    const cv::Vec3d step = matrix.solve(right, cv::DECOMP_CHOLESKY);
    if (!std::isfinite(step[0]) || !std::isfinite(step[1]) || !std::isfinite(step[2])) {
        return 0;
    }
    constexpr double kMostStep = 2;
    pose.dx += std::clamp(step[0], -kMostStep, kMostStep);
    pose.dy += std::clamp(step[1], -kMostStep, kMostStep);
    constexpr double kLeastGain = 0.2, kMostGain = 5;
    pose.gain = std::clamp(pose.gain + step[2], kLeastGain, kMostGain);
    constexpr double kGainCounts = 5;
    return std::abs(step[0]) + std::abs(step[1]) + kGainCounts * std::abs(step[2]);
}

/// What one block says: its own shift against the pose and its own gain, with their weights.
struct BlockVote {
    double u = 0, v = 0;           ///< shift, px of the level
    double xx = 0, xy = 0, yy = 0; ///< how sure, in which direction
    double light = 0;              ///< ln(gain of the block / gain of the pose)
    double light_weight = 0;
    double x = 0, y = 0; ///< centre, 0 … 1
    double weight = 0;   ///< pixels that fitted
    double pixels = 0;
};

BlockVote vote_of(const Sums& sums, double gain) {
    BlockVote vote;
    const double g = gain;
    cv::Matx33d matrix(g * g * sums[XX], g * g * sums[XY], -g * sums[XA], //
                       g * g * sums[XY], g * g * sums[YY], -g * sums[YA], //
                       -g * sums[XA], -g * sums[YA], sums[AA]);
    constexpr double kDamping = 400; ///< flat blocks stay where they are
    matrix(0, 0) += kDamping;
    matrix(1, 1) += kDamping;
    matrix(2, 2) += 1;
    const cv::Vec3d step =
        matrix.solve(cv::Vec3d(-g * sums[XR], -g * sums[YR], sums[AR]), cv::DECOMP_CHOLESKY);
    if (!std::isfinite(step[0] + step[1] + step[2])) {
        return vote;
    }
    vote.u = step[0];
    vote.v = step[1];
    vote.xx = g * g * sums[XX];
    vote.xy = g * g * sums[XY];
    vote.yy = g * g * sums[YY];
    // A ratio of sums: least squares would take the grain of A for contrast and find B too dark.
    vote.light = std::log1p(std::clamp(sums[R] / (g * sums[A] + 1), -0.5, 1.0));
    vote.light_weight = sums[AA];
    vote.weight = sums[W];
    return vote;
}

std::vector<BlockVote> votes_of(const Overlap& overlap, const Pose& pose, const Level& level) {
    const Robust robust = robust_for(pose.gain, scale_of(overlap, pose.gain));
    std::vector<BlockVote> votes;
    const auto edge = [](int from, int to, int i, int count) {
        return from + (to - from) * i / count;
    };
    for (int j = 0; j < kBlocksDown; ++j) {
        const int top = edge(overlap.top, overlap.bottom, j, kBlocksDown);
        const int bottom = edge(overlap.top, overlap.bottom, j + 1, kBlocksDown);
        for (int i = 0; i < kBlocksAcross; ++i) {
            const int left = edge(overlap.left, overlap.right, i, kBlocksAcross);
            const int right = edge(overlap.left, overlap.right, i + 1, kBlocksAcross);
            Sums sums{};
            for (int y = top; y < bottom; ++y) {
                motion::add_row(sums, overlap.row(y, left), static_cast<std::size_t>(right - left),
                                robust);
            }
            BlockVote vote = vote_of(sums, pose.gain);
            vote.x = 0.5 * (left + right) / level.width;
            vote.y = 0.5 * (top + bottom) / level.height;
            vote.pixels = static_cast<double>(right - left) * (bottom - top);
            votes.push_back(vote);
        }
    }
    return votes;
}

/// Weight of a block in the vote on the picture's motion.
double agreement(const BlockVote& vote, double scale) {
    const double apart = (vote.u * vote.u + vote.v * vote.v) / (scale * scale);
    return 1 / ((1 + apart) * (1 + apart));
}

/// Moves the pose to where most blocks agree; the share of the picture that does.
double let_blocks_vote(const Level& a, const Level& b, Pose& pose) {
    double share = 0;
    for (int round = 0; round < kVotes; ++round) {
        const Overlap overlap(a, b, pose);
        if (overlap.empty()) {
            return 0;
        }
        const std::vector<BlockVote> votes = votes_of(overlap, pose, a);
        double xx = 1e-6, xy = 0, yy = 1e-6, xr = 0, yr = 0, agreed = 0, pixels = 0;
        double light = 0, lit = 1e-6;
        for (const BlockVote& vote : votes) {
            const double w = agreement(vote, kVoteScale);
            xx += w * vote.xx;
            xy += w * vote.xy;
            yy += w * vote.yy;
            xr += w * (vote.xx * vote.u + vote.xy * vote.v);
            yr += w * (vote.xy * vote.u + vote.yy * vote.v);
            agreed += w * vote.weight;
            light += w * vote.light_weight * vote.light;
            lit += w * vote.light_weight;
            pixels += vote.pixels;
        }
        const double determinant = xx * yy - xy * xy;
        if (determinant > 0) {
            pose.dx += (yy * xr - xy * yr) / determinant;
            pose.dy += (xx * yr - xy * xr) / determinant;
        }
        pose.gain *= std::exp(light / lit);
        share = pixels > 0 ? agreed / pixels : 0;
    }
    return share;
}

/// Uneven light from the blocks' gains: least squares on few cosines, high ones held back, blocks
/// that disagree left out step by step.
LightTerms light_of(const std::vector<BlockVote>& votes, double gain) {
    constexpr int kRounds = 5;
    constexpr double kSpread = 0.004;  ///< ln; how far a good block's gain is off
    constexpr double kExpected = 0.02; ///< ln; size of the first uneven terms
    cv::Matx<double, kLightTerms, 1> terms = cv::Matx<double, kLightTerms, 1>::zeros();
    double mean_weight = 1e-9;
    for (const BlockVote& vote : votes) {
        mean_weight += vote.light_weight / static_cast<double>(votes.size());
    }
    for (int round = 0; round < kRounds; ++round) {
        cv::Matx<double, kLightTerms, kLightTerms> matrix =
            cv::Matx<double, kLightTerms, kLightTerms>::zeros();
        cv::Matx<double, kLightTerms, 1> right = cv::Matx<double, kLightTerms, 1>::zeros();
        for (const BlockVote& vote : votes) {
            cv::Matx<double, kLightTerms, 1> basis;
            for (int i = 0; i < kLightTerms; ++i) {
                basis(i) = light_basis(i, vote.x, vote.y);
            }
            const double off = (vote.light - basis.dot(terms)) / (3 * kSpread);
            const double robust = round == 0 ? 1 : 1 / ((1 + off * off) * (1 + off * off));
            const double weight = robust * agreement(vote, 3 * kVoteScale) *
                                  std::min(4.0, vote.light_weight / mean_weight) /
                                  (kSpread * kSpread);
            matrix += weight * basis * basis.t();
            right += weight * vote.light * basis;
        }
        for (int i = 1; i < kLightTerms; ++i) {
            const int order = i % kLightAcross + i / kLightAcross;
            const double expected = kExpected / (order * order);
            matrix(i, i) += 1 / (expected * expected);
        }
        matrix(0, 0) += 1e-3;
        terms = matrix.solve(right, cv::DECOMP_CHOLESKY);
    }
    LightTerms light{};
    for (int i = 0; i < kLightTerms; ++i) {
        light[static_cast<std::size_t>(i)] = std::isfinite(terms(i)) ? terms(i) : 0;
    }
    light[0] += std::log(gain);
    return light;
}

/// Sums for the least squares of a change of tone.
struct ToneSums {
    cv::Matx<double, kToneTerms, kToneTerms> matrix =
        cv::Matx<double, kToneTerms, kToneTerms>::zeros();
    cv::Matx<double, kToneTerms, 1> right = cv::Matx<double, kToneTerms, 1>::zeros();

    void add(float a, float off, float weight) {
        const double place = std::clamp(a / kToneStep, 0.0, kToneTerms - 1 - 1e-6);
        const int low = static_cast<int>(place);
        const double high_share = place - low;
        const double low_share = 1 - high_share;
        matrix(low, low) += weight * low_share * low_share;
        matrix(low, low + 1) += weight * low_share * high_share;
        matrix(low + 1, low) += weight * low_share * high_share;
        matrix(low + 1, low + 1) += weight * high_share * high_share;
        right(low) += weight * low_share * off;
        right(low + 1) += weight * high_share * off;
    }
};

/// What is left between the pictures once moved and evenly lit, by grey level. Levels that hardly
/// occur follow the others or stay at 0.
ToneTerms tone_of(const Overlap& overlap, const Level& level, const LightTerms& light,
                  double scale) {
    constexpr int kStep = 2;
    ToneSums sums;
    const auto inverse = static_cast<float>(1 / (2 * scale));
    for (int y = overlap.top; y < overlap.bottom; y += kStep) {
        const RowPair row = overlap.row(y, overlap.left);
        double down[kLightAcross] = {};
        for (int i = 0; i < kLightTerms; ++i) {
            down[i % kLightAcross] +=
                light[static_cast<std::size_t>(i)] *
                light_basis(i - i % kLightAcross, 0, (y + 0.5) / level.height);
        }
        // Light is so slow over the picture that it is followed in pieces.
        constexpr int kPiece = 16;
        for (int from = 0; from < overlap.right - overlap.left; from += kPiece) {
            const int to = std::min(from + kPiece, overlap.right - overlap.left);
            const double u = (overlap.left + 0.5 * (from + to)) / level.width;
            double sum = 0;
            for (int i = 0; i < kLightAcross; ++i) {
                sum += down[i] * light_basis(i, u, 0);
            }
            const auto gain = static_cast<float>(std::exp(sum));
            for (int x = from; x < to; x += kStep) {
                const float left = row.b0[x] + row.fy * (row.b1[x] - row.b0[x]);
                const float right = row.b0[x + 1] + row.fy * (row.b1[x + 1] - row.b0[x + 1]);
                const float off = left + row.fx * (right - left) - gain * row.a[x];
                const float root = 1 / (1 + off * inverse * off * inverse);
                sums.add(row.a[x], off, root * root);
            }
        }
    }
    const double pixels = cv::trace(sums.matrix);
    constexpr double kHold = 0.004; // towards 0, and towards the neighbouring level
    for (int i = 0; i < kToneTerms; ++i) {
        sums.matrix(i, i) += 0.1 * kHold * pixels + 1;
        if (i > 0) {
            sums.matrix(i, i) += kHold * pixels;
            sums.matrix(i - 1, i - 1) += kHold * pixels;
            sums.matrix(i, i - 1) -= kHold * pixels;
            sums.matrix(i - 1, i) -= kHold * pixels;
        }
    }
    const auto terms = sums.matrix.solve(sums.right, cv::DECOMP_CHOLESKY);
    ToneTerms tone{};
    for (int i = 0; i < kToneTerms; ++i) {
        tone[static_cast<std::size_t>(i)] = std::isfinite(terms(i)) ? terms(i) : 0;
    }
    return tone;
}

/// Where phase correlation sees a shift of the whole; no shift where it sees none.
Pose shift_by_correlation(const Level& a, const Level& b) {
    // A copy: where the size suits the Fourier transform, phaseCorrelate multiplies the window into
    // the pictures that it is given, which other threads read.
    const auto copy = [](const Level& level) {
        cv::Mat picture(level.height, level.width, CV_32F);
        std::copy(level.value.begin(), level.value.end(), picture.begin<float>());
        return picture;
    };
    cv::Mat window;
    cv::createHanningWindow(window, {a.width, a.height}, CV_32F);
    double response = 0;
    const cv::Point2d found = cv::phaseCorrelate(copy(a), copy(b), window, &response);
    return response > kLeastResponse ? Pose{found.x, found.y, 1} : Pose{};
}

void align_level(const Level& a, const Level& b, Pose& pose) {
    for (int i = 0; i < kIterations; ++i) {
        const Overlap overlap(a, b, pose);
        if (overlap.empty() || refine(overlap, pose) < kConverged) {
            break;
        }
    }
}

/// Both "as before" and what correlation sees are tried on a coarse level; the better fit begins.
Pose start_on(const Level& a, const Level& b) {
    Pose still;
    align_level(a, b, still);
    Pose shifted = shift_by_correlation(a, b);
    if (std::hypot(shifted.dx, shifted.dy) < 1) {
        return still;
    }
    align_level(a, b, shifted);
    const Overlap when_still(a, b, still);
    const Overlap when_shifted(a, b, shifted);
    constexpr double kClearlyBetter = 0.93;
    return !when_shifted.empty() &&
                   (when_still.empty() || scale_of(when_shifted, shifted.gain) <
                                              kClearlyBetter * scale_of(when_still, still.gain))
               ? shifted
               : still;
}

/// Whether the pictures show nothing by which a movement could be told: on no level are the slopes
/// steeper than grain's own. The alignment then follows the grain.
bool show_only_grain(const MotionPicture& a, const MotionPicture& b, Pose pose) {
    for (std::size_t level = 0; level < a.levels().size(); ++level) {
        const Overlap overlap(a.levels()[level], b.levels()[level], pose);
        pose.dx /= 2;
        pose.dy /= 2;
        if (overlap.empty()) {
            continue;
        }
        const double scale = scale_of(overlap, pose.gain);
        const Robust robust = robust_for(pose.gain, scale);
        Sums sums{};
        for (int y = overlap.top; y < overlap.bottom; ++y) {
            motion::add_row(sums, overlap.row(y, overlap.left),
                            static_cast<std::size_t>(overlap.right - overlap.left), robust);
        }
        const double grain = scale - kLeastScale;
        if (sums[XX] + sums[YY] > kGrainSlopes * grain * grain * sums[W]) {
            return false;
        }
    }
    return true;
}

} // namespace

double light_basis(int term, double u, double v) {
    const int across = term % kLightAcross;
    const int down = term / kLightAcross;
    return std::cos(std::numbers::pi * across * u) * std::cos(std::numbers::pi * down * v);
}

PictureMotion measure_motion(const MotionPicture& a, const MotionPicture& b,
                             const MotionStart* start) {
    const std::size_t levels = a.levels().size();
    const auto shrink = [&](std::size_t level) {
        return a.reduction() * static_cast<double>(std::size_t{1} << level);
    };
    std::size_t level = levels - 1;
    Pose pose;
    if (start != nullptr) {
        pose = {start->dx / shrink(level), start->dy / shrink(level), 1};
    } else {
        level = std::min<std::size_t>(1, level);
        pose = start_on(a.levels()[level], b.levels()[level]);
    }
    for (;; --level) {
        align_level(a.levels()[level], b.levels()[level], pose);
        if (level == 0) {
            break;
        }
        pose.dx *= 2;
        pose.dy *= 2;
    }
    PictureMotion result;
    const Level& finest = a.levels()[0];
    result.matched = let_blocks_vote(finest, b.levels()[0], pose);
    if (show_only_grain(a, b, pose)) {
        pose.dx = 0;
        pose.dy = 0;
    }
    const Overlap overlap(finest, b.levels()[0], pose);
    if (!overlap.empty()) {
        result.residual = scale_of(overlap, pose.gain);
        result.light = light_of(votes_of(overlap, pose, finest), pose.gain);
        result.tone = tone_of(overlap, finest, result.light, result.residual);
    }
    result.dx = pose.dx * a.reduction();
    result.dy = pose.dy * a.reduction();
    return result;
}

} // namespace kinovar::steps
