#pragma once

#include <QObject>

namespace kinovar::ui {

/// Keeps single-key shortcuts from firing while the key belongs to the widget that has the focus:
/// text that is typed, a list or a slider that is moved through, a button that was reached by the
/// keyboard. Installed on the application; looks only at widgets of the window that is its parent.
class TypingGuard : public QObject {
    Q_OBJECT

public:
    explicit TypingGuard(QWidget* window);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool belongs(QWidget* focus, int key) const;

    QWidget* window_;
    bool reached_by_keyboard_ = false; ///< the focus came by Tab, not by the mouse
};

} // namespace kinovar::ui
