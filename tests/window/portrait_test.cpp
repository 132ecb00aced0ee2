#include "core/base/places.h"
#include "core/media/reel_reader.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "tests/e2e/program.h"
#include "tests/window/studio_window.h"
#include "ui/portrait/live_preview.h"
#include "ui/studio/portrait.h"
#include "ui/timeline/curve_view.h"
#include "ui/viewer/face_tool.h"
#include "ui/viewer/viewer.h"
#include "ui/window/language.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QDir>
#include <QLineEdit>
#include <QToolButton>
#include <QUndoStack>
#include <cstdlib>

namespace kinovar::test {
namespace {

using portrait::Channel;

constexpr int kFrames = 100; // of the motion that a portrait begins with
constexpr int kLeastFrames = 3;

/// For the eyes of a person: into the folder that KINOVAR_TEST_PICTURES names, if it does.
void keep_picture(StudioWindow& window, const char* name) {
    const QString place = qEnvironmentVariable("KINOVAR_TEST_PICTURES");
    if (!place.isEmpty()) {
        QTest::qWait(0);
        window.window().grab().save(QDir(place).filePath(QString("%1.png").arg(name)));
    }
}

/// The main window with a portrait in it that moves.
class Portrait : public testing::TestWithParam<const char*> {
protected:
    void SetUp() override {
        ui::language::apply(GetParam());
        KINOVAR_NEEDS_FFMPEG();
        KINOVAR_NEEDS_SHARED(still, "data/portraits/stills/official_sen_tim-scott.jpg");
        const std::string models = (user_data_folder() / "models").string();
        ::setenv("KINOVAR_MODELS", models.c_str(), 0);
        if (const auto analyser = portrait::FaceAnalyser::installed(); !analyser) {
            GTEST_SKIP() << analyser.error().one_line();
        }
        window = std::make_unique<StudioWindow>();
        portrait().add(still);
        ASSERT_TRUE(window->wait_for([&] { return portrait().moving(); }));
        ASSERT_TRUE(window->wait_for([&] {
            const auto source = studio().source(studio().reel());
            return source != nullptr && source->info().frames == kFrames;
        }));
    }
    [[nodiscard]] ui::Studio& studio() { return window->studio(); }
    [[nodiscard]] ui::Portrait& portrait() { return window->studio().portrait(); }
    [[nodiscard]] int edits() { return window->studio().undo_stack()->index(); }
    [[nodiscard]] QString name(const char* what) const {
        return QString("%1-%2").arg(what, GetParam());
    }
    void picture(const char* what) { keep_picture(*window, name(what).toUtf8().constData()); }

    TemporaryFolder folder;
    std::unique_ptr<StudioWindow> window;
};

TEST_P(Portrait, MovesAsOneWishesAndIsRendered) {
    auto* chip = window->part<QToolButton>("portrait.face.1");
    ASSERT_NE(chip, nullptr);
    EXPECT_TRUE(chip->isChecked());
    auto* preview = window->part<ui::LivePreview>("portrait.preview");
    ASSERT_NE(preview, nullptr);
    EXPECT_TRUE(window->wait_for([&] { return preview->frames_shown() > kLeastFrames; }));
    EXPECT_TRUE(window->shows_result());
    picture("portrait-living");

    // A preset, and back.
    const int before = edits();
    window->click(window->part<QAbstractButton>("portrait.preset.smile"));
    EXPECT_EQ(portrait().options().preset, "smile");
    ASSERT_TRUE(window->press("edit.undo"));
    EXPECT_EQ(portrait().options().preset, "living");
    ASSERT_TRUE(window->press("edit.redo"));
    EXPECT_EQ(edits(), before + 1);

    // Curves, one of whose keys is dragged.
    ASSERT_TRUE(window->choose("portrait.edit_curves"));
    ASSERT_TRUE(window->wait_for([&] { return !portrait().curves().empty(); }));
    auto* curves = window->part<ui::CurveView>("timeline.curves");
    ASSERT_NE(curves, nullptr);
    ASSERT_TRUE(window->wait_for([&] { return curves->isVisible() && curves->height() > 0; }));
    const auto& keys = portrait().curves()[0].channels.at(Channel::Smile);
    std::size_t index = 0;
    while (index + 1 < keys.size() && keys[index].value <= 0) {
        ++index;
    }
    const ui::KeyPlace place{Channel::Smile, index};
    const double value = ui::key_at(portrait().curves()[0], place)->value;
    const QPoint from = curves->point_of(place).toPoint();
    QTest::mousePress(curves, Qt::LeftButton, {}, from);
    QTest::mouseMove(curves, from + QPoint(0, 3));
    QTest::mouseMove(curves, from + QPoint(0, 6));
    picture("portrait-curves");
    QTest::mouseRelease(curves, Qt::LeftButton, {}, from + QPoint(0, 6));
    EXPECT_LT(ui::key_at(portrait().curves()[0], place)->value, value);
    EXPECT_EQ(edits(), before + 3);

    // Shorter, so that it is soon rendered, and into a film.
    portrait::Curves shorter{1, portrait::Ending::Loop, {}};
    shorter.channels[Channel::Smile] = {{0, 0}, {0.5, 1}};
    ASSERT_TRUE(portrait().set_curves("Edit curves", {shorter}));
    ASSERT_TRUE(window->wait_for(
        [&] { return studio().source(studio().reel())->info().frames == studio().frames(); }));
    const auto output = folder / "portrait.mp4";
    ASSERT_TRUE(window->choose("portrait.export"));
    auto* file = window->part<QLineEdit>("render.output");
    auto* now = window->part<QAbstractButton>("render.now");
    ASSERT_NE(file, nullptr);
    ASSERT_TRUE(window->wait_for([&] { return file->isVisible(); }));
    file->setFocus();
    file->selectAll();
    QTest::keyClicks(file, QString::fromStdString(output.string()));
    ASSERT_TRUE(window->wait_for([&] { return now->isEnabled(); }));
    QTest::mouseClick(now, Qt::LeftButton);
    ASSERT_TRUE(window->wait_for(
        [&] {
            const auto& renders = studio().document().all<project::RenderJob>();
            return !renders.empty() &&
                   renders.begin()->second.state != project::RenderState::Waiting &&
                   renders.begin()->second.state != project::RenderState::Running;
        },
        300'000));
    const auto film = media::open_reel(output);
    ASSERT_OK(film);
    EXPECT_EQ((*film)->info().video.frames, 25);
}

TEST_P(Portrait, LandmarksAreDraggedInTheViewer) {
    auto* viewer = window->part<ui::Viewer>("viewer");
    ASSERT_NE(viewer, nullptr);
    ASSERT_TRUE(window->press("viewer.landmarks"));
    ui::FaceTool& tool = viewer->face_tool();
    ASSERT_TRUE(tool.landmarks_shown());
    ASSERT_FALSE(tool.handles().empty());
    ASSERT_TRUE(window->wait_for([&] { return viewer->picture(ui::Side::A) != nullptr; }));
    viewer->canvas().repaint();
    picture("portrait-landmarks");
    const auto handle = tool.handles().front();
    const QPointF scan = tool.place_of(handle);
    const QPoint from = viewer->canvas().point_at(scan).toPoint();
    const int before = edits();
    QTest::mousePress(&viewer->canvas(), Qt::LeftButton, {}, from);
    QTest::mouseMove(&viewer->canvas(), from + QPoint(0, 4));
    QTest::mouseMove(&viewer->canvas(), from + QPoint(0, 8));
    QTest::mouseRelease(&viewer->canvas(), Qt::LeftButton, {}, from + QPoint(0, 8));
    EXPECT_EQ(edits(), before + 1);
    ASSERT_EQ(portrait().landmark_moves().size(), 1U);
    EXPECT_GT(portrait().landmark_moves()[0].dy, 0);
    ASSERT_TRUE(window->choose("viewer.landmarks_reset"));
    EXPECT_TRUE(portrait().landmark_moves().empty());
    ASSERT_TRUE(window->press("viewer.landmarks"));
    EXPECT_FALSE(tool.landmarks_shown());
}

INSTANTIATE_TEST_SUITE_P(All, Portrait, testing::Values("en", "ru"));

} // namespace
} // namespace kinovar::test
