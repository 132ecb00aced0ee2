#include "ui/forms/delete_key.h"

#include <QKeyEvent>
#include <QWidget>

namespace kinovar::ui {

DeleteKey::DeleteKey(QWidget* list) : QObject(list) {
    list->installEventFilter(this);
}

bool DeleteKey::eventFilter(QObject* watched, QEvent* event) {
    const auto type = event->type();
    if ((type == QEvent::ShortcutOverride || type == QEvent::KeyPress) &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        event->accept();
        if (type == QEvent::KeyPress) {
            Q_EMIT pressed();
        }
        return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace kinovar::ui
