#include "core/project/reel_edits.h"
#include "tests/ui/timeline/paper_film.h"
#include "ui/studio/portrait.h"
#include "ui/timeline/curve_pane.h"

#include <QApplication>
#include <QImage>
#include <QMenu>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

namespace kinovar::ui::test {
namespace {

using portrait::Channel;

constexpr int kDeadlineMs = 60'000;

/// A timeline over a still that moves by curves of its own.
class CurvePanes : public PaperFilm {
protected:
    void SetUp() override {
        window->resize(1200, 620);
        QImage still(96, 64, QImage::Format_RGB32);
        still.fill(Qt::gray);
        ASSERT_TRUE(still.save(QString::fromStdString((folder / "still.png").string())));
        studio->add_media(folder / "still.png");
        ASSERT_TRUE(QTest::qWaitFor(
            [this] { return studio->reel() != 0 && studio->source(studio->reel()) != nullptr; },
            kDeadlineMs));
        portrait::Curves curves{4, portrait::Ending::Loop, {}};
        curves.channels[Channel::Yaw] = {{0, 0}, {1, 10}, {3, -10}};
        curves.channels[Channel::Smile] = {{0, 0}, {2, 1}};
        steps::PortraitOptions options;
        options.curves = curves.to_json();
        pipeline::StepSpec step{"portrait", {{"curves", options.curves}}, true};
        constexpr int kPortraitFrames = 100;
        ASSERT_TRUE(studio->edit(project::set_source_chain(
            studio->document(), studio->reel(), {{step}}, kPortraitFrames, {25, 1}, 96, 64)));
        curve_pane = window->findChild<CurvePane*>("timeline.curve_pane");
        ASSERT_NE(curve_pane, nullptr);
        curves_view = &curve_pane->view();
        ASSERT_TRUE(QTest::qWaitFor(
            [this] { return curves_view->height() > 0 && curves_view->isVisible(); }, kDeadlineMs));
        edits = studio->undo_stack()->count();
    }
    [[nodiscard]] portrait::Curves now() const { return studio->portrait().curves().at(0); }
    [[nodiscard]] const portrait::Key& key_of(Channel channel, std::size_t index) const {
        return *key_at(studio->portrait().curves().at(0), {channel, index});
    }
    void drag_key(const KeyPlace& place, QPoint by) const {
        const QPoint from = curves_view->point_of(place).toPoint();
        QTest::mousePress(curves_view, Qt::LeftButton, {}, from);
        for (const int part : {1, 2, 3}) {
            QTest::mouseMove(curves_view, from + by * part / 3);
        }
        QTest::mouseRelease(curves_view, Qt::LeftButton, {}, from + by);
    }

    CurvePane* curve_pane = nullptr;
    CurveView* curves_view = nullptr;
    int edits = 0;
};

TEST_F(CurvePanes, ALaneForEveryChannel) {
    EXPECT_FALSE(curve_pane->isHidden());
    EXPECT_EQ(curves_view->curves(), now());
    EXPECT_LT(curves_view->lane(Channel::Yaw).bottom(), curves_view->lane(Channel::Smile).top());
    // Lanes begin where the timeline's do.
    EXPECT_EQ(curves_view->lane(Channel::Yaw).left(), view->layout_of_lanes().header_width());
    keep_picture("curves");
}

TEST_F(CurvePanes, AKeyThatIsDraggedIsOneEdit) {
    const portrait::Curves before = now();
    drag_key({Channel::Yaw, 1}, {60, 12});
    EXPECT_GT(key_of(Channel::Yaw, 1).time, 1);
    EXPECT_LT(key_of(Channel::Yaw, 1).value, 10);
    // Whole frames.
    const double frames = key_of(Channel::Yaw, 1).time * 25;
    EXPECT_NEAR(frames, std::round(frames), 1e-6);
    EXPECT_EQ(studio->undo_stack()->count(), edits + 1);
    undo();
    EXPECT_EQ(now(), before);
    EXPECT_EQ(curves_view->curves(), before);
    studio->undo_stack()->redo();
    drag_key({Channel::Yaw, 1}, {-30, 0});
    EXPECT_EQ(studio->undo_stack()->count(), edits + 2);
}

TEST_F(CurvePanes, TheEndOfALoopIsItsStart) {
    const QPoint start = curves_view->point_of({Channel::Yaw, 0}).toPoint();
    const int end =
        view->layout_of_lanes().header_width() + static_cast<int>(view->scale().x_of(100));
    QTest::mousePress(curves_view, Qt::LeftButton, {}, {end - 3, start.y()});
    QTest::mouseMove(curves_view, {end - 40, start.y() - 10});
    QTest::mouseRelease(curves_view, Qt::LeftButton, {}, {end - 40, start.y() - 10});
    EXPECT_GT(key_of(Channel::Yaw, 0).value, 0);
    EXPECT_EQ(key_of(Channel::Yaw, 0).time, 0);
    EXPECT_EQ(now().sample(4), now().sample(0));
}

TEST_F(CurvePanes, KeysComeByDoubleClickAndGoByDelete) {
    const portrait::Curves before = now();
    const QPoint at(view->layout_of_lanes().header_width() +
                        static_cast<int>(view->scale().x_of(50)),
                    curves_view->lane(Channel::Yaw).top() + 8);
    QTest::mouseDClick(curves_view, Qt::LeftButton, {}, at);
    ASSERT_EQ(now().channels.at(Channel::Yaw).size(), 4U);
    EXPECT_EQ(studio->undo_stack()->count(), edits + 1);
    curves_view->setFocus();
    key(Qt::Key_Delete);
    EXPECT_EQ(now(), before);
}

TEST_F(CurvePanes, ByKeyboard) {
    curves_view->setFocus();
    key(Qt::Key_PageDown);
    key(Qt::Key_PageDown);
    EXPECT_EQ(curves_view->selected(), (KeyPlaces{{Channel::Yaw, 1}}));
    const std::int64_t frame = studio->frame();
    key(Qt::Key_Right);
    EXPECT_NEAR(key_of(Channel::Yaw, 1).time, 1.04, 1e-6);
    EXPECT_EQ(studio->frame(), frame); // the arrow was the curve's
    key(Qt::Key_Up);
    EXPECT_GT(key_of(Channel::Yaw, 1).value, 10);
    EXPECT_FALSE(curves_view->accessibleDescription().isEmpty());
    key(Qt::Key_PageDown, Qt::ShiftModifier);
    EXPECT_EQ(curves_view->selected(), (KeyPlaces{{Channel::Smile, 0}}));
    key(Qt::Key_Escape);
    EXPECT_TRUE(curves_view->selected().empty());
    studio->set_frame(25);
    key(Qt::Key_Insert);
    EXPECT_EQ(now().channels.at(Channel::Yaw).size(), 4U);
    EXPECT_TRUE(errors.empty());
}

TEST_F(CurvePanes, ChannelsAreAdded) {
    auto* add = window->findChild<QToolButton*>("timeline.curves.add");
    ASSERT_NE(add, nullptr);
    Q_EMIT add->menu()->aboutToShow();
    ASSERT_EQ(add->menu()->actions().size(), portrait::kChannels - 2);
    add->menu()->actions().front()->trigger();
    EXPECT_EQ(now().channels.size(), 3U);
    EXPECT_EQ(now().sample(1.5).values[1], 0);
}

TEST_F(CurvePanes, GoWithTheCurves) {
    ASSERT_TRUE(studio->portrait().set_curves("Drop curves", {}));
    EXPECT_TRUE(curve_pane->isHidden());
    EXPECT_FALSE(actions->find("curves.add_key")->isEnabled());
    undo();
    EXPECT_FALSE(curve_pane->isHidden());
}

} // namespace
} // namespace kinovar::ui::test
