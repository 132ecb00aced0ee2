#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QLabel;
class QUndoView;

namespace kinovar::ui {

/// What was done, and can be undone and redone: choosing a line goes there.
class HistoryPanel : public QWidget {
    Q_OBJECT

public:
    explicit HistoryPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    void refresh();

    Studio& studio_;
    QUndoView* view_;
    QLabel* empty_;
};

} // namespace kinovar::ui
