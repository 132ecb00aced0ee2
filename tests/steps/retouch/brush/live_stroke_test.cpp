#include "core/steps/retouch/brush/kinds.h"
#include "core/steps/retouch/brush/live_stroke.h"
#include "tests/steps/retouch/brush/brush_kit.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <cmath>

namespace kinovar::retouch {
namespace {

using test::HeldPictures;
using test::stroke;

const cv::Size kSize(480, 270);
constexpr int kByte = 255;

std::vector<StrokePoint> wavy_line() {
    std::vector<StrokePoint> points;
    for (int i = 0; i <= 40; ++i) {
        points.push_back({{0.1 + 0.02 * i, 0.5 + 0.25 * std::sin(i * 0.3)}, 0.4 + 0.015 * i});
    }
    return points;
}

Fix fix_of(Kind kind, Brush brush) {
    Fix fix{.kind = std::move(kind), .opacity = 0.8};
    fix.area.marks.push_back(stroke({}, brush));
    return fix;
}

FramePtr picture() {
    return test_picture(kSize.width, kSize.height);
}

ShownPicture shown() {
    const FramePtr frame = picture();
    const auto pixels = std::make_shared<std::vector<std::uint32_t>>();
    for (auto value = frame->values().begin(); value != frame->values().end(); value += 3) {
        const auto byte = [](float share) {
            return static_cast<std::uint32_t>(std::lround(share * kByte));
        };
        pixels->push_back(0xff000000U | byte(value[0]) << 16U | byte(value[1]) << 8U |
                          byte(value[2]));
    }
    return {kSize.width, kSize.height, pixels->data(), frame->colour(), pixels};
}

/// The picture with the live stroke over it, 0 to 255.
cv::Mat seen(const LiveStroke& live) {
    cv::Mat overlay(kSize, CV_8UC4);
    live.read({0, 0, kSize.width, kSize.height}, overlay.ptr<std::uint32_t>(), kSize.width);
    cv::Mat made(kSize, CV_32FC3);
    const FramePtr below = picture();
    for (int y = 0; y < kSize.height; ++y) {
        for (int x = 0; x < kSize.width; ++x) {
            const auto& over = overlay.at<cv::Vec4b>(y, x); // B, G, R, alpha
            const auto& under = mat_view(*below).at<cv::Vec3f>(y, x);
            for (int c = 0; c < 3; ++c) {
                made.at<cv::Vec3f>(y, x)[c] = static_cast<float>(over[2 - c]) +
                                              under[c] * static_cast<float>(kByte - over[3]);
            }
        }
    }
    return made;
}

/// The same as the fix renders it.
cv::Mat rendered(Fix fix, const Pictures& pictures) {
    fix.area.marks.back().points = wavy_line();
    cv::Mat made = mat_view(*picture()).clone();
    const auto patch = test::patch(fix, made, pictures);
    EXPECT_OK(patch);
    for (int y = 0; y < patch->where.height; ++y) {
        for (int x = 0; x < patch->where.width; ++x) {
            const float share = patch->cover.at<float>(y, x) * static_cast<float>(fix.opacity);
            auto& pixel = made.at<cv::Vec3f>(patch->where.y + y, patch->where.x + x);
            pixel = pixel * (1 - share) + patch->pixels.at<cv::Vec3f>(y, x) * share;
        }
    }
    return made * kByte;
}

TEST(LiveStroke, LooksAsItWillBe) {
    for (const double flow : {1.0, 0.2}) {
        const Brush brush{.size = 0.12, .hardness = 0.5, .opacity = 0.9, .flow = flow};
        const Fix paint = fix_of(Paint{.colour = {0.9, 0.3, 0.1}, .grain = false}, brush);
        LiveStroke live(shown(), nullptr, paint);
        for (const StrokePoint& point : wavy_line()) {
            live.add(point);
        }
        EXPECT_LT(cv::norm(seen(live), rendered(paint, HeldPictures()), cv::NORM_INF), 2.5) << flow;

        const Fix clone = fix_of(Clone{.offset = {24.0 / kSize.width, 9.0 / kSize.height}}, brush);
        LiveStroke copying(shown(), nullptr, clone);
        for (const StrokePoint& point : wavy_line()) {
            copying.add(point);
        }
        EXPECT_LT(cv::norm(seen(copying), rendered(clone, HeldPictures()), cv::NORM_INF), 2.5)
            << flow;
    }
    HeldPictures pictures;
    const FramePtr scan = test_picture(kSize.width, kSize.height, 9);
    pictures.put({.stage = "scan"}, 5, scan);
    const Fix reveal = fix_of(Reveal{}, {.size = 0.1});
    LiveStroke live(shown(), scan, reveal);
    for (const StrokePoint& point : wavy_line()) {
        live.add(point);
    }
    EXPECT_LT(cv::norm(seen(live), rendered(reveal, pictures), cv::NORM_INF), 2.5);
}

/// Pixels that look different lie inside of what add() gives; and it goes by the brush.
TEST(LiveStroke, SaysWhatChanged) {
    LiveStroke live(shown(), nullptr,
                    fix_of(Paint{.colour = {1, 0, 0}}, {.size = 0.1, .flow = 0.5}));
    cv::Mat before = seen(live);
    for (const StrokePoint& point : wavy_line()) {
        const PixelRect part = live.add(point);
        const cv::Mat after = seen(live);
        cv::Mat difference = after - before;
        difference(cv::Rect(part.x, part.y, part.width, part.height)).setTo(cv::Scalar());
        EXPECT_EQ(cv::norm(difference), 0);
        EXPECT_LT(part.width * part.height, 100 * 100);
        before = after;
    }
}

TEST(LiveStroke, OtherKindsShowATint) {
    LiveStroke live(shown(), nullptr, fix_of(Heal{}, {.size = 0.1}));
    const PixelRect part = live.add({{0.5, 0.5}, 1});
    ASSERT_FALSE(part.empty());
    std::uint32_t pixel = 0;
    live.read({240, 135, 1, 1}, &pixel, 1);
    EXPECT_GT(pixel >> 24U, 50U);
    EXPECT_LT(pixel >> 24U, 200U);
    // Outside of the picture there is nothing.
    live.read({-5, -5, 1, 1}, &pixel, 1);
    EXPECT_EQ(pixel, 0U);
    EXPECT_TRUE(live.add({{7, 7}, 1}).width <= kSize.width);
}

} // namespace
} // namespace kinovar::retouch
