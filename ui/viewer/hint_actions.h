#pragma once

#include "ui/studio/actions.h"
#include "ui/viewer/hint_tool.h"

#include <QObject>

namespace kinovar::ui {

/// The named commands of the tool of colour hints: tool, modes, lifetimes of the next hint.
class HintActions : public QObject {
    Q_OBJECT

public:
    HintActions(Actions& actions, QObject* parent);
    /// The tool that they are for; once.
    void start(Studio& studio, HintTool& tool);

private:
    QAction* add(const char* name, const QString& text, const QKeySequence& key = {});
    void show_tool();

    Actions& actions_;
    Studio* studio_ = nullptr;
    HintTool* tool_ = nullptr;
};

} // namespace kinovar::ui
