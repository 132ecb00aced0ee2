#include "ui/window/typing_guard.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTabBar>
#include <QTextEdit>

namespace kinovar::ui {

namespace {

bool takes_text(QWidget* widget) {
    if (const auto* line = qobject_cast<QLineEdit*>(widget)) {
        return !line->isReadOnly();
    }
    if (const auto* text = qobject_cast<QTextEdit*>(widget)) {
        return !text->isReadOnly();
    }
    if (const auto* text = qobject_cast<QPlainTextEdit*>(widget)) {
        return !text->isReadOnly();
    }
    const auto* combo = qobject_cast<QComboBox*>(widget);
    return qobject_cast<QAbstractSpinBox*>(widget) != nullptr ||
           qobject_cast<QKeySequenceEdit*>(widget) != nullptr ||
           (combo != nullptr && combo->isEditable());
}

bool moves_up_and_down(int key) {
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp ||
           key == Qt::Key_PageDown || key == Qt::Key_Home || key == Qt::Key_End;
}

bool moves_sideways(int key) {
    return key == Qt::Key_Left || key == Qt::Key_Right;
}

bool ends_typing(int key) {
    return key == Qt::Key_Escape || (key >= Qt::Key_F1 && key <= Qt::Key_F35);
}

} // namespace

TypingGuard::TypingGuard(QWidget* window) : QObject(window), window_(window) {
    qApp->installEventFilter(this);
}

bool TypingGuard::belongs(QWidget* focus, int key) const {
    if (takes_text(focus)) {
        return !ends_typing(key);
    }
    if (qobject_cast<QAbstractItemView*>(focus) != nullptr ||
        qobject_cast<QComboBox*>(focus) != nullptr) {
        return moves_up_and_down(key);
    }
    if (qobject_cast<QAbstractSlider*>(focus) != nullptr &&
        qobject_cast<QScrollBar*>(focus) == nullptr) {
        return reached_by_keyboard_ && (moves_up_and_down(key) || moves_sideways(key));
    }
    if (qobject_cast<QTabBar*>(focus) != nullptr) {
        return reached_by_keyboard_ && moves_sideways(key);
    }
    return qobject_cast<QAbstractButton*>(focus) != nullptr && reached_by_keyboard_ &&
           key == Qt::Key_Space;
}

bool TypingGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn) {
        const auto reason = static_cast<QFocusEvent*>(event)->reason();
        // A window that comes back, or a menu that closes, does not change how one got there.
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason) {
            reached_by_keyboard_ = reason == Qt::TabFocusReason ||
                                   reason == Qt::BacktabFocusReason ||
                                   reason == Qt::ShortcutFocusReason;
        }
    } else if (event->type() == QEvent::ShortcutOverride) {
        auto* widget = qobject_cast<QWidget*>(watched);
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto plain = key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
        if (widget != nullptr && widget->window() == window_ && plain == Qt::NoModifier &&
            belongs(widget, key->key())) {
            event->accept();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace kinovar::ui
