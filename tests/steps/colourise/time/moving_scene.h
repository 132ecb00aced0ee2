#pragma once

#include "core/steps/colourise/time/carry.h"
#include "core/steps/measure/shots.h"
#include "tests/steps/memory_clip.h"

#include <cmath>
#include <string>
#include <vector>

namespace kinovar::colourise::test {

/// A square that moves over a moving textured ground, in black and white, and its true colours.
struct MovingScene {
    static constexpr int kWidth = 192;
    static constexpr int kHeight = 144;
    static constexpr int kSide = 44;
    inline static const cv::Point2f kStart{20, 48};    ///< the square's corner at frame 0
    inline static const cv::Point2f kSpeed{3, 0.5F};   ///< of the square, px a frame
    inline static const cv::Point2f kGround{-1, 0.5F}; ///< of the ground
    inline static const cv::Vec2f kSquareAb{45, 30};
    inline static const cv::Vec2f kGroundAb{-12, 8};

    std::shared_ptr<steps::test::MemoryClip> clip;
    std::vector<cv::Mat> ab;

    [[nodiscard]] static cv::Point2f corner(std::int64_t n) {
        return kStart + kSpeed * static_cast<float>(n);
    }
    [[nodiscard]] static Place place_in_square(std::int64_t n) {
        const cv::Point2f middle = corner(n) + cv::Point2f(kSide / 2.0F, kSide / 2.0F);
        return {middle.x / kWidth, middle.y / kHeight};
    }
    [[nodiscard]] ChromaOf truth() const {
        return [this](std::int64_t n) -> Result<std::shared_ptr<const Chroma>> {
            const cv::Mat& own = ab[static_cast<std::size_t>(n)];
            return std::make_shared<const Chroma>(
                Chroma{own, cv::Mat(own.size(), CV_32F, cv::Scalar(1))});
        };
    }
};

/// `number` tells pictures apart that have nothing to do with each other.
inline double texture_at(double x, double y, int number) {
    double value = 0;
    for (int wave = 1; wave <= 9; ++wave) {
        const double angle = 2.4 * wave + number;
        const double pace = 0.06 + 0.05 * wave;
        value += std::sin(pace * (x * std::cos(angle) + y * std::sin(angle)) + wave * number);
    }
    return std::tanh(value / 3);
}

/// `name` tells the clips of tests apart: what is found in one is kept for others of its name.
/// `cut`: the first frame of a second shot, whose pictures are other ones; 0: none.
inline MovingScene moving_scene(const std::string& name, std::int64_t frames,
                                std::int64_t cut = 0) {
    MovingScene scene;
    std::vector<FramePtr> pictures;
    for (std::int64_t n = 0; n < frames; ++n) {
        const int number = cut > 0 && n >= cut ? 5 : 1;
        const auto t = static_cast<float>(n);
        const cv::Point2f corner = MovingScene::corner(n);
        auto frame =
            std::make_shared<Frame>(MovingScene::kWidth, MovingScene::kHeight, ColourSpec::bt709());
        cv::Mat ab(MovingScene::kHeight, MovingScene::kWidth, CV_32FC2);
        for (int y = 0; y < ab.rows; ++y) {
            for (int x = 0; x < ab.cols; ++x) {
                const float u = static_cast<float>(x) - corner.x;
                const float v = static_cast<float>(y) - corner.y;
                const bool square =
                    u >= 0 && v >= 0 && u < MovingScene::kSide && v < MovingScene::kSide;
                const double light =
                    square ? 0.7 + 0.15 * texture_at(u, v, number + 7)
                           : 0.35 + 0.15 * texture_at(x - MovingScene::kGround.x * t,
                                                      y - MovingScene::kGround.y * t, number);
                std::fill_n(frame->row(y) + Frame::kChannels * x, Frame::kChannels,
                            static_cast<float>(light));
                ab.at<cv::Vec2f>(y, x) = square ? MovingScene::kSquareAb : MovingScene::kGroundAb;
            }
        }
        pictures.push_back(std::move(frame));
        scene.ab.push_back(ab);
    }
    scene.clip = std::make_shared<steps::test::MemoryClip>(std::move(pictures), name);
    scene.clip->set_shots(steps::listed_shots(
        cut > 0 ? std::vector<std::int64_t>{cut} : std::vector<std::int64_t>{}, frames));
    return scene;
}

inline double mean_error(const cv::Mat& ab, const cv::Mat& truth) {
    return cv::norm(ab, truth, cv::NORM_L1) / (2.0 * static_cast<double>(truth.total()));
}

inline bool same_bits(const cv::Mat& a, const cv::Mat& b) {
    return a.size() == b.size() && cv::norm(a, b, cv::NORM_INF) == 0;
}

} // namespace kinovar::colourise::test
