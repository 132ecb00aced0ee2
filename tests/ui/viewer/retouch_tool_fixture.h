#pragma once

#include "core/base/places.h"
#include "core/preview/picture.h"
#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "ui/studio/settings.h"
#include "ui/viewer/retouch_tool.h"
#include "ui/viewer/viewer.h"

#include <gtest/gtest.h>

#include <QPointingDevice>
#include <QTabletEvent>
#include <QTest>
#include <QUndoStack>
#include <QVBoxLayout>
#include <cstdlib>

namespace kinovar::ui {

/// A window with a viewer over the sample reel, the tool in hand, set to red paint.
class RetouchTools : public testing::Test {
protected:
    using Draw = Retouch::Draw;
    static constexpr int kDeadlineMs = 60'000;

    /// The weights of the one who runs the tests; everything else is the test's own.
    static void keep_models() {
        static const std::string models = (user_data_folder() / "models").string();
        ::setenv("KINOVAR_MODELS", models.c_str(), 0);
    }
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        keep_models();
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        ::setenv("XDG_CACHE_HOME", folder.path().c_str(), 1);
        settings::set_retouch_tool({});
        studio = std::make_unique<Studio>();
        QObject::connect(studio.get(), &Studio::failed,
                         [this](const Error& error) { errors.push_back(error); });
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
        studio->add_media(make_film());
        ASSERT_TRUE(wait([this] { return viewer->picture(Side::B) != nullptr; }));
        edits = studio->undo_stack()->count();
        action("retouch.tool")->trigger();
        ASSERT_TRUE(tool().active());
        set_paint();
        ASSERT_TRUE(wait([this] {
            return settled() && viewer->picture(Side::B) != nullptr &&
                   retouch().input_picture() != nullptr;
        }));
    }
    void TearDown() override {
        window.reset();
        for (const Error& error : errors) {
            ADD_FAILURE() << error.message;
        }
    }

    /// The film that is worked on: the first shot of the sample reel, made once.
    [[nodiscard]] virtual std::filesystem::path make_film() const {
        static const test::TemporaryFolder films;
        if (!std::filesystem::exists(films / "film.mkv")) {
            test::make_sample_reel(films / "sample.mkv");
            test::make_with_ffmpeg("-i " + test::quoted(films / "sample.mkv") +
                                   " -frames:v 18 -an -c:v ffv1 " +
                                   test::quoted(films / "film.mkv"));
        }
        return films / "film.mkv";
    }
    void set_paint() {
        retouch().choose_kind("paint");
        Retouch::Tool how = retouch().tool();
        auto& paint = std::get<retouch::Paint>(how.kind);
        paint.colour = {1, 0, 0};
        paint.grain = false;
        how.brush.size = 0.1;
        how.brush.hardness = 1;
        how.feather = 0;
        retouch().set_tool(how);
    }
    void set_draw(Draw draw) {
        Retouch::Tool how = retouch().tool();
        how.draw = draw;
        retouch().set_tool(how);
    }

    [[nodiscard]] static bool wait(const std::function<bool()>& so) {
        return QTest::qWaitFor(so, kDeadlineMs);
    }
    [[nodiscard]] Retouch& retouch() const { return studio->retouch(); }
    [[nodiscard]] RetouchTool& tool() const { return viewer->retouch_tool(); }
    [[nodiscard]] ViewerCanvas& canvas() const { return viewer->canvas(); }
    [[nodiscard]] QAction* action(const char* name) const {
        return actions.find(QLatin1String(name));
    }
    [[nodiscard]] QPoint at(double x, double y) const {
        return canvas().point_at({x, y}).toPoint();
    }
    void press(double x, double y, Qt::MouseButton button = Qt::LeftButton,
               Qt::KeyboardModifiers modifiers = {}) const {
        QTest::mousePress(&canvas(), button, modifiers, at(x, y));
    }
    void move(double x, double y, Qt::MouseButtons buttons = Qt::LeftButton) const {
        // QTest::mouseMove() does not say which buttons are down.
        QMouseEvent event(QEvent::MouseMove, at(x, y), canvas().mapToGlobal(at(x, y)), Qt::NoButton,
                          buttons, {});
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
    void drag(const std::vector<QPointF>& way, Qt::MouseButton button = Qt::LeftButton,
              Qt::KeyboardModifiers modifiers = {}) const {
        press(way.front().x(), way.front().y(), button, modifiers);
        for (const QPointF& point : way) {
            move(point.x(), point.y(), button);
        }
        release(way.back().x(), way.back().y(), button);
    }
    void pen(QEvent::Type type, double x, double y, double pressure,
             QPointingDevice::PointerType end = QPointingDevice::PointerType::Pen) const {
        const QPointingDevice device(
            "pen", 1, QInputDevice::DeviceType::Stylus, end,
            QInputDevice::Capability::Position | QInputDevice::Capability::Pressure, 1, 1);
        const bool up = type == QEvent::TabletRelease;
        const QPointF place = canvas().point_at({x, y});
        QTabletEvent event(type, &device, place, canvas().mapToGlobal(place), up ? 0 : pressure, 0,
                           0, 0, 0, 0, {},
                           type == QEvent::TabletMove ? Qt::NoButton : Qt::LeftButton,
                           up ? Qt::NoButton : Qt::LeftButton);
        QApplication::sendEvent(&canvas(), &event);
        EXPECT_TRUE(event.isAccepted());
    }
    void key(Qt::Key which, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::keyClick(&canvas(), which, modifiers);
    }
    [[nodiscard]] int count() const { return static_cast<int>(retouch().fixes().size()); }
    [[nodiscard]] const retouch::Fix& last() const { return *retouch().fixes().back().fix; }
    [[nodiscard]] int new_edits() const { return studio->undo_stack()->count() - edits; }
    [[nodiscard]] bool settled() const {
        return viewer->shows_current() && !canvas().marks_computing(Side::B);
    }
    [[nodiscard]] bool red_at(double x, double y) const {
        const auto below = canvas().inspect({x, y}).b;
        return below && below->red() > 200 && below->green() < 60 && below->blue() < 60;
    }
    /// Of the canvas as it is painted, with what is laid over the picture.
    [[nodiscard]] bool painted_red(double x, double y) const {
        const QColor colour = canvas().grab().toImage().pixelColor(at(x, y));
        return colour.red() > 200 && colour.green() < 60 && colour.blue() < 60;
    }
    [[nodiscard]] std::string dump() const { return studio->document().dump(); }

    test::TemporaryFolder folder;
    Actions actions;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<Player> player;
    std::unique_ptr<QWidget> window;
    Viewer* viewer = nullptr;
    int edits = 0;
    std::vector<Error> errors;
};

} // namespace kinovar::ui
