#pragma once

#include "core/project/nouns.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QListView;
class QModelIndex;
class QToolButton;

namespace kinovar::ui {

class HintForm;
class HintListModel;
class Studio;

/// The hints of the reel: filter, order, list, and below it the one that is chosen.
class HintsList : public QWidget {
    Q_OBJECT

public:
    explicit HintsList(Studio& studio, QWidget* parent = nullptr);

Q_SIGNALS:
    void colour_wanted();

private:
    void make_filters(QHBoxLayout& row);
    void make_list();
    void follow();
    void follow_chosen();
    void go_to(const QModelIndex& index);
    void remove();

    Studio& studio_;
    HintListModel* model_;
    QComboBox* filter_;
    QComboBox* order_;
    QToolButton* remove_;
    QListView* list_;
    QLabel* empty_;
    HintForm* form_;
    bool following_ = false; ///< the list follows the chosen hint
    bool choosing_ = false;  ///< the chosen hint follows the list
};

} // namespace kinovar::ui
