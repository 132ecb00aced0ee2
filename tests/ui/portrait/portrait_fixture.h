#pragma once

#include "core/base/places.h"
#include "core/project/reel_edits.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "tests/ui/panels/panel_fixture.h"
#include "ui/studio/portrait.h"

#include <QImage>
#include <QUndoStack>
#include <cstdlib>

namespace kinovar::ui {

/// A studio with a photograph. The faces of it need networks; what needs none works without.
class PortraitTest : public PanelTest {
protected:
    static constexpr const char* kStill = "stills/official_sen_tim-scott.jpg";

    void SetUp() override {
        // The weights of the one who runs the tests; everything else is the test's own.
        static const std::string models = (user_data_folder() / "models").string();
        ::setenv("KINOVAR_MODELS", models.c_str(), 0);
        PanelTest::SetUp();
    }
    [[nodiscard]] Portrait& portrait() const { return studio->portrait(); }
    [[nodiscard]] const project::Reel& reel() const {
        return *studio->document().get<project::Reel>(studio->reel());
    }
    [[nodiscard]] int edits() const { return studio->undo_stack()->count(); }

    void open_still(const std::filesystem::path& path) {
        studio->add_media(path);
        ASSERT_TRUE(wait(
            [this] { return studio->reel() != 0 && studio->source(studio->reel()) != nullptr; }));
    }
    void open_grey_still() {
        QImage still(96, 64, QImage::Format_RGB32);
        still.fill(Qt::gray);
        const auto path = folder / "still.png";
        ASSERT_TRUE(still.save(QString::fromStdString(path.string())));
        open_still(path);
    }
    /// As animate() does, without looking at the picture.
    void move_anyway() {
        constexpr int kFrames = 100;
        const pipeline::Chain chain{{{"portrait", {}, true}}};
        ASSERT_TRUE(
            studio->edit(project::set_source_chain(studio->document(), studio->reel(), chain,
                                                   kFrames, {25, 1}, reel().width, reel().height)));
        ASSERT_TRUE(portrait().moving());
        ASSERT_TRUE(
            wait([this] { return studio->source(studio->reel())->info().frames == kFrames; }));
    }
};

} // namespace kinovar::ui

/// A portrait and the networks that see its face; skips where one is missing.
#define KINOVAR_NEEDS_PORTRAIT(variable, name)                                                     \
    KINOVAR_NEEDS_SHARED(variable, std::string("data/portraits/") + (name));                       \
    if (const auto analyser = ::kinovar::portrait::FaceAnalyser::installed(); !analyser) {         \
        GTEST_SKIP() << analyser.error().one_line();                                               \
    }                                                                                              \
    static_assert(true)
