#include "core/steps/retouch/fill/patch_match.h"

#include "core/steps/retouch/fill/membrane.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace kinovar::retouch {

namespace {

constexpr int kReach = 3; // of a patch to each side, px
constexpr int kSide = 2 * kReach + 1;
constexpr int kRowValues = 3 * kSide;
constexpr int kLeastSources = 64; // patches that are whole
constexpr int kLeastSide = 32;    // of a level, px
constexpr int kCoarsestRounds = 12;
constexpr int kFinestRounds = 3;
constexpr int kPasses = 2;    // of propagation and search, each round
constexpr float kFade = 1.3F; // certainty lost with each px into the hole
constexpr std::uint64_t kSeed = 0x9e3779b9;

/// A place of the picture that a patch was found for.
struct Match {
    cv::Point source;
    float cost = std::numeric_limits<float>::max();
};

/// One size of the picture.
class Level {
public:
    Level(cv::Mat picture, cv::Mat mask) : picture_(std::move(picture)), mask_(std::move(mask)) {
        const cv::Mat patch = cv::getStructuringElement(cv::MORPH_RECT, {kSide, kSide});
        cv::dilate(mask_, touched_, patch);
        whole_ = touched_ == 0;
        cv::Mat inner = cv::Mat::zeros(mask_.size(), CV_8U);
        if (mask_.cols > 2 * kReach && mask_.rows > 2 * kReach) {
            inner(cv::Rect(kReach, kReach, mask_.cols - 2 * kReach, mask_.rows - 2 * kReach))
                .setTo(255);
        }
        whole_ &= inner;
        cv::findNonZero(touched_, targets_);
        cv::findNonZero(whole_, sources_);
        cv::distanceTransform(mask_, depth_, cv::DIST_L2, cv::DIST_MASK_3);
        matches_.resize(mask_.total());
    }

    [[nodiscard]] const cv::Mat& mask() const { return mask_; }
    [[nodiscard]] cv::Mat& picture() { return picture_; }
    [[nodiscard]] bool usable() const {
        return static_cast<int>(sources_.size()) >= kLeastSources && !targets_.empty();
    }

    void match_at_random(cv::RNG& random) {
        for (const cv::Point& target : targets_) {
            at(target) = {any_source(random), std::numeric_limits<float>::max()};
        }
    }

    /// What the next coarser level found, at this size.
    void match_as(const Level& coarse, cv::RNG& random) {
        for (const cv::Point& target : targets_) {
            const cv::Point half(std::min(target.x / 2, coarse.mask_.cols - 1),
                                 std::min(target.y / 2, coarse.mask_.rows - 1));
            const cv::Point source =
                coarse.touched_.at<std::uint8_t>(half) != 0
                    ? 2 * coarse.at(half).source + cv::Point(target.x % 2, target.y % 2)
                    : target;
            at(target).source = is_source(source) ? source : any_source(random);
        }
    }

    /// Looks for better patches for all places.
    void improve(cv::RNG& random) {
        cv::copyMakeBorder(picture_, padded_, kReach, kReach, kReach, kReach,
                           cv::BORDER_REFLECT_101);
        for (const cv::Point& target : targets_) {
            Match& match = at(target);
            match.cost = cost_of(target, match.source, std::numeric_limits<float>::max());
        }
        for (int pass = 0; pass < kPasses; ++pass) {
            const bool backward = pass % 2 == 1;
            const int step = backward ? -1 : 1;
            const std::size_t count = targets_.size();
            for (std::size_t i = 0; i < count; ++i) {
                const cv::Point target = targets_[backward ? count - 1 - i : i];
                propagate(target, {-step, 0});
                propagate(target, {0, -step});
                search(target, random);
            }
        }
    }

    /// The picture as the patches have it: around each place the mean of all that lie over it.
    /// `sharp`: only those in whose middle it lies.
    void vote(bool sharp) {
        const int reach = sharp ? 1 : kReach;
        const float spread = typical_cost();
        cv::Mat sum = cv::Mat::zeros(picture_.size(), CV_32FC3);
        cv::Mat weights = cv::Mat::zeros(picture_.size(), CV_32F);
        for (const cv::Point& target : targets_) {
            const Match& match = at(target);
            const float sure = std::pow(kFade, -depth_.at<float>(target));
            const float weight = sure * std::exp(-match.cost / (2 * spread)) + kLeastWeight;
            for (int y = -reach; y <= reach; ++y) {
                for (int x = -reach; x <= reach; ++x) {
                    const cv::Point place = target + cv::Point(x, y);
                    if (place.x >= 0 && place.y >= 0 && place.x < mask_.cols &&
                        place.y < mask_.rows) {
                        sum.at<cv::Vec3f>(place) +=
                            weight * picture_.at<cv::Vec3f>(match.source + cv::Point(x, y));
                        weights.at<float>(place) += weight;
                    }
                }
            }
        }
        voted_ = picture_.clone();
        for (const cv::Point& target : targets_) {
            voted_.at<cv::Vec3f>(target) =
                sum.at<cv::Vec3f>(target) * (1 / weights.at<float>(target));
        }
        voted_.copyTo(picture_, mask_);
    }

    /// After vote(): also what lies around the mask as patches have it.
    [[nodiscard]] const cv::Mat& voted() const { return voted_; }

private:
    static constexpr float kLeastWeight = 1e-6F;

    [[nodiscard]] Match& at(const cv::Point& place) {
        return matches_[static_cast<std::size_t>(place.y) * static_cast<std::size_t>(mask_.cols) +
                        static_cast<std::size_t>(place.x)];
    }
    [[nodiscard]] const Match& at(const cv::Point& place) const {
        return const_cast<Level*>(this)->at(place);
    }
    [[nodiscard]] bool inside(const cv::Point& place) const {
        return place.x >= 0 && place.y >= 0 && place.x < mask_.cols && place.y < mask_.rows;
    }
    [[nodiscard]] bool is_source(const cv::Point& place) const {
        return inside(place) && whole_.at<std::uint8_t>(place) != 0;
    }
    [[nodiscard]] cv::Point any_source(cv::RNG& random) const {
        return sources_[static_cast<std::size_t>(
            random.uniform(0, static_cast<int>(sources_.size())))];
    }

    [[nodiscard]] float cost_of(const cv::Point& target, const cv::Point& source,
                                float limit) const {
        float cost = 0;
        for (int y = 0; y < kSide && cost < limit; ++y) {
            const float* a = padded_.ptr<float>(target.y + y) + 3 * target.x;
            const float* b = padded_.ptr<float>(source.y + y) + 3 * source.x;
            float row = 0;
            for (int i = 0; i < kRowValues; ++i) {
                const float off = a[i] - b[i];
                row += off * off;
            }
            cost += row;
        }
        return cost;
    }
    void try_source(const cv::Point& target, const cv::Point& source) {
        Match& match = at(target);
        if (is_source(source) && source != match.source) {
            const float cost = cost_of(target, source, match.cost);
            if (cost < match.cost) {
                match = {source, cost};
            }
        }
    }
    void propagate(const cv::Point& target, const cv::Point& from) {
        const cv::Point neighbour = target + from;
        if (inside(neighbour) && touched_.at<std::uint8_t>(neighbour) != 0) {
            try_source(target, at(neighbour).source - from);
        }
    }
    void search(const cv::Point& target, cv::RNG& random) {
        for (int radius = std::max(mask_.cols, mask_.rows); radius >= 1; radius /= 2) {
            const cv::Point step(random.uniform(-radius, radius + 1),
                                 random.uniform(-radius, radius + 1));
            try_source(target, at(target).source + step);
        }
    }
    /// Half of the patches are no worse.
    [[nodiscard]] float typical_cost() const {
        std::vector<float> costs;
        costs.reserve(targets_.size());
        for (const cv::Point& target : targets_) {
            costs.push_back(at(target).cost);
        }
        const auto place = costs.begin() + static_cast<std::ptrdiff_t>(costs.size() / 2);
        std::nth_element(costs.begin(), place, costs.end());
        constexpr float kNothing = 1e-6F;
        return std::max(*place, kNothing);
    }

    cv::Mat picture_;
    cv::Mat mask_;
    cv::Mat touched_; ///< middles of patches that reach into the hole
    cv::Mat whole_;   ///< of patches that can be copied
    cv::Mat depth_;   ///< px to the hole's border
    cv::Mat padded_;
    cv::Mat voted_;
    std::vector<cv::Point> targets_;
    std::vector<cv::Point> sources_;
    std::vector<Match> matches_;
};

/// Half as large; places half of which are unknown are unknown.
Level half_of(const cv::Mat& picture, const cv::Mat& mask) {
    const cv::Size size((mask.cols + 1) / 2, (mask.rows + 1) / 2);
    cv::Mat known;
    cv::Mat(mask == 0).convertTo(known, CV_32F, 1.0 / 255);
    cv::Mat weights;
    cv::merge(std::vector<cv::Mat>(3, known), weights);
    cv::Mat small;
    cv::resize(picture.mul(weights), small, size, 0, 0, cv::INTER_AREA);
    cv::resize(weights, weights, size, 0, 0, cv::INTER_AREA);
    constexpr double kNothing = 1e-3;
    constexpr double kMostly = 0.5;
    small /= cv::max(weights, kNothing);
    cv::Mat share;
    cv::extractChannel(weights, share, 0);
    return {small, share < kMostly};
}

std::vector<Level> pyramid_of(const cv::Mat& picture, const cv::Mat& mask) {
    std::vector<Level> levels;
    levels.emplace_back(picture.clone(), mask);
    while (levels.back().usable()) {
        double depth = 0;
        cv::Mat distance;
        cv::distanceTransform(levels.back().mask(), distance, cv::DIST_L2, cv::DIST_MASK_3);
        cv::minMaxLoc(distance, nullptr, &depth);
        const bool small =
            std::min(levels.back().mask().cols, levels.back().mask().rows) < 2 * kLeastSide;
        if (depth <= kReach || small) {
            break;
        }
        Level next = half_of(levels.back().picture(), levels.back().mask());
        if (!next.usable()) {
            break;
        }
        levels.push_back(std::move(next));
    }
    return levels;
}

} // namespace

cv::Mat patch_match_fill(const cv::Mat& picture, const cv::Mat& mask, const std::stop_token& stop) {
    std::vector<Level> levels = pyramid_of(picture, mask);
    if (!levels.back().usable()) {
        return {};
    }
    cv::RNG random(kSeed);
    for (std::size_t n = levels.size(); n-- > 0;) {
        Level& level = levels[n];
        const bool coarsest = n + 1 == levels.size();
        if (coarsest) {
            fill_membrane(level.picture(), level.mask());
            level.match_at_random(random);
        } else {
            level.match_as(levels[n + 1], random);
            level.vote(false);
        }
        const int rounds =
            coarsest ? kCoarsestRounds : kFinestRounds + static_cast<int>(n); // cheaper when coarse
        for (int round = 0; round < rounds; ++round) {
            if (stop.stop_requested()) {
                return {};
            }
            level.improve(random);
            level.vote(n == 0 && round + 1 == rounds);
        }
    }
    return levels.front().voted();
}

} // namespace kinovar::retouch
