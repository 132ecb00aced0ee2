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

class FixListModel;
class Studio;

/// The fixes of the take as they lie upon each other: filter, list, and what can be done with those
/// that are chosen in it.
class FixesList : public QWidget {
    Q_OBJECT

public:
    explicit FixesList(Studio& studio, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void make_row(QHBoxLayout& row);
    QToolButton* add_button(QHBoxLayout& row, const char* name, const char* icon_name,
                            const QString& text, const QString& tip, void (FixesList::*deed)());
    void make_list();
    void follow();
    void follow_chosen();
    void go_to(const QModelIndex& index);
    [[nodiscard]] std::vector<project::Id> selected() const;
    void duplicate();
    void switch_over();
    void rename();
    void remove();
    void check_all();

    Studio& studio_;
    FixListModel* model_;
    QComboBox* filter_;
    QListView* list_;
    QLabel* empty_;
    QList<QToolButton*> need_fix_;
    bool following_ = false; ///< the list follows the chosen fix
    bool choosing_ = false;  ///< the chosen fix follows the list
};

} // namespace kinovar::ui
