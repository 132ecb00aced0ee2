#pragma once

#include "ui/studio/actions.h"

#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace kinovar::ui {

/// All named actions with their keys; a key can be given, taken away, or all put back. GUI thread.
class ShortcutsPage : public QWidget {
    Q_OBJECT

public:
    explicit ShortcutsPage(Actions& actions, QWidget* parent = nullptr);

private:
    void add_editor();
    void list();
    void filter(const QString& text);
    void show_chosen();
    void warn_of_conflict();
    void assign();
    [[nodiscard]] QString chosen() const; ///< id; empty: none

    Actions& actions_;
    QLineEdit* search_;
    QTreeWidget* table_;
    QKeySequenceEdit* key_;
    QPushButton* assign_;
    QPushButton* clear_;
    QPushButton* reset_;
    QLabel* conflict_;
};

} // namespace kinovar::ui
