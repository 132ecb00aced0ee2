#pragma once

#include <QObject>

class QWidget;

namespace kinovar::ui {

/// Keeps the wheel from changing a control that has not the focus: scrolling a page over it must
/// not turn its value. Installed by guard_wheel(); owned by the control.
class WheelGuard : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

void guard_wheel(QWidget* control);

} // namespace kinovar::ui
