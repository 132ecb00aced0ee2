#include "core/steps/retouch/brush/cover.h"
#include "core/steps/retouch/brush/kinds.h"
#include "core/steps/retouch/brush/taken.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr float kUncovered = 0.02F; // what is covered less tells what belongs there
// Around the area, as shares of its longer or shorter side, px at least and at most.
struct Band {
    double share, least, most;
    [[nodiscard]] int of(int side) const {
        return static_cast<int>(std::lround(std::clamp(share * side, least, most)));
    }
};
constexpr Band kSurroundings{0.5, 32, 192}; // in which both pictures are compared
constexpr Band kRing{0.15, 4, 24};          // in which their colours are
constexpr Band kSeam{0.03, 1, 8};           // sigma that softens the edge

constexpr int kMostSide = 320; // px: what is larger is made smaller to be compared
constexpr int kLeastSide = 16;
constexpr int kEccRounds = 50;
constexpr double kEccEnough = 1e-5;
constexpr int kEccSmooth = 5;          // px
constexpr double kFarthest = 0.3;      // shift, share of the side
constexpr double kMostBent = 0.12;     // of scale and turn
constexpr double kWorthMoving = 0.004; // of likeness: less is noise, and standing still is calmer
constexpr double kFits = 0.6;          // likeness below which somebody should look
constexpr double kMostGain = 1.5;
constexpr double kLeastSigma = 1e-3;
constexpr int kLeastRing = 32; // px that are needed to compare colours

using Map = cv::Matx23d; // from a pixel of the picture to one of the source

cv::Rect around(const cv::Rect& box, int margin, const cv::Size& picture) {
    return cv::Rect(box.x - margin, box.y - margin, box.width + 2 * margin,
                    box.height + 2 * margin) &
           cv::Rect({}, picture);
}

cv::Mat grey_of(const cv::Mat& part) {
    cv::Mat grey;
    cv::transform(part, grey, cv::Matx13f(1.0F / 3, 1.0F / 3, 1.0F / 3));
    return grey;
}

/// How alike two grey pictures are where `mask` says so: their correlation.
double likeness(const cv::Mat& a, const cv::Mat& b, const cv::Mat& mask) {
    cv::Scalar mean_a;
    cv::Scalar mean_b;
    cv::Scalar sigma_a;
    cv::Scalar sigma_b;
    cv::meanStdDev(a, mean_a, sigma_a, mask);
    cv::meanStdDev(b, mean_b, sigma_b, mask);
    if (sigma_a[0] < kLeastSigma || sigma_b[0] < kLeastSigma) {
        return 0;
    }
    const cv::Mat product = (a - mean_a).mul(b - mean_b);
    return cv::mean(product, mask)[0] / (sigma_a[0] * sigma_b[0]);
}

struct Found {
    Map map{1, 0, 0, 0, 1, 0};
    double fit = 1;
};

/// Finds a part of the picture again in the source.
class Search {
public:
    /// `free`: CV_8U, what of the part is not covered.
    Search(const cv::Mat& picture, const cv::Mat& source, const cv::Mat& free)
        : scale_(std::min(1.0,
                          static_cast<double>(kMostSide) / std::max(picture.cols, picture.rows))) {
        const auto smaller = [&](const cv::Mat& from, int how) {
            cv::Mat to;
            cv::resize(from, to, {}, scale_, scale_, how);
            return to;
        };
        picture_ = smaller(grey_of(picture), cv::INTER_AREA);
        source_ = smaller(grey_of(source), cv::INTER_AREA);
        free_ = smaller(free, cv::INTER_NEAREST);
    }

    /// In pixels of the parts.
    [[nodiscard]] Found find() const {
        Found best{{1, 0, 0, 0, 1, 0}, fit_of({1, 0, 0, 0, 1, 0})};
        if (std::min(picture_.cols, picture_.rows) < kLeastSide) {
            return best;
        }
        cv::Mat window;
        cv::createHanningWindow(window, picture_.size(), CV_32F);
        const cv::Point2d shift = cv::phaseCorrelate(picture_, source_, window);
        try_map({1, 0, shift.x, 0, 1, shift.y}, best);
        try_map(refined(best.map), best);
        // Full size: the middles of the first pixels are not where they were.
        const double half = (1 / scale_ - 1) / 2;
        Map& map = best.map;
        map(0, 2) = map(0, 2) / scale_ + half - (map(0, 0) + map(0, 1)) * half;
        map(1, 2) = map(1, 2) / scale_ + half - (map(1, 0) + map(1, 1)) * half;
        return best;
    }

private:
    [[nodiscard]] double fit_of(const Map& map) const {
        cv::Mat moved;
        cv::warpAffine(source_, moved, map, picture_.size(),
                       cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
        return likeness(picture_, moved, free_);
    }

    void try_map(const Map& map, Found& best) const {
        const double shift = std::hypot(map(0, 2), map(1, 2));
        const bool far = shift > kFarthest * std::max(picture_.cols, picture_.rows);
        const bool bent = std::abs(map(0, 0) - 1) > kMostBent || std::abs(map(0, 1)) > kMostBent ||
                          std::abs(map(1, 0)) > kMostBent || std::abs(map(1, 1) - 1) > kMostBent;
        if (far || bent) {
            return;
        }
        const double fit = fit_of(map);
        if (fit > best.fit + kWorthMoving) {
            best = {map, fit};
        }
    }

    /// Enhanced correlation (Evangelidis & Psarakis, 2008) outside of what is covered.
    [[nodiscard]] Map refined(const Map& start) const {
        cv::Mat warp;
        cv::Mat(start).convertTo(warp, CV_32F);
        cv::Mat mask;
        cv::warpAffine(free_, mask, cv::Mat(start), source_.size(), cv::INTER_NEAREST,
                       cv::BORDER_CONSTANT, cv::Scalar());
        try {
            cv::findTransformECC(picture_, source_, warp, cv::MOTION_AFFINE,
                                 cv::TermCriteria(cv::TermCriteria::COUNT + cv::TermCriteria::EPS,
                                                  kEccRounds, kEccEnough),
                                 mask, kEccSmooth);
        } catch (const cv::Exception&) {
            return start; // it did not converge: nothing to hold on to
        }
        cv::Mat map;
        warp.convertTo(map, CV_64F);
        return Map(map.ptr<double>());
    }

    double scale_;
    cv::Mat picture_;
    cv::Mat source_;
    cv::Mat free_;
};

/// The cover with a soft edge, in a larger part of the picture.
cv::Mat soft_cover(const Cover& cover, const cv::Rect& part) {
    cv::Mat share = cv::Mat::zeros(part.size(), CV_32F);
    cover.share.copyTo(share(cover.where - part.tl()));
    const double sigma = kSeam.of(std::min(cover.where.width, cover.where.height));
    cv::GaussianBlur(share, share, {}, sigma, sigma, cv::BORDER_REPLICATE);
    return share;
}

/// Brings pixels to the mean and spread that the picture has in the ring around the area.
void match_colours(const cv::Mat& picture, const cv::Mat& ring, cv::Mat& pixels) {
    if (cv::countNonZero(ring) < kLeastRing) {
        return;
    }
    cv::Scalar wanted;
    cv::Scalar wanted_sigma;
    cv::Scalar mean;
    cv::Scalar sigma;
    cv::meanStdDev(picture, wanted, wanted_sigma, ring);
    cv::meanStdDev(pixels, mean, sigma, ring);
    cv::Vec3f gain;
    cv::Vec3f lift;
    for (int c = 0; c < 3; ++c) {
        const double ratio = wanted_sigma[c] / std::max(sigma[c], kLeastSigma);
        gain[c] = static_cast<float>(std::clamp(ratio, 1 / kMostGain, kMostGain));
        lift[c] = static_cast<float>(wanted[c]) - gain[c] * static_cast<float>(mean[c]);
    }
    for (int y = 0; y < pixels.rows; ++y) {
        auto* row = pixels.ptr<cv::Vec3f>(y);
        for (int x = 0; x < pixels.cols; ++x) {
            row[x] = row[x].mul(gain) + lift;
        }
    }
}

/// Where the picture looks like the source, for the part of the picture around an area.
Found find_again(const Task& task, const Taken& taken, const Cover& cover) {
    const cv::Rect part =
        around(cover.where, kSurroundings.of(std::max(cover.where.width, cover.where.height)),
               task.picture.size());
    cv::Mat free(part.size(), CV_8U, cv::Scalar(255));
    free(cover.where - part.tl()).setTo(0, cover.share > kUncovered);
    Found found = Search(task.picture(part), taken.pixels(part), free).find();
    Map& map = found.map;
    map(0, 2) += part.x - map(0, 0) * part.x - map(0, 1) * part.y;
    map(1, 2) += part.y - map(1, 0) * part.x - map(1, 1) * part.y;
    return found;
}

} // namespace

Result<Patch> patch_of(const Replace& replace, const Task& task) {
    const Cover cover = cover_of(task.fix.area, task.picture.size(), task.placement);
    if (cover.where.empty()) {
        return Patch{};
    }
    KINOVAR_TRY_ASSIGN(const Taken taken, take(replace.from, task));
    const Found found = replace.align ? find_again(task, taken, cover) : Found{};
    const int shorter = std::min(cover.where.width, cover.where.height);
    const cv::Rect part = around(cover.where, std::max(kRing.of(shorter), 3 * kSeam.of(shorter)),
                                 task.picture.size());

    Patch patch{.where = part, .cover = soft_cover(cover, part)};
    cv::Mat valid;
    if (found.map == Map(1, 0, 0, 0, 1, 0)) {
        patch.pixels = taken.pixels(part).clone();
        valid = cv::Mat(part.size(), CV_8U, cv::Scalar(255));
    } else {
        const Map& map = found.map;
        const Map from(map(0, 0), map(0, 1), map(0, 0) * part.x + map(0, 1) * part.y + map(0, 2),
                       map(1, 0), map(1, 1), map(1, 0) * part.x + map(1, 1) * part.y + map(1, 2));
        cv::warpAffine(taken.pixels, patch.pixels, from, part.size(),
                       cv::INTER_LANCZOS4 | cv::WARP_INVERSE_MAP, cv::BORDER_REFLECT_101);
        const cv::Mat inside(task.picture.size(), CV_8U, cv::Scalar(255));
        cv::warpAffine(inside, valid, from, part.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                       cv::BORDER_CONSTANT, cv::Scalar());
        valid = valid == 255;
        patch.cover.setTo(0, ~valid);
    }
    if (replace.match_colour) {
        cv::Mat covered = cv::Mat::zeros(part.size(), CV_8U);
        covered(cover.where - part.tl()).setTo(255, cover.share > kUncovered);
        const int width = 2 * kRing.of(shorter) + 1;
        cv::Mat ring;
        cv::dilate(covered, ring, cv::getStructuringElement(cv::MORPH_ELLIPSE, {width, width}));
        match_colours(task.picture(part), ring & ~covered & valid, patch.pixels);
    }
    const cv::Point middle = (part.tl() + part.br()) / 2;
    const Map& map = found.map;
    const cv::Point there(cvRound(map(0, 0) * middle.x + map(0, 1) * middle.y + map(0, 2)),
                          cvRound(map(1, 0) * middle.x + map(1, 1) * middle.y + map(1, 2)));
    taken.tell_origins(patch, part.tl() + there - middle);
    if (found.fit < kFits) {
        patch.check = true;
        patch.note = "what lies around is not alike in both pictures";
    }
    return patch;
}

} // namespace kinovar::retouch
