#include "tests/steps/colourise/step/drawn_film.h"

#include "core/image/luma.h"
#include "core/steps/colourise/engine/lab.h"
#include "core/steps/measure/shots.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::colourise::test {

namespace {

constexpr int kSide = 28;

bool in_square(int n, int x, int y) {
    const Place middle = square_at(n);
    return std::abs(x - middle.x * kWidth) < kSide / 2.0 &&
           std::abs(y - middle.y * kHeight) < kSide / 2.0;
}

FramePtr drawn(int n) {
    auto frame = std::make_shared<Frame>(kWidth, kHeight, ColourSpec::srgb());
    const bool first = n < kShotFrames;
    for (int y = 0; y < kHeight; ++y) {
        float* row = frame->row(y);
        for (int x = 0; x < kWidth; ++x) {
            const bool square = in_square(n, x, y);
            const double moved = x - (square ? square_at(n).x * kWidth : 0);
            const double texture = 0.04 * std::sin(moved * 0.9) * std::cos(y * 0.7);
            const double light = (square == first ? 0.65 : 0.3) + texture;
            std::fill_n(row + 3 * x, 3, static_cast<float>(light));
        }
    }
    return frame;
}

} // namespace

std::shared_ptr<steps::test::MemoryClip> drawn_film() {
    std::vector<FramePtr> frames;
    for (int n = 0; n < 2 * kShotFrames; ++n) {
        frames.push_back(drawn(n));
    }
    auto clip = std::make_shared<steps::test::MemoryClip>(std::move(frames), "drawn film");
    clip->set_shots(steps::listed_shots({kShotFrames}, 2 * kShotFrames));
    return clip;
}

Place square_at(int n) {
    return n < kShotFrames ? Place{(30.0 + 2 * n) / kWidth, 0.5} : Place{0.7, 0.6};
}

FramePtr coloured(const Frame& frame, int n, const Ab& square, const Ab& ground) {
    cv::Mat ab(frame.height(), frame.width(), CV_32FC2);
    for (int y = 0; y < ab.rows; ++y) {
        for (int x = 0; x < ab.cols; ++x) {
            const Ab& colour = in_square(n, x, y) ? square : ground;
            ab.at<cv::Vec2f>(y, x) = {colour.a, colour.b};
        }
    }
    return with_chroma(frame, ab);
}

ColourHint point_hint(const Place& place, std::int64_t frame, const Ab& colour) {
    ColourHint hint;
    hint.colour = colour;
    hint.size = 0.02;
    hint.keys = {{frame, {place}}};
    return hint;
}

Ab ab_at(const Frame& frame, const Place& place) {
    const auto ab = chroma_of(frame).at<cv::Vec2f>(static_cast<int>(place.y * frame.height()),
                                                   static_cast<int>(place.x * frame.width()));
    return {ab[0], ab[1]};
}

double luma_difference(const Frame& one, const Frame& other) {
    const auto count = static_cast<std::size_t>(one.width()) * one.height();
    std::vector<float> a(count);
    std::vector<float> b(count);
    luma_of(one, a);
    luma_of(other, b);
    double most = 0;
    for (std::size_t i = 0; i < count; ++i) {
        most = std::max(most, std::abs(static_cast<double>(a[i]) - b[i]));
    }
    return most;
}

} // namespace kinovar::colourise::test
