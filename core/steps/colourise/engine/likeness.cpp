#include "core/steps/colourise/engine/likeness.h"

#include "core/steps/colourise/engine/colour_kernels.h"

#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace kinovar::colourise {

namespace {

/// Pictures are worked on in tiles: seeds that count less than e^−kNegligible of the best one
/// everywhere in a tile play no part there.
constexpr int kTile = 32;
constexpr float kNegligible = 9;
/// Smaller pictures are worked on by one thread.
constexpr int kLeastForThreads = 256 * 256;

using kernels::LikenessPoint;

float nearest_within(float value, float low, float high) {
    return std::clamp(value, low, high);
}

class Likeness {
public:
    Likeness(const Guide& guide, const Seeds& seeds, const LikenessScales& scales)
        : guide_(guide), scales_(scales), scale_(1 / (scales.reach * guide.unit)),
          scale_x_(scale_ / scales.stretch) {
        for (const Seeds::Seed& seed : seeds.seeds) {
            const cv::Point pixel = pixel_of(seed, guide.work.size());
            points_.push_back({seed.place.x * scale_x_, seed.place.y * scale_,
                               guide.smooth.at<float>(pixel) / scales_.light,
                               guide.spread.at<float>(pixel) / scales_.texture, seed.ab[0],
                               seed.ab[1], std::log(seed.strength)});
        }
    }

    void colour(const cv::Rect& tile, Likely& likely) const {
        const auto [near, bonus] = points_for(tile);
        const auto width = static_cast<std::size_t>(tile.width);
        std::array<float, kTile> weight{};
        std::array<float, kTile> a{};
        std::array<float, kTile> b{};
        std::array<float, kTile> squares{};
        for (int y = tile.y; y < tile.y + tile.height; ++y) {
            weight.fill(0);
            a.fill(0);
            b.fill(0);
            squares.fill(0);
            kernels::add_likeness({guide_.smooth.ptr<float>(y) + tile.x,
                                   guide_.spread.ptr<float>(y) + tile.x, 1 / scales_.light,
                                   1 / scales_.texture, static_cast<float>(tile.x) * scale_x_,
                                   static_cast<float>(y) * scale_, scale_x_, weight.data(),
                                   a.data(), b.data(), squares.data()},
                                  near.data(), near.size(), width);
            auto* ab = likely.ab.ptr<cv::Vec2f>(y) + tile.x;
            auto* unlikeness = likely.unlikeness.ptr<float>(y) + tile.x;
            auto* scatter = likely.scatter.ptr<float>(y) + tile.x;
            for (std::size_t x = 0; x < width; ++x) {
                ab[x] = {a[x] / weight[x], b[x] / weight[x]};
                unlikeness[x] = bonus - std::log(weight[x]);
                scatter[x] = std::max(0.0F, squares[x] / weight[x] - ab[x].dot(ab[x]));
            }
        }
    }

private:
    /// How unlike a point is to the pixels of a tile, at the least and at the most.
    struct Bounds {
        float least, most;
    };

    struct Points {
        std::vector<LikenessPoint> near;
        float bonus; ///< that all of them got, to keep their sums near 1
    };

    /// The points that count in a tile.
    [[nodiscard]] Points points_for(const cv::Rect& tile) const {
        double light[2];
        double texture[2];
        cv::minMaxLoc(guide_.smooth(tile), &light[0], &light[1]);
        cv::minMaxLoc(guide_.spread(tile), &texture[0], &texture[1]);
        const auto range = [](const double ends[2], float sigma) {
            return cv::Vec2f(static_cast<float>(ends[0]) / sigma,
                             static_cast<float>(ends[1]) / sigma);
        };
        const cv::Vec2f lights = range(light, scales_.light);
        const cv::Vec2f textures = range(texture, scales_.texture);
        std::vector<float> least;
        float best = std::numeric_limits<float>::max();
        for (const LikenessPoint& point : points_) {
            const Bounds bounds = unlikeness(point, tile, lights, textures);
            least.push_back(bounds.least);
            best = std::min(best, bounds.most);
        }
        std::vector<LikenessPoint> near;
        for (std::size_t i = 0; i < points_.size(); ++i) {
            if (least[i] <= best + kNegligible) {
                near.push_back(points_[i]);
                near.back().bonus += best;
            }
        }
        return {near, best};
    }

    [[nodiscard]] Bounds unlikeness(const LikenessPoint& point, const cv::Rect& tile,
                                    const cv::Vec2f& lights, const cv::Vec2f& textures) const {
        const float left = static_cast<float>(tile.x) * scale_x_;
        const float top = static_cast<float>(tile.y) * scale_;
        const float right = left + static_cast<float>(tile.width - 1) * scale_x_;
        const float bottom = top + static_cast<float>(tile.height - 1) * scale_;
        const float dx = point.x - nearest_within(point.x, left, right);
        const float dy = point.y - nearest_within(point.y, top, bottom);
        const float far_x = std::max(std::abs(point.x - left), std::abs(point.x - right));
        const float far_y = std::max(std::abs(point.y - top), std::abs(point.y - bottom));
        const auto apart = [](float value, const cv::Vec2f& ends) {
            return std::abs(value - nearest_within(value, ends[0], ends[1]));
        };
        const auto furthest = [](float value, const cv::Vec2f& ends) {
            return std::max(std::abs(value - ends[0]), std::abs(value - ends[1]));
        };
        return {std::hypot(dx, dy) + apart(point.light, lights) + apart(point.texture, textures) -
                    point.bonus,
                std::hypot(far_x, far_y) + furthest(point.light, lights) +
                    furthest(point.texture, textures) - point.bonus};
    }

    const Guide& guide_;
    LikenessScales scales_;
    float scale_;   ///< of rows and distances up and down, 1 / px
    float scale_x_; ///< of columns and distances across
    std::vector<LikenessPoint> points_;
};

} // namespace

Likely likely_colours(const Guide& guide, const Seeds& seeds, const LikenessScales& scales) {
    const cv::Size size = guide.work.size();
    Likely likely{cv::Mat(size, CV_32FC2), cv::Mat(size, CV_32F), cv::Mat(size, CV_32F)};
    const Likeness likeness(guide, seeds, scales);
    const auto rows_of_tiles = [&](const cv::Range& rows) {
        for (int row = rows.start; row < rows.end; ++row) {
            for (int x = 0; x < size.width; x += kTile) {
                likeness.colour(
                    cv::Rect(x, row * kTile, kTile, kTile) & cv::Rect(cv::Point(), size), likely);
            }
        }
    };
    const cv::Range all(0, (size.height + kTile - 1) / kTile);
    if (size.area() < kLeastForThreads) {
        rows_of_tiles(all);
    } else {
        cv::parallel_for_(all, rows_of_tiles);
    }
    return likely;
}

cv::Mat spread_by_likeness(const Guide& guide, const Seeds& seeds) {
    if (seeds.empty()) {
        return cv::Mat::zeros(guide.work.size(), CV_32FC2);
    }
    return likely_colours(guide, seeds, {}).ab;
}

} // namespace kinovar::colourise
