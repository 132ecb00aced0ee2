#include "tests/e2e/program.h"
#include "tests/window/random_hands.h"
#include "tests/window/sample_reel.h"

#include <gtest/gtest.h>

#include <QUndoStack>

namespace kinovar::test {
namespace {

TEST(Undo, AHundredRandomEditsGoBackAndForth) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_sample_reel(folder / "film.mkv");
    StudioWindow window;
    ASSERT_TRUE(window.open_reel(folder / "film.mkv"));
    const QUndoStack* undo = window.studio().undo_stack();
    const std::string start = window.studio().document().dump();
    const int first = undo->index();

    constexpr int kEdits = 100;
    constexpr int kMostAttempts = 1000;
    RandomHands hands(window, 20);
    for (int i = 0; i < kMostAttempts && undo->index() < first + kEdits; ++i) {
        hands.do_something();
        ASSERT_FALSE(HasFatalFailure());
    }
    ASSERT_GE(undo->index(), first + kEdits);
    const std::string end = window.studio().document().dump();
    ASSERT_NE(end, start);

    while (undo->index() > first) {
        const int before = undo->index();
        ASSERT_TRUE(window.press("edit.undo"));
        ASSERT_EQ(undo->index(), before - 1);
    }
    EXPECT_EQ(window.studio().document().dump(), start);
    while (undo->canRedo()) {
        const int before = undo->index();
        ASSERT_TRUE(window.press("edit.redo"));
        ASSERT_EQ(undo->index(), before + 1);
    }
    EXPECT_EQ(window.studio().document().dump(), end);

    // What is in the file is what is on the screen.
    const auto path = window.studio().document().path();
    const auto file = project::Document::open(path, project::Access::ReadOnly);
    ASSERT_OK(file);
    EXPECT_EQ((*file)->dump(), end);
}

} // namespace
} // namespace kinovar::test
