// Measures the aged pictures and compares with the truth that the simulator gives.

#include "tests/steps/simulate/age_clips.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace kinovar::steps::simulate::test {
namespace {

cv::Mat channel_of(const Frame& frame, int channel) {
    cv::Mat plane(frame.height(), frame.width(), CV_32F);
    for (int y = 0; y < frame.height(); ++y) {
        for (int x = 0; x < frame.width(); ++x) {
            plane.at<float>(y, x) = frame.row(y)[Frame::kChannels * x + channel];
        }
    }
    return plane;
}

double deviation_of(const cv::Mat& plane) {
    cv::Scalar mean, deviation;
    cv::meanStdDev(plane, mean, deviation);
    return deviation[0];
}

/// Correlation of two planes of the same size.
double correlation(const cv::Mat& a, const cv::Mat& b) {
    const cv::Mat da = a - cv::mean(a)[0];
    const cv::Mat db = b - cv::mean(b)[0];
    return da.dot(db) / std::sqrt(da.dot(da) * db.dot(db));
}

/// How far `moved` lies from `still` (below 3 px), by the slope of the cross spectrum's phase,
/// each frequency weighted by its power: phase correlation, finer than its peak's pixel grid.
cv::Point2d shift_between(const cv::Mat& still, const cv::Mat& moved) {
    constexpr double kHighest = 1.0; // rad/px; the phase of 3 px stays below π
    cv::Mat window, a, b, cross;
    cv::createHanningWindow(window, still.size(), CV_32F);
    const auto spectrum = [&](const cv::Mat& plane, cv::Mat& out) {
        const cv::Mat centred = plane - cv::mean(plane)[0];
        cv::dft(centred.mul(window), out, cv::DFT_COMPLEX_OUTPUT);
    };
    spectrum(still, a);
    spectrum(moved, b);
    cv::mulSpectrums(a, b, cross, 0, true);
    cv::Matx22d normal = cv::Matx22d::zeros();
    cv::Vec2d right(0, 0);
    for (int y = 0; y < cross.rows; ++y) {
        for (int x = 0; x < cross.cols; ++x) {
            const auto frequency = [](int i, int size) {
                return 2 * CV_PI * (i > size / 2 ? i - size : i) / size;
            };
            const cv::Vec2d k(frequency(x, cross.cols), frequency(y, cross.rows));
            if (cv::norm(k) > kHighest) {
                continue;
            }
            const auto value = cross.at<cv::Vec2f>(y, x);
            const double weight = cv::norm(value);
            const double phase = std::atan2(value[1], value[0]);
            normal += weight * (k * k.t());
            right += weight * phase * k;
        }
    }
    const cv::Vec2d shift = normal.inv() * right;
    return {shift[0], shift[1]};
}

TEST(AgeFlicker, TheFramesMeanFollowsTheGain) {
    const auto source = textured(160, 120);
    const double clean = mean_of(*source->frame(0, {}).value());
    const auto clip = aged(source, only(&AgeOptions::flicker));
    double lowest = 1, highest = 1;
    for (std::int64_t n = 0; n < 200; ++n) {
        const FramePath path = clip->path(n);
        lowest = std::min(lowest, path.gain);
        highest = std::max(highest, path.gain);
        if (n % 10 == 0) {
            EXPECT_NEAR(mean_of(*take(*clip, n).frame) / clean, path.gain, 0.002) << n;
        }
    }
    EXPECT_GE(lowest, 0.94);
    EXPECT_LE(highest, 1.06);
    EXPECT_LT(lowest, 0.97);
    EXPECT_GT(highest, 1.03);
}

TEST(AgeFlicker, TheFieldIsTheStatedPolynomial) {
    const auto clip = aged(flat(101, 75, 0.5F), only(&AgeOptions::flicker));
    const AgeClip::Aged result = take(*clip, 12);
    const FramePath& path = result.truth.path;
    for (const auto& [x, y] : {std::pair{0, 0}, {100, 74}, {50, 37}, {20, 60}}) {
        const double u = (2.0 * x + 1) / 101 - 1;
        const double v = (2.0 * y + 1) / 75 - 1;
        const double gain = path.gain * (1 + path.tilt_x * u + path.tilt_y * v +
                                         path.bow * (u * u + v * v - 2.0 / 3));
        EXPECT_NEAR(result.frame->row(y)[3 * x], 0.5 * gain, 1e-5);
    }
}

TEST(AgeWeave, PhaseCorrelationFindsThePath) {
    const auto source = textured(640, 480);
    const cv::Mat clean = channel_of(*source->frame(0, {}).value(), 1);
    const auto clip = aged(source, only(&AgeOptions::weave));
    for (std::int64_t n = 0; n < 12; ++n) {
        const AgeClip::Aged result = take(*clip, n);
        const cv::Point2d moved = shift_between(clean, channel_of(*result.frame, 1));
        EXPECT_NEAR(moved.x, result.truth.path.dx, 0.1) << n;
        EXPECT_NEAR(moved.y, result.truth.path.dy, 0.1) << n;
    }
}

TEST(AgeWeave, StaysWithinTwoPixelsAndUsesThem) {
    const auto clip = aged(flat(640, 480, 0.5F), only(&AgeOptions::weave));
    double farthest = 0, squares = 0;
    for (std::int64_t n = 0; n < 500; ++n) {
        const FramePath path = clip->path(n);
        farthest = std::max({farthest, std::abs(path.dx), std::abs(path.dy)});
        squares += path.dx * path.dx;
    }
    EXPECT_LE(farthest, 2);
    EXPECT_GT(farthest, 1.3);
    EXPECT_NEAR(std::sqrt(squares / 500), 0.58, 0.15);
}

TEST(AgeWeave, GrowsWithThePicturesHeight) {
    const auto small = aged(flat(64, 48, 0.5F), only(&AgeOptions::weave));
    const auto large = aged(flat(640, 480, 0.5F), only(&AgeOptions::weave));
    EXPECT_NEAR(small->path(9).dx * 10, large->path(9).dx, 1e-9);
}

TEST(AgeWeave, LeavesNoBlackEdges) {
    AgeOptions options = only(&AgeOptions::weave);
    options.strength = 3;
    const auto clip = aged(flat(96, 72, 0.5F), options);
    const FramePtr frame = take(*clip, 4).frame;
    for (const float value : frame->values()) {
        EXPECT_NEAR(value, 0.5F, 1e-5);
    }
}

TEST(AgeBlur, SpreadsAPointByTheStatedSigma) {
    const auto source = std::make_shared<StillClip>(65, 481, 10, [](int x, int y) {
        const float value = x == 32 && y == 240 ? 1.0F : 0.0F;
        return StillClip::Colour{value, value, value};
    });
    const AgeClip::Aged result = take(*aged(source, only(&AgeOptions::blur)), 0);
    double sum = 0, moment = 0;
    for (int y = 0; y < 481; ++y) {
        for (int x = 0; x < 65; ++x) {
            const double value = result.frame->row(y)[3 * x];
            sum += value;
            moment += value * (x - 32) * (x - 32);
        }
    }
    EXPECT_NEAR(sum, 1, 1e-3);
    EXPECT_NEAR(std::sqrt(moment / sum), result.truth.path.blur_sigma, 0.05);
    EXPECT_GT(result.truth.path.blur_sigma, 0.5);
    EXPECT_LT(result.truth.path.blur_sigma, 1.3);
}

TEST(AgeGrain, ItsDeviationFollowsTheCurve) {
    for (const int step : {2, 4, 8, 12, 14}) {
        const float grey = static_cast<float>(step) / 16;
        const auto clip = aged(flat(480, 480, grey), only(&AgeOptions::grain));
        const cv::Mat plane = channel_of(*take(*clip, 0).frame, 0);
        const double expected = clip->grain_curve()[static_cast<std::size_t>(step)];
        EXPECT_NEAR(255 * deviation_of(plane), expected, 0.06 * expected) << step;
        EXPECT_NEAR(cv::mean(plane)[0], grey, 0.002);
    }
}

TEST(AgeGrain, IsStrongestInMidGreyBandLimitedAndFreshEachFrame) {
    const auto clip = aged(flat(480, 480, 0.5F), only(&AgeOptions::grain));
    const GrainCurve curve = clip->grain_curve();
    EXPECT_EQ(std::ranges::max_element(curve) - curve.begin(), 8);
    const AgeClip::Aged result = take(*clip, 0);
    const cv::Mat plane = channel_of(*result.frame, 0);
    const double neighbours = correlation(plane.colRange(0, 479), plane.colRange(1, 480));
    EXPECT_GT(neighbours, 0.5);
    EXPECT_LT(neighbours, 0.9);
    EXPECT_LT(correlation(plane.colRange(0, 472), plane.colRange(8, 480)), 0.05);
    EXPECT_LT(std::abs(correlation(plane, channel_of(*take(*clip, 1).frame, 0))), 0.03);
    // Layers of colour film are alike, not equal.
    const double layers = correlation(plane, channel_of(*result.frame, 2));
    EXPECT_GT(layers, 0.45);
    EXPECT_LT(layers, 0.75);
}

TEST(AgeDust, TheMaskIsWhereThePictureChanged) {
    constexpr float kGrey = 0.5F;
    // Cover × distance to the white or black that dirt is drawn towards, at the mask's threshold.
    constexpr float kLeast = kDustMaskThreshold * 0.46F;
    const auto clip = aged(flat(640, 480, kGrey), only(&AgeOptions::dust));
    std::int64_t masked = 0, wrong = 0;
    for (std::int64_t n = 0; n < 12; ++n) {
        const AgeClip::Aged result = take(*clip, n);
        for (std::size_t i = 0; i < result.truth.dust_mask.size(); ++i) {
            const float change = result.frame->values()[3 * i] - kGrey;
            const std::uint8_t mask = result.truth.dust_mask[i];
            const bool bright = change >= kLeast;
            const bool dark = change <= -kLeast;
            masked += mask != kMaskClean ? 1 : 0;
            wrong += (mask == kMaskBright) != bright || (mask == kMaskDark) != dark ? 1 : 0;
            if (mask == kMaskClean) {
                EXPECT_LT(std::abs(change), 0.12F);
            }
        }
    }
    EXPECT_GT(masked, 10000);
    // Stamps of both polarities that lie over each other, and the two thresholds' difference.
    EXPECT_LT(wrong, masked / 50);
}

TEST(AgeDust, CoversTheStatedShareWithAHeavyTail) {
    const auto clip = aged(flat(640, 480, 0.5F), only(&AgeOptions::dust));
    std::vector<double> shares;
    std::map<StampClass, int> classes;
    int clean_frames = 0;
    for (std::int64_t n = 0; n < 200; ++n) {
        const FrameTruth truth = take(*clip, n).truth;
        const auto clean = std::ranges::count(truth.dust_mask, kMaskClean);
        shares.push_back(1 - static_cast<double>(clean) / (640.0 * 480));
        clean_frames += truth.stamps.empty() ? 1 : 0;
        for (const StampTruth& stamp : truth.stamps) {
            ++classes[stamp.kind];
        }
    }
    std::ranges::sort(shares);
    double mean = 0;
    for (const double share : shares) {
        mean += share / 200;
    }
    EXPECT_GT(mean, 0.0055);
    EXPECT_LT(mean, 0.0085);
    EXPECT_LT(shares[100], mean) << "most frames have less than the average";
    EXPECT_GT(shares.back(), 3 * mean);
    EXPECT_GT(clean_frames, 2);
    EXPECT_EQ(classes.size(), static_cast<std::size_t>(kStampClasses));
    EXPECT_GT(classes[StampClass::Speck], classes[StampClass::Dirt] * 3);
}

TEST(AgeDust, StampsDescribeTheMask) {
    AgeOptions options = only(&AgeOptions::dust);
    options.weave = true;
    const auto clip = aged(flat(640, 480, 0.5F), options);
    for (std::int64_t n = 0; n < 5; ++n) {
        const FrameTruth truth = take(*clip, n).truth;
        cv::Mat explained(480, 640, CV_8U, cv::Scalar(0));
        std::int64_t area = 0;
        for (const StampTruth& stamp : truth.stamps) {
            area += stamp.area;
            if (stamp.area == 0) {
                continue;
            }
            EXPECT_GT(stamp.contrast, 0);
            EXPECT_LE(stamp.area, stamp.width * stamp.height);
            explained(cv::Rect(stamp.x, stamp.y, stamp.width, stamp.height)) = 255;
            // The centre lies in the film; the box, in the gate.
            const double x = stamp.film_x + truth.path.dx;
            const double slack = std::max(stamp.width, stamp.height) + 4;
            EXPECT_NEAR(x, stamp.x + stamp.width / 2.0, slack);
        }
        std::int64_t masked = 0;
        for (std::size_t i = 0; i < truth.dust_mask.size(); ++i) {
            if (truth.dust_mask[i] != kMaskClean) {
                ++masked;
                EXPECT_EQ(explained.data[i], 255);
            }
        }
        EXPECT_GE(area, masked);
    }
}

TEST(AgeDust, MovesWithThePicture) {
    const auto still = aged(flat(320, 240, 0.5F), only(&AgeOptions::dust));
    AgeOptions options = only(&AgeOptions::dust);
    options.weave = true;
    options.weave_amount = 3;
    const auto moving = aged(flat(320, 240, 0.5F), options);
    for (std::int64_t n = 0; n < 20; ++n) {
        const AgeClip::Aged result = take(*moving, n);
        if (result.truth.stamps.size() < 20) {
            continue;
        }
        const cv::Point2d moved =
            shift_between(channel_of(*take(*still, n).frame, 0), channel_of(*result.frame, 0));
        EXPECT_NEAR(moved.x, result.truth.path.dx, 0.25) << n;
        EXPECT_NEAR(moved.y, result.truth.path.dy, 0.25) << n;
    }
}

TEST(AgeScratch, OneToThreeLinesThatStay) {
    const auto clip = aged(flat(640, 480, 0.5F), only(&AgeOptions::scratch));
    std::map<std::int64_t, std::set<std::int64_t>> seen;
    int frames_with = 0;
    for (std::int64_t n = 0; n < 220; ++n) {
        const auto scratches = clip->scratches(n);
        EXPECT_LE(scratches.size(), 3U);
        frames_with += scratches.empty() ? 0 : 1;
        for (const ScratchTruth& scratch : scratches) {
            seen[scratch.id].insert(n);
            EXPECT_GE(n, scratch.first_frame);
            EXPECT_LE(n, scratch.last_frame);
            EXPECT_GT(scratch.last_frame - scratch.first_frame, 100);
        }
    }
    EXPECT_GT(frames_with, 150);
    EXPECT_GE(seen.size(), 1U);
    for (const auto& [id, frames] : seen) {
        EXPECT_EQ(*frames.rbegin() - *frames.begin() + 1, static_cast<std::int64_t>(frames.size()))
            << "a scratch has no gaps";
    }
}

TEST(AgeScratch, DrawsTheStatedLines) {
    const auto clip = aged(flat(640, 480, 0.5F), only(&AgeOptions::scratch));
    int checked = 0;
    for (std::int64_t n = 0; n < 60; n += 6) {
        const AgeClip::Aged result = take(*clip, n);
        for (const ScratchTruth& scratch : result.truth.scratches) {
            double weight = 0, place = 0;
            const int middle = static_cast<int>(std::lround(scratch.x));
            for (int y = 230; y < 250; ++y) {
                for (int x = std::max(0, middle - 5); x <= std::min(639, middle + 5); ++x) {
                    const double change = scratch.polarity * (result.frame->row(y)[3 * x] - 0.5);
                    weight += change;
                    place += change * x;
                }
            }
            if (weight < 0.3) { // broken here
                continue;
            }
            EXPECT_NEAR(place / weight, scratch.x, 0.3) << n;
            ++checked;
        }
        for (std::size_t i = 0; i < result.truth.scratch_mask.size(); ++i) {
            const float change = 255 * (result.frame->values()[3 * i] - 0.5F);
            const std::uint8_t mask = result.truth.scratch_mask[i];
            EXPECT_EQ(mask == kMaskBright,
                      change >= kScratchMaskLevels - 1e-3F && mask != kMaskClean);
            EXPECT_EQ(mask == kMaskClean,
                      std::abs(change) < kScratchMaskLevels + 1e-3F && mask == kMaskClean);
        }
    }
    EXPECT_GT(checked, 3);
}

TEST(AgeScratch, GoesOnFromTheBottomOfAFrameToTheTopOfTheNext) {
    const auto clip = aged(flat(640, 480, 0.5F), only(&AgeOptions::scratch));
    int compared = 0;
    for (std::int64_t n = 0; n < 60; ++n) {
        for (const ScratchTruth& here : clip->scratches(n)) {
            for (const ScratchTruth& next : clip->scratches(n + 1)) {
                if (here.id == next.id) {
                    EXPECT_NEAR(here.x_bottom, next.x_top, 0.1);
                    ++compared;
                }
            }
        }
    }
    EXPECT_GT(compared, 20);
}

TEST(AgeSplice, JumpsDecayAndLeaveABrightEdge) {
    const auto clip = aged(flat(160, 480, 0.3F, 5000), only(&AgeOptions::splice));
    int splices = 0;
    for (std::int64_t n = 1; n < 3000; ++n) {
        const FramePath path = clip->path(n);
        EXPECT_EQ(path.dx, 0);
        EXPECT_EQ(path.dy, path.splice_jump);
        EXPECT_EQ(path.gain, 1);
        if (!path.first_after_splice) {
            continue;
        }
        ++splices;
        EXPECT_GE(std::abs(path.splice_jump), 3);
        EXPECT_LE(std::abs(path.splice_jump), 10);
        EXPECT_LT(std::abs(clip->path(n + 1).splice_jump), std::abs(path.splice_jump));
        EXPECT_EQ(clip->path(n + 3).splice_jump, 0);
        const bool down = path.splice_jump > 0;
        const FramePtr frame = take(*clip, down ? n : n - 1).frame;
        const int edge = down ? static_cast<int>(std::ceil(path.dy)) : 479;
        EXPECT_GT(frame->row(edge)[0], 0.35F);
        EXPECT_NEAR(frame->row(240)[0], 0.3F, 0.001);
    }
    EXPECT_GE(splices, 4);
    EXPECT_LE(splices, 10);
}

} // namespace
} // namespace kinovar::steps::simulate::test
