#pragma once

#include "ui/dialogs/render_queue.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace kinovar::ui {

/// The renders of the project with their state; starts, stops and removes them. GUI thread.
class RenderQueuePage : public QWidget {
    Q_OBJECT

public:
    explicit RenderQueuePage(Studio& studio, QWidget* parent = nullptr);
    void choose(project::Id row);

private:
    QPushButton* new_button(const char* name, const QString& text, const QString& help);
    void list();
    void show_row(QTreeWidgetItem* item, const project::RenderJob& row);
    void show_chosen();
    void open_folder();
    [[nodiscard]] project::Id chosen() const;
    [[nodiscard]] QString state_text(const project::RenderJob& row) const;

    Studio& studio_;
    RenderQueue& queue_;
    QTreeWidget* table_;
    QLabel* message_;
    QPushButton* start_;
    QPushButton* stop_;
    QPushButton* remove_;
    QPushButton* folder_;
};

} // namespace kinovar::ui
