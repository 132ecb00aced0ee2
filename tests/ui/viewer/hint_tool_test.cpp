#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "ui/studio/settings.h"
#include "ui/viewer/hint_tool.h"
#include "ui/viewer/viewer.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>
#include <QVBoxLayout>
#include <cstdlib>

namespace kinovar::ui {
namespace {

using colourise::HintShape;
using project::Id;
constexpr int kDeadlineMs = 60'000;

/// A window with a viewer over a grey film, the tool in hand.
class HintTools : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        ::setenv("XDG_CACHE_HOME", folder.path().c_str(), 1);
        settings::set_colour_tool({});
        studio = std::make_unique<Studio>();
        player = std::make_unique<Player>(*studio);
        window = std::make_unique<QWidget>();
        viewer = new Viewer(*player, *studio, actions);
        auto* column = new QVBoxLayout(window.get());
        column->addWidget(viewer);
        for (const Actions::Item& item : actions.items()) {
            window->addAction(item.action);
        }
        window->resize(900, 720);
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
        viewer->setFocus();
        ASSERT_OK(studio->new_project(folder / "work.kinovar"));
        studio->add_media(film("film.mkv"));
        ASSERT_TRUE(wait([this] { return viewer->picture(Side::B) != nullptr; }));
        edits = studio->undo_stack()->count();
        Colour::Tool tool = colour().tool();
        tool.colour = {60, 40};
        tool.size = 0.03;
        colour().set_tool(tool);
        key(Qt::Key_C);
        ASSERT_TRUE(viewer->hint_tool().active());
    }
    void TearDown() override { window.reset(); }

    /// The sample reel ("colour.mkv") and its first shot in grey ("film.mkv"), made once.
    [[nodiscard]] static std::filesystem::path film(const char* name) {
        static const test::TemporaryFolder films;
        if (!std::filesystem::exists(films / "film.mkv")) {
            test::make_sample_reel(films / "colour.mkv");
            test::make_with_ffmpeg("-i " + test::quoted(films / "colour.mkv") +
                                   " -vf hue=s=0 -frames:v 18 -an -c:v ffv1 " +
                                   test::quoted(films / "film.mkv"));
        }
        return films / name;
    }

    [[nodiscard]] static bool wait(const std::function<bool()>& so) {
        return QTest::qWaitFor(so, kDeadlineMs);
    }
    [[nodiscard]] Colour& colour() const { return studio->colour(); }
    [[nodiscard]] ViewerCanvas& canvas() const { return viewer->canvas(); }
    [[nodiscard]] QPoint at(double x, double y) const {
        return canvas().point_at({x, y}).toPoint();
    }
    void press(double x, double y, Qt::MouseButton button = Qt::LeftButton,
               Qt::KeyboardModifiers modifiers = {}) const {
        QTest::mousePress(&canvas(), button, modifiers, at(x, y));
    }
    void move(double x, double y) const {
        // QTest::mouseMove() does not say which buttons are down.
        QMouseEvent event(QEvent::MouseMove, at(x, y), canvas().mapToGlobal(at(x, y)), Qt::NoButton,
                          Qt::LeftButton, {});
        QApplication::sendEvent(&canvas(), &event);
    }
    void release(double x, double y, Qt::MouseButton button = Qt::LeftButton) const {
        QTest::mouseRelease(&canvas(), button, {}, at(x, y));
    }
    void click(double x, double y, Qt::MouseButton button = Qt::LeftButton,
               Qt::KeyboardModifiers modifiers = {}) const {
        press(x, y, button, modifiers);
        release(x, y, button);
    }
    void drag(const std::vector<QPointF>& way, Qt::KeyboardModifiers modifiers = {}) const {
        press(way.front().x(), way.front().y(), Qt::LeftButton, modifiers);
        for (const QPointF& point : way) {
            move(point.x(), point.y());
        }
        release(way.back().x(), way.back().y());
    }
    void key(Qt::Key which, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::keyClick(&canvas(), which, modifiers);
    }
    [[nodiscard]] int count() const { return static_cast<int>(colour().hints().size()); }
    [[nodiscard]] const colourise::ColourHint& last() const { return colour().hints().back().hint; }
    [[nodiscard]] int new_edits() const { return studio->undo_stack()->count() - edits; }
    /// How far the shown picture is from grey at a place.
    [[nodiscard]] int chroma_at(double x, double y) const {
        const auto below = canvas().inspect({x, y}).b;
        return below ? std::max({below->red(), below->green(), below->blue()}) -
                           std::min({below->red(), below->green(), below->blue()})
                     : -1;
    }
    [[nodiscard]] bool settled() const {
        return viewer->shows_current() && !canvas().marks_computing(Side::B);
    }

    test::TemporaryFolder folder;
    Actions actions;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<Player> player;
    std::unique_ptr<QWidget> window;
    Viewer* viewer = nullptr;
    int edits = 0;
};

TEST_F(HintTools, AClickColoursThePictureAndUndoTakesItBack) {
    EXPECT_LE(chroma_at(96, 72), 1);
    click(96, 72);
    ASSERT_EQ(count(), 1);
    EXPECT_EQ(new_edits(), 1);
    EXPECT_EQ(last().shape, HintShape::Point);
    EXPECT_NEAR(last().keys.front().places.front().x, 0.5, 0.01);
    EXPECT_NEAR(last().keys.front().places.front().y, 0.5, 0.01);
    EXPECT_EQ(colour().chosen(), colour().hints().front().id);
    EXPECT_TRUE(wait([this] { return chroma_at(96, 72) > 30; })) << chroma_at(96, 72);
    studio->undo_stack()->undo();
    EXPECT_EQ(count(), 0);
    EXPECT_TRUE(wait([this] { return settled() && chroma_at(96, 72) <= 1; }));
    EXPECT_EQ(new_edits(), 1);
    studio->undo_stack()->redo();
    EXPECT_TRUE(wait([this] { return chroma_at(96, 72) > 30; }));
}

TEST_F(HintTools, ADragIsAStrokeAndOneEntry) {
    drag({{20, 30}, {40, 32}, {60, 34}, {80, 36}});
    ASSERT_EQ(count(), 1);
    EXPECT_EQ(last().shape, HintShape::Stroke);
    EXPECT_GE(last().keys.front().places.size(), 3U);
    EXPECT_NEAR(last().keys.front().places.back().x, 80.0 / 192, 0.01);
    EXPECT_EQ(new_edits(), 1);
    studio->undo_stack()->undo();
    EXPECT_EQ(count(), 0);
    EXPECT_TRUE(studio->chain().steps.empty());
}

TEST_F(HintTools, RegionsAreDrawnFreelyOrByCorners) {
    drag({{20, 20}, {60, 20}, {60, 60}, {20, 60}}, Qt::ShiftModifier);
    ASSERT_EQ(count(), 1);
    EXPECT_EQ(last().shape, HintShape::Region);
    EXPECT_GE(last().keys.front().places.size(), 4U);
    click(100, 20, Qt::LeftButton, Qt::ShiftModifier);
    click(150, 20);
    click(150, 80);
    EXPECT_EQ(count(), 1);
    QTest::mouseDClick(&canvas(), Qt::LeftButton, {}, at(150, 80));
    ASSERT_EQ(count(), 2);
    EXPECT_EQ(last().shape, HintShape::Region);
    EXPECT_EQ(last().keys.front().places.size(), 3U);
    EXPECT_EQ(new_edits(), 2);
    // Given up, and by Enter.
    click(20, 100, Qt::LeftButton, Qt::ShiftModifier);
    click(60, 100);
    key(Qt::Key_Escape);
    EXPECT_EQ(count(), 2);
    EXPECT_TRUE(viewer->hint_tool().active());
    actions.find(QStringLiteral("viewer.hints_region"))->trigger();
    click(20, 100);
    click(60, 100);
    click(60, 130);
    key(Qt::Key_Return);
    EXPECT_EQ(count(), 3);
}

TEST_F(HintTools, EscapeTakesBackWhatIsBeingDrawn) {
    press(40, 40);
    move(60, 60);
    move(90, 70);
    EXPECT_EQ(count(), 1);
    key(Qt::Key_Escape);
    EXPECT_EQ(count(), 0);
    move(100, 80);
    release(100, 80);
    EXPECT_EQ(count(), 0);
    key(Qt::Key_Escape);
    EXPECT_FALSE(viewer->hint_tool().active());
    EXPECT_EQ(canvas().tool(), nullptr);
}

TEST_F(HintTools, HandlesAreDraggedAtLaterFrames) {
    click(96, 72);
    const Id id = colour().chosen();
    colour().set_chosen(0);
    studio->set_frame(6);
    ASSERT_TRUE(wait([&] { return colour().sureness(id) == Colour::Sureness::Carried; }));
    const colourise::Place carried = colour().places_now(id).front();
    const QPointF from(carried.x * 192, carried.y * 144);
    drag({from, from + QPointF(6, 3), from + QPointF(14, 9)});
    ASSERT_EQ(count(), 1);
    EXPECT_EQ(colour().chosen(), id);
    ASSERT_EQ(last().keys.size(), 2U);
    EXPECT_EQ(last().keys[1].frame, 6);
    EXPECT_NEAR(last().keys[1].places[0].x, carried.x + 14.0 / 192, 0.01);
    EXPECT_EQ(new_edits(), 2);
    studio->undo_stack()->undo();
    EXPECT_EQ(last().keys.size(), 1U);
    // A click chooses and changes nothing.
    ASSERT_TRUE(wait([&] { return colour().sureness(id) == Colour::Sureness::Carried; }));
    colour().set_chosen(0);
    click(from.x(), from.y());
    EXPECT_EQ(colour().chosen(), id);
    EXPECT_EQ(count(), 1);
    EXPECT_EQ(last().keys.size(), 1U);
}

TEST_F(HintTools, HintsAreErased) {
    click(40, 40);
    click(90, 40);
    click(140, 40);
    ASSERT_EQ(count(), 3);
    click(40, 40, Qt::RightButton);
    EXPECT_EQ(count(), 2);
    QTest::mouseMove(&canvas(), at(90, 40));
    key(Qt::Key_E);
    EXPECT_EQ(count(), 1);
    actions.find(QStringLiteral("viewer.hints_erase"))->trigger();
    click(20, 100); // nothing there
    EXPECT_EQ(count(), 1);
    click(140, 40);
    EXPECT_EQ(count(), 0);
    EXPECT_EQ(new_edits(), 6);
    actions.find(QStringLiteral("viewer.hints_draw"))->trigger();
    click(140, 40);
    key(Qt::Key_Delete);
    EXPECT_EQ(count(), 0);
}

TEST_F(HintTools, ThePictureGivesItsColour) {
    studio->add_media(film("colour.mkv"));
    const Id grey = studio->reel();
    ASSERT_TRUE(wait([&] { return studio->reel() != grey; }));
    const Id coloured = studio->reel();
    studio->set_reel(grey);
    viewer->set_points({Point::Kind::Reel, 0, coloured}, {Point::Kind::Result});
    viewer->set_mode(CompareMode::SideBySide);
    ASSERT_TRUE(wait([this] {
        return viewer->picture(Side::A) != nullptr && viewer->picture(Side::B) != nullptr;
    }));
    const QColor there = *canvas().inspect({96, 72}).a;
    click(96, 72, Qt::LeftButton, Qt::AltModifier);
    EXPECT_NEAR(colour().tool().colour.a, chroma_of(there).a, 12);
    EXPECT_NEAR(colour().tool().colour.b, chroma_of(there).b, 12);
    EXPECT_NE(colour().tool().colour, (colourise::Ab{60, 40}));
    EXPECT_EQ(count(), 0);
    actions.find(QStringLiteral("viewer.hints_pick"))->trigger();
    const double pane = canvas().width() / 2.0 + 1;
    const QPoint right = at(96, 72) + QPoint(static_cast<int>(pane), 0);
    QTest::mouseClick(&canvas(), Qt::LeftButton, {}, right);
    EXPECT_NEAR(colour().tool().colour.a, 0, 2); // grey on that side
    EXPECT_EQ(viewer->hint_tool().mode(), HintTool::Mode::Draw);
}

TEST_F(HintTools, WorksWithoutAMouse) {
    key(Qt::Key_2);
    EXPECT_EQ(colour().tool().colour, colour().palette()[1].colour);
    const double size = colour().tool().size;
    key(Qt::Key_BracketRight);
    EXPECT_GT(colour().tool().size, size);
    key(Qt::Key_Return);
    ASSERT_EQ(count(), 1);
    const colourise::Place first = last().keys.front().places.front();
    for (int i = 0; i < 3; ++i) {
        key(Qt::Key_Right);
    }
    key(Qt::Key_Down, Qt::ShiftModifier);
    EXPECT_NEAR(last().keys.front().places.front().x, first.x + 3.0 / 192, 1e-6);
    EXPECT_NEAR(last().keys.front().places.front().y, first.y + 10.0 / 144, 1e-6);
    EXPECT_EQ(studio->frame(), 0); // arrow keys were the hint's
    key(Qt::Key_Escape);
    key(Qt::Key_Right);
    EXPECT_EQ(count(), 1);
    key(Qt::Key_Return);
    ASSERT_EQ(count(), 2);
    const Id second = colour().chosen();
    key(Qt::Key_PageUp);
    EXPECT_NE(colour().chosen(), second);
    key(Qt::Key_PageDown);
    EXPECT_EQ(colour().chosen(), second);
    key(Qt::Key_Delete);
    EXPECT_EQ(count(), 1);
}

TEST_F(HintTools, TheLightOfBothPointsIsTheSame) {
    click(96, 72);
    key(Qt::Key_D, Qt::ShiftModifier);
    ASSERT_EQ(viewer->comparison().mode, CompareMode::Light);
    const auto said = [this] { return canvas().light_text(); };
    ASSERT_TRUE(wait([&] { return settled() && !said().isEmpty(); }));
    EXPECT_TRUE(said().contains(QLocale().toString(0.0, 'f', 1))) << said().toStdString();
    const QColor middle(canvas().grab().toImage().pixel(at(20, 100)));
    EXPECT_EQ(middle.lightness(), 0);
    const QString before = said();
    pipeline::Chain chain = studio->chain();
    chain.steps.push_back({"levels", {{"gamma", 1.5}}, true});
    ASSERT_TRUE(studio->edit_chain("Add step", chain));
    ASSERT_TRUE(wait([&] { return said() != before; }));
    EXPECT_GT(QColor(canvas().grab().toImage().pixel(at(20, 100))).lightness(), 10);
    key(Qt::Key_V);
    EXPECT_EQ(viewer->comparison().mode, CompareMode::Single);
}

TEST_F(HintTools, LifetimesAndHidingAreCommands) {
    actions.find(QStringLiteral("viewer.hints_for_frame"))->trigger();
    click(50, 50);
    EXPECT_EQ(last().first, last().last);
    actions.find(QStringLiteral("viewer.hints_for_shot"))->trigger();
    EXPECT_EQ(colour().tool().lifetime, Colour::Lifetime::Shot);
    const QImage with = canvas().grab().toImage();
    key(Qt::Key_5, Qt::AltModifier);
    EXPECT_FALSE(viewer->hint_tool().hints_shown());
    EXPECT_NE(canvas().grab().toImage(), with);
    click(50, 50, Qt::RightButton); // what is not seen is not erased
    EXPECT_EQ(count(), 1);
    key(Qt::Key_C);
    EXPECT_FALSE(viewer->hint_tool().active());
}

} // namespace
} // namespace kinovar::ui
