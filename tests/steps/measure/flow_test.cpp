#include "core/base/hash.h"
#include "core/image/cv_bridge.h"
#include "core/steps/measure/flow.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <functional>
#include <thread>

namespace kinovar::steps {
namespace {

/// A number between -1 and 1 for each whole place.
double noise_at(std::int64_t x, std::int64_t y, int octave) {
    const Hash128 hash = Hasher().add(x).add(y).add(static_cast<std::int64_t>(octave)).finish();
    return static_cast<double>(std::hash<Hash128>{}(hash) % 2001) / 1000 - 1;
}

/// Smooth noise whose places are one apart.
double smooth_noise(double x, double y, int octave) {
    const double left = std::floor(x);
    const double top = std::floor(y);
    const auto weight = [](double t) { return t * t * (3 - 2 * t); };
    const double u = weight(x - left);
    const double v = weight(y - top);
    const auto ix = static_cast<std::int64_t>(left);
    const auto iy = static_cast<std::int64_t>(top);
    const auto row = [&](std::int64_t at) {
        return std::lerp(noise_at(ix, at, octave), noise_at(ix + 1, at, octave), u);
    };
    return std::lerp(row(iy), row(iy + 1), v);
}

/// Brightness (0 … 1) of an endless picture without repeats, with details of all sizes.
double world_at(double x, double y) {
    double value = 0;
    for (int octave = 0; octave < 4; ++octave) {
        const double size = 48.0 / (1 << octave);
        value += smooth_noise(x / size, y / size, octave) * (octave < 2 ? 0.3 : 0.15);
    }
    return std::clamp(0.5 + value * 0.6, 0.0, 1.0);
}

using Place = std::function<cv::Point2d(double, double)>;

/// What a camera sees whose pixel (x, y) looks at place(x, y) of the world.
cv::Mat seen(const cv::Size& size, const Place& place, double gain = 1) {
    cv::Mat picture(size, CV_8U);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const cv::Point2d at = place(x, y);
            picture.at<std::uint8_t>(y, x) =
                cv::saturate_cast<std::uint8_t>(255 * gain * world_at(at.x, at.y));
        }
    }
    return picture;
}

cv::Mat seen_from(const cv::Size& size, double dx, double dy, double gain = 1) {
    return seen(
        size, [=](double x, double y) { return cv::Point2d(x + dx, y + dy); }, gain);
}

Flow flow_between(const cv::Mat& from, const cv::Mat& to, FlowEffort effort = FlowEffort::Careful) {
    const FlowFinder finder(effort);
    return finder.between(finder.prepare(from), finder.prepare(to));
}

/// Mean distance of the vectors at least `border` px from the edge from what they should be.
double error_of(const Flow& flow, const Place& truth, int border) {
    const cv::Rect part(border, border, flow.size.width - 2 * border,
                        flow.size.height - 2 * border);
    const cv::Mat map = flow_map(flow, flow.size, part);
    double sum = 0;
    for (int y = 0; y < map.rows; ++y) {
        for (int x = 0; x < map.cols; ++x) {
            const auto found = map.at<cv::Vec2f>(y, x);
            const cv::Point2d wanted = truth(part.x + x, part.y + y);
            sum += std::hypot(found[0] - wanted.x, found[1] - wanted.y);
        }
    }
    return sum / static_cast<double>(map.total());
}

double mean_difference(const cv::Mat& a, const cv::Mat& b) {
    return cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total());
}

constexpr int kWidth = 320;
constexpr int kHeight = 240;
const cv::Size kSize(kWidth, kHeight);

TEST(Flow, FindsAPartOfAPixel) {
    const cv::Mat from = seen_from(kSize, 0, 0);
    const cv::Mat to = seen_from(kSize, -3.4, 1.7);
    const auto truth = [](double x, double y) { return cv::Point2d(x + 3.4, y - 1.7); };
    for (const FlowEffort effort : {FlowEffort::Quick, FlowEffort::Steady, FlowEffort::Careful}) {
        EXPECT_LT(error_of(flow_between(from, to, effort), truth, 8), 0.12);
    }
}

TEST(Flow, FollowsAFastPanOfAThirdOfThePicture) {
    const cv::Mat from = seen_from(kSize, 0, 0);
    const cv::Mat to = seen_from(kSize, 104, -21);
    const auto truth = [](double x, double y) { return cv::Point2d(x - 104, y + 21); };
    const Flow flow = flow_between(from, to);
    // What has left the picture on the left has no match.
    const cv::Rect there(120, 8, kWidth - 128, kHeight - 48);
    const cv::Mat map = flow_map(flow, kSize, there);
    double sum = 0;
    for (int y = 0; y < map.rows; ++y) {
        for (int x = 0; x < map.cols; ++x) {
            const auto found = map.at<cv::Vec2f>(y, x);
            const cv::Point2d wanted = truth(there.x + x, there.y + y);
            sum += std::hypot(found[0] - wanted.x, found[1] - wanted.y);
        }
    }
    EXPECT_LT(sum / static_cast<double>(map.total()), 0.3);
}

TEST(Flow, FollowsAZoomAndATurn) {
    const auto truth = [](double x, double y) {
        const double u = x - kWidth / 2.0;
        const double v = y - kHeight / 2.0;
        return cv::Point2d(kWidth / 2.0 + 1.03 * u - 0.02 * v, kHeight / 2.0 + 0.02 * u + 1.03 * v);
    };
    const cv::Mat from = seen(kSize, truth);
    const cv::Mat to = seen_from(kSize, 0, 0);
    EXPECT_LT(error_of(flow_between(from, to), truth, 8), 0.15);
}

TEST(Flow, IsNotDisturbedByFlicker) {
    const cv::Mat from = seen_from(kSize, 0, 0);
    const cv::Mat to = seen_from(kSize, -2, 3, 0.85);
    const auto truth = [](double x, double y) { return cv::Point2d(x + 2, y - 3); };
    EXPECT_LT(error_of(flow_between(from, to), truth, 8), 0.2);
}

TEST(Flow, OfAStillPictureIsZero) {
    const cv::Mat picture = seen_from(kSize, 0, 0);
    EXPECT_LT(cv::norm(flow_between(picture, picture).field, cv::NORM_INF), 1e-3);
}

TEST(Flow, OfAFlatOrTinyPictureIsFinite) {
    for (const cv::Size& size :
         {cv::Size(1, 1), cv::Size(7, 3), cv::Size(40, 200), cv::Size(64, 64)}) {
        const cv::Mat picture(size, CV_8U, cv::Scalar(90));
        const Flow flow = flow_between(picture, picture);
        EXPECT_TRUE(cv::checkRange(flow.field));
        EXPECT_EQ(cv::norm(compensate(picture, flow, cv::INTER_LINEAR), picture, cv::NORM_INF), 0);
    }
}

TEST(Flow, WorksAtTheSizeOfATallPicture) {
    const cv::Size tall(960, 1080);
    const cv::Mat from = seen_from(tall, 0, 0);
    const cv::Mat to = seen_from(tall, -9, 4);
    const auto truth = [](double x, double y) { return cv::Point2d(x + 9, y - 4); };
    const Flow flow = flow_between(from, to);
    EXPECT_LE(flow.field.rows, 135);
    EXPECT_LT(error_of(flow, truth, 16), 0.25);
}

TEST(Flow, ComposesToTheFrameAfterNext) {
    const cv::Mat first = seen_from(kSize, 0, 0);
    const cv::Mat second = seen_from(kSize, -3, 1);
    const cv::Mat third = seen_from(kSize, -8, 1.5);
    const Flow whole = compose(flow_between(first, second), flow_between(second, third));
    const auto truth = [](double x, double y) { return cv::Point2d(x + 8, y - 1.5); };
    EXPECT_LT(error_of(whole, truth, 16), 0.2);
}

TEST(Flow, ShowsWhatAMovingThingHides) {
    const cv::Mat world = seen_from(kSize, 0, 0);
    const auto with_block = [&](int x) {
        cv::Mat picture = world.clone();
        // Another part of the world, so that the block has texture to follow.
        const cv::Mat block = seen_from({80, 80}, 1000, 2000);
        block.copyTo(picture(cv::Rect(x, 80, 80, 80)));
        return picture;
    };
    const cv::Mat from = with_block(100);
    const cv::Mat to = with_block(112);
    const Flow there = flow_between(from, to);
    const Flow back = flow_between(to, from);
    const cv::Mat hidden = inconsistent(there, back, 1);
    const double per_vector = 1.0 * kWidth / hidden.cols;
    const auto mean_in = [&](double x, double y, double width, double height) {
        const cv::Rect place(cvRound(x / per_vector), cvRound(y / per_vector),
                             cvRound(width / per_vector), cvRound(height / per_vector));
        return cv::mean(hidden(place))[0] / 255;
    };
    EXPECT_GT(mean_in(182, 88, 8, 64), 0.5) << "the strip that the block moves onto";
    EXPECT_LT(mean_in(10, 10, 60, 200), 0.02) << "what stands still";
    EXPECT_LT(mean_in(116, 96, 48, 48), 0.02) << "the inside of the block";
}

TEST(Flow, CompensatesEveryKindOfPicture) {
    const cv::Mat from = seen_from(kSize, 0, 0);
    const cv::Mat to = seen_from(kSize, -5, 2.5);
    const Flow flow = flow_between(from, to);
    const cv::Rect inside(12, 12, kWidth - 24, kHeight - 24);
    for (const int interpolation : {cv::INTER_LINEAR, cv::INTER_CUBIC}) {
        const cv::Mat moved = compensate(to, flow, interpolation);
        EXPECT_LT(mean_difference(moved(inside), from(inside)), 1.5);
        cv::Mat real, three;
        to.convertTo(real, CV_32F);
        EXPECT_LT(mean_difference(compensate(real, flow, interpolation), cv::Mat_<float>(moved)),
                  0.6);
        cv::merge(std::vector<cv::Mat>{real, real, real}, three);
        EXPECT_EQ(compensate(three, flow, interpolation).type(), CV_32FC3);
        const cv::Rect part(33, 47, 81, 59);
        EXPECT_EQ(cv::norm(compensate(to, flow, part, interpolation), moved(part), cv::NORM_INF),
                  0);
    }
}

TEST(Flow, LooksUpBeyondTheEdgesAsARealPictureDoes) {
    for (const cv::Size& size : {cv::Size(71, 45), cv::Size(3, 2), cv::Size(1, 9)}) {
        cv::Mat picture(size, CV_8U), real;
        cv::randu(picture, 0, 256);
        picture.convertTo(real, CV_32F);
        Flow flow;
        flow.size = size;
        flow.field.create((size.height + 3) / 4, (size.width + 3) / 4, CV_32FC2);
        for (const double far : {0.3, 7.0, 200.0}) {
            cv::randu(flow.field, -far, far);
            EXPECT_LE(cv::norm(cv::Mat_<float>(compensate(picture, flow, cv::INTER_LINEAR)),
                               compensate(real, flow, cv::INTER_LINEAR), cv::NORM_INF),
                      255 / 16.0)
                << size << far;
        }
    }
}

TEST(Flow, CompensatesAReducedPicture) {
    const cv::Mat from = seen_from(kSize, 0, 0);
    const cv::Mat to = seen_from(kSize, -8, 4);
    const Flow flow = flow_between(from, to);
    cv::Mat small_from, small_to;
    cv::resize(from, small_from, {}, 0.5, 0.5, cv::INTER_AREA);
    cv::resize(to, small_to, {}, 0.5, 0.5, cv::INTER_AREA);
    const cv::Rect inside(12, 12, kWidth / 2 - 24, kHeight / 2 - 24);
    const cv::Mat moved = compensate(small_to, flow, cv::INTER_LINEAR);
    EXPECT_LT(mean_difference(moved(inside), small_from(inside)), 1.5);
}

TEST(Flow, IsTheSameFromSeveralThreads) {
    set_cv_threads(1); // the search divides its picture among OpenCV's threads
    const FlowFinder finder;
    const FlowPicture from = finder.prepare(seen_from(kSize, 0, 0));
    const FlowPicture to = finder.prepare(seen_from(kSize, 4, 2));
    const cv::Mat alone = finder.between(from, to).field;
    std::vector<cv::Mat> found(4);
    {
        std::vector<std::jthread> threads;
        for (cv::Mat& field : found) {
            threads.emplace_back([&] { field = finder.between(from, to).field; });
        }
    }
    for (const cv::Mat& field : found) {
        EXPECT_EQ(cv::norm(field, alone, cv::NORM_INF), 0);
    }
}

} // namespace
} // namespace kinovar::steps
