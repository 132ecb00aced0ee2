#include "core/steps/retouch/brush/mask_tiles.h"
#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "ui/studio/fix_pose.h"
#include "ui/studio/retouch.h"
#include "ui/studio/settings.h"
#include "ui/studio/studio.h"

#include <gtest/gtest.h>

#include <QTest>
#include <QUndoStack>
#include <cstdlib>

namespace kinovar::ui {
namespace {

using project::Id;
using retouch::Fix;
using Lifetime = Retouch::Lifetime;
constexpr int kDeadlineMs = 60'000;

class Repairs : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        ::setenv("XDG_CACHE_HOME", folder.path().c_str(), 1);
        settings::set_retouch_tool({});
        open_studio();
        ASSERT_OK(studio->new_project(folder / "work.kinovar"));
        studio->add_media(film());
        ASSERT_TRUE(wait([this] { return studio->source(studio->reel()) != nullptr; }));
        studio->detect_cuts();
        ASSERT_TRUE(wait([this] {
            return studio->document().shots_of(studio->reel()).size() == test::kSampleShots;
        }));
    }
    /// The sample reel, made once.
    [[nodiscard]] static std::filesystem::path film() {
        static const test::TemporaryFolder films;
        const std::filesystem::path path = films / "film.mkv";
        if (!std::filesystem::exists(path)) {
            test::make_sample_reel(path);
        }
        return path;
    }
    void open_studio() {
        studio = std::make_unique<Studio>();
        QObject::connect(studio.get(), &Studio::failed,
                         [this](const Error& error) { errors.push_back(error); });
    }
    [[nodiscard]] Retouch& repairs() const { return studio->retouch(); }
    [[nodiscard]] static bool wait(const std::function<bool()>& so) {
        return QTest::qWaitFor(so, kDeadlineMs);
    }
    [[nodiscard]] std::string dump() const { return studio->document().dump(); }
    [[nodiscard]] static Fix dab(double x = 0.5, double y = 0.5) {
        Fix fix;
        fix.kind = retouch::Paint{{1, 0, 0}, retouch::Paint::Mode::Normal, false};
        retouch::Mark mark;
        mark.brush.size = 0.2;
        mark.points = {{{x, y}}};
        fix.area.marks = {mark};
        return fix;
    }
    [[nodiscard]] Hash128 key_at(std::int64_t frame) {
        studio->set_frame(frame);
        const auto view = studio->view({});
        EXPECT_OK(view);
        return view ? view->full->info().key : Hash128{};
    }
    void live(Lifetime lifetime) {
        Retouch::Tool tool = repairs().tool();
        tool.lifetime = lifetime;
        repairs().set_tool(tool);
    }

    test::TemporaryFolder folder;
    std::unique_ptr<Studio> studio;
    std::vector<Error> errors;
};

TEST_F(Repairs, TheFirstOneBringsTakeAndStepAndOneUndoTakesThemAway) {
    ASSERT_TRUE(studio->edit_chain("Add step", {{{"levels", {}, true}}}));
    const std::string before = dump();
    const Hash128 bare = key_at(0);
    const Hash128 other = key_at(test::kSampleShotFrames);
    studio->set_frame(0);
    const int edits = studio->undo_stack()->count();
    EXPECT_EQ(repairs().step_at(), -1);
    const Id id = repairs().add(dab());
    ASSERT_NE(id, 0);
    EXPECT_EQ(studio->undo_stack()->count(), edits + 1);
    EXPECT_NE(studio->take(), 0);
    EXPECT_EQ(studio->told_take(), studio->take());
    EXPECT_GE(repairs().step_at(), 0);
    EXPECT_EQ(repairs().chosen(), id);
    ASSERT_EQ(repairs().fixes().size(), 1U);
    EXPECT_FALSE(key_at(0) == bare);
    EXPECT_TRUE(key_at(test::kSampleShotFrames) == other) << "other shots stay as they are";
    EXPECT_TRUE(repairs().fixes().empty()) << "of another shot";
    studio->set_frame(0);
    EXPECT_EQ(repairs().fixes().size(), 1U);
    studio->undo_stack()->undo();
    EXPECT_EQ(dump(), before);
    EXPECT_TRUE(repairs().fixes().empty());
    EXPECT_EQ(repairs().chosen(), 0);
    EXPECT_TRUE(key_at(0) == bare);
    EXPECT_TRUE(errors.empty());
}

TEST_F(Repairs, LifetimesEndAtCuts) {
    constexpr std::int64_t kFirst = test::kSampleShotFrames;
    constexpr std::int64_t kLast = 2 * test::kSampleShotFrames - 1;
    studio->set_frame(kLast - 2);
    const auto frames = [&](Lifetime lifetime) {
        live(lifetime);
        return repairs().frames_now();
    };
    EXPECT_EQ(frames(Lifetime::Frame), (preview::FrameSpan{kLast - 2, kLast - 2}));
    EXPECT_EQ(frames(Lifetime::Frames), (preview::FrameSpan{kLast - 2, kLast}));
    EXPECT_EQ(frames(Lifetime::ToCut), (preview::FrameSpan{kLast - 2, kLast}));
    EXPECT_EQ(frames(Lifetime::Shot), (preview::FrameSpan{kFirst, kLast}));
    studio->set_in(2);
    studio->set_out(kLast - 5);
    EXPECT_EQ(frames(Lifetime::Range), (preview::FrameSpan{kFirst, kLast - 2}));
    live(Lifetime::Shot);
    Retouch::Tool tool = repairs().tool();
    tool.ease_in = 3;
    tool.ease_out = 1000;
    repairs().set_tool(tool);
    ASSERT_NE(repairs().add(dab()), 0);
    const Fix& fix = *repairs().fixes().front().fix;
    EXPECT_EQ(fix.ease_in, 3);
    EXPECT_LT(fix.ease_out, test::kSampleShotFrames);
    EXPECT_EQ(fix.drawn_at, kLast - 2);
}

TEST_F(Repairs, WhereAHandPutItIsWhereItLies) {
    live(Lifetime::Shot);
    const Id id = repairs().add(dab());
    ASSERT_NE(id, 0);
    ASSERT_TRUE(repairs().place_now(id));
    EXPECT_EQ(repairs().place_now(id)->to_now, steps::FixPlace{}.to_now);
    // The sample pans by a pixel and half a pixel a frame: the fix goes with it.
    studio->set_frame(6);
    ASSERT_TRUE(wait([&] { return repairs().place_now(id).has_value(); }));
    EXPECT_NEAR(repairs().place_now(id)->to_now[2], -6.0 / 192, 2.0 / 192);
    const retouch::Pose pose{0.1, -0.05, 1.2, 10};
    repairs().correct(id, pose);
    const auto place = repairs().place_now(id);
    ASSERT_TRUE(place);
    const auto back = pose_of(place->to_now, steps::fix_box(*repairs().fix(id)), 192.0 / 144);
    EXPECT_NEAR(back.dx, pose.dx, 1e-9);
    EXPECT_NEAR(back.dy, pose.dy, 1e-9);
    EXPECT_NEAR(back.scale, pose.scale, 1e-9);
    EXPECT_NEAR(back.turn, pose.turn, 1e-9);
    // A mark that is added here lies, in the fix, where it was drawn.
    retouch::Mark mark;
    mark.points = {{mapped(place->to_now, {0.4, 0.6})}};
    repairs().add_mark(id, mark);
    const auto& added = repairs().fix(id)->area.marks.back();
    EXPECT_NEAR(added.points.front().at.x, 0.4, 1e-9);
    EXPECT_NEAR(added.points.front().at.y, 0.6, 1e-9);
    EXPECT_NEAR(added.brush.size * pose.scale, mark.brush.size, 1e-9);
    repairs().remove_key(id, 6);
    EXPECT_TRUE(repairs().fix(id)->keys.empty());
}

TEST_F(Repairs, SwitchedOffChangesNothingAndRemovedIsGone) {
    const Id first = repairs().add(dab(0.3));
    const Id second = repairs().add(dab(0.7));
    EXPECT_EQ(repairs().fixes().size(), 2U);
    const Hash128 both = key_at(0);
    repairs().set_enabled(second, false);
    EXPECT_FALSE(repairs().enabled(second));
    EXPECT_FALSE(key_at(0) == both);
    repairs().set_enabled(first, false);
    const Hash128 bare = key_at(0);
    EXPECT_TRUE(bare == studio->clip_before(repairs().step_at()).value()->info().key);
    repairs().set_enabled(first, true);
    repairs().set_enabled(second, true);
    EXPECT_TRUE(key_at(0) == both);
    repairs().remove({first, second});
    EXPECT_TRUE(repairs().fixes().empty());
    EXPECT_TRUE(key_at(0) == bare);
}

TEST_F(Repairs, AnEditOfManyIsStillOneEntry) {
    const Id id = repairs().add(dab(), QStringLiteral("drag"));
    const int edits = studio->undo_stack()->count();
    Fix changed = *repairs().fix(id);
    for (int i = 0; i < 4; ++i) {
        changed.opacity -= 0.1;
        repairs().change(id, QStringLiteral("Change fix"), changed, QStringLiteral("slider"));
    }
    EXPECT_EQ(studio->undo_stack()->count(), edits + 1);
    studio->undo_stack()->undo();
    EXPECT_EQ(repairs().fix(id)->opacity, 1);
}

TEST_F(Repairs, EachKindKeepsItsToolAndAllIsRemembered) {
    repairs().choose_kind("clone");
    Retouch::Tool tool = repairs().tool();
    std::get<retouch::Clone>(tool.kind).from = {"scan", -2, 0};
    tool.brush.size = 0.2;
    tool.opacity = 0.7;
    tool.lifetime = Lifetime::ToCut;
    repairs().set_tool(tool);
    repairs().choose_kind("warp");
    EXPECT_NE(repairs().tool().brush.size, 0.2);
    EXPECT_EQ(repairs().tool().lifetime, Lifetime::ToCut);
    repairs().choose_kind("clone");
    EXPECT_EQ(repairs().tool(), tool);
    studio.reset();
    open_studio();
    EXPECT_EQ(repairs().tool(), tool);
    settings::set_retouch_tool("{\"kind\": 99, \"kits\": [1]}");
    open_studio();
    EXPECT_EQ(retouch::name_of(repairs().tool().kind), "replace");
}

TEST_F(Repairs, TheToolForgetsTakesOfAnotherProject) {
    repairs().choose_kind("replace");
    Retouch::Tool tool = repairs().tool();
    std::get<retouch::Replace>(tool.kind).from = {"", 3, 7};
    repairs().set_tool(tool);
    repairs().choose_kind("clone");
    tool = repairs().tool();
    std::get<retouch::Clone>(tool.kind).from = {"scan", -2, 9};
    repairs().set_tool(tool);
    ASSERT_OK(studio->new_project(folder / "other.kinovar"));
    EXPECT_EQ(std::get<retouch::Clone>(repairs().tool().kind).from,
              (retouch::Source{"scan", -2, 0}));
    repairs().choose_kind("replace");
    EXPECT_EQ(std::get<retouch::Replace>(repairs().tool().kind).from, (retouch::Source{"", 3, 0}));
}

TEST_F(Repairs, MasksGoWithTheProject) {
    const std::string bytes =
        retouch::MaskTiles::from_pixels(2, 2, {0, 65535, 65535, 0}).to_bytes();
    repairs().keep_mask(QStringLiteral("sky"), bytes);
    repairs().keep_mask(QStringLiteral("broken"), "not a mask");
    ASSERT_EQ(repairs().masks().size(), 1U);
    EXPECT_EQ(repairs().masks().front().name, QStringLiteral("sky"));
    ASSERT_OK(studio->save_as(folder / "copy.kinovar"));
    ASSERT_EQ(repairs().masks().size(), 1U);
    EXPECT_EQ(repairs().masks().front().bytes, bytes);
    repairs().forget_mask(QStringLiteral("sky"));
    repairs().forget_mask(QStringLiteral("broken"));
    EXPECT_TRUE(repairs().masks().empty());
}

TEST_F(Repairs, ADamagedRowIsToldOnceAndTheOthersStay) {
    const Id good = repairs().add(dab());
    project::EditBuilder builder(studio->document());
    project::Fix row = *studio->document().get<project::Fix>(good);
    row.id = 0;
    row.values = "{nonsense";
    row.enabled = false; // else no picture could be made
    builder.insert(row);
    ASSERT_TRUE(studio->edit(builder.finish("Damage")));
    EXPECT_EQ(repairs().fixes().size(), 1U);
    EXPECT_EQ(errors.size(), 1U);
    repairs().add(dab());
    EXPECT_EQ(repairs().fixes().size(), 2U);
    EXPECT_EQ(errors.size(), 1U);
}

TEST_F(Repairs, ConfidenceIsMeasuredAndForgottenWithTheFix) {
    live(Lifetime::Shot);
    const Id id = repairs().add(dab());
    EXPECT_TRUE(repairs().confidence(id).empty());
    EXPECT_EQ(repairs().fares(id).fit, Retouch::Fit::Unknown);
    repairs().measure_confidence(id);
    EXPECT_TRUE(repairs().measuring());
    ASSERT_TRUE(wait([&] { return !repairs().measuring(); }));
    ASSERT_EQ(repairs().confidence(id).size(), static_cast<std::size_t>(test::kSampleShotFrames));
    EXPECT_NE(repairs().fares(id).fit, Retouch::Fit::Unknown);
    const auto edits = studio->undo_stack()->count();
    repairs().check_all();
    ASSERT_TRUE(wait([&] { return !repairs().measuring(); }));
    EXPECT_EQ(studio->undo_stack()->count(), edits) << "flags are no edits of the user's";
    Fix changed = *repairs().fix(id);
    changed.area.marks.front().points.front().at = {0.2, 0.2};
    repairs().change(id, QStringLiteral("Change fix"), changed);
    EXPECT_TRUE(repairs().confidence(id).empty());
}

TEST_F(Repairs, ARepairThatNoLongerFitsIsFlaggedUntilItIsAccepted) {
    repairs().want_input();
    ASSERT_TRUE(wait([&] { return repairs().input_picture() != nullptr; }));
    const Id id = repairs().add(dab());
    ASSERT_TRUE(repairs().fix(id)->anchor);
    Fix strange = *repairs().fix(id);
    for (std::size_t i = 0; i < strange.anchor->luma.size(); ++i) {
        strange.anchor->luma.at(i) = static_cast<std::uint8_t>(i % 2 == 0 ? 0 : 255);
    }
    repairs().change(id, QStringLiteral("Change fix"), strange);
    repairs().measure_confidence(id);
    ASSERT_TRUE(wait([&] { return !repairs().measuring(); }));
    EXPECT_EQ(repairs().fares(id).fit, Retouch::Fit::Left);
    const auto& flags = studio->document().all<project::Flag>();
    ASSERT_EQ(flags.size(), 1U);
    EXPECT_EQ(flags.begin()->second.kind, "fix");
    repairs().accept_fit(id);
    ASSERT_TRUE(wait([&] { return repairs().fix(id)->anchor != strange.anchor; }));
    repairs().measure_confidence(id);
    ASSERT_TRUE(wait([&] { return !repairs().measuring(); }));
    EXPECT_EQ(repairs().fares(id).fit, Retouch::Fit::Fits);
    EXPECT_TRUE(studio->document().all<project::Flag>().empty());
}

TEST(FixPoses, MapsAndPosesAreTheSameThing) {
    const std::array<double, 4> box{0.2, 0.3, 0.4, 0.5};
    const retouch::Pose pose{0.05, -0.1, 1.5, -30};
    const ShareMap map = map_of(pose, box, 16.0 / 9);
    const retouch::Pose back = pose_of(map, box, 16.0 / 9);
    EXPECT_NEAR(back.dx, pose.dx, 1e-12);
    EXPECT_NEAR(back.dy, pose.dy, 1e-12);
    EXPECT_NEAR(back.scale, pose.scale, 1e-12);
    EXPECT_NEAR(back.turn, pose.turn, 1e-9);
    const retouch::Place there = mapped(map, {0.1, 0.9});
    const retouch::Place again = mapped(inverted(map), there);
    EXPECT_NEAR(again.x, 0.1, 1e-12);
    EXPECT_NEAR(again.y, 0.9, 1e-12);
    // A turn leaves lengths as they are on the screen, not in shares.
    const ShareMap turned = map_of({0, 0, 1, 90}, {0, 0, 1, 1}, 2);
    const retouch::Place right = mapped(turned, {0.75, 0.5});
    EXPECT_NEAR(right.x, 0.5, 1e-12);
    EXPECT_NEAR(right.y, 1, 1e-12);
}

} // namespace
} // namespace kinovar::ui
