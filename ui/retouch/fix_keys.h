#pragma once

#include "core/steps/retouch/fix.h"
#include "ui/studio/actions.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace kinovar::ui {

class Studio;

/// The frames at which a hand put the chosen fix in its place.
class FixKeys : public QWidget {
    Q_OBJECT

public:
    FixKeys(Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    [[nodiscard]] const retouch::Fix* fix() const;
    void follow();
    void go(int direction);

    Studio& studio_;
    QLabel* frames_;
    QToolButton* previous_;
    QToolButton* next_;
    QToolButton* add_ = nullptr;
    QToolButton* remove_;
};

} // namespace kinovar::ui
