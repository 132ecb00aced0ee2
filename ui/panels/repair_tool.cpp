#include "ui/panels/repair_tool.h"

namespace kinovar::ui {

void take_up_repair_tool(const Actions& actions) {
    QAction* tool = actions.find(QStringLiteral("retouch.tool"));
    if (tool != nullptr && !tool->isChecked()) {
        tool->trigger();
    }
}

} // namespace kinovar::ui
