#include "core/steps/restore/dust_doubt.h"

#include "core/steps/restore/dust_object.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace kinovar::steps::dust {

namespace {

constexpr std::size_t kNearest = 2;
constexpr int kAround = 6; // px around a spot that its surroundings reach

// Weights of the evidence, by logistic regression over 700 pieces of simulated dirt and 1000 false
// ones of moving heads and people (every second to sixth frame of them), and the sum from which a
// spot is left alone.
constexpr double kMisfitWeight = 4.7;
constexpr double kDisagreementWeight = 1.3;
constexpr double kMatchWeight = 0.9; // of −ln of the best match
constexpr double kOppositeWeight = 0.85;
constexpr double kOneSidedDoubt = 1;
constexpr double kLimit = 4.1;

// Bounds of the evidence.
constexpr double kMostMisfit = 2;
constexpr double kMostOpposite = 2;
constexpr double kBestMatch = 0.01;

// A neighbour is as restless as the spot with this share of its pixels around it, if that is this
// much more than it has everywhere.
constexpr double kUnrestReach = 8;
constexpr double kUnrestShare = 0.3;
constexpr double kUnrestOverUsual = 3;
// Doubt by the number of restless neighbours: one may be dirty there too, two hardly ever are.
constexpr std::array<double, 5> kUnrestDoubt{0, 1, 3.8, 5, 5};

// Where this share of a region (of this size) stands out in the frame and in both nearest
// neighbours, rain or snow falls, or the flow has failed.
constexpr double kDenseShare = 0.04;
constexpr int kRegionShrink = 8;
constexpr int kRegionSide = 15; // × kRegionShrink px

// A spot that both nearest neighbours show as well as this is an object, whatever else is said.
constexpr double kSameInBoth = 0.1;

/// Mean absolute differences inside a spot and around it.
struct Differences {
    double inside = 0, around = 0;          ///< of the frame from the nearest two's mean
    double disagreement = 0, unclarity = 0; ///< of these two from each other: inside, around
    double opposite = 0; ///< pixels of the other sign around, per pixel of the spot
};

/// All spots of a frame: 255 bright, 128 dark; and with a px around them.
struct SpotMap {
    cv::Mat signs;
    cv::Mat near;

    SpotMap(const std::vector<Spot>& spots, const cv::Size& size)
        : signs(cv::Mat::zeros(size, CV_8U)) {
        for (const Spot& spot : spots) {
            for (const cv::Point& at : spot.pixels) {
                signs.at<std::uint8_t>(at) = sign_of(spot);
            }
        }
        cv::dilate(signs, near, cv::Mat());
    }
    static std::uint8_t sign_of(const Spot& spot) { return spot.bright ? 255 : 128; }
};

class Mean {
public:
    void add(int value) {
        sum_ += value;
        ++count_;
    }
    [[nodiscard]] double value() const {
        return count_ == 0 ? 0 : static_cast<double>(sum_) / count_;
    }

private:
    int sum_ = 0;
    int count_ = 0;
};

Differences differences_at(const cv::Mat& plane, const std::vector<Witness>& witnesses,
                           const Spot& spot, const SpotMap& map) {
    const cv::Rect box = grown_box(spot.box, kAround, plane.size());
    cv::Mat own = cv::Mat::zeros(box.size(), CV_8U);
    for (const cv::Point& at : spot.pixels) {
        own.at<std::uint8_t>(at - box.tl()) = 1;
    }
    cv::Mat reach;
    cv::dilate(own, reach, cv::Mat::ones(2 * kAround + 1, 2 * kAround + 1, CV_8U));
    Mean inside, around, disagreement, unclarity;
    int opposite = 0;
    for (int y = 0; y < box.height; ++y) {
        for (int x = 0; x < box.width; ++x) {
            if (reach.at<std::uint8_t>(y, x) == 0) {
                continue;
            }
            const cv::Point at = box.tl() + cv::Point(x, y);
            const int first = witnesses[0].compensated->at<std::uint8_t>(at);
            const int second = witnesses[1].compensated->at<std::uint8_t>(at);
            const int off = std::abs(2 * plane.at<std::uint8_t>(at) - first - second);
            const std::uint8_t sign = map.signs.at<std::uint8_t>(at);
            if (own.at<std::uint8_t>(y, x) != 0) {
                inside.add(off);
                disagreement.add(std::abs(first - second));
            } else if (map.near.at<std::uint8_t>(at) == 0) {
                around.add(off);
                unclarity.add(std::abs(first - second));
            } else if (sign != 0 && sign != SpotMap::sign_of(spot)) {
                ++opposite;
            }
        }
    }
    return {inside.value() / 2, around.value() / 2, disagreement.value(), unclarity.value(),
            static_cast<double>(opposite) / static_cast<double>(spot.pixels.size())};
}

/// How many neighbours stand out around the spot's place.
std::size_t restless_neighbours(const std::vector<Witness>& witnesses, const Spot& spot) {
    const cv::Point middle = (spot.box.tl() + spot.box.br()) / 2;
    std::size_t restless = 0;
    for (const Witness& witness : witnesses) {
        if (witness.unrest == nullptr) {
            continue;
        }
        const cv::Size size = witness.unrest->places.size();
        const cv::Vec2f moved = flow_at(*witness.flow, middle);
        const cv::Rect there = grown_box(spot.box + cv::Point(cvRound(moved[0]), cvRound(moved[1])),
                                         scaled_length(kUnrestReach, size.height), size);
        if (there.empty()) {
            continue;
        }
        const double limit = std::max(kUnrestShare * static_cast<double>(spot.pixels.size()),
                                      kUnrestOverUsual * witness.unrest->share * there.area());
        restless += cv::countNonZero(witness.unrest->places(there)) > limit ? 1 : 0;
    }
    return restless;
}

/// Share of each region's pixels that are 255. CV_32F, smaller by kRegionShrink.
cv::Mat density_of(const cv::Mat& places) {
    cv::Mat small;
    cv::resize(places, small,
               {std::max(1, places.cols / kRegionShrink), std::max(1, places.rows / kRegionShrink)},
               0, 0, cv::INTER_AREA);
    cv::Mat share;
    small.convertTo(share, CV_32F, 1.0 / 255);
    cv::blur(share, share, {kRegionSide, kRegionSide});
    return share;
}

/// The least density of the frame's own spots and of what stands out in the nearest neighbours;
/// empty where that is not known.
cv::Mat lasting_density(const SpotMap& map, const std::vector<Witness>& witnesses) {
    if (std::ranges::any_of(witnesses.begin(), witnesses.begin() + kNearest, std::logical_not<>(),
                            &Witness::unrest)) {
        return {};
    }
    cv::Mat least = density_of(map.signs != 0);
    for (std::size_t i = 0; i < kNearest; ++i) {
        least = cv::min(least, witnesses[i].unrest->density);
    }
    return least;
}

bool in_dense_region(const Spot& spot, const cv::Mat& density, const cv::Size& size) {
    if (density.empty()) {
        return false;
    }
    const cv::Point middle = (spot.box.tl() + spot.box.br()) / 2;
    const int x = std::min(middle.x * density.cols / size.width, density.cols - 1);
    const int y = std::min(middle.y * density.rows / size.height, density.rows - 1);
    return density.at<float>(y, x) > kDenseShare;
}

} // namespace

Unrest::Unrest(const std::vector<Spot>& spots, const cv::Size& size)
    : places(cv::Mat::zeros(size, CV_8U)) {
    for (const Spot& spot : spots) {
        for (const cv::Point& at : spot.pixels) {
            places.at<std::uint8_t>(at) = 255;
        }
    }
    density = density_of(places);
    share = static_cast<double>(cv::countNonZero(places)) / static_cast<double>(places.total());
}

void remove_doubtful(const cv::Mat& plane, const std::vector<Witness>& witnesses,
                     const NoiseCurve& noise, bool one_sided, std::vector<Spot>& spots) {
    const SpotMap map(spots, plane.size());
    const cv::Mat density = lasting_density(map, witnesses);
    std::erase_if(spots, [&](const Spot& spot) {
        if (in_dense_region(spot, density, plane.size())) {
            return true;
        }
        const Differences d = differences_at(plane, witnesses, spot, map);
        const double grain =
            noise.at(static_cast<float>(plane.at<std::uint8_t>(spot.pixels.front())));
        const double misfit = (d.around + d.unclarity - 2 * grain) / std::max(1.0, d.inside);
        const double doubt = (one_sided ? kOneSidedDoubt : 0) +
                             kMisfitWeight * std::min(misfit, kMostMisfit) +
                             kDisagreementWeight * d.disagreement / std::max(1.0, d.inside) +
                             kUnrestDoubt.at(restless_neighbours(witnesses, spot)) +
                             kOppositeWeight * std::min(d.opposite, kMostOpposite);
        if (doubt > kLimit) {
            return true;
        }
        // The better match counts: the second one is looked for only if it can change the verdict.
        const auto with_match = [&](double match) {
            return doubt - kMatchWeight * std::log(std::max(kBestMatch, match));
        };
        const double first = match_near(plane, spot, witnesses[0]);
        if (with_match(first) > kLimit) {
            return true;
        }
        if (with_match(0) <= kLimit && first >= kSameInBoth) {
            return false;
        }
        const double second = match_near(plane, spot, witnesses[1]);
        return with_match(second) > kLimit || std::max(first, second) < kSameInBoth;
    });
}

} // namespace kinovar::steps::dust
