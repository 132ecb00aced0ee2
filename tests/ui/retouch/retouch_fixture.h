#pragma once

#include "tests/ui/panels/panel_fixture.h"
#include "tests/ui/panels/paper_reel.h"
#include "ui/forms/file_chooser.h"
#include "ui/retouch/retouch_panel.h"
#include "ui/studio/retouch.h"

#include <QLineEdit>
#include <QUndoStack>

namespace kinovar::ui::test {

/// The dock of repairs beside a reel of two shots.
class RetouchPanels : public PaperReel {
protected:
    RetouchPanels() : PaperReel(2) {
        retouch().set_tool({});
        panel = new RetouchPanel(*studio, *actions);
        show(panel);
        window->resize(420, 1400);
    }
    ~RetouchPanels() override { chooser::set_answer({}); }

    [[nodiscard]] Retouch& retouch() const { return studio->retouch(); }
    [[nodiscard]] const retouch::Fix& fix(project::Id id) const { return *retouch().fix(id); }
    [[nodiscard]] int edits() const { return studio->undo_stack()->index(); }
    void undo() const { studio->undo_stack()->undo(); }
    /// A stroke in the middle of the picture, at the current frame and as the tool is set.
    [[nodiscard]] project::Id add_stroke() const {
        retouch::Fix fix;
        fix.kind = retouch().tool().kind;
        fix.area.marks.push_back(
            {.brush = retouch().tool().brush, .points = {{{0.4, 0.5}, 1}, {{0.6, 0.5}, 1}}});
        return retouch().add(std::move(fix));
    }
    template <class Widget>
    [[nodiscard]] Widget* part(const char* name) const {
        return child<Widget>(*panel, name);
    }
    void click(const char* name) const { QTest::mouseClick(part<QWidget>(name), Qt::LeftButton); }
    void type(const char* name, const char* text) const {
        auto* line = part<QLineEdit>(name);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }

    RetouchPanel* panel = nullptr;
};

} // namespace kinovar::ui::test
