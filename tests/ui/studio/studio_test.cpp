#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "ui/studio/studio.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>
#include <cstdlib>

namespace kinovar::ui {
namespace {

using project::Id;
constexpr int kDeadlineMs = 60'000;

pipeline::Chain one_step(const std::string& name, FieldValues values = {}) {
    return {{{name, std::move(values), true}}};
}

class Studios : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        test::make_sample_reel(film());
        studio = std::make_unique<Studio>();
        QObject::connect(studio.get(), &Studio::failed,
                         [this](const Error& error) { errors.push_back(error); });
        ASSERT_OK(studio->new_project(folder / "work.kinovar"));
        studio->add_media(film());
        ASSERT_TRUE(wait([this] { return studio->source(studio->reel()) != nullptr; }));
    }
    [[nodiscard]] std::filesystem::path film() const { return folder / "film.mkv"; }
    [[nodiscard]] static bool wait(const std::function<bool()>& so) {
        return QTest::qWaitFor(so, kDeadlineMs);
    }
    void detect_cuts() {
        studio->detect_cuts();
        ASSERT_TRUE(wait([this] {
            return studio->document().shots_of(studio->reel()).size() == test::kSampleShots;
        }));
    }
    [[nodiscard]] std::string dump() const { return studio->document().dump(); }

    test::TemporaryFolder folder;
    std::unique_ptr<Studio> studio;
    std::vector<Error> errors;
};

TEST_F(Studios, MediaBecomeTheCurrentReel) {
    EXPECT_EQ(studio->frames(), test::kSampleFrames);
    EXPECT_DOUBLE_EQ(studio->frame_rate(), 24);
    EXPECT_NE(studio->shot(), 0);
    EXPECT_TRUE(errors.empty());
}

TEST_F(Studios, WhatIsNoFilmIsToldAndAddsNothing) {
    test::make_with_ffmpeg("-f lavfi -i sine=d=0.2 " + test::quoted(folder / "sound.wav"));
    const std::string before = dump();
    studio->add_media(folder / "sound.wav");
    studio->add_media(folder / "missing.mkv");
    ASSERT_TRUE(wait([this] { return errors.size() == 2; }));
    for (const Error& error : errors) {
        EXPECT_FALSE(error.message.empty());
    }
    EXPECT_EQ(dump(), before);
}

TEST_F(Studios, DetectedCutsAreOneEdit) {
    const std::string before = dump();
    detect_cuts();
    EXPECT_EQ(studio->undo_stack()->count(), 2); // the reel, the cuts
    studio->undo_stack()->undo();
    EXPECT_EQ(dump(), before);
    studio->undo_stack()->redo();
    EXPECT_EQ(studio->document().shots_of(studio->reel()).size(), test::kSampleShots);
}

TEST_F(Studios, ADraggedSliderIsOneUndo) {
    ASSERT_TRUE(studio->edit_chain("Add step", one_step("levels")));
    const std::string before = dump();
    const int count = studio->undo_stack()->count();
    for (int i = 1; i <= 5; ++i) {
        ASSERT_TRUE(studio->edit_chain("Change gamma", one_step("levels", {{"gamma", 1 + i * 0.1}}),
                                       "drag 1"));
    }
    EXPECT_EQ(studio->undo_stack()->count(), count + 1);
    studio->undo_stack()->undo();
    EXPECT_EQ(dump(), before);
    studio->undo_stack()->redo();
    EXPECT_EQ(std::get<double>(studio->chain().steps.front().values.at("gamma")), 1.5);
    // Dragged back to where it was: nothing to undo.
    ASSERT_TRUE(studio->edit_chain("Change gamma", one_step("levels", {{"gamma", 1.7}}), "drag 2"));
    ASSERT_TRUE(studio->edit_chain("Change gamma", one_step("levels", {{"gamma", 1.5}}), "drag 2"));
    EXPECT_EQ(studio->undo_stack()->count(), count + 1);
}

TEST_F(Studios, UndoneCutsAreGoneFromThePicturesToo) {
    ASSERT_TRUE(studio->edit_chain("Add step", one_step("deflicker")));
    const auto before = studio->view({});
    ASSERT_OK(before);
    detect_cuts();
    const auto cut = studio->view({});
    ASSERT_OK(cut);
    EXPECT_NE(cut->full->info().key, before->full->info().key);
    studio->undo_stack()->undo();
    ASSERT_OK(studio->view({}));
    EXPECT_EQ(studio->view({})->full->info().key, before->full->info().key);
}

TEST_F(Studios, AShotGetsAChainOfItsOwn) {
    detect_cuts();
    ASSERT_TRUE(studio->edit_chain("Add step", one_step("levels")));
    studio->set_frame(test::kSampleShotFrames + 1);
    studio->set_scope(ChainScope::Shot);
    ASSERT_TRUE(studio->edit_chain("Add step", one_step("curves")));
    EXPECT_NE(studio->take(), 0);
    EXPECT_EQ(studio->chain().steps.front().name, "curves");
    studio->set_frame(0);
    EXPECT_EQ(studio->scope(), ChainScope::Reel);
    EXPECT_EQ(studio->chain().steps.front().name, "levels");
    studio->set_frame(test::kSampleShotFrames + 1);
    EXPECT_EQ(studio->scope(), ChainScope::Shot);
    EXPECT_EQ(studio->chain().steps.front().name, "curves");
}

TEST_F(Studios, ChangingAStepKeepsTheClipsBeforeIt) {
    pipeline::Chain chain = one_step("levels");
    chain.steps.push_back({"sharpen", {}, true});
    ASSERT_TRUE(studio->edit_chain("Add step", chain));
    const Point first{Point::Kind::AfterStep, 0, 0};
    const auto before = studio->view(first);
    const auto result = studio->view({});
    ASSERT_OK(before);
    ASSERT_OK(result);
    chain.steps[1].values["amount"] = 2.0;
    ASSERT_TRUE(studio->edit_chain("Change amount", chain));
    EXPECT_EQ(studio->view(first)->full, before->full);
    EXPECT_NE(studio->view({})->full->info().key, result->full->info().key);
}

TEST_F(Studios, AChainWithNothingSwitchedOnIsTheScan) {
    pipeline::Chain chain = one_step("levels");
    chain.steps.front().enabled = false;
    ASSERT_TRUE(studio->edit_chain("Add step", chain));
    EXPECT_EQ(studio->view({})->full, studio->view({Point::Kind::Scan})->full);
}

TEST_F(Studios, AStepThatCannotBeBuiltSaysSoThere) {
    ASSERT_TRUE(studio->edit_chain("Add step", one_step("upscale", {{"model", "no-such-model"}})));
    const auto view = studio->view({});
    ASSERT_FALSE(view);
    EXPECT_NE(view.error().message.find("no-such-model"), std::string::npos);
    EXPECT_OK(studio->view({Point::Kind::Scan}));
}

TEST_F(Studios, ThePlaceIsFoundAgain) {
    detect_cuts();
    studio->set_frame(40);
    const Id reel = studio->reel();
    studio->close_project();
    EXPECT_FALSE(studio->has_project());
    EXPECT_EQ(studio->frames(), 0);
    ASSERT_OK(studio->open_project(folder / "work.kinovar"));
    EXPECT_EQ(studio->reel(), reel);
    EXPECT_EQ(studio->frame(), 40);
}

TEST_F(Studios, SavingUnderAnotherNameGoesOnThereWithItsHistory) {
    const std::string before = dump();
    ASSERT_TRUE(studio->edit_chain("Add step", one_step("levels")));
    ASSERT_OK(studio->save_as(folder / "other.kinovar"));
    EXPECT_EQ(studio->document().path(), folder / "other.kinovar");
    studio->undo_stack()->undo();
    EXPECT_EQ(dump(), before);
    // The first file still has the step.
    const auto first = project::Document::open(folder / "work.kinovar", project::Access::ReadOnly);
    ASSERT_OK(first);
    EXPECT_NE((*first)->dump(), before);
}

TEST_F(Studios, AnUntitledProjectIsKeptUnlessItIsEmpty) {
    ASSERT_OK(studio->new_project());
    EXPECT_TRUE(studio->untitled());
    const auto empty = studio->document().path();
    ASSERT_OK(studio->new_project());
    EXPECT_FALSE(std::filesystem::exists(empty));
    const auto kept = studio->document().path();
    studio->add_media(film());
    ASSERT_TRUE(wait([this] { return studio->source(studio->reel()) != nullptr; }));
    studio->close_project();
    EXPECT_TRUE(std::filesystem::exists(kept));
}

TEST_F(Studios, MediaThatChangedBehindOnesBackAreRefused) {
    studio->close_project();
    test::make_with_ffmpeg("-f lavfi -i testsrc2=s=192x144:r=24 -frames:v 9 -c:v ffv1 " +
                           test::quoted(film()));
    ASSERT_OK(studio->open_project(folder / "work.kinovar"));
    ASSERT_TRUE(wait([this] { return studio->source_error(studio->reel()).has_value(); }));
    EXPECT_EQ(studio->source(studio->reel()), nullptr);
    EXPECT_EQ(studio->source_error(studio->reel())->code, ErrorCode::Refused);
}

} // namespace
} // namespace kinovar::ui
