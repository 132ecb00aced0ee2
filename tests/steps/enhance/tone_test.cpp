// Levels and curves.

#include "core/steps/enhance/monotone_curve.h"
#include "tests/steps/enhance/enhance_clips.h"

namespace kinovar::steps::test {
namespace {

const auto* const kEnvironment = testing::AddGlobalTestEnvironment(new OwnCache);

FramePtr ramp() {
    return painted(256, 2, [](int x, int, int) { return static_cast<float>(x) / 255; });
}

TEST(Levels, FollowTheFormula) {
    const auto clip = stepped("levels", "black=20,white=220,gamma=1.5,to_black=10,to_white=240",
                              made(1, [](std::int64_t) { return ramp(); }));
    ASSERT_OK(clip);
    const FramePtr result = frame_of(**clip, 0);
    for (int level = 0; level < 256; ++level) {
        const double place = std::clamp((level - 20) / 200.0, 0.0, 1.0);
        EXPECT_NEAR(255 * result->row(0)[3 * level], 10 + 230 * std::pow(place, 1 / 1.5), 0.05)
            << level;
    }
}

TEST(Levels, OneChannelAlone) {
    const auto source = moving();
    const auto clip = stepped("levels", "channel=green,gamma=2", source);
    ASSERT_OK(clip);
    const FramePtr before = frame_of(*source, 3);
    const FramePtr after = frame_of(**clip, 3);
    for (std::size_t i = 0; i < before->values().size(); i += 3) {
        ASSERT_EQ(after->values()[i], before->values()[i]);
        ASSERT_EQ(after->values()[i + 2], before->values()[i + 2]);
        ASSERT_NEAR(after->values()[i + 1],
                    std::sqrt(std::clamp(before->values()[i + 1], 0.0F, 1.0F)), 0.004);
    }
}

TEST(Levels, NeutralSettingsGiveTheSamePictures) {
    const auto source = moving();
    for (const char* values : {"", "channel=red"}) {
        const auto clip = stepped("levels", values, source);
        ASSERT_OK(clip);
        EXPECT_EQ((*clip)->info().key, source->info().key);
        EXPECT_TRUE(same_values(*frame_of(**clip, 2), *frame_of(*source, 2)));
    }
}

TEST(Levels, GreyFilmStaysGreyUnlessOneChannelIsChanged) {
    const auto both = stepped("levels", "gamma=1.4,black=12", moving_grey());
    ASSERT_OK(both);
    EXPECT_TRUE((*both)->info().monochrome);
    EXPECT_TRUE(is_grey(*frame_of(**both, 1)));
    const auto red = stepped("levels", "channel=red,gamma=1.4", moving_grey());
    ASSERT_OK(red);
    EXPECT_FALSE((*red)->info().monochrome);
}

TEST(Levels, WhiteMustLieAboveBlack) {
    EXPECT_TRUE(fails_with(stepped("levels", "black=100,white=100", moving()),
                           ErrorCode::InvalidArgument, "white point (100)"));
    EXPECT_TRUE(
        fails_with(stepped("levels", "gamma=0", moving()), ErrorCode::InvalidArgument, "gamma"));
}

TEST(Levels, OriginAndOddValuesSurvive) {
    auto odd = painted(3, 1, [](int x, int, int) {
        return x == 0 ? -0.5F : x == 1 ? 1.7F : std::nanf("");
    });
    auto origin = std::make_shared<OriginPlane>();
    origin->width = 3;
    origin->height = 1;
    origin->pixels = {Origin::Scan, Origin::Neighbour, Origin::Model};
    odd->set_origin(origin);
    const auto clip = stepped("levels", "gamma=2", made(1, [odd](std::int64_t) { return odd; }));
    ASSERT_OK(clip);
    const FramePtr result = frame_of(**clip, 0);
    EXPECT_EQ(result->row(0)[0], 0);
    EXPECT_EQ(result->row(0)[3], 1);
    EXPECT_EQ(result->row(0)[6], 0);
    EXPECT_EQ(result->origin(), odd->origin());
}

TEST(Curves, GoThroughTheirPointsAndNeverOvershoot) {
    const auto curve = MonotoneCurve::from_text("0/0.1 0.2/0.15 0.3/0.7+0.6/0.7+1/0.9");
    ASSERT_OK(curve);
    EXPECT_NEAR((*curve)(0.2), 0.15, 1e-12);
    EXPECT_NEAR((*curve)(0.3), 0.7, 1e-12);
    EXPECT_NEAR((*curve)(1.0), 0.9, 1e-12);
    double last = 0;
    for (int i = 0; i <= 1000; ++i) {
        const double value = (*curve)(i / 1000.0);
        EXPECT_GE(value, last - 1e-12) << i;
        EXPECT_LE(value, 0.9);
        last = value;
    }
    EXPECT_NEAR((*curve)(0.45), 0.7, 1e-12) << "flat between equal points";
    EXPECT_FALSE(curve->is_neutral());
}

TEST(Curves, MasterComesAfterTheChannels) {
    const auto clip = stepped("curves", "master=0/0+0.5/0.8+1/1,red=0/0.5+1/0.5",
                              made(1, [](std::int64_t) { return ramp(); }));
    ASSERT_OK(clip);
    const FramePtr result = frame_of(**clip, 0);
    for (int x = 0; x < 256; ++x) {
        EXPECT_NEAR(result->row(0)[3 * x], 0.8, 1e-5);
    }
    EXPECT_NEAR(result->row(0)[3 * 255 + 1], 1, 1e-6);
}

TEST(Curves, StraightLinesGiveTheSamePictures) {
    const auto source = moving();
    for (const char* values : {"", "master=0/0 1/1", "red=0/0+0.4/0.4+1/1"}) {
        const auto clip = stepped("curves", values, source);
        ASSERT_OK(clip);
        EXPECT_EQ((*clip)->info().key, source->info().key) << values;
    }
}

TEST(Curves, GreyFilmStaysGrey) {
    const auto clip = stepped("curves", "master=0/0 0.3/0.4 1/1", moving_grey());
    ASSERT_OK(clip);
    EXPECT_TRUE((*clip)->info().monochrome);
    EXPECT_TRUE(is_grey(*frame_of(**clip, 0)));
    const auto toned = stepped("curves", "blue=0/0 0.3/0.4 1/1", moving_grey());
    ASSERT_OK(toned);
    EXPECT_FALSE((*toned)->info().monochrome);
}

TEST(Curves, ErrorsNameThePoint) {
    const auto wrong = [](const char* points, const char* words) {
        return fails_with(stepped("curves", std::string("green=") + points, moving()),
                          ErrorCode::InvalidArgument, words);
    };
    EXPECT_TRUE(wrong("0/0 0.5/0.5 0.4/0.6 1/1", "out of order: 0.4/0.6 comes after 0.5/0.5"));
    EXPECT_TRUE(wrong("0/0 0.5/0.5 0.5/0.6", "out of order"));
    EXPECT_TRUE(wrong("0/0 0.5 1/1", "'0.5' has no '/'"));
    EXPECT_TRUE(wrong("0/0 x/1", "'x/1'"));
    EXPECT_TRUE(wrong("0/0 1/1.2", "'1/1.2'"));
    EXPECT_TRUE(wrong("0/0 1/nan", "'1/nan'"));
    EXPECT_TRUE(wrong("0.5/0.5", "2 to 256 points, not 1"));
    EXPECT_TRUE(wrong("2/0 1/1", "green"));
}

} // namespace
} // namespace kinovar::steps::test
