#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QListView;
class QModelIndex;

namespace kinovar::ui {

class FlagListModel;
class PlacePictures;

/// Flags by severity, with their places: accept (which does what is proposed), reject, go to. Below
/// them the frames that failed.
class ReviewPanel : public QWidget {
    Q_OBJECT

public:
    explicit ReviewPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void make_filters(QHBoxLayout& row);
    void make_list();
    void make_buttons(QHBoxLayout& row);
    void follow_flags();
    void filter();
    void go_to(const QModelIndex& index);
    void move(int rows);
    void accept();
    void decide(project::FlagState state);

    Studio& studio_;
    FlagListModel* model_;
    PlacePictures* places_;
    Actions& actions_;
    QLabel* count_;
    QComboBox* states_;
    QComboBox* kinds_;
    QListView* list_;
    QLabel* empty_;
    std::vector<QAction*> need_flag_;
    project::Id current_ = 0; ///< stays chosen while the filter lets it through
};

} // namespace kinovar::ui
