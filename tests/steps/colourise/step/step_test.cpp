#include "core/media/picture_file.h"
#include "core/steps/colourise/colourise.h"
#include "tests/steps/colourise/step/drawn_film.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinovar::steps {
namespace {

using namespace colourise;
using namespace colourise::test;
using kinovar::test::TemporaryFolder;
using pipeline::ClipPtr;

constexpr Ab kRed{45, 25};
constexpr Ab kBlue{8, -40};
constexpr double kFloatRounding = 1e-5;

Result<ClipPtr> applied(const ClipPtr& film, const FieldValues& values) {
    KINOVAR_TRY_ASSIGN(const auto step, colourise_step_type().make(values));
    return step->apply(film);
}

FieldValues with_hints(const HintSet& set, FieldValues values = {}) {
    values["hints"] = hints_to_json(set);
    return values;
}

/// The square of the first shot is red, its ground blue.
HintSet two_hints() {
    return {{point_hint(square_at(0), 0, kRed), point_hint(kGround, 0, kBlue)}, {}};
}

FramePtr frame_of(const ClipPtr& clip, std::int64_t n) {
    auto frame = clip->frame(n, {});
    EXPECT_OK(frame);
    return frame ? *frame : nullptr;
}

double distance(const Ab& one, const Ab& other) {
    return std::hypot(one.a - other.a, one.b - other.b);
}

class ColouriseStep : public testing::Test {
protected:
    std::filesystem::path write(const std::string& name, const Frame& frame) {
        const std::filesystem::path path = folder_ / name;
        EXPECT_OK(media::write_picture(path, frame, media::PictureFormat::Png, 16));
        return path;
    }
    HintSet reference(std::int64_t n, const std::filesystem::path& path) const {
        return {{}, {{n, path, "", false}}};
    }
    ClipPtr film_ = drawn_film();
    TemporaryFolder folder_;
};

TEST_F(ColouriseStep, WithoutHintsNothingIsDone) {
    const auto clip = applied(film_, {});
    ASSERT_OK(clip);
    EXPECT_EQ(*clip, film_);
}

TEST_F(ColouriseStep, HintsColourTheirShotAndTheLightStays) {
    const auto clip = applied(film_, with_hints(two_hints()));
    ASSERT_OK(clip);
    EXPECT_FALSE((*clip)->info().monochrome);
    EXPECT_FALSE((*clip)->info().key == film_->info().key);
    for (int n = 0; n < kShotFrames; ++n) {
        const FramePtr frame = frame_of(*clip, n);
        EXPECT_LT(distance(ab_at(*frame, square_at(n)), kRed), 12) << n;
        EXPECT_LT(distance(ab_at(*frame, kGround), kBlue), 12) << n;
        EXPECT_LT(luma_difference(*frame, *frame_of(film_, n)), kFloatRounding);
    }
    for (int n = kShotFrames; n < 2 * kShotFrames; ++n) {
        EXPECT_EQ(frame_of(*clip, n), frame_of(film_, n)) << "nobody spoke for the second shot";
    }
}

TEST_F(ColouriseStep, EachWayThroughTheFilmGivesTheSame) {
    for (const char* carry : {"keys", "frames"}) {
        const FieldValues values = with_hints(two_hints(), {{"carry", std::string(carry)}});
        const ClipPtr forward = applied(film_, values).value();
        const ClipPtr backward = applied(film_, values).value();
        std::vector<FramePtr> frames;
        for (int n = 0; n < kShotFrames; ++n) {
            frames.push_back(frame_of(forward, n));
        }
        for (int n = kShotFrames - 1; n >= 0; --n) {
            const FramePtr frame = frame_of(backward, n);
            EXPECT_TRUE(std::equal(frame->values().begin(), frame->values().end(),
                                   frames[static_cast<std::size_t>(n)]->values().begin()))
                << carry << ", frame " << n;
        }
    }
}

TEST_F(ColouriseStep, AHintSpeaksForItsFramesAlone) {
    HintSet set = two_hints();
    set.hints[0].last = 2;
    set.hints[1].last = 2;
    const ClipPtr clip = applied(film_, with_hints(set)).value();
    EXPECT_LT(distance(ab_at(*frame_of(clip, 2), square_at(2)), kRed), 15);
    EXPECT_EQ(frame_of(clip, 3), frame_of(film_, 3));
}

TEST_F(ColouriseStep, ALaterHintCorrectsWhatLiesAroundIt) {
    const Ab green{-35, 30};
    HintSet set = reference(0, write("key.png", *coloured(*frame_of(film_, 0), 0, kRed, kBlue)));
    const ClipPtr without = applied(film_, with_hints(set)).value();
    set.hints = {point_hint(square_at(3), 3, green)};
    const ClipPtr clip = applied(film_, with_hints(set)).value();
    for (const int n : {3, 5}) {
        EXPECT_LT(distance(ab_at(*frame_of(clip, n), square_at(n)), green), 12) << n;
        EXPECT_LT(
            distance(ab_at(*frame_of(clip, n), kGround), ab_at(*frame_of(without, n), kGround)), 5)
            << n;
    }
}

TEST_F(ColouriseStep, AReferenceColoursItsShot) {
    const FramePtr first = frame_of(film_, 0);
    const auto path = write("key.png", *coloured(*first, 0, kRed, kBlue));
    const ClipPtr clip = applied(film_, with_hints(reference(0, path))).value();
    for (int n = 0; n < kShotFrames; ++n) {
        const FramePtr frame = frame_of(clip, n);
        EXPECT_LT(distance(ab_at(*frame, square_at(n)), kRed), 8) << n;
        EXPECT_LT(distance(ab_at(*frame, kGround), kBlue), 8) << n;
        EXPECT_LT(luma_difference(*frame, *frame_of(film_, n)), kFloatRounding);
    }
    // Other bytes under the same name are another film.
    write("key.png", *coloured(*first, 0, kBlue, kRed));
    const ClipPtr other = applied(film_, with_hints(reference(0, path))).value();
    EXPECT_FALSE(other->info().key == clip->info().key);
}

TEST_F(ColouriseStep, WhereTheColourIsFromShowsInTheOriginPlane) {
    const ClipPtr clip = applied(film_, with_hints(two_hints())).value();
    const FramePtr frame = frame_of(clip, 0);
    ASSERT_NE(frame->origin(), nullptr);
    const auto middle = static_cast<std::size_t>(square_at(0).y * kHeight) * kWidth +
                        static_cast<std::size_t>(square_at(0).x * kWidth);
    EXPECT_EQ(frame->origin()->pixels.at(middle), Origin::Hand);
    const ClipPtr pale = applied(film_, with_hints(two_hints(), {{"saturation", 0.0}})).value();
    EXPECT_EQ(frame_of(pale, 0)->origin()->pixels.at(middle), Origin::Scan);
}

TEST_F(ColouriseStep, FaultsAreToldBeforeTheFirstPicture) {
    const FramePtr first = frame_of(film_, 0);
    const auto good = write("key.png", *coloured(*first, 0, kRed, kBlue));
    Frame wide(kWidth, kHeight / 2, first->colour());
    std::fill(wide.values().begin(), wide.values().end(), 0.5F);
    HintSet late{{point_hint(kGround, 0, kRed), point_hint(kGround, 12, kRed)}, {}};
    HintSet twice = reference(3, good);
    twice.references.push_back(twice.references[0]);
    const std::vector<std::pair<FieldValues, std::string>> faults = {
        {with_hints(late), "hint 2 is for frame 12"},
        {with_hints(reference(12, good)), "frame 12"},
        {with_hints(twice), "two references are for frame 3"},
        {with_hints(reference(0, folder_ / "none.png")), "none.png"},
        {with_hints(reference(0, write("wide.png", wide))), "another shape"},
        {{{"hints", (folder_ / "none.json").string()}}, "none.json"},
        {{{"hints", std::string(R"({"hints": [{}]})")}}, "hint 1"},
        {with_hints(two_hints(), {{"model", std::string("no-such-model")}}), "no-such-model"},
        {with_hints(two_hints(), {{"carry", std::string("by hand")}}), "carry"}};
    for (const auto& [values, named] : faults) {
        const auto clip = applied(film_, values);
        ASSERT_FALSE(clip) << named;
        EXPECT_NE(clip.error().one_line().find(named), std::string::npos)
            << clip.error().one_line();
        EXPECT_FALSE(clip.error().hint.empty()) << named;
    }
}

TEST_F(ColouriseStep, AReferenceOfAnotherPictureIsRefused) {
    Frame noise(kWidth, kHeight, frame_of(film_, 0)->colour());
    unsigned state = 1;
    for (float& value : noise.values()) {
        state = state * 1664525U + 1013904223U;
        value = static_cast<float>(state >> 8U) / static_cast<float>(1U << 24U);
    }
    const ClipPtr clip =
        applied(film_, with_hints(reference(0, write("other.png", noise)))).value();
    Job job("look");
    const Status looked = clip->analyse(0, 3, job);
    ASSERT_FALSE(looked);
    EXPECT_NE(looked.error().message.find("other.png does not show frame 0"), std::string::npos)
        << looked.error().message;
}

TEST_F(ColouriseStep, TellsHowSureItIs) {
    ColouriseOptions options;
    options.hints = hints_to_json(two_hints());
    Job job("confidence");
    const auto sure = colour_confidence(options, film_, 2, 8, job);
    ASSERT_OK(sure);
    ASSERT_EQ(sure->size(), 7U);
    EXPECT_GT(sure->front().mean, 0);
    EXPECT_LT(sure->front().below, 1);
    EXPECT_EQ(sure->back().mean, 0) << "nobody spoke for the second shot";
    EXPECT_EQ(sure->back().below, 1);
    job.request_stop();
    EXPECT_EQ(colour_confidence(options, film_, 2, 8, job).error().code, ErrorCode::Cancelled);
}

TEST_F(ColouriseStep, CanBeStopped) {
    const ClipPtr clip = applied(film_, with_hints(two_hints())).value();
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(clip->frame(1, {stop.get_token()}).error().code, ErrorCode::Cancelled);
    EXPECT_OK(clip->frame(1, {}));
}

} // namespace
} // namespace kinovar::steps
