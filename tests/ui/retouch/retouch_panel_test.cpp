#include "tests/ui/panels/panel_fixture.h"
#include "tests/ui/panels/paper_reel.h"
#include "ui/retouch/retouch_panel.h"
#include "ui/studio/retouch.h"

#include <QToolButton>

namespace kinovar::ui::test {
namespace {

class RetouchPanels : public PaperReel {
protected:
    RetouchPanels() : PaperReel(2) {
        panel = new RetouchPanel(*studio, *actions);
        show(panel);
        window->resize(420, 1000);
    }
    [[nodiscard]] Retouch& retouch() const { return studio->retouch(); }
    template <class Widget>
    [[nodiscard]] Widget* part(const char* name) const {
        return child<Widget>(*panel, name);
    }
    RetouchPanel* panel = nullptr;
};

TEST_F(RetouchPanels, EveryKindHasItsForm) {
    for (const char* kind : retouch::kKindNames) {
        const std::string name = std::string("retouch.kind.") + kind;
        QTest::mouseClick(part<QToolButton>(name.c_str()), Qt::LeftButton);
        EXPECT_EQ(name_of(retouch().tool().kind), kind);
        keep_picture(QStringLiteral("retouch-") + QLatin1String(kind));
        EXPECT_EQ(unnamed_controls(*panel), "");
    }
}

} // namespace
} // namespace kinovar::ui::test
