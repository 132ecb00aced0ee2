#pragma once

#include "ui/studio/studio.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QTreeWidget;

namespace kinovar::ui {

/// What two takes of the current shot are made by, side by side: step by step, and their fixes.
/// Stays open beside the window and follows the project.
class TakeDifferences : public QDialog {
    Q_OBJECT

public:
    TakeDifferences(Studio& studio, project::Id a, project::Id b, QWidget* parent = nullptr);

Q_SIGNALS:
    void compare_wanted(kinovar::project::Id a, kinovar::project::Id b, bool blinks);

private:
    [[nodiscard]] QComboBox* make_choice(const char* name, const QString& text);
    void follow_takes();
    void list();
    void add_row(const QString& what, const QString& a, const QString& b, bool differs);

    Studio& studio_;
    QComboBox* a_;
    QComboBox* b_;
    QTreeWidget* rows_;
    QLabel* summary_;
    bool differs_ = false;
};

/// "Chain of the reel", or a take's name.
[[nodiscard]] QString take_name(const project::Document& document, project::Id take);
/// "3 paint, 1 heal"; empty: no fixes.
[[nodiscard]] QString fixes_text(const project::Document& document, project::Id take);

} // namespace kinovar::ui
