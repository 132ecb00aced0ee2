#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QDialog>

namespace kinovar::ui {

/// Version, licences of the program, its libraries and the models.
class AboutDialog : public QDialog {
    Q_OBJECT

public:
    explicit AboutDialog(Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
