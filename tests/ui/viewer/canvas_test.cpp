#include "tests/ui/viewer/test_pictures.h"
#include "ui/viewer/canvas.h"
#include "ui/viewer/inspector_line.h"
#include "ui/viewer/viewer_memory.h"

#include <gtest/gtest.h>

#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

namespace kinovar::ui {
namespace {

using namespace test;

constexpr int kWidth = 640;
constexpr int kHeight = 360;
constexpr int kDeadlineMs = 20'000;

class Canvas : public testing::Test {
protected:
    void SetUp() override {
        canvas.resize(kWidth, kHeight);
        canvas.show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&canvas));
        canvas.set_scan({320, 180}, 1);
        const ScanBox box{0, 0, 320, 180};
        canvas.set_pictures({ShownSide{a, nullptr, box}, ShownSide{b, nullptr, box}}, {});
    }
    void set_mode(CompareMode mode) {
        Comparison how = canvas.comparison();
        how.mode = mode;
        canvas.set_comparison(how);
    }
    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {},
              Qt::MouseButton button = Qt::LeftButton) {
        QTest::mousePress(&canvas, button, modifiers, from);
        QTest::mouseMove(&canvas, (from + to) / 2);
        QMouseEvent move(QEvent::MouseMove, to, canvas.mapToGlobal(to), Qt::NoButton, button,
                         modifiers);
        QApplication::sendEvent(&canvas, &move);
        QTest::mouseRelease(&canvas, button, modifiers, to);
    }
    void wheel(QPointF at, int notches) {
        QWheelEvent event(at, canvas.mapToGlobal(at), {}, {0, 120 * notches}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&canvas, &event);
    }

    const preview::PicturePtr a = noise(320, 180, 1);
    const preview::PicturePtr b = waves(1280, 720);
    ViewerCanvas canvas;
};

TEST_F(Canvas, FitsTheScanIntoItself) {
    EXPECT_TRUE(canvas.view().fits());
    EXPECT_DOUBLE_EQ(canvas.view().zoom(), 2);
    EXPECT_EQ(canvas.point_at({0, 0}), QPointF(0, 0));
    set_mode(CompareMode::SideBySide);
    EXPECT_NEAR(canvas.view().zoom(), 319.0 / 320, 1e-9);
}

TEST_F(Canvas, WheelKeepsThePointUnderTheCursor) {
    const QPointF at(431, 97);
    const QPointF below = canvas.scan_at(at);
    for (int notch = 0; notch < 8; ++notch) {
        wheel(at, 1);
        const QPointF now = canvas.scan_at(at);
        // The picture lies on whole device pixels.
        EXPECT_NEAR(now.x(), below.x(), 0.51 / canvas.view().zoom());
        EXPECT_NEAR(now.y(), below.y(), 0.51 / canvas.view().zoom());
    }
    EXPECT_GT(canvas.view().zoom(), 10);
}

TEST_F(Canvas, WheelKeepsThePointInTheRightPaneToo) {
    set_mode(CompareMode::SideBySide);
    const QPointF at(500, 200);
    const QPointF below = canvas.scan_at(at);
    wheel(at, 5);
    EXPECT_NEAR(canvas.scan_at(at).x(), below.x(), 0.51 / canvas.view().zoom());
    // The same point of the scan at the same place of the left pane.
    EXPECT_NEAR(canvas.scan_at(at - QPointF(321, 0)).x(), below.x(), 0.51 / canvas.view().zoom());
}

TEST_F(Canvas, PansWithTheMiddleButtonAndTheSpaceBar) {
    canvas.set_zoom(6);
    const QPointF below = canvas.scan_at({300, 200});
    drag({300, 200}, {340, 180}, {}, Qt::MiddleButton);
    EXPECT_NEAR(canvas.scan_at({340, 180}).x(), below.x(), 0.2);
    EXPECT_NEAR(canvas.scan_at({340, 180}).y(), below.y(), 0.2);
    QSignalSpy tapped(&canvas, &ViewerCanvas::space_tapped);
    QTest::mouseMove(&canvas, {300, 200});
    QTest::keyPress(&canvas, Qt::Key_Space);
    const QPointF again = canvas.scan_at({300, 200});
    drag({300, 200}, {280, 230});
    QTest::keyRelease(&canvas, Qt::Key_Space);
    EXPECT_NEAR(canvas.scan_at({280, 230}).x(), again.x(), 0.2);
    EXPECT_EQ(tapped.count(), 0);
    QTest::keyClick(&canvas, Qt::Key_Space);
    EXPECT_EQ(tapped.count(), 1);
}

TEST_F(Canvas, WipeLineIsDraggedAndTurned) {
    set_mode(CompareMode::Wipe);
    QSignalSpy edited(&canvas, &ViewerCanvas::comparison_edited);
    drag({320, 300}, {160, 300}); // far from the grip: the line itself
    EXPECT_NEAR(canvas.comparison().wipe.x, 0.25, 0.005);
    EXPECT_GT(edited.count(), 0);
    // What is left of the line is A's now, and B's to its right.
    const QImage shown = canvas.grab().toImage();
    EXPECT_NE(shown.pixel(100, 20), shown.pixel(101, 20));
    const QPointF knob = WipeHandle::knob(canvas.comparison().wipe, canvas.size());
    const QPointF grip = WipeHandle::grip(canvas.comparison().wipe, canvas.size());
    drag(knob.toPoint(), (grip + QPointF(80, 3)).toPoint(), Qt::ShiftModifier);
    EXPECT_DOUBLE_EQ(canvas.comparison().wipe.degrees, 90);
    drag(grip.toPoint(), {200, 90});
    EXPECT_NEAR(canvas.comparison().wipe.y, 0.25, 0.01);
}

TEST_F(Canvas, InspectorSaysWhatLiesBelow) {
    QSignalSpy hovered(&canvas, &ViewerCanvas::hovered);
    QTest::mouseMove(&canvas, {201, 101});
    ASSERT_GT(hovered.count(), 0);
    const auto below = hovered.last().first().value<Inspected>();
    EXPECT_EQ(below.pixel, QPoint(100, 50));
    EXPECT_EQ(below.a->rgb(), a->row(50)[100]);
    EXPECT_EQ(below.b->rgb(), b->row(202)[402]);
    InspectorLine line;
    line.show_pixel(below);
    EXPECT_EQ(line.text().toStdString(),
              QStringLiteral("x 100 y 50 A %1 %2 %3 B %4 %5 %6 B−A")
                      .arg(below.a->red())
                      .arg(below.a->green())
                      .arg(below.a->blue())
                      .arg(below.b->red())
                      .arg(below.b->green())
                      .arg(below.b->blue())
                      .toStdString() +
                  line.text().section(QStringLiteral("B−A"), 1).toStdString());
    EXPECT_FALSE(canvas.inspect({-1, 5}).inside);
    EXPECT_FALSE(canvas.inspect({320, 5}).inside);
}

TEST_F(Canvas, PickedColoursAreTold) {
    QSignalSpy picked(&canvas, &ViewerCanvas::colour_picked);
    canvas.set_picking(true);
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, {201, 101});
    ASSERT_EQ(picked.count(), 1);
    EXPECT_EQ(picked.first().at(1).value<QColor>().rgb(), a->row(50)[100]);
    QTest::keyClick(&canvas, Qt::Key_Escape);
    EXPECT_FALSE(canvas.picking());
}

TEST_F(Canvas, BlinkChangesByItself) {
    Comparison how = canvas.comparison();
    how.mode = CompareMode::Blink;
    how.blink_rate = 20;
    canvas.set_comparison(how);
    const bool first = canvas.blinks_to_b();
    EXPECT_TRUE(QTest::qWaitFor([&] { return canvas.blinks_to_b() != first; }, kDeadlineMs));
    EXPECT_TRUE(QTest::qWaitFor([&] { return canvas.blinks_to_b() == first; }, kDeadlineMs));
}

TEST_F(Canvas, NoticesStandInPlaceAndTheirButtonsWork) {
    bool pressed = false;
    const Notice notice{"Model not installed",
                        "the weights of x are not installed",
                        "install them",
                        {{"viewer.install", "Install model…", "", [&] { pressed = true; }}}};
    set_mode(CompareMode::SideBySide);
    canvas.set_notice(Side::B, notice);
    auto* shown = canvas.findChild<CanvasNotice*>("viewer.notice.b");
    ASSERT_TRUE(shown->isVisible());
    EXPECT_GT(shown->geometry().center().x(), kWidth / 2);
    auto* button = canvas.findChild<QPushButton*>("viewer.install");
    QTest::mouseClick(button, Qt::LeftButton);
    EXPECT_TRUE(pressed);
    set_mode(CompareMode::Single);
    EXPECT_TRUE(shown->isVisible());
    Comparison how = canvas.comparison();
    how.single = Side::A;
    canvas.set_comparison(how);
    EXPECT_FALSE(shown->isVisible());
    canvas.set_notice(Side::B, std::nullopt);
    canvas.set_comparison({});
    EXPECT_FALSE(shown->isVisible());
}

TEST_F(Canvas, ComputingIsMarkedAfterAWhile) {
    EXPECT_FALSE(canvas.marks_computing(Side::B));
    canvas.set_computing(Side::B, true);
    EXPECT_TRUE(QTest::qWaitFor([&] { return canvas.marks_computing(Side::B); }, kDeadlineMs));
    canvas.set_computing(Side::B, false);
    EXPECT_FALSE(canvas.marks_computing(Side::B));
}

/// Writes down what it is told.
class NotingTool : public ViewerTool {
public:
    bool mouse_press(const ToolEvent& event) override {
        pressed.push_back(event);
        return true;
    }
    bool mouse_move(const ToolEvent& event) override {
        moved.push_back(event);
        return true;
    }
    bool mouse_release(const ToolEvent&) override {
        ++released;
        return true;
    }
    void paint(QPainter& painter, Side side, double) override {
        painter.fillRect(QRectF(10, 10, 20, 20), side == Side::A ? Qt::red : Qt::green);
    }
    std::vector<ToolEvent> pressed;
    std::vector<ToolEvent> moved;
    int released = 0;
};

TEST_F(Canvas, ToolsWorkInScanPixelsOnEitherSide) {
    NotingTool tool;
    canvas.set_tool(&tool);
    set_mode(CompareMode::Butterfly);
    drag({600, 100}, {580, 100});
    ASSERT_EQ(tool.pressed.size(), 1U);
    EXPECT_EQ(tool.pressed[0].side, Side::B);
    EXPECT_NEAR(tool.pressed[0].scan.x(), 20, 0.01); // mirrored
    EXPECT_EQ(tool.released, 1);
    EXPECT_GE(tool.moved.size(), 1U);
    const QImage shown = canvas.grab().toImage();
    EXPECT_EQ(QColor(shown.pixel(40, 40)), QColor(Qt::red));
    EXPECT_EQ(QColor(shown.pixel(kWidth - 40, 40)), QColor(Qt::green));
    canvas.set_tool(nullptr);
}

TEST_F(Canvas, LoupeIsDrawnAtTheMouse) {
    QTest::mouseMove(&canvas, {320, 180});
    const QImage before = canvas.grab().toImage();
    canvas.set_loupe(true);
    EXPECT_NE(canvas.grab().toImage(), before);
    canvas.set_loupe(false);
    EXPECT_EQ(canvas.grab().toImage(), before);
}

TEST(ViewerMemory, ComesBackFromItsText) {
    ViewerMemory memory;
    memory.a = {Point::Kind::AfterStep, 2};
    memory.b = {Point::Kind::Take, 0, 14};
    memory.comparison.mode = CompareMode::Butterfly;
    memory.comparison.overlay = Overlay::Fidelity;
    memory.comparison.wipe = {0.25, 0.75, -30};
    memory.comparison.gain = 16;
    memory.comparison.single = Side::A;
    memory.fits = false;
    memory.zoom = 2.5;
    memory.centre = {100, 50};
    const ViewerMemory back = memory_from_text(text_of(memory));
    EXPECT_EQ(back.a, memory.a);
    EXPECT_EQ(back.b, memory.b);
    EXPECT_EQ(back.comparison, memory.comparison);
    EXPECT_EQ(back.fits, memory.fits);
    EXPECT_EQ(back.zoom, memory.zoom);
    EXPECT_EQ(back.centre, memory.centre);
    for (const char* text : {"", "nonsense", "[]", R"({"mode": 3, "gain": 1e9, "zoom": -1})"}) {
        const ViewerMemory standard = memory_from_text(QString::fromLatin1(text));
        EXPECT_EQ(standard.comparison.mode, CompareMode::Single);
        EXPECT_LE(standard.comparison.gain, 64);
        EXPECT_GT(standard.zoom, 0);
    }
}

} // namespace
} // namespace kinovar::ui
