#include "core/image/metrics.h"
#include "core/media/picture_file.h"
#include "core/pipeline/recent_frames.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/restore/dust.h"
#include "core/steps/simulate/age.h"
#include "tests/steps/memory_clip.h"
#include "tests/steps/restore/dust_score.h"
#include "tests/support/support.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <thread>

namespace kinovar::steps::test {
namespace {

using kinovar::test::TemporaryFolder;

constexpr int kWidth = 192;
constexpr int kHeight = 144;
constexpr std::int64_t kFrames = 9;

/// Brightness of a world of soft shapes, seen by a camera that pans (1.5, 0.5) px a frame.
float world_at(int x, int y, std::int64_t n) {
    const double u = x + 1.5 * static_cast<double>(n);
    const double v = y + 0.5 * static_cast<double>(n);
    const double value = std::sin(u * 0.11 + std::sin(v * 0.07)) + std::sin(v * 0.13 - u * 0.045) +
                         0.5 * std::sin(u * 0.31 + v * 0.23);
    return static_cast<float>(0.45 + 0.1 * value);
}

using Painter = std::function<void(std::int64_t n, Frame& frame)>;

/// A film of the world, on which something was painted.
std::shared_ptr<MemoryClip> film(std::string_view name, const Painter& paint = {},
                                 std::int64_t frames = kFrames) {
    std::vector<FramePtr> made;
    for (std::int64_t n = 0; n < frames; ++n) {
        auto frame = std::make_shared<Frame>(kWidth, kHeight, ColourSpec::bt601());
        for (int y = 0; y < kHeight; ++y) {
            for (int x = 0; x < kWidth; ++x) {
                std::fill_n(frame->row(y) + 3 * x, 3, world_at(x, y, n));
            }
        }
        if (paint) {
            paint(n, *frame);
        }
        made.push_back(std::move(frame));
    }
    return std::make_shared<MemoryClip>(std::move(made), name);
}

void paint_box(Frame& frame, const cv::Rect& box, float value) {
    for (int y = box.y; y < box.br().y; ++y) {
        std::fill_n(frame.row(y) + 3 * box.x, 3 * box.width, value);
    }
}

const cv::Rect kWhiteSpeck(60, 50, 4, 4);
const cv::Rect kBlackSpeck(120, 90, 5, 4);
constexpr std::int64_t kDirty = 4;

std::shared_ptr<MemoryClip> dirty_film() {
    return film("dirty", [](std::int64_t n, Frame& frame) {
        if (n == kDirty) {
            paint_box(frame, kWhiteSpeck, 1);
            paint_box(frame, kBlackSpeck, 0);
        }
    });
}

std::shared_ptr<const DustClip> cleaned(pipeline::ClipPtr input, const DustOptions& options = {}) {
    auto clip = DustClip::make(std::move(input), options);
    EXPECT_OK(clip);
    return clip.value();
}

FramePtr take(const pipeline::Clip& clip, std::int64_t n) {
    auto frame = clip.frame(n, {});
    EXPECT_OK(frame);
    return frame.value();
}

std::shared_ptr<const DefectMap> map_of(const DustClip& clip, std::int64_t n) {
    auto map = clip.defects(n, {});
    EXPECT_OK(map);
    return map.value();
}

bool same_pixels(const Frame& a, const Frame& b) {
    return std::equal(a.values().begin(), a.values().end(), b.values().begin(), b.values().end());
}

/// Largest difference of a box from another film's frame.
float worst_in(const Frame& a, const Frame& b, const cv::Rect& box) {
    float worst = 0;
    for (int y = box.y; y < box.br().y; ++y) {
        for (int i = 3 * box.x; i < 3 * box.br().x; ++i) {
            worst = std::max(worst, std::abs(a.row(y)[i] - b.row(y)[i]));
        }
    }
    return worst;
}

std::uint8_t value_at(const DefectMap& map, const cv::Point& at) {
    return map.pixels[static_cast<std::size_t>(at.y) * static_cast<std::size_t>(map.width) +
                      static_cast<std::size_t>(at.x)];
}

cv::Point middle(const cv::Rect& box) {
    return (box.tl() + box.br()) / 2;
}

TEST(Dust, MendsSpecksOfAPanningFilmAndNothingElse) {
    const auto pure = film("pure");
    const auto clip = cleaned(dirty_film());
    for (std::int64_t n = 0; n < kFrames; ++n) {
        const FramePtr mended = take(*clip, n);
        EXPECT_LT(worst_in(*mended, *take(*pure, n), {0, 0, kWidth, kHeight}), 0.02F) << n;
        if (n != kDirty) {
            EXPECT_TRUE(same_pixels(*mended, *take(*pure, n))) << n;
            EXPECT_EQ(map_of(*clip, n)->count, 0) << n;
        }
    }
    const auto map = map_of(*clip, kDirty);
    EXPECT_EQ(map->count, 2);
    EXPECT_EQ(value_at(*map, middle(kWhiteSpeck)), DefectMap::kBright);
    EXPECT_EQ(value_at(*map, middle(kBlackSpeck)), DefectMap::kDark);
    for (std::size_t i = 0; i < map->pixels.size(); ++i) {
        EXPECT_EQ(map->pixels[i] == 0, map->confidence[i] == 0);
    }
}

TEST(Dust, TheOriginPlaneShowsWhatChanged) {
    const auto dirty = dirty_film();
    const FramePtr before = take(*dirty, kDirty);
    const FramePtr after = take(*cleaned(dirty), kDirty);
    ASSERT_NE(after->origin(), nullptr);
    std::size_t filled = 0;
    for (std::size_t i = 0; i < after->origin()->pixels.size(); ++i) {
        const bool neighbour = after->origin()->pixels[i] == Origin::Neighbour;
        filled += neighbour ? 1 : 0;
        if (before->values()[3 * i] != after->values()[3 * i]) {
            EXPECT_TRUE(neighbour);
        }
    }
    EXPECT_GT(filled, 30U);
    EXPECT_LT(filled, 400U);
}

TEST(Dust, ACleanStillIsHandedOn) {
    std::vector<FramePtr> frames(5, take(*film("still", {}, 1), 0));
    const auto clip = cleaned(std::make_shared<MemoryClip>(frames, "clean still"));
    for (std::int64_t n = 0; n < 5; ++n) {
        EXPECT_EQ(take(*clip, n), frames.front());
    }
}

TEST(Dust, SwitchesChooseTheSign) {
    DustOptions options;
    options.dark = false;
    const auto clip = cleaned(dirty_film(), options);
    const auto map = map_of(*clip, kDirty);
    EXPECT_EQ(value_at(*map, middle(kWhiteSpeck)), DefectMap::kBright);
    EXPECT_EQ(value_at(*map, middle(kBlackSpeck)), DefectMap::kClean);
}

TEST(Dust, LongerThingsThanAllowedStay) {
    DustOptions options;
    options.largest = 2; // % of 144 lines: 3 px
    EXPECT_EQ(map_of(*cleaned(dirty_film(), options), kDirty)->count, 0);
}

TEST(Dust, KeepsAThingThatFliesThroughThePicture) {
    const auto flying = film("flying", [](std::int64_t n, Frame& frame) {
        paint_box(frame, {static_cast<int>(8 + 12 * n), 60, 6, 6}, 1);
    });
    const auto clip = cleaned(flying);
    for (std::int64_t n = 1; n + 1 < kFrames; ++n) {
        EXPECT_TRUE(same_pixels(*take(*clip, n), *take(*flying, n))) << n;
    }
}

TEST(Dust, LeavesRainAlone) {
    const auto rain = film("rain", [](std::int64_t n, Frame& frame) {
        for (int drop = 0; drop < 60; ++drop) {
            const Hash128 hash = Hasher().add(n).add(static_cast<std::int64_t>(drop)).finish();
            const int x = static_cast<int>(hash.low % (kWidth - 2));
            const int y = static_cast<int>(hash.high % (kHeight - 16));
            for (int i = 0; i < 14; ++i) {
                std::fill_n(frame.row(y + i) + 3 * x, 3, frame.row(y + i)[3 * x] + 0.12F);
            }
        }
    });
    const auto clip = cleaned(rain);
    double changed = 0;
    for (std::int64_t n = 0; n < kFrames; ++n) {
        const auto map = map_of(*clip, n);
        changed += static_cast<double>(map->pixels.size()) -
                   static_cast<double>(std::ranges::count(map->pixels, 0));
    }
    // 60 drops of 14 px are 3 % of each picture.
    EXPECT_LT(changed / (kFrames * kWidth * kHeight), 0.01);
}

TEST(Dust, ProtectedPlacesAreNeverTouched) {
    const TemporaryFolder folder;
    std::vector<std::uint8_t> mask(static_cast<std::size_t>(kWidth) * kHeight, 0);
    const cv::Rect kept(50, 40, 30, 30);
    for (int y = kept.y; y < kept.br().y; ++y) {
        std::fill_n(mask.begin() + y * kWidth + kept.x, kept.width, std::uint8_t{255});
    }
    ASSERT_OK(media::write_mask(folder / "still.png", mask, kWidth, kHeight));
    std::filesystem::create_directory(folder / "masks");
    ASSERT_OK(media::write_mask(folder / "masks/000004.png", mask, kWidth, kHeight));
    for (const char* name : {"still.png", "masks", "masks/%06d.png"}) {
        const auto dirty = dirty_film();
        DustOptions options;
        options.protect = (folder / name).string();
        const auto clip = cleaned(dirty, options);
        EXPECT_EQ(worst_in(*take(*clip, kDirty), *take(*dirty, kDirty), kept), 0) << name;
        EXPECT_EQ(value_at(*map_of(*clip, kDirty), middle(kBlackSpeck)), DefectMap::kDark) << name;
    }
}

TEST(Dust, SaysWhatIsWrongWithAProtectMask) {
    const TemporaryFolder folder;
    DustOptions options;
    options.protect = (folder / "none.png").string();
    const auto missing = DustClip::make(dirty_film(), options);
    ASSERT_FALSE(missing.has_value());
    EXPECT_NE(missing.error().message.find("none.png"), std::string::npos);
    ASSERT_OK(media::write_mask(folder / "small.png", {0, 0, 0, 0}, 2, 2));
    options.protect = (folder / "small.png").string();
    const auto small = DustClip::make(dirty_film(), options);
    ASSERT_FALSE(small.has_value());
    EXPECT_NE(small.error().message.find("2×2"), std::string::npos);
}

/// A cut after every `length` frames.
class RegularCuts final : public pipeline::ShotFinder {
public:
    RegularCuts(std::int64_t length, std::int64_t frames) : length_(length), frames_(frames) {}
    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t n,
                                                 const pipeline::Pull&) const override {
        const std::int64_t first = n / length_ * length_;
        return pipeline::Shot{first, std::min(first + length_, frames_) - 1};
    }

private:
    std::int64_t length_;
    std::int64_t frames_;
};

TEST(Dust, NeverTakesPixelsFromTheOtherSideOfACut) {
    // The second shot is much brighter; its first frame has a black speck.
    const auto make = [](std::string_view name, bool dirty) {
        return film(
            name,
            [dirty](std::int64_t n, Frame& frame) {
                for (float& value : frame.values()) {
                    value = n < 5 ? value * 0.4F : 0.3F + value * 0.7F;
                }
                if (dirty && n == 5) {
                    paint_box(frame, kBlackSpeck, 0);
                }
            },
            10);
    };
    const auto dirty = make("two shots", true);
    const auto pure = make("two clean shots", false);
    dirty->set_shots(std::make_shared<RegularCuts>(5, 10));
    const auto clip = cleaned(dirty);
    for (std::int64_t n = 0; n < 10; ++n) {
        EXPECT_LT(worst_in(*take(*clip, n), *take(*pure, n), {0, 0, kWidth, kHeight}), 0.03F) << n;
    }
    EXPECT_EQ(map_of(*clip, 5)->count, 1);
}

TEST(Dust, ShotsOfTwoFramesStayAsTheyAre) {
    const auto dirty = dirty_film();
    dirty->set_shots(std::make_shared<RegularCuts>(2, kFrames));
    EXPECT_EQ(take(*cleaned(dirty), kDirty), take(*dirty, kDirty));
}

TEST(Dust, AnyOrderAndAnyThreadGiveTheSameFrames) {
    const auto in_order = cleaned(dirty_film());
    std::vector<FramePtr> expected;
    for (std::int64_t n = 0; n < kFrames; ++n) {
        expected.push_back(take(*in_order, n));
    }
    const auto backwards = cleaned(dirty_film());
    for (std::int64_t n = kFrames - 1; n >= 0; --n) {
        EXPECT_TRUE(same_pixels(*take(*backwards, n), *expected[static_cast<std::size_t>(n)]));
    }
    const auto together = cleaned(dirty_film());
    std::vector<FramePtr> found(expected.size());
    {
        std::vector<std::jthread> threads;
        for (std::size_t thread = 0; thread < pipeline::kMostPullers; ++thread) {
            threads.emplace_back([&, thread] {
                for (std::size_t n = thread; n < found.size(); n += pipeline::kMostPullers) {
                    found[n] = take(*together, static_cast<std::int64_t>(n));
                }
            });
        }
    }
    for (std::size_t n = 0; n < found.size(); ++n) {
        EXPECT_TRUE(same_pixels(*found[n], *expected[n])) << n;
    }
}

TEST(Dust, AsksForEachFrameOnceWhenReadInOrder) {
    const auto long_film = film("long", {}, 40);
    const auto clip = cleaned(long_film);
    Job job("dust");
    ASSERT_OK(clip->analyse(0, 39, job));
    std::vector<int> before;
    for (std::int64_t n = 0; n < 40; ++n) {
        before.push_back(long_film->pulls(n));
    }
    for (std::int64_t n = 0; n < 40; ++n) {
        take(*clip, n);
    }
    for (std::int64_t n = 0; n < 40; ++n) {
        EXPECT_EQ(long_film->pulls(n) - before[static_cast<std::size_t>(n)], 1) << n;
    }
}

TEST(Dust, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    const auto frame = cleaned(dirty_film())->frame(kDirty, {stop.get_token()});
    ASSERT_FALSE(frame.has_value());
    EXPECT_EQ(frame.error().code, ErrorCode::Cancelled);
}

/// A shared clip with simulated dust, grain and blur.
void expect_found(const std::filesystem::path& path, std::int64_t first, std::int64_t seed) {
    const auto source = pipeline::SourceClip::open(path);
    ASSERT_OK(source);
    const auto clean = in_memory(**source, first, first + 11, path.string());
    ASSERT_OK(clean);
    simulate::AgeOptions options;
    options.seed = seed;
    options.scratch = options.flicker = options.weave = options.splice = false;
    const auto aged = simulate::AgeClip::make(*clean, options);
    ASSERT_OK(aged);
    const auto clip = cleaned(*aged);
    DustScore score;
    for (std::int64_t n = 0; n < clip->info().frames; ++n) {
        const auto truth = (*aged)->aged(n, {});
        ASSERT_OK(truth);
        score.add(*map_of(*clip, n), truth->truth);
    }
    EXPECT_GT(score.stamps, 60);
    EXPECT_GE(score.recall(), 0.9);
    EXPECT_GE(score.precision(), 0.9);
    EXPECT_GE(score.pixel_precision(), 0.85);
}

TEST(DustOnClips, FindsSimulatedDirtOnAFace) {
    KINOVAR_NEEDS_SHARED(path, "data/clips/woman_restaurant.mkv");
    expect_found(path, 8, 3);
}

TEST(DustOnClips, FindsSimulatedDirtOnAPan) {
    KINOVAR_NEEDS_SHARED(path, "data/clips/pan_otters.mkv");
    expect_found(path, 20, 4);
}

TEST(DustOnClips, LeavesCleanFilmsAlone) {
    for (const char* name : {"data/clips/woman_restaurant.mkv", "data/clips/pan_otters.mkv"}) {
        KINOVAR_NEEDS_SHARED(path, name);
        const auto source = pipeline::SourceClip::open(path);
        ASSERT_OK(source);
        const auto clean = in_memory(**source, 24, 35, path.string() + " clean");
        ASSERT_OK(clean);
        const auto clip = cleaned(*clean);
        double error = 0;
        for (std::int64_t n = 0; n < clip->info().frames; ++n) {
            const auto metrics =
                compare_pictures(*take(**clean, n), *take(*clip, n), {.luma_only = true});
            ASSERT_OK(metrics);
            error += metrics->mse_luma / static_cast<double>(clip->info().frames);
        }
        EXPECT_LT(10 * std::log10(error), -53) << name;
    }
}

} // namespace
} // namespace kinovar::steps::test
