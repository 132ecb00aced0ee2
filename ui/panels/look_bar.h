#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QProgressBar;
class QPushButton;
class QToolButton;

namespace kinovar::ui {

/// "Look for problems…" (action "review.look"), and while the detectors work, how far they are and
/// a button that stops them.
class LookBar : public QWidget {
    Q_OBJECT

public:
    /// `name` begins the object names of its parts.
    LookBar(Studio& studio, Actions& actions, const QString& name, QWidget* parent = nullptr);

private:
    [[nodiscard]] QAction* action_of(Actions& actions);
    void follow();

    Studio& studio_;
    QAction* action_;
    QPushButton* look_;
    QProgressBar* progress_;
    QToolButton* stop_;
};

} // namespace kinovar::ui
