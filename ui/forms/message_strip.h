#pragma once

#include "core/base/result.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace kinovar::ui {

/// A message that stands where it belongs: what went wrong, a way out, perhaps a button for it.
/// Hidden until something is shown.
class MessageStrip : public QFrame {
    Q_OBJECT

public:
    /// `name` begins the object names of its parts: "models.message".
    explicit MessageStrip(const QString& name, QWidget* parent = nullptr);
    void show_error(const Error& error);
    void show_note(const QString& text);
    void clear();
    [[nodiscard]] QString text() const;
    /// A button or check box at its end, taken over; it is for the caller to show and hide it.
    void add(QWidget* control);
    void set_closable(bool closable);

private:
    void show_text(const QString& text, bool trouble);
    QLabel* label_;
    QHBoxLayout* controls_;
    QToolButton* close_;
};

} // namespace kinovar::ui
