#include "ui/forms/wheel_guard.h"

#include <QEvent>
#include <QWidget>

namespace kinovar::ui {

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::Wheel) {
        return false;
    }
    const auto* control = qobject_cast<QWidget*>(watched);
    if (control == nullptr || control->hasFocus()) {
        return false;
    }
    event->ignore(); // goes on to what scrolls
    return true;
}

void guard_wheel(QWidget* control) {
    control->setFocusPolicy(Qt::StrongFocus);
    control->installEventFilter(new WheelGuard(control));
}

} // namespace kinovar::ui
