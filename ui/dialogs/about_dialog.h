#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QDialog>

class QTreeWidget;

namespace kinovar::ui {

/// Version, licences of the program, its libraries and the models. GUI thread.
class AboutDialog : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    QWidget* new_program_page();
    QWidget* new_libraries_page();
    QWidget* new_models_page();
    QTreeWidget* new_table(const char* name, const QStringList& columns);
};

} // namespace kinovar::ui
