// Colours by the network kinovar-colour-hint.

#include "core/image/cv_bridge.h"
#include "core/media/picture_file.h"
#include "core/steps/colourise/engine/colouriser.h"
#include "core/steps/colourise/engine/lab.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {
namespace {

/// L* of a light ground with a dark disc and some texture.
cv::Mat drawn_lightness(const cv::Size& size) {
    cv::Mat lightness(size, CV_32F);
    cv::randu(lightness, 62.0, 68.0);
    cv::circle(lightness, cv::Point(size.width / 3, size.height / 2),
               std::min(size.width, size.height) / 4, cv::Scalar(30), cv::FILLED);
    return lightness;
}

PlacedHint point(double x, double y, Ab colour) {
    return {HintShape::Point, {{x, y}}, colour, 0.004, 1};
}

double mean_chroma(const cv::Mat& ab) {
    double sum = 0;
    for (const cv::Vec2f& colour : cv::Mat_<cv::Vec2f>(ab)) {
        sum += cv::norm(colour);
    }
    return sum / static_cast<double>(ab.total());
}

void expect_sane(const Chroma& chroma, const cv::Size& size) {
    ASSERT_EQ(chroma.ab.size(), size);
    ASSERT_EQ(chroma.ab.type(), CV_32FC2);
    ASSERT_EQ(chroma.confidence.size(), size);
    EXPECT_TRUE(cv::checkRange(chroma.ab, true, nullptr, -128, 128));
    EXPECT_TRUE(cv::checkRange(chroma.confidence, true, nullptr, 0, 1.0001));
}

class HintNet : public testing::Test {
protected:
    void SetUp() override {
        auto made = make_colouriser("kinovar-colour-hint");
        ASSERT_OK(made);
        net_ = *made;
    }

    [[nodiscard]] Chroma coloured(const Guide& guide, const std::vector<PlacedHint>& hints) const {
        auto chroma = net_->colour(guide, seeds_of(hints, guide.work.size()), {});
        EXPECT_OK(chroma);
        return chroma ? *chroma : Chroma();
    }

    ColouriserPtr net_;
};

TEST_F(HintNet, WithoutHintsItStaysMuted) {
    const Guide guide = make_guide(drawn_lightness({320, 256}));
    const Chroma chroma = coloured(guide, {});
    expect_sane(chroma, guide.work.size());
    EXPECT_LT(mean_chroma(chroma.ab), 8);
}

TEST_F(HintNet, TwoThingsTakeTheColoursOfTheirHints) {
    const Guide guide = make_guide(drawn_lightness({320, 256}));
    const Ab red{45, 30}, blue{5, -40};
    const Chroma chroma = coloured(guide, {point(1.0 / 3, 0.5, red), point(0.8, 0.5, blue)});
    expect_sane(chroma, guide.work.size());
    // Away from the hints, on the disc and on the ground.
    const auto on_disc = chroma.ab.at<cv::Vec2f>(150, 130);
    const auto on_ground = chroma.ab.at<cv::Vec2f>(40, 250);
    EXPECT_LT(cv::norm(on_disc - cv::Vec2f(red.a, red.b)), 22) << on_disc;
    EXPECT_LT(cv::norm(on_ground - cv::Vec2f(blue.a, blue.b)), 22) << on_ground;
    // And most at the hints.
    const auto at_hint = chroma.ab.at<cv::Vec2f>(128, 320 / 3);
    EXPECT_LT(cv::norm(at_hint - cv::Vec2f(red.a, red.b)), 12) << at_hint;
}

TEST_F(HintNet, AnySizeAndManyHints) {
    for (const cv::Size size : {cv::Size(37, 501), cv::Size(20, 16), cv::Size(1440, 1080)}) {
        const Guide guide = make_guide(drawn_lightness(size));
        std::vector<PlacedHint> hints;
        for (int i = 0; i < 90; ++i) {
            hints.push_back(point((i % 10) / 10.0, (i / 10) / 9.0, {20.0F - i, i - 40.0F}));
        }
        expect_sane(coloured(guide, hints), guide.work.size());
    }
}

TEST_F(HintNet, TheSameHintsGiveTheSameColours) {
    const Guide guide = make_guide(drawn_lightness({160, 128}));
    const std::vector<PlacedHint> hints{point(0.2, 0.2, {30, 10}), point(0.7, 0.6, {-20, 30})};
    EXPECT_EQ(cv::norm(coloured(guide, hints).ab, coloured(guide, hints).ab, cv::NORM_INF), 0);
    EXPECT_EQ(net_->key(), (*make_colouriser("kinovar-colour-hint"))->key());
    EXPECT_NE(net_->key(), blend_colouriser()->key());
    EXPECT_EQ(net_->origin(), Origin::Model);
}

TEST_F(HintNet, CanBeStopped) {
    std::stop_source source;
    source.request_stop();
    const Guide guide = make_guide(drawn_lightness({64, 64}));
    const auto stopped = net_->colour(guide, seeds_of({}, guide.work.size()), source.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
}

TEST(HintNetOf, OtherNetworksAreRefused) {
    const auto other = make_colouriser("kinovar-sr-x2");
    ASSERT_FALSE(other);
    EXPECT_NE(other.error().message.find("kinovar-sr-x2"), std::string::npos);
    EXPECT_FALSE(make_colouriser("no-such-model"));
}

/// dB, peak 255.
double ab_psnr(const cv::Mat& found, const cv::Mat& truth) {
    const double error =
        cv::norm(found, truth, cv::NORM_L2SQR) / static_cast<double>(2 * truth.total());
    return 10 * std::log10(255.0 * 255.0 / error);
}

TEST_F(HintNet, IsNotWorseThanTheBlendOnPhotographs) {
    KINOVAR_NEEDS_SHARED(kodak, "data/bench/Kodak12");
    double gain_of_one = 0, gain_of_ten = 0;
    for (const char* name : {"kodim02.png", "kodim05.png", "kodim08.png", "kodim11.png"}) {
        const auto frame = media::read_picture(kodak / name);
        ASSERT_OK(frame);
        cv::Mat lightness, truth;
        cv::resize(lightness_of(**frame), lightness, {}, 0.5, 0.5, cv::INTER_AREA);
        cv::resize(chroma_of(**frame), truth, {}, 0.5, 0.5, cv::INTER_AREA);
        const Guide guide = make_guide(lightness);
        std::vector<PlacedHint> hints;
        for (int i = 0; i < 10; ++i) {
            const double x = std::fmod(0.31 + 0.618 * i, 1), y = std::fmod(0.53 + 0.414 * i, 1);
            const auto colour = truth.at<cv::Vec2f>(static_cast<int>(y * truth.rows),
                                                    static_cast<int>(x * truth.cols));
            hints.push_back(point(x, y, {colour[0], colour[1]}));
        }
        const auto gain = [&](std::span<const PlacedHint> some) {
            const Seeds seeds = seeds_of(some, guide.work.size());
            const auto ours = net_->colour(guide, seeds, {});
            const auto blend = blend_colouriser()->colour(guide, seeds, {});
            EXPECT_OK(ours);
            EXPECT_OK(blend);
            return ours && blend ? ab_psnr(ours->ab, truth) - ab_psnr(blend->ab, truth) : 0;
        };
        gain_of_one += gain({hints.data(), 1}) / 4;
        gain_of_ten += gain(hints) / 4;
    }
    EXPECT_GT(gain_of_one, 0);
    EXPECT_GT(gain_of_ten, -0.05);
}

} // namespace
} // namespace kinovar::colourise
