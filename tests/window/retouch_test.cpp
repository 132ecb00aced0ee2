#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "tests/window/studio_window.h"
#include "ui/studio/retouch.h"
#include "ui/viewer/viewer.h"
#include "ui/window/docks.h"
#include "ui/window/language.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QDockWidget>
#include <QListView>
#include <QUndoStack>

namespace kinovar::test {
namespace {

/// A user who mends a film: tools of the dock, strokes in the picture, the list and the timeline.
class RepairByHand : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        ui::language::apply(GetParam());
        window = std::make_unique<StudioWindow>();
        make_sample_reel(folder / "film.mkv");
        ASSERT_TRUE(window->open_reel(folder / "film.mkv"));
        studio().detect_cuts();
        ASSERT_TRUE(StudioWindow::wait_for(
            [&] { return studio().document().shots_of(studio().reel()).size() == kSampleShots; }));
        window->window().docks().raise("retouch");
        ASSERT_TRUE(window->shows_result());
    }
    void TearDown() override {
        window.reset();
        ui::language::apply("en");
    }
    [[nodiscard]] ui::Studio& studio() const { return window->studio(); }
    [[nodiscard]] ui::Retouch& retouch() const { return studio().retouch(); }
    [[nodiscard]] ui::Viewer& viewer() const { return *window->window().findChild<ui::Viewer*>(); }
    void stroke(QPoint by_from, QPoint by_to) const {
        QWidget& canvas = viewer().canvas();
        const QPoint middle = canvas.rect().center();
        QTest::mousePress(&canvas, Qt::LeftButton, {}, middle + by_from);
        QTest::mouseMove(&canvas, middle + (by_from + by_to) / 2);
        QTest::mouseMove(&canvas, middle + by_to);
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, middle + by_to);
    }
    /// To KINOVAR_TEST_PICTURES, where that is set: to be looked at.
    void keep_picture(const QString& name, QSize size) const {
        const QString to = qEnvironmentVariable("KINOVAR_TEST_PICTURES");
        if (!to.isEmpty()) {
            window->window().resize(size);
            static_cast<void>(window->shows_result());
            EXPECT_TRUE(window->window().grab().save(QStringLiteral("%1/%2-%3-%4.png")
                                                         .arg(to, name)
                                                         .arg(size.width())
                                                         .arg(QLatin1String(GetParam()))));
        }
    }

    TemporaryFolder folder;
    std::unique_ptr<StudioWindow> window;
};

TEST_P(RepairByHand, AStrokeIsAFixThatCanBeFoundChangedAndTakenBack) {
    const std::string before = studio().document().dump();
    ASSERT_TRUE(window->press("retouch.paint"));
    auto tool = retouch().tool();
    tool.kind = retouch::Paint{.colour = {0.9, 0.2, 0.1}};
    tool.brush.size = 0.2;
    tool.lifetime = ui::Retouch::Lifetime::Shot;
    tool.follow = retouch::Follow::Still;
    retouch().set_tool(tool);
    stroke({-60, 0}, {60, 20});
    ASSERT_EQ(retouch().fixes().size(), 1U);
    const project::Id id = retouch().chosen();
    EXPECT_EQ(retouch().fix(id)->last, kSampleShotFrames - 1);
    EXPECT_GE(retouch().step_at(), 0);
    ASSERT_TRUE(window->shows_result());
    auto* list = window->part<QListView>("retouch.list");
    ASSERT_NE(list, nullptr);
    EXPECT_EQ(list->model()->rowCount(), 1);

    auto* check = window->part<QAbstractButton>("retouch.check");
    ASSERT_NE(check, nullptr);
    ASSERT_TRUE(StudioWindow::wait_for([&] { return check->height() > 0; })) << "laid out";
    window->click(check);
    EXPECT_TRUE(StudioWindow::wait_for([&] { return !retouch().confidence(id).empty(); }));
    EXPECT_EQ(retouch().fares(id).fit, ui::Retouch::Fit::Fits);
    keep_picture("repair", {1400, 900});
    keep_picture("repair", {1920, 1080});

    list->setFocus();
    QTest::keyClick(list, Qt::Key_Space);
    EXPECT_FALSE(retouch().enabled(id));
    while (studio().document().dump() != before && studio().undo_stack()->canUndo()) {
        studio().undo_stack()->undo();
    }
    EXPECT_EQ(studio().document().dump(), before);
    EXPECT_EQ(list->model()->rowCount(), 0);
    ASSERT_TRUE(window->shows_result());
}

TEST_P(RepairByHand, TheDockFitsALowWindow) {
    window->window().resize(1400, 1000);
    const QWidget& dock = *window->window().docks().find("retouch");
    EXPECT_LE(dock.minimumSizeHint().height(), 400);
    EXPECT_LE(dock.minimumSizeHint().width(), 480);
}

INSTANTIATE_TEST_SUITE_P(Languages, RepairByHand, testing::Values("en", "ru"));

} // namespace
} // namespace kinovar::test
