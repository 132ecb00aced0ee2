// Fixes of a project in the chains of its shots.

#include "core/project/reel_edits.h"
#include "core/render/project_fixes.h"
#include "core/render/project_render.h"
#include "core/steps/retouch/take_chains.h"
#include "core/steps/step_catalogue.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

#include <fstream>

namespace kinovar::render {
namespace {

using project::Document;
using project::Id;
using retouch::Fix;
using retouch::FixPtr;

/// A reel of 40 frames with cuts at 10 and 20 and a chain without repairs.
class ProjectFixes : public testing::Test {
protected:
    void SetUp() override {
        auto made = Document::create(folder_ / "film.kinovar");
        ASSERT_OK(made);
        document_ = std::move(*made);
        const auto media = folder_ / "film.mkv";
        std::ofstream(media) << "film"; // looked for, never read here
        project::EditBuilder reel(*document_);
        pipeline::Chain chain{{{"levels", {{"gamma", 1.2}}, true}, {"upscale", {}, true}}};
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

    [[nodiscard]] Id shot(std::size_t number) const { return document_->shots_of(reel_)[number]; }
    [[nodiscard]] Id pick(std::size_t number) const {
        return document_->get<project::Shot>(shot(number))->pick;
    }
    static FixPtr fix(std::int64_t first, std::int64_t last, retouch::Kind kind = retouch::Heal{}) {
        auto one = std::make_shared<Fix>();
        one->kind = std::move(kind);
        one->first = one->drawn_at = first;
        one->last = last;
        one->area.marks = {{retouch::Mark::Shape::Stroke, true, {}, {{{0.5, 0.5}, 1}}}};
        one->area.mask = "mask";
        return one;
    }
    void add(std::size_t number, const std::vector<FixPtr>& fixes, Id take = 0) {
        const auto edit = add_fixes(*document_, shot(number), take, steps::step_catalogue(), fixes);
        ASSERT_OK(edit);
        ASSERT_OK(document_->apply(*edit));
    }
    Id new_take(std::size_t number) {
        project::EditBuilder builder(*document_);
        const Id id = builder.insert(project::Take{.shot = shot(number), .name = "other"});
        EXPECT_OK(document_->apply(builder.finish("Add take")));
        return id;
    }
    [[nodiscard]] Result<pipeline::Chain> told(std::size_t number, Id take) const {
        return told_chain(document_->chain_of(shot(number), take), *document_, shot(number), take);
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<Document> document_;
    Id reel_ = 0;
};

TEST_F(ProjectFixes, TheFirstOneBringsATakeAndTheStep) {
    EXPECT_EQ(pick(0), 0);
    add(0, {fix(2, 5)});
    ASSERT_NE(pick(0), 0);
    const auto& steps = document_->get<project::Reel>(reel_)->chain.steps;
    ASSERT_EQ(steps.size(), 3U);
    EXPECT_EQ(steps[2].name, "retouch"); // behind the model
    const auto fixes = fixes_of(*document_, pick(0));
    ASSERT_OK(fixes);
    ASSERT_EQ(fixes->size(), 1U);
    Fix expected = *fix(2, 5);
    expected.id = fixes->front()->id;
    EXPECT_EQ(*fixes->front(), expected);
}

TEST_F(ProjectFixes, ChangeTheChainOfTheirShotAlone) {
    add(0, {fix(2, 5)});
    const auto types = steps::step_catalogue();
    const auto key = [&](std::size_t number) {
        return told(number, pick(number))->key(types).value();
    };
    const Hash128 first = key(0);
    const Hash128 second = key(1);
    add(0, {fix(3, 3)});
    EXPECT_FALSE(key(0) == first);
    EXPECT_EQ(key(1), second);
    const auto request = render_request(
        *document_, {.reel = reel_, .first = 0, .last = 39, .output = folder_ / "out.mkv"});
    ASSERT_OK(request);
    ASSERT_EQ(request->shot_chains.size(), 1U);
    EXPECT_EQ(request->shot_chains[0].shot, (pipeline::Shot{0, 9}));
}

TEST_F(ProjectFixes, ThatAreSwitchedOffAreNotTold) {
    add(0, {fix(2, 5)});
    project::Fix row = document_->all<project::Fix>().begin()->second;
    row.enabled = false;
    project::EditBuilder builder(*document_);
    builder.update(row);
    ASSERT_OK(document_->apply(builder.finish("Switch off")));
    const auto chain = told(0, pick(0));
    ASSERT_OK(chain);
    EXPECT_EQ(*chain, document_->get<project::Reel>(reel_)->chain);
}

TEST_F(ProjectFixes, BorrowFromOtherTakesWithWhatThoseAreTold) {
    add(0, {fix(1, 1)});
    const Id other = new_take(0);
    add(0, {fix(4, 4)}, other);
    retouch::Replace borrow;
    borrow.from.take = other;
    add(0, {fix(2, 5, borrow)});
    const auto chain = told(0, pick(0));
    ASSERT_OK(chain);
    const auto& text = std::get<std::string>(chain->steps[2].values.at("takes"));
    const auto takes = retouch::take_chains_from_json(text);
    ASSERT_OK(takes);
    ASSERT_EQ(takes->size(), 1U);
    EXPECT_TRUE(takes->at(other).steps[2].values.contains("fixes"));
    // And back: a circle.
    retouch::Clone back;
    back.from.take = pick(0);
    add(0, {fix(2, 5, back)}, other);
    const auto circle = told(0, pick(0));
    ASSERT_FALSE(circle.has_value());
    EXPECT_NE(circle.error().message.find("itself"), std::string::npos);
}

TEST_F(ProjectFixes, OutsideOfTheirShotAreRefused) {
    const auto edit = add_fixes(*document_, shot(0), 0, steps::step_catalogue(), {fix(8, 12)});
    ASSERT_FALSE(edit.has_value());
    EXPECT_NE(edit.error().message.find("8-12"), std::string::npos);
    EXPECT_FALSE(add_fixes(*document_, 999, 0, steps::step_catalogue(), {}).has_value());
    EXPECT_FALSE(add_fixes(*document_, shot(0), 999, steps::step_catalogue(), {}).has_value());
}

TEST_F(ProjectFixes, ADamagedRowIsNamed) {
    add(0, {fix(2, 5)});
    project::Fix row = document_->all<project::Fix>().begin()->second;
    row.values = "nonsense";
    project::EditBuilder builder(*document_);
    builder.update(row);
    ASSERT_OK(document_->apply(builder.finish("Damage")));
    const auto chain = told(0, pick(0));
    ASSERT_FALSE(chain.has_value());
    EXPECT_NE(chain.error().message.find("2-5"), std::string::npos);
}

TEST_F(ProjectFixes, SurviveTheFile) {
    add(0, {fix(2, 5, retouch::Clone{{"scan", -2, 0}, {0.1, 0}})});
    const auto before = fixes_of(*document_, pick(0));
    const auto path = document_->path();
    document_.reset();
    auto again = Document::open(path);
    ASSERT_OK(again);
    document_ = std::move(*again);
    const auto after = fixes_of(*document_, pick(0));
    ASSERT_OK(after);
    ASSERT_EQ(after->size(), 1U);
    EXPECT_EQ(*after->front(), *before->front());
}

} // namespace
} // namespace kinovar::render
