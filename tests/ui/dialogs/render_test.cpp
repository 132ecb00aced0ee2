#include "core/base/file.h"
#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "ui/dialogs/render_dialog.h"
#include "ui/dialogs/render_formats.h"
#include "ui/dialogs/render_queue.h"
#include "ui/studio/text.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>
#include <QUndoStack>
#include <cstdlib>

namespace kinovar::ui {
namespace {

using project::RenderJob;
using project::RenderState;
constexpr int kDeadlineMs = 120'000;

TEST(RenderFormats, EveryOneCanBeWritten) {
    for (const RenderFormat& format : render_formats()) {
        EXPECT_OK(media::check_container(format.codec, to_path("/x/film" + format.ending)))
            << format.title.toStdString();
    }
}

class RenderDialogs : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        test::make_sample_reel(folder / "film.mkv");
        studio = std::make_unique<Studio>();
        QObject::connect(studio.get(), &Studio::failed,
                         [](const Error& error) { ADD_FAILURE() << error.one_line(); });
        ASSERT_OK(studio->new_project(folder / "work.kinovar"));
        studio->add_media(folder / "film.mkv");
        ASSERT_TRUE(wait([this] { return studio->source(studio->reel()) != nullptr; }));
        dialog = std::make_unique<RenderDialog>(*studio, actions);
        dialog->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(dialog.get()));
    }
    static bool wait(const std::function<bool()>& so) { return QTest::qWaitFor(so, kDeadlineMs); }
    template <class Part>
    Part* part(const char* name) {
        auto* found = dialog->findChild<Part*>(name);
        EXPECT_NE(found, nullptr) << name;
        return found;
    }
    void type_output(const std::filesystem::path& path) {
        auto* line = part<QLineEdit>("render.output");
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, to_qt(path));
    }
    [[nodiscard]] const RenderJob& only_row() const {
        return studio->document().all<RenderJob>().begin()->second;
    }

    test::TemporaryFolder folder;
    Actions actions;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<RenderDialog> dialog;
};

TEST_F(RenderDialogs, RendersWhatIsAskedForWithoutTouchingTheUndoList) {
    const int undo = studio->undo_stack()->count();
    type_output(folder / "out.mkv");
    EXPECT_FALSE(part<QLabel>("render.problem")->isVisible());
    QTest::mouseClick(part<QPushButton>("render.now"), Qt::LeftButton);
    ASSERT_TRUE(wait([this] { return only_row().state == RenderState::Done; }))
        << only_row().message;
    EXPECT_TRUE(std::filesystem::exists(folder / "out.mkv"));
    EXPECT_EQ(only_row().first, 0);
    EXPECT_EQ(only_row().last, test::kSampleFrames - 1);
    EXPECT_FALSE(only_row().message.empty());
    EXPECT_EQ(studio->undo_stack()->count(), undo);
    EXPECT_EQ(part<QTreeWidget>("queue.table")->topLevelItemCount(), 1);
    QTest::mouseClick(part<QPushButton>("queue.remove"), Qt::LeftButton);
    EXPECT_TRUE(studio->document().all<RenderJob>().empty());
    EXPECT_TRUE(std::filesystem::exists(folder / "out.mkv"));
}

TEST_F(RenderDialogs, AFormatNamesTheOutputAndANameChoosesTheFormat) {
    auto* format = part<QComboBox>("render.format");
    auto* output = part<QLineEdit>("render.output");
    EXPECT_TRUE(output->text().endsWith("film-restored.mkv")) << output->text().toStdString();
    format->setCurrentIndex(1); // MP4
    EXPECT_TRUE(output->text().endsWith("film-restored.mp4"));
    EXPECT_TRUE(part<QSpinBox>("render.quality")->isEnabled());
    type_output(folder / "frames.%06d.png");
    EXPECT_EQ(render_formats().at(format->currentIndex()).codec, media::Codec::Png);
    EXPECT_FALSE(part<QSpinBox>("render.quality")->isEnabled());
}

TEST_F(RenderDialogs, WhatStandsInTheWayIsSaidInPlace) {
    type_output(folder / "film.mkv"); // the scan itself
    EXPECT_TRUE(part<QLabel>("render.problem")->isVisible());
    EXPECT_FALSE(part<QPushButton>("render.now")->isEnabled());
    type_output(folder / "no such folder" / "out.mkv");
    EXPECT_FALSE(part<QPushButton>("render.now")->isEnabled());
    ASSERT_OK(write_file(folder / "there.mkv", "x"));
    type_output(folder / "there.mkv");
    EXPECT_FALSE(part<QLabel>("render.problem")->isVisible());
    EXPECT_FALSE(part<QPushButton>("render.now")->isEnabled());
    auto* replace = part<QCheckBox>("render.replace");
    ASSERT_TRUE(replace->isVisible());
    replace->setFocus();
    QTest::keyClick(replace, Qt::Key_Space);
    EXPECT_TRUE(part<QPushButton>("render.now")->isEnabled());
}

TEST_F(RenderDialogs, EveryShotGetsAFileOfItsOwn) {
    ASSERT_TRUE(studio->edit(
        project::set_cuts(studio->document(), studio->reel(), {test::kSampleShotFrames})));
    part<QComboBox>("render.range")->setCurrentIndex(2);
    type_output(folder / "shot.mkv");
    QTest::mouseClick(part<QPushButton>("render.add"), Qt::LeftButton);
    const auto& rows = studio->document().all<RenderJob>();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows.begin()->second.output, folder / "shot-001.mkv");
    EXPECT_EQ(rows.rbegin()->second.first, test::kSampleShotFrames);
    EXPECT_EQ(rows.rbegin()->second.state, RenderState::Waiting); // nothing begins by itself
}

TEST_F(RenderDialogs, TheTimeIsMeasuredOnAFewFrames) {
    QTest::mouseClick(part<QPushButton>("render.measure"), Qt::LeftButton);
    EXPECT_FALSE(part<QPushButton>("render.measure")->isEnabled());
    ASSERT_TRUE(wait([this] { return part<QPushButton>("render.measure")->isEnabled(); }));
    EXPECT_TRUE(part<QLabel>("render.estimate")->text().contains("frames a second"));
}

TEST_F(RenderDialogs, ARenderThatWasBrokenOffGoesOn) {
    RenderJob row;
    row.reel = studio->reel();
    row.last = 1;
    row.output = folder / "broken.mkv";
    row.state = RenderState::Running; // as a crash leaves it
    project::EditBuilder builder(studio->document());
    const project::Id id = builder.insert(row);
    ASSERT_TRUE(studio->record(builder.finish("Add render")));
    const auto path = studio->document().path();
    studio->close_project();
    ASSERT_OK(studio->open_project(path));
    EXPECT_EQ(studio->document().get<RenderJob>(id)->state, RenderState::Stopped);
    RenderQueue::of(*studio).start(id);
    ASSERT_TRUE(wait([&] {
        return studio->document().get<RenderJob>(id)->state == RenderState::Done;
    })) << studio->document().get<RenderJob>(id)->message;
}

} // namespace
} // namespace kinovar::ui
