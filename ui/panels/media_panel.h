#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QMenu;
class QToolButton;

namespace kinovar::ui {

class MediaDetails;

/// The reels of the project.
class MediaPanel : public QWidget {
    Q_OBJECT

public:
    explicit MediaPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QAction* add_action(const char* id, const QString& text, void (MediaPanel::*deed)());
    void add_actions();
    void lay_out();
    void refresh();
    void show_reel(QListWidgetItem* item, const project::Reel& reel);
    void refresh_current();
    void refresh_actions();
    void show_thumbnail(QListWidgetItem* item);
    [[nodiscard]] project::Id chosen() const;
    [[nodiscard]] const project::Reel* chosen_reel() const;

    void add_paths(const QStringList& paths);
    void add_files();
    void add_folder();
    void remove_chosen();
    void rename_chosen();
    void take_name(QListWidgetItem* item);
    void relink_chosen();
    void relink_all();
    void show_properties();
    void reveal_chosen();

    Studio& studio_;
    Actions& actions_;
    QListWidget* list_;
    QLabel* empty_;
    MediaDetails* details_;
    QToolButton* add_;
    QMenu* menu_;
    project::Id details_of_ = 0;
};

} // namespace kinovar::ui
