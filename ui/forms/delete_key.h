#pragma once

#include <QObject>

class QWidget;

namespace kinovar::ui {

/// The Delete key while a list has the focus: the list's, although it is a shortcut of the window
/// too. Owned by the list.
class DeleteKey : public QObject {
    Q_OBJECT

public:
    explicit DeleteKey(QWidget* list);

Q_SIGNALS:
    void pressed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace kinovar::ui
