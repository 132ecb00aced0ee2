#include "core/steps/colourise/colourise.h"
#include "core/steps/colourise/engine/colouriser.h"
#include "core/steps/colourise/engine/lab.h"
#include "tests/steps/colourise/step/drawn_film.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinovar::colourise {
namespace {

using namespace test;

/// Networks with random weights of the true architectures.
class ModelColourisers : public testing::TestWithParam<const char*> {};

TEST_P(ModelColourisers, ColourAndLetHintsMoveTheirColours) {
    KINOVAR_NEEDS_SHARED(weights, std::string("parity/") + GetParam() + "/weights.pth");
    const auto colouriser = make_colouriser(weights.string());
    ASSERT_OK(colouriser);
    EXPECT_TRUE((*colouriser)->knows_things());
    EXPECT_EQ((*colouriser)->origin(), Origin::Model);
    EXPECT_TRUE((*colouriser)->credit());

    const FramePtr frame = drawn_film()->frame(0, {}).value();
    const Guide guide = make_guide(lightness_of(*frame));
    const cv::Size size = guide.work.size();
    const auto alone = (*colouriser)->colour(guide, seeds_of({}, size), {});
    ASSERT_OK(alone);
    ASSERT_EQ(alone->ab.size(), size);
    EXPECT_EQ(alone->ab.type(), CV_32FC2);
    EXPECT_TRUE(cv::checkRange(alone->ab, true, nullptr, -128, 127));

    PlacedHint hint;
    hint.places = {square_at(0)};
    hint.colour = {60, 40};
    hint.size = 0.05;
    const auto told = (*colouriser)->colour(guide, seeds_of({&hint, 1}, size), {});
    ASSERT_OK(told);
    const cv::Point middle(static_cast<int>(square_at(0).x * size.width),
                           static_cast<int>(square_at(0).y * size.height));
    EXPECT_LT(cv::norm(told->ab.at<cv::Vec2f>(middle) - cv::Vec2f(60, 40)), 8);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ((*colouriser)->colour(guide, {}, stop.get_token()).error().code,
              ErrorCode::Cancelled);
}

INSTANTIATE_TEST_SUITE_P(Architectures, ModelColourisers,
                         testing::Values("g2_siggraph17", "g2_eccv16", "g2_ddcolor"));

TEST(ModelColouriser, ColoursAFilmWithoutHintsAndKeepsItsLight) {
    KINOVAR_NEEDS_SHARED(weights, "parity/g2_siggraph17/weights.pth");
    const auto film = drawn_film();
    const auto step = steps::colourise_step_type().make({{"model", weights.string()}});
    ASSERT_OK(step);
    const auto clip = (*step)->apply(film);
    ASSERT_OK(clip);
    EXPECT_EQ((*clip)->info().credits.size(), 1U);
    EXPECT_EQ((*clip)->info().faithful->info().key, film->info().key);
    for (const int n : {0, 4}) {
        const auto frame = (*clip)->frame(n, {});
        ASSERT_OK(frame);
        EXPECT_GT(cv::norm(chroma_of(**frame), cv::NORM_INF), 1);
        EXPECT_LT(luma_difference(**frame, **film->frame(n, {})), 1e-5);
    }
}

TEST(ModelColouriser, OtherModelsAreRefused) {
    KINOVAR_NEEDS_SHARED(weights, "parity/g2_span_x4/weights.pth");
    const auto colouriser = make_colouriser(weights.string());
    ASSERT_FALSE(colouriser);
    EXPECT_NE(colouriser.error().message.find("does not colour"), std::string::npos)
        << colouriser.error().one_line();
    EXPECT_NE(colouriser.error().hint.find("SIGGRAPH17"), std::string::npos);
}

} // namespace
} // namespace kinovar::colourise
