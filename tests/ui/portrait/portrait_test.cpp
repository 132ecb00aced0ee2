#include "tests/ui/portrait/portrait_fixture.h"

namespace kinovar::ui {
namespace {

class Portraits : public PortraitTest {};

credentials::ConsentRecord consent() {
    credentials::ConsentRecord record;
    record.person = "Anna K.";
    record.relation = "daughter";
    record.granted_by = "Maria K.";
    record.ground = "family archive";
    record.date = "2024-05-01";
    return record;
}

TEST_F(Portraits, AFilmIsNone) {
    open_film();
    EXPECT_EQ(portrait().state(), Portrait::State::None);
    portrait().animate();
    EXPECT_EQ(portrait().state(), Portrait::State::None);
}

TEST_F(Portraits, AStillThatMovesIsAReelLikeAnyOther) {
    open_grey_still();
    EXPECT_EQ(portrait().state(), Portrait::State::Still);
    EXPECT_EQ(studio->frames(), 1);
    move_anyway();
    EXPECT_EQ(studio->frames(), 100);
    EXPECT_EQ(studio->frame_rate(), 25);
    const auto& shots = studio->document().shots_of(studio->reel());
    ASSERT_EQ(shots.size(), 1U);
    EXPECT_EQ(studio->document().get<project::Shot>(shots[0])->last, 99);
    // The scan is the still itself, at every frame.
    const auto scan = studio->view({Point::Kind::Scan});
    ASSERT_OK(scan);
    EXPECT_EQ(scan->full, studio->file(studio->reel()));
    studio->set_frame(60);
    EXPECT_EQ(studio->frame_in(*scan), 0);
    const auto result = studio->view({Point::Kind::Result});
    ASSERT_OK(result);
    EXPECT_EQ(studio->frame_in(*result), 60);
    portrait().make_still();
    EXPECT_EQ(portrait().state(), Portrait::State::Still);
    EXPECT_EQ(studio->frames(), 1);
    EXPECT_EQ(studio->frame(), 0);
    studio->undo_stack()->undo();
    EXPECT_TRUE(portrait().moving());
    EXPECT_TRUE(wait([this] { return studio->source(studio->reel())->info().frames == 100; }));
    EXPECT_TRUE(errors.empty());
}

TEST_F(Portraits, OldPicturesStayUntilThereAreNewOnes) {
    open_grey_still();
    move_anyway();
    const pipeline::ClipPtr before = studio->source(studio->reel());
    ASSERT_OK(portrait().edit("Length", [](auto& options) { options.seconds = 2; }));
    EXPECT_EQ(studio->frames(), 50);
    EXPECT_EQ(studio->source(studio->reel()), before);
    EXPECT_TRUE(wait([this] { return studio->source(studio->reel())->info().frames == 50; }));
}

TEST_F(Portraits, WhatIsDraggedIsOneEdit) {
    open_grey_still();
    move_anyway();
    const int before = edits();
    for (const double seconds : {4.5, 5.0, 6.0}) {
        ASSERT_OK(portrait().edit(
            "Length", [&](auto& options) { options.seconds = seconds; }, "drag/1"));
    }
    EXPECT_EQ(edits(), before + 1);
    EXPECT_EQ(studio->frames(), 150);
    studio->undo_stack()->undo();
    EXPECT_EQ(studio->frames(), 100);
    EXPECT_TRUE(wait([this] { return studio->source(studio->reel())->info().frames == 100; }));
}

TEST_F(Portraits, WhatTheStepDoesNotTakeChangesNothing) {
    open_grey_still();
    move_anyway();
    const std::string before = studio->document().dump();
    const Status done =
        portrait().edit("Words", [](auto& options) { options.script = "fly to the moon"; });
    EXPECT_FALSE(done);
    EXPECT_EQ(studio->document().dump(), before);
}

TEST_F(Portraits, AMotionBecomesCurvesAndBack) {
    open_grey_still();
    move_anyway();
    ASSERT_OK(portrait().edit("Motion", [](auto& options) { options.preset = "smile"; }));
    EXPECT_TRUE(portrait().curves().empty());
    portrait().make_curves();
    ASSERT_TRUE(wait([this] { return !portrait().curves().empty(); }));
    EXPECT_TRUE(portrait().curves()[0].channels.contains(portrait::Channel::Smile));
    const auto like = portrait::curves_of_preset("smile", {.seconds = 4});
    ASSERT_OK(like);
    EXPECT_EQ(portrait().curves()[0].sample(2), like->sample(2));
    ASSERT_TRUE(portrait().set_curves("Drop curves", {}));
    EXPECT_TRUE(portrait().curves().empty());
    EXPECT_TRUE(errors.empty());
}

TEST_F(Portraits, ConsentIsKeptInProjectAndStep) {
    open_grey_still();
    move_anyway();
    credentials::ConsentRecord nothing;
    EXPECT_FALSE(portrait().give_consent(nothing));
    const int before = edits();
    ASSERT_OK(portrait().give_consent(consent()));
    EXPECT_EQ(edits(), before + 1);
    const auto& rows = studio->document().all<project::Consent>();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows.begin()->second.person, "Anna K.");
    const auto record = credentials::read_consent(portrait().options().consent);
    ASSERT_OK(record);
    EXPECT_EQ(*record, consent());
    ASSERT_OK(portrait().give_consent(consent()));
    EXPECT_EQ(rows.size(), 1U); // known already
    studio->undo_stack()->undo();
    EXPECT_TRUE(portrait().options().consent.empty());
    EXPECT_TRUE(studio->document().all<project::Consent>().empty());
}

TEST_F(Portraits, RestoringGoesBeforeMoving) {
    open_grey_still();
    move_anyway();
    EXPECT_FALSE(portrait().restores());
    portrait().set_restores(true);
    ASSERT_EQ(errors.empty() ? "" : errors.back().one_line(), "");
    EXPECT_TRUE(portrait().restores());
    EXPECT_EQ(reel().source_chain.steps.back().name, "portrait");
    EXPECT_EQ(studio->frames(), 100);
    portrait().set_restores(false);
    EXPECT_EQ(reel().source_chain.steps.size(), 1U);
}

TEST_F(Portraits, LandmarksAreKept) {
    open_grey_still();
    move_anyway();
    ASSERT_TRUE(portrait().set_landmark_moves("Move landmark", {{0, 159, 0.01F, 0}}));
    ASSERT_EQ(portrait().landmark_moves().size(), 1U);
    EXPECT_NEAR(portrait().landmark_moves()[0].dx, 0.01, 1e-6);
    studio->undo_stack()->undo();
    EXPECT_TRUE(portrait().landmark_moves().empty());
}

TEST_F(Portraits, APhotographWithoutAFaceStaysAStill) {
    KINOVAR_NEEDS_PORTRAIT(shared, "stills");
    QString reason;
    QObject::connect(&portrait(), &Portrait::refused, [&](const QString& text) { reason = text; });
    QImage still(256, 256, QImage::Format_RGB32);
    still.fill(Qt::gray);
    const auto path = folder / "grey.png";
    ASSERT_TRUE(still.save(QString::fromStdString(path.string())));
    portrait().add(path);
    ASSERT_TRUE(wait([&] { return !reason.isEmpty(); }));
    EXPECT_EQ(portrait().state(), Portrait::State::Still);
    ASSERT_NE(portrait().analysis(), nullptr);
    EXPECT_FALSE(portrait().analysis()->findings.empty());
}

} // namespace
} // namespace kinovar::ui
