#pragma once

#include "tests/ui/panels/panel_fixture.h"
#include "tests/ui/panels/paper_reel.h"
#include "ui/colour/hints_panel.h"
#include "ui/forms/file_chooser.h"
#include "ui/studio/colour.h"

#include <QUndoStack>

namespace kinovar::ui::test {

/// The dock of hints beside a reel of two shots.
class ColourPanels : public PaperReel {
protected:
    ColourPanels() : PaperReel(2) {
        colour().restore_palette();
        colour().set_tool({});
        panel = new HintsPanel(*studio, *actions);
        show(panel);
        window->resize(420, 1400);
    }
    ~ColourPanels() override { chooser::set_answer({}); }

    [[nodiscard]] Colour& colour() const { return studio->colour(); }
    [[nodiscard]] int edits() const { return studio->undo_stack()->count(); }
    void undo() const { studio->undo_stack()->undo(); }
    /// A point in the middle of the picture, at the current frame and as the tool is set.
    [[nodiscard]] project::Id add_point() const {
        return colour().add(colourise::HintShape::Point, {{0.5, 0.5}});
    }
    template <class Widget>
    [[nodiscard]] Widget* part(const char* name) const {
        return child<Widget>(*panel, name);
    }
    void click(const char* name) const { QTest::mouseClick(part<QWidget>(name), Qt::LeftButton); }

    HintsPanel* panel = nullptr;
};

} // namespace kinovar::ui::test
