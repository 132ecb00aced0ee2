#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QTimer>
#include <QWidget>
#include <memory>

class QLabel;
class QListView;
class QToolButton;

namespace kinovar::ui {

class ShotDelegate;
class ShotListModel;
class TakesPane;
class ThumbnailPixmaps;

/// The shots of the reel with thumbnails, and the takes of the current one with rating and pick.
class ShotsPanel : public QWidget {
    Q_OBJECT

public:
    explicit ShotsPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
    ~ShotsPanel() override;

Q_SIGNALS:
    /// The viewer shall show these takes beside each other, or one after the other. 0: the reel's
    /// chain.
    void compare_wanted(kinovar::project::Id a, kinovar::project::Id b, bool blinks);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* make_top();
    void make_list();
    void connect_studio();
    void follow_shot();
    void follow_reel();
    void set_tiles(bool tiles);
    void go_to(const QModelIndex& index);

    Studio& studio_;
    std::unique_ptr<ThumbnailPixmaps> thumbnails_;
    ShotListModel* model_;
    ShotDelegate* delegate_ = nullptr;
    QListView* list_;
    TakesPane* takes_;
    QLabel* count_;
    QToolButton* tiles_;
    QToolButton* detect_;
    QLabel* empty_;
    QTimer thumbnails_soon_;
};

} // namespace kinovar::ui
