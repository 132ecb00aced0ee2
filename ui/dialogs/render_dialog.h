#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QDialog>

class QPushButton;
class QTabWidget;

namespace kinovar::ui {

class RenderForm;
class RenderQueuePage;

/// Asks what to export, where to and how, and queues it. Only with a project. GUI thread.
class RenderDialog : public QDialog {
    Q_OBJECT

public:
    explicit RenderDialog(Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    void add(bool start);

    Studio& studio_;
    QTabWidget* tabs_;
    RenderForm* form_;
    RenderQueuePage* queue_;
    QPushButton* add_;
    QPushButton* render_;
};

} // namespace kinovar::ui
