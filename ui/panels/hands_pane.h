#pragma once

#include "core/steps/detect/proposal.h"
#include "ui/studio/actions.h"
#include "ui/studio/detectors.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QListView;
class QModelIndex;

namespace kinovar::ui {

class HandListModel;
class PlacePictures;

/// Every hand that was found in the shot as a picture, least certain first, for a person to judge.
class HandsPane : public QWidget {
    Q_OBJECT

public:
    HandsPane(Studio& studio, Actions& actions, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The viewer shall show this place of the present frame large.
    void place_wanted(const kinovar::detect::Box& box);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void make_list();
    void make_buttons(QHBoxLayout& row, Actions& actions);
    void follow();
    void go_to(const QModelIndex& index);
    void judge(FoundHand::Judged judged);

    Studio& studio_;
    HandListModel* model_;
    PlacePictures* places_;
    QLabel* text_;
    QListView* list_;
    std::vector<QAction*> need_hand_;
};

} // namespace kinovar::ui
