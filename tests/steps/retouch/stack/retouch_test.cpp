// The step `retouch`: fixes laid upon frames.

#include "core/image/cv_bridge.h"
#include "core/image/metrics.h"
#include "core/pipeline/chain.h"
#include "core/steps/retouch/fix_stack.h"
#include "core/steps/retouch/retouch.h"
#include "core/steps/retouch/take_chains.h"
#include "core/steps/step_catalogue.h"
#include "tests/steps/memory_clip.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include <cstring>

namespace kinovar::steps {
namespace {

using pipeline::Chain;
using pipeline::ClipPtr;
using retouch::Fix;
using retouch::FixPtr;

constexpr int kWidth = 160;
constexpr int kHeight = 120;
constexpr int kFrames = 8;

FramePtr textured(int seed) {
    cv::Mat noise(24, 32, CV_32FC3);
    cv::RNG random(static_cast<std::uint64_t>(seed));
    random.fill(noise, cv::RNG::UNIFORM, 0.2, 0.8);
    cv::Mat large;
    cv::resize(noise, large, {kWidth, kHeight}, 0, 0, cv::INTER_CUBIC);
    return *frame_from_mat(large, ColourSpec::srgb());
}

ClipPtr still_film(std::string_view name = "still", int seed = 1) {
    return std::make_shared<const test::MemoryClip>(std::vector<FramePtr>(kFrames, textured(seed)),
                                                    name);
}

/// A red spot in the middle, in all frames.
Fix spot() {
    Fix fix;
    retouch::Paint paint;
    paint.colour = {1, 0, 0};
    paint.grain = false;
    fix.kind = paint;
    fix.area.marks = {{retouch::Mark::Shape::Stroke,
                       true,
                       {.size = 0.2, .hardness = 1, .pressure_sizes = false},
                       {{{0.5, 0.5}, 1}}}};
    fix.last = kFrames - 1;
    fix.id = 1;
    return fix;
}

std::string text_of(const std::vector<Fix>& fixes) {
    std::vector<FixPtr> list;
    for (const Fix& fix : fixes) {
        list.push_back(std::make_shared<const Fix>(fix));
    }
    return fixes_to_json(list);
}

Chain chain_of(const std::vector<Fix>& fixes, FieldValues more = {}) {
    more.emplace("fixes", text_of(fixes));
    return {{{"retouch", std::move(more), true}}};
}

Result<ClipPtr> built(const Chain& chain, const ClipPtr& source) {
    KINOVAR_TRY_ASSIGN(const auto clips, pipeline::build(step_catalogue(), chain, source));
    return clips.back();
}

FramePtr frame_of(const Chain& chain, const ClipPtr& source, std::int64_t n) {
    const auto clip = built(chain, source);
    EXPECT_OK(clip);
    const auto frame = (*clip)->frame(n, {});
    EXPECT_OK(frame);
    return *frame;
}

bool same_bits(const Frame& a, const Frame& b) {
    return a.values().size() == b.values().size() &&
           std::memcmp(a.values().data(), b.values().data(), a.values().size_bytes()) == 0;
}

cv::Vec3f pixel(const Frame& frame, int x, int y) {
    return mat_view(frame).at<cv::Vec3f>(y, x);
}

TEST(Retouch, WithoutFixesItIsTheInputItself) {
    const ClipPtr film = still_film();
    const auto clip = built({{{"retouch", {}, true}}}, film);
    ASSERT_OK(clip);
    EXPECT_EQ((*clip)->info().key, film->info().key);
}

TEST(Retouch, PaintsInsideAndLeavesTheRestBitForBit) {
    const ClipPtr film = still_film();
    const FramePtr plain = *film->frame(2, {});
    const FramePtr painted = frame_of(chain_of({spot()}), film, 2);
    EXPECT_EQ(pixel(*painted, kWidth / 2, kHeight / 2), cv::Vec3f(1, 0, 0));
    EXPECT_EQ(pixel(*painted, 10, 10), pixel(*plain, 10, 10));
    ASSERT_NE(painted->origin(), nullptr);
    const std::size_t middle = std::size_t{kHeight / 2} * kWidth + kWidth / 2;
    EXPECT_EQ(painted->origin()->pixels[middle], Origin::Hand);
    EXPECT_EQ(painted->origin()->pixels[0], Origin::Scan);
}

TEST(Retouch, NoOpacityAndNoLifeChangeNothing) {
    const ClipPtr film = still_film();
    Fix none = spot();
    none.opacity = 0;
    EXPECT_EQ(frame_of(chain_of({none}), film, 2), *film->frame(2, {}));
    Fix late = spot();
    late.first = late.drawn_at = 5;
    EXPECT_EQ(frame_of(chain_of({late}), film, 4), *film->frame(4, {}));
    EXPECT_FALSE(same_bits(*frame_of(chain_of({late}), film, 5), **film->frame(5, {})));
}

TEST(Retouch, EveryKindWithNoOpacityChangesNothing) {
    const ClipPtr film = still_film();
    std::vector<retouch::Kind> kinds(std::variant_size_v<retouch::Kind>);
    kinds[1].emplace<retouch::Clone>();
    kinds[2].emplace<retouch::Heal>();
    kinds[3].emplace<retouch::Reveal>();
    kinds[4].emplace<retouch::Inpaint>();
    kinds[5].emplace<retouch::Warp>();
    kinds[6].emplace<retouch::Texture>();
    kinds[7].emplace<retouch::Replace>();
    for (const retouch::Kind& kind : kinds) {
        Fix fix = spot();
        fix.kind = kind;
        fix.opacity = 0;
        EXPECT_EQ(frame_of(chain_of({fix}), film, 3), *film->frame(3, {})) << name_of(kind);
    }
}

TEST(Retouch, LaterFixesLieUponEarlierOnesWhateverWasAskedBefore) {
    const ClipPtr film = still_film();
    Fix over = spot();
    over.id = 2;
    std::get<retouch::Paint>(over.kind).colour = {0, 1, 0};
    const FramePtr both = frame_of(chain_of({spot(), over}), film, 1);
    EXPECT_EQ(pixel(*both, kWidth / 2, kHeight / 2), cv::Vec3f(0, 1, 0));
    const FramePtr other = frame_of(chain_of({over, spot()}), film, 1);
    EXPECT_EQ(pixel(*other, kWidth / 2, kHeight / 2), cv::Vec3f(1, 0, 0));
    // From what is remembered and from the start alike.
    EXPECT_TRUE(same_bits(*frame_of(chain_of({spot(), over}), film, 1), *both));
    const ClipPtr again = still_film("the same under another name");
    EXPECT_TRUE(same_bits(*frame_of(chain_of({spot(), over}), again, 1), *both));
}

TEST(Retouch, RevealBringsBackAnEarlierStage) {
    const ClipPtr film = still_film();
    Fix fix = spot();
    fix.kind = retouch::Reveal{"scan"};
    Chain chain = chain_of({fix});
    chain.steps.insert(chain.steps.begin(), {"levels", {{"gamma", 2.0}}, true});
    const FramePtr plain = *film->frame(0, {});
    const FramePtr shown = frame_of(chain, film, 0);
    EXPECT_EQ(pixel(*shown, kWidth / 2, kHeight / 2), pixel(*plain, kWidth / 2, kHeight / 2));
    EXPECT_NE(pixel(*shown, 5, 5), pixel(*plain, 5, 5));
}

TEST(Retouch, RebasesWhenAStepBeforeItChanges) {
    // Revealed, cloned and healed pixels follow the picture; painted ones stay.
    const ClipPtr film = still_film();
    Fix clone = spot();
    clone.kind = retouch::Clone{{}, {0.25, 0}};
    const auto with_gamma = [&](const Fix& fix, double gamma) {
        Chain chain = chain_of({fix});
        chain.steps.insert(chain.steps.begin(), {"levels", {{"gamma", gamma}}, true});
        return frame_of(chain, film, 0);
    };
    const FramePtr dark = with_gamma(clone, 0.5);
    const FramePtr light = with_gamma(clone, 2);
    const int x = kWidth / 2;
    const int y = kHeight / 2;
    EXPECT_EQ(pixel(*dark, x, y), pixel(*dark, x + kWidth / 4, y));
    EXPECT_EQ(pixel(*light, x, y), pixel(*light, x + kWidth / 4, y));
    EXPECT_NE(pixel(*dark, x, y), pixel(*light, x, y));
    EXPECT_EQ(pixel(*with_gamma(spot(), 0.5), x, y), pixel(*with_gamma(spot(), 2), x, y));
    // A change that changes nothing gives the same pixels.
    EXPECT_TRUE(same_bits(*with_gamma(clone, 1), *frame_of(chain_of({clone}), film, 0)));
}

TEST(Retouch, AFixThatNoLongerFitsIsLeftOutAndSaysSo) {
    const ClipPtr film = still_film("first", 1);
    const ClipPtr other = still_film("other", 2);
    Fix fix = spot();
    const auto anchor = fix_anchor(fix, **film->frame(0, {}));
    ASSERT_OK(anchor);
    fix.anchor = *anchor;
    EXPECT_FALSE(same_bits(*frame_of(chain_of({fix}), film, 0), **film->frame(0, {})));
    EXPECT_TRUE(same_bits(*frame_of(chain_of({fix}), other, 0), **other->frame(0, {})));
    RetouchOptions options;
    options.fixes = text_of({fix});
    Job job("check");
    const auto strip = fix_confidence(options, other, {}, fix.id, 0, kFrames - 1, job);
    ASSERT_OK(strip);
    ASSERT_EQ(strip->size(), std::size_t{kFrames});
    EXPECT_FALSE(strip->front().drawn);
    EXPECT_FALSE(strip->front().text.empty());
    const auto fits = fix_confidence(options, film, {}, fix.id, 2, 3, job);
    ASSERT_OK(fits);
    ASSERT_EQ(fits->size(), 2U);
    EXPECT_TRUE(fits->front().drawn);
}

TEST(Retouch, AStageThatIsGoneBreaksTheFixNotTheFilm) {
    const ClipPtr film = still_film();
    Fix fix = spot();
    fix.kind = retouch::Reveal{"upscale"};
    EXPECT_TRUE(same_bits(*frame_of(chain_of({fix}), film, 0), **film->frame(0, {})));
    RetouchOptions options;
    options.fixes = text_of({fix});
    Job job("check");
    const auto strip = fix_confidence(options, film, {}, fix.id, 0, 0, job);
    ASSERT_OK(strip);
    EXPECT_FALSE(strip->front().drawn);
    EXPECT_NE(strip->front().text.find("upscale"), std::string::npos);
}

TEST(Retouch, AFrameBeyondTheEndIsNotTakenFrom) {
    const ClipPtr film = still_film();
    Fix fix = spot();
    fix.kind = retouch::Clone{{"", -2, 0}, {0.2, 0}};
    EXPECT_TRUE(same_bits(*frame_of(chain_of({fix}), film, 1), **film->frame(1, {})));
    EXPECT_FALSE(same_bits(*frame_of(chain_of({fix}), film, 2), **film->frame(2, {})));
}

TEST(Retouch, TakesPixelsOfAnotherTake) {
    const ClipPtr film = still_film();
    Fix fix = spot();
    fix.kind = retouch::Clone{{"", 0, 7}, {0, 0}};
    retouch::TakeChains takes;
    takes[7].steps = {{"levels", {{"gamma", 2.0}}, true}};
    const Chain chain = chain_of({fix}, {{"takes", retouch::take_chains_to_json(takes)}});
    const FramePtr mixed = frame_of(chain, film, 0);
    const FramePtr take = frame_of(takes[7], film, 0);
    EXPECT_EQ(pixel(*mixed, kWidth / 2, kHeight / 2), pixel(*take, kWidth / 2, kHeight / 2));
    EXPECT_EQ(pixel(*mixed, 4, 4), pixel(**film->frame(0, {}), 4, 4));
}

TEST(Retouch, FramesThatWereRenumberedAreAnError) {
    const ClipPtr film = still_film();
    EXPECT_OK(built(chain_of({spot()}, {{"frames", std::int64_t{kFrames}}}), film));
    const auto clip = built(chain_of({spot()}, {{"frames", std::int64_t{kFrames + 1}}}), film);
    ASSERT_FALSE(clip.has_value());
    EXPECT_NE(clip.error().one_line().find("behind retouch"), std::string::npos);
}

TEST(Retouch, ItsPlaceIsThatOfTheHandInShares) {
    const ClipPtr film = still_film();
    Fix fix = spot();
    fix.keys = {{4, {0.25, -0.1, 1, 0}}};
    const auto place = fix_place(fix, film, 4, {});
    ASSERT_OK(place);
    EXPECT_NEAR(place->to_now[2], 0.25, 1e-9);
    EXPECT_NEAR(place->to_now[5], -0.1, 1e-9);
    EXPECT_FALSE(place->lost);
}

} // namespace
} // namespace kinovar::steps
