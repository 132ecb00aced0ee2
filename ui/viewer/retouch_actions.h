#pragma once

#include "ui/studio/actions.h"

#include <QObject>

namespace kinovar::ui {

class RetouchTool;
class Studio;

/// The named commands of repairs by hand ("retouch.…"): the tool, its kinds, ways of drawing and
/// lifetimes, and what is done to the chosen fix.
class RetouchActions : public QObject {
    Q_OBJECT

public:
    RetouchActions(Actions& actions, QObject* parent);
    /// The tool that they are for; once.
    void start(Studio& studio, RetouchTool& tool);

private:
    QAction* add(const char* name, const QString& text, const QKeySequence& key = {},
                 bool checkable = false);
    [[nodiscard]] QAction* action(const char* name) const;
    void start_tool();
    void start_kinds();
    void start_ways();
    void start_lifetimes();
    void start_chosen();
    void show_tool();
    void show_chosen();

    Actions& actions_;
    Studio* studio_ = nullptr;
    RetouchTool* tool_ = nullptr;
};

} // namespace kinovar::ui
