#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QDialog>

namespace kinovar::ui {

/// Asks what to export, where to and how, and queues it.
class RenderDialog : public QDialog {
    Q_OBJECT

public:
    explicit RenderDialog(Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
