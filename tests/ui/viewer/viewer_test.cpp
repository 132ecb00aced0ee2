#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "ui/viewer/scope_plot.h"
#include "ui/viewer/scopes.h"
#include "ui/viewer/viewer.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <cstdlib>
#include <filesystem>

namespace kinovar::ui {
namespace {

constexpr int kDeadlineMs = 60'000;

/// A window with a viewer, over a studio with a film of four shots.
class Viewers : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        // No models are installed here.
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        ::setenv("XDG_CACHE_HOME", folder.path().c_str(), 1);
        test::make_sample_reel(film());
        studio = std::make_unique<Studio>();
        player = std::make_unique<Player>(*studio);
        open_window();
    }
    void TearDown() override { window.reset(); }
    void open_window() {
        window.reset();
        actions = std::make_unique<Actions>();
        window = std::make_unique<QWidget>();
        viewer = new Viewer(*player, *studio, *actions);
        auto* column = new QVBoxLayout(window.get());
        column->addWidget(viewer);
        for (const Actions::Item& item : actions->items()) {
            window->addAction(item.action);
        }
        window->resize(1000, 700);
        window->show();
        ASSERT_TRUE(QTest::qWaitForWindowActive(window.get()));
        viewer->setFocus();
    }
    void open_reel() {
        ASSERT_OK(studio->new_project(folder / "work.kinovar"));
        studio->add_media(film());
        ASSERT_TRUE(wait([this] { return viewer->picture(Side::B) != nullptr; }));
    }
    void set_chain(const std::string& step, const FieldValues& values = {}) {
        ASSERT_TRUE(studio->edit_chain("Add step", {{{step, values, true}}}));
    }
    [[nodiscard]] std::filesystem::path film() const { return folder / "film.mkv"; }
    [[nodiscard]] static bool wait(const std::function<bool()>& so) {
        return QTest::qWaitFor(so, kDeadlineMs);
    }
    /// One that is shown; null: none of that name is.
    template <class Part>
    [[nodiscard]] Part* shown(const char* name) const {
        for (Part* part : window->findChildren<Part*>(QLatin1String(name))) {
            if (part->isVisible()) {
                return part;
            }
        }
        return nullptr;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(window->focusWidget() != nullptr ? window->focusWidget() : window.get(),
                        key, modifiers);
    }
    [[nodiscard]] CompareMode mode() const { return viewer->comparison().mode; }

    test::TemporaryFolder folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<Player> player;
    std::unique_ptr<Actions> actions;
    std::unique_ptr<QWidget> window;
    Viewer* viewer = nullptr;
};

TEST_F(Viewers, EmptyStatesSayWhatToDo) {
    ASSERT_NE(shown<QLabel>("viewer.notice.title"), nullptr);
    const QString none = shown<QLabel>("viewer.notice.title")->text();
    EXPECT_FALSE(shown<QLabel>("viewer.notice.hint")->text().isEmpty());
    ASSERT_OK(studio->new_project(folder / "work.kinovar"));
    ASSERT_NE(shown<QLabel>("viewer.notice.title"), nullptr);
    EXPECT_NE(shown<QLabel>("viewer.notice.title")->text(), none);
    studio->add_media(film());
    EXPECT_TRUE(wait([this] { return shown<QLabel>("viewer.notice.title") == nullptr; }));
}

TEST_F(Viewers, ShowsThePictureOfThePlayhead) {
    open_reel();
    const preview::PicturePtr first = viewer->picture(Side::B);
    EXPECT_EQ(first->width, 192);
    studio->set_frame(40);
    ASSERT_TRUE(wait(
        [&] { return viewer->picture(Side::B) != first && viewer->picture(Side::B) != nullptr; }));
    EXPECT_NE(viewer->picture(Side::B)->pixels, first->pixels);
}

TEST_F(Viewers, ComparesTwoPointsOfTheChain) {
    open_reel();
    set_chain("levels", {{"gamma", 2.0}});
    press(Qt::Key_W);
    ASSERT_EQ(mode(), CompareMode::Wipe);
    ASSERT_TRUE(wait([this] {
        const auto a = viewer->picture(Side::A);
        const auto b = viewer->picture(Side::B);
        return a && b && a->width == 192 && b->width == 192 && a->pixels != b->pixels;
    }));
    const preview::PicturePtr a = viewer->picture(Side::A);
    press(Qt::Key_T, Qt::ShiftModifier);
    EXPECT_EQ(viewer->point(Side::A).kind, Point::Kind::Result);
    EXPECT_EQ(viewer->point(Side::B).kind, Point::Kind::Scan);
    EXPECT_TRUE(wait([&] { return viewer->picture(Side::B) == a; }));
}

TEST_F(Viewers, AnotherReelKeepsItsShapeWithinTheFrame) {
    open_reel();
    const project::Id first = studio->reel();
    const auto wide = folder / "wide.mkv";
    test::make_with_ffmpeg("-f lavfi -i testsrc2=s=512x288:r=24 -frames:v 9 -c:v ffv1 " +
                           test::quoted(wide));
    studio->add_media(wide);
    ASSERT_TRUE(wait([this, first] { return studio->reel() != first; }));
    const project::Id second = studio->reel();
    studio->set_reel(first);
    viewer->set_points({Point::Kind::Scan}, {Point::Kind::Reel, 0, second});
    ASSERT_TRUE(wait([this] {
        const auto b = viewer->picture(Side::B);
        return b != nullptr && b->width == 512;
    }));
    const ScanBox box = viewer->canvas().pictures()[1].box; // 16:9 in 4:3
    EXPECT_DOUBLE_EQ(box.width, 192);
    EXPECT_DOUBLE_EQ(box.height, 108);
    EXPECT_DOUBLE_EQ(box.top, 18);
}

TEST_F(Viewers, KeysChangeModesOverlaysAndZoom) {
    open_reel();
    const std::vector<std::pair<Qt::Key, CompareMode>> keys{
        {Qt::Key_W, CompareMode::Wipe},      {Qt::Key_H, CompareMode::SideBySide},
        {Qt::Key_Y, CompareMode::Butterfly}, {Qt::Key_D, CompareMode::Difference},
        {Qt::Key_B, CompareMode::Blink},     {Qt::Key_V, CompareMode::Single}};
    for (const auto& [key, expected] : keys) {
        press(key);
        EXPECT_EQ(mode(), expected);
    }
    EXPECT_EQ(viewer->comparison().single, Side::B);
    press(Qt::Key_T);
    EXPECT_EQ(viewer->comparison().single, Side::A);
    press(Qt::Key_2, Qt::AltModifier);
    EXPECT_EQ(viewer->comparison().overlay, Overlay::Changes);
    press(Qt::Key_BracketRight);
    EXPECT_EQ(viewer->comparison().gain, 8);
    press(Qt::Key_1, Qt::ControlModifier);
    EXPECT_DOUBLE_EQ(viewer->canvas().view().zoom(), 1);
    press(Qt::Key_2, Qt::ControlModifier);
    EXPECT_DOUBLE_EQ(viewer->canvas().view().zoom(), 2);
    press(Qt::Key_Equal, Qt::ControlModifier);
    EXPECT_GT(viewer->canvas().view().zoom(), 2);
    press(Qt::Key_0, Qt::ControlModifier);
    EXPECT_TRUE(viewer->canvas().view().fits());
    press(Qt::Key_Q);
    EXPECT_TRUE(viewer->canvas().loupe());
    press(Qt::Key_W);
    press(Qt::Key_Right, Qt::AltModifier | Qt::ShiftModifier);
    EXPECT_NEAR(viewer->comparison().wipe.x, 0.52, 1e-9);
    press(Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
    EXPECT_NEAR(viewer->comparison().wipe.degrees, 5, 1e-9);
}

TEST_F(Viewers, TheBarFollowsAndLeads) {
    open_reel();
    set_chain("levels");
    auto* a = window->findChild<QComboBox*>("viewer.point_a");
    auto* overlay = window->findChild<QComboBox*>("viewer.overlay");
    ASSERT_EQ(a->count(), 3); // scan, after the step, result
    a->setFocus();
    QTest::keyClick(a, Qt::Key_Down);
    EXPECT_EQ(viewer->point(Side::A).kind, Point::Kind::AfterStep);
    press(Qt::Key_3, Qt::AltModifier);
    EXPECT_EQ(overlay->currentIndex(), 3);
    EXPECT_NE(shown<QWidget>("viewer.threshold"), nullptr);
    QTest::mouseClick(shown<QAbstractButton>("viewer.difference.button"), Qt::LeftButton);
    EXPECT_EQ(mode(), CompareMode::Difference);
    EXPECT_NE(shown<QComboBox>("viewer.gain"), nullptr);
    EXPECT_EQ(shown<QWidget>("viewer.threshold"), nullptr);
}

TEST_F(Viewers, AMissingModelIsSaidInPlaceAndOffersToInstall) {
    open_reel();
    QSignalSpy install(viewer, &Viewer::install_model);
    set_chain("upscale");
    auto* button = shown<QAbstractButton>("viewer.install");
    ASSERT_NE(button, nullptr);
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_EQ(install.count(), 1);
    EXPECT_FALSE(install.first().first().toString().isEmpty());
    // The scan is there all the same.
    press(Qt::Key_T);
    EXPECT_EQ(shown<QAbstractButton>("viewer.install"), nullptr);
    EXPECT_TRUE(wait([this] { return viewer->picture(Side::A) != nullptr; }));
}

TEST_F(Viewers, AMissingFileOffersToRelink) {
    open_reel();
    studio->close_project();
    std::filesystem::rename(film(), folder / "elsewhere.mkv");
    ASSERT_OK(studio->open_project(folder / "work.kinovar"));
    ASSERT_TRUE(wait([this] { return shown<QAbstractButton>("viewer.relink") != nullptr; }));
    QSignalSpy relink(viewer, &Viewer::relink_requested);
    QTest::mouseClick(shown<QAbstractButton>("viewer.relink"), Qt::LeftButton);
    EXPECT_EQ(relink.count(), 1);
}

TEST_F(Viewers, ModePointsAndZoomComeBackWithTheProject) {
    open_reel();
    set_chain("levels");
    press(Qt::Key_Y);
    viewer->set_points({Point::Kind::AfterStep, 0}, {Point::Kind::Scan});
    viewer->canvas().set_zoom(3);
    open_window(); // the old one remembers as it goes
    EXPECT_EQ(mode(), CompareMode::Butterfly);
    EXPECT_EQ(viewer->point(Side::A), (Point{Point::Kind::AfterStep, 0}));
    EXPECT_EQ(viewer->point(Side::B).kind, Point::Kind::Scan);
    EXPECT_DOUBLE_EQ(viewer->canvas().view().zoom(), 3);
    ASSERT_OK(studio->new_project(folder / "other.kinovar"));
    EXPECT_EQ(mode(), CompareMode::Single);
    EXPECT_TRUE(viewer->canvas().view().fits());
}

TEST_F(Viewers, ScopesFollowThePicture) {
    open_reel();
    Scopes scopes(*viewer, *studio, *actions);
    scopes.resize(400, 300);
    scopes.show();
    auto* plot = scopes.findChild<ScopePlot*>("scopes.plot");
    auto* kind = scopes.findChild<QComboBox*>("scopes.kind");
    for (int i = 0; i < kind->count(); ++i) {
        studio->set_frame(0);
        ASSERT_TRUE(actions->find(QStringLiteral("scopes.") +
                                  QStringLiteral("histogram waveform parade vectorscope")
                                      .section(QLatin1Char(' '), i, i)) != nullptr);
        actions->items()[actions->items().size() - 4 + i].action->trigger();
        EXPECT_EQ(kind->currentIndex(), i);
        EXPECT_EQ(static_cast<int>(plot->kind()), i);
        QTest::qWait(0);
        const QImage first = plot->grab().toImage();
        studio->set_frame(60);
        EXPECT_TRUE(wait([&] { return plot->grab().toImage() != first; })) << i;
    }
}

} // namespace
} // namespace kinovar::ui
