// Hints of a project in the chains of its shots.

#include "core/project/reel_edits.h"
#include "core/render/project_hints.h"
#include "core/render/project_render.h"
#include "core/steps/step_catalogue.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <fstream>

namespace kinovar::render {
namespace {

using colourise::ColourHint;
using colourise::HintSet;
using project::Document;

/// A reel of 40 frames with cuts at 10 and 20, whose chain colours.
class ProjectHints : public testing::Test {
protected:
    void SetUp() override {
        auto made = Document::create(folder_ / "film.kinovar");
        ASSERT_OK(made);
        document_ = std::move(*made);
        const auto media = folder_ / "film.mkv";
        std::ofstream(media) << "film"; // looked for, never read here
        project::EditBuilder reel(*document_);
        pipeline::Chain chain{{{"colourise", {}, true}, {"levels", {{"gamma", 1.2}}, true}}};
        reel_ = reel.insert(project::Reel{.name = "film",
                                          .path = media,
                                          .frames = 40,
                                          .width = 64,
                                          .height = 48,
                                          .chain = chain});
        reel.insert(project::Shot{.reel = reel_, .first = 0, .last = 39});
        ASSERT_OK(document_->apply(reel.finish("Add reel")));
        ASSERT_OK(document_->apply(project::set_cuts(*document_, reel_, {10, 20})));
    }

    static ColourHint hint(std::int64_t first, std::int64_t last, float a) {
        ColourHint one;
        one.colour = {a, 10};
        one.first = first;
        one.last = last;
        one.keys = {{first, {{0.5, 0.25}}}};
        one.citation = "museum tunic M1943, inventory no. 12, photo";
        one.documented = true;
        return one;
    }
    void add(const HintSet& set) {
        const auto edit = add_hints(*document_, reel_, set);
        ASSERT_OK(edit);
        ASSERT_OK(document_->apply(*edit));
    }
    Result<pipeline::Chain> chain_of(std::int64_t first, std::int64_t last) {
        return with_hints(document_->get<project::Reel>(reel_)->chain, *document_, reel_, first,
                          last);
    }
    Result<RenderRequest> request() {
        return render_request(
            *document_, {.reel = reel_, .first = 0, .last = 39, .output = folder_ / "out.mkv"});
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<Document> document_;
    project::Id reel_ = 0;
};

TEST_F(ProjectHints, ComeBackAsTheyWereAdded) {
    HintSet set{{hint(2, 8, 40), hint(12, 18, -20)}, {}};
    set.references.push_back({15, folder_ / "still.png", "archive print", true});
    add(set);
    const auto all = hints_of(*document_, reel_, 0, 39);
    ASSERT_OK(all);
    EXPECT_EQ(*all, set);
    const auto second = hints_of(*document_, reel_, 10, 19);
    ASSERT_OK(second);
    EXPECT_EQ(second->hints.size(), 1U);
    EXPECT_EQ(second->references, set.references);
}

TEST_F(ProjectHints, ChangeTheChainsOfTheirShotsAlone) {
    add({{hint(2, 8, 40)}, {}});
    const auto types = steps::step_catalogue();
    const auto key = [&](std::int64_t first, std::int64_t last) {
        const auto chain = chain_of(first, last);
        EXPECT_OK(chain);
        return chain->key(types).value();
    };
    const Hash128 of_first = key(0, 9);
    const Hash128 of_second = key(10, 19);
    EXPECT_FALSE(of_first == of_second);
    add({{hint(3, 3, -10)}, {}});
    EXPECT_FALSE(key(0, 9) == of_first);
    EXPECT_EQ(key(10, 19), of_second);
}

TEST_F(ProjectHints, GiveShotsChainsOfTheirOwn) {
    add({{hint(2, 8, 40)}, {}});
    const auto made = request();
    ASSERT_OK(made);
    EXPECT_EQ(made->chain, document_->get<project::Reel>(reel_)->chain);
    ASSERT_EQ(made->shot_chains.size(), 1U);
    EXPECT_EQ(made->shot_chains[0].shot, (pipeline::Shot{0, 9}));
    EXPECT_TRUE(made->shot_chains[0].chain.steps[0].values.contains("hints"));
    EXPECT_FALSE(made->chain.steps[0].values.contains("hints"));
}

TEST_F(ProjectHints, OfTheWholeReelNeedOneChainOnly) {
    add({{hint(0, 39, 40)}, {}});
    const auto made = request();
    ASSERT_OK(made);
    EXPECT_TRUE(made->shot_chains.empty());
    EXPECT_TRUE(made->chain.steps[0].values.contains("hints"));
}

TEST_F(ProjectHints, LeaveChainsWithoutColouringAlone) {
    add({{hint(2, 8, 40)}, {}});
    pipeline::Chain off{{{"colourise", {}, false}, {"levels", {}, true}}};
    const auto same = with_hints(off, *document_, reel_, 0, 39);
    ASSERT_OK(same);
    EXPECT_EQ(*same, off);
}

TEST_F(ProjectHints, AreNotAddedTwice) {
    const HintSet set{{hint(2, 8, 40)}, {}};
    add(set);
    const auto again = add_hints(*document_, reel_, set);
    ASSERT_OK(again);
    EXPECT_TRUE(again->empty());
}

TEST_F(ProjectHints, ForFramesThatTheReelDoesNotHaveAreRefused) {
    const auto late = add_hints(*document_, reel_, {{hint(30, 40, 40)}, {}});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(late.error().message.find("30-40"), std::string::npos);
    EXPECT_FALSE(add_hints(*document_, 999, {}));
}

TEST_F(ProjectHints, ADamagedRowIsNamed) {
    project::EditBuilder builder(*document_);
    builder.insert(project::Hint{.reel = reel_, .first = 12, .last = 13, .values = "{\"shape"});
    ASSERT_OK(document_->apply(builder.finish("Add hint")));
    const auto broken = chain_of(10, 19);
    ASSERT_FALSE(broken);
    EXPECT_NE(broken.error().message.find("12-13"), std::string::npos);
    EXPECT_OK(chain_of(0, 9));
    EXPECT_FALSE(request());
}

} // namespace
} // namespace kinovar::render
