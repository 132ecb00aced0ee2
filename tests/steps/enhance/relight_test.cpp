// Light and colour, measured per shot.

#include "core/image/resize.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/enhance/face_track.h"
#include "core/steps/enhance/relight_measure.h"
#include "tests/steps/enhance/enhance_clips.h"

#include <random>

namespace kinovar::steps::test {
namespace {

constexpr const char* kNothing = "highlights=0,shadows=0,faces=0,fade=0,black=0,white=0";

/// All off but one: "shadows=1".
std::string only(const std::string& one) {
    std::string all = kNothing;
    const std::string name = one.substr(0, one.find('=') + 1);
    all.replace(all.find(name), name.size() + 1, one);
    return all;
}

/// Grey steps from black to white above colour patches, softly lit; no noise.
FramePtr chart() {
    return painted(160, 120, [](int x, int y, int c) {
        if (y < 60) {
            return static_cast<float>(x / 16) / 9;
        }
        const int patch = x / 20;
        return ((patch >> c) & 1) != 0 ? 0.7F : 0.25F;
    });
}

float fade_of(float value, int channel) {
    return channel == 0   ? 0.22F + 0.7F * value
           : channel == 1 ? 0.06F + 0.6F * value
                          : 0.12F + 0.55F * value;
}

/// Largest distance between the channels of the grey steps.
double cast_of(const Frame& frame) {
    double cast = 0;
    for (int step = 0; step < 10; ++step) {
        const int x = 16 * step + 4;
        const double red = mean_in(frame, x, 10, 8, 40, 0);
        const double green = mean_in(frame, x, 10, 8, 40, 1);
        const double blue = mean_in(frame, x, 10, 8, 40, 2);
        cast = std::max({cast, std::abs(red - green), std::abs(blue - green)});
    }
    return cast;
}

/// Left half dark, right half bright, each with texture in its middle rows and grain all over.
pipeline::ClipPtr dark_and_bright(float grain) {
    return made(24, [grain](std::int64_t n) {
        std::mt19937 random(static_cast<unsigned>(n));
        std::normal_distribution<float> noise(0, 1);
        return painted(240, 160, [&](int x, int y, int) {
            const float texture = y > 100 && (x / 2) % 2 == 0 ? 0.04F : 0.0F;
            return (x < 120 ? 0.1F : 0.85F) + texture + grain * noise(random);
        });
    });
}

TEST(Relight, AllOffGivesTheSamePictures) {
    const auto source = moving();
    const auto clip = stepped("relight", kNothing, source);
    ASSERT_OK(clip);
    EXPECT_EQ((*clip)->info().key, source->info().key);
}

TEST(Relight, GreyFilmStaysGrey) {
    const auto clip =
        stepped("relight", "highlights=1,shadows=1,fade=1,black=1,white=1", moving_grey());
    ASSERT_OK(clip);
    EXPECT_TRUE((*clip)->info().monochrome);
    const FramePtr result = frame_of(**clip, 5);
    EXPECT_TRUE(is_grey(*result));
}

TEST(Relight, GreyPicturesOfColourFilmStayGrey) {
    const auto clip = stepped("relight", "fade=1,faces=0", made(24, [](std::int64_t n) -> FramePtr {
                                  return grey_of(*test_picture(160, 120, static_cast<int>(n)));
                              }));
    ASSERT_OK(clip);
    EXPECT_TRUE(is_grey(*frame_of(**clip, 7)));
}

TEST(Relight, AnyOrderGivesTheSamePictures) {
    const auto source = moving();
    expect_any_order([&] { return stepped("relight", "", source).value(); }, 24);
}

TEST(Relight, TakesAFadedCastBack) {
    const auto faded = made(24, [](std::int64_t) { return changed(*chart(), fade_of); });
    const auto clip = stepped("relight", only("fade=1"), faded);
    ASSERT_OK(clip);
    EXPECT_GT(cast_of(*frame_of(*faded, 0)), 0.15);
    EXPECT_LT(cast_of(*frame_of(**clip, 0)), 0.03);
}

TEST(Relight, LeavesGoodColourAlone) {
    const auto source = made(24, [](std::int64_t) { return chart(); });
    const auto clip = stepped("relight", only("fade=1"), source);
    ASSERT_OK(clip);
    const FramePtr before = frame_of(*source, 0);
    const FramePtr after = frame_of(**clip, 0);
    for (std::size_t i = 0; i < before->values().size(); ++i) {
        ASSERT_NEAR(after->values()[i], before->values()[i], 0.02);
    }
}

TEST(Relight, BlackAndWhitePointReachTheEnds) {
    const auto flat = made(24, [](std::int64_t) {
        return changed(*chart(), [](float value, int) { return 0.15F + 0.65F * value; });
    });
    const auto clip =
        stepped("relight", "highlights=0,shadows=0,faces=0,fade=0,black=1,white=1", flat);
    ASSERT_OK(clip);
    const FramePtr result = frame_of(**clip, 0);
    EXPECT_LT(mean_in(*result, 2, 10, 8, 40), 0.05);
    EXPECT_GT(mean_in(*result, 148, 10, 8, 40), 0.93);
    for (const float value : result->values()) {
        EXPECT_GE(value, 0);
        EXPECT_LE(value, 1);
    }
}

TEST(Relight, FadesStay) {
    const auto fading = made(48, [](std::int64_t n) {
        const float light = 1 - static_cast<float>(n) / 50;
        return changed(*chart(), [light](float value, int) { return light * value; });
    });
    const auto clip = stepped("relight", "", fading);
    ASSERT_OK(clip);
    double last = 2;
    for (std::int64_t n = 0; n < 48; n += 4) {
        const double mean = mean_in(*frame_of(**clip, n), 0, 0, 160, 120);
        EXPECT_LT(mean, last) << n;
        last = mean;
    }
    EXPECT_LT(last, 0.15);
}

TEST(Relight, OpensShadowsWithoutTheirGrain) {
    constexpr float kGrain = 3.0F / 255;
    const auto source = dark_and_bright(kGrain);
    const auto clip = stepped("relight", only("shadows=1"), source);
    ASSERT_OK(clip);
    const FramePtr before = frame_of(*source, 3);
    const FramePtr after = frame_of(**clip, 3);
    const double rise = mean_in(*after, 20, 20, 80, 60) / mean_in(*before, 20, 20, 80, 60);
    const double grain =
        deviation_in(*after, 20, 20, 80, 60) / deviation_in(*before, 20, 20, 80, 60);
    EXPECT_GT(rise, 1.4);
    EXPECT_LT(grain, 1.25);
    EXPECT_NEAR(mean_in(*after, 140, 20, 80, 60), mean_in(*before, 140, 20, 80, 60), 0.003);
}

TEST(Relight, MoreGrainMeansLessOpening) {
    const auto rise = [](float grain) {
        const auto source = dark_and_bright(grain);
        const auto clip = stepped("relight", only("shadows=1"), source);
        EXPECT_OK(clip);
        return mean_in(*frame_of(**clip, 3), 20, 20, 80, 60) /
               mean_in(*frame_of(*source, 3), 20, 20, 80, 60);
    };
    EXPECT_LT(rise(8.0F / 255), rise(2.0F / 255) - 0.1);
}

TEST(Relight, HoldsHighlightsBackAndKeepsTheirTexture) {
    const auto source = dark_and_bright(1.0F / 255);
    const auto clip = stepped("relight", only("highlights=1"), source);
    ASSERT_OK(clip);
    const FramePtr before = frame_of(*source, 3);
    const FramePtr after = frame_of(**clip, 3);
    EXPECT_LT(mean_in(*after, 140, 20, 80, 60), mean_in(*before, 140, 20, 80, 60) - 0.05);
    EXPECT_GT(deviation_in(*after, 140, 110, 80, 40),
              0.9 * deviation_in(*before, 140, 110, 80, 40));
    EXPECT_NEAR(mean_in(*after, 20, 20, 80, 60), mean_in(*before, 20, 20, 80, 60), 0.003);
}

TEST(Relight, MeasuresTheNoiseOfAShot) {
    for (const float grain : {2.0F / 255, 6.0F / 255}) {
        const auto source = dark_and_bright(grain);
        const auto light = measure_light(*source, {0, 23}, {});
        ASSERT_OK(light);
        EXPECT_NEAR(light->noise.at(0.1F), grain, 0.35F * grain);
        EXPECT_NEAR(light->noise.at(0.85F), grain, 0.35F * grain);
    }
    const auto still = measure_light(
        *made(2, [](std::int64_t) { return painted(64, 64, [](int, int, int) { return 0.5F; }); }),
        {0, 1}, {});
    ASSERT_OK(still);
    EXPECT_LT(still->noise.at(0.5F), 1e-4);
}

TEST(Relight, SamplesLieInTheShotAndSpread) {
    EXPECT_EQ(light_samples({5, 5}), (std::vector<std::int64_t>{5}));
    EXPECT_EQ(light_samples({5, 7}), (std::vector<std::int64_t>{5, 6, 7}));
    const auto many = light_samples({100, 1099});
    ASSERT_EQ(many.size(), 24U);
    EXPECT_LT(many.front(), 150);
    EXPECT_GT(many.back(), 1050);
    EXPECT_TRUE(std::is_sorted(many.begin(), many.end()));
}

TEST(Relight, BlownFacesAreHeldBackSteadily) {
    KINOVAR_NEEDS_SHARED(file, "data/clips/woman_restaurant.mkv");
    const auto detector = portrait::FaceDetector::installed();
    if (!detector && detector.error().code == ErrorCode::MissingModel) {
        GTEST_SKIP() << detector.error().one_line();
    }
    ASSERT_OK(detector);
    const auto source = pipeline::SourceClip::open(file);
    ASSERT_OK(source);
    const auto bright = made(24, [&](std::int64_t n) {
        return changed(*frame_of(**source, n),
                       [](float value, int) { return std::min(1.0F, 1.5F * value + 0.07F); });
    });
    const auto found = faces_in(**detector, *frame_of(*bright, 0));
    ASSERT_OK(found);
    ASSERT_EQ(found->size(), 1U);
    const FaceBox& face = found->front();
    EXPECT_NEAR(face.x, 0.46, 0.08);
    EXPECT_NEAR(face.y, 0.56, 0.1);
    const auto clip = stepped("relight", only("faces=1"), bright);
    ASSERT_OK(clip);
    const int left = static_cast<int>((face.x - face.width / 4) * 640);
    const int top = static_cast<int>((face.y - face.height / 4) * 480);
    const int width = static_cast<int>(face.width / 2 * 640);
    const int height = static_cast<int>(face.height / 2 * 480);
    double last = 0;
    for (std::int64_t n = 0; n < 24; ++n) {
        const FramePtr before = frame_of(*bright, n);
        const FramePtr after = frame_of(**clip, n);
        const double step =
            mean_in(*after, left, top, width, height) - mean_in(*before, left, top, width, height);
        EXPECT_LT(step, -0.03) << n;
        EXPECT_NEAR(mean_in(*after, 500, 300, 100, 100), mean_in(*before, 500, 300, 100, 100),
                    0.01);
        if (n > 0) {
            EXPECT_NEAR(step, last, 0.01) << n;
        }
        last = step;
    }
}

TEST(Relight, StopsWhenAsked) {
    const auto clip = stepped("relight", "faces=0", moving());
    ASSERT_OK(clip);
    std::stop_source stop;
    stop.request_stop();
    const auto frame = (*clip)->frame(0, {stop.get_token()});
    EXPECT_TRUE(fails_with(frame, ErrorCode::Cancelled, ""));
    EXPECT_OK((*clip)->frame(0, {}));
}

TEST(Relight, AnalysesBeforehandAreThoseOfTheFrames) {
    const auto source = moving();
    const auto ahead = stepped("relight", "", source);
    const auto late = stepped("relight", "", source);
    ASSERT_OK(ahead);
    ASSERT_OK(late);
    Job job("test");
    EXPECT_OK((*ahead)->analyse(0, 23, job));
    EXPECT_TRUE(same_values(*frame_of(**ahead, 9), *frame_of(**late, 9)));
}

} // namespace
} // namespace kinovar::steps::test
