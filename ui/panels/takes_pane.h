#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QListView;

namespace kinovar::ui {

class TakeListModel;

/// The takes of the current shot: make, name, rate, pick, compare, remove.
class TakesPane : public QWidget {
    Q_OBJECT

public:
    TakesPane(Studio& studio, Actions& actions, QWidget* parent = nullptr);

    /// Of the take that is worked on; false where that is the reel's chain.
    bool rate(int rating);

Q_SIGNALS:
    void compare_wanted(kinovar::project::Id take);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void make_list();
    void make_buttons(QHBoxLayout& row);
    QAction* add(const char* id, const QString& text, const QKeySequence& key, const char* icon);
    void follow_take();
    void add_take();
    void duplicate();
    void remove();
    void pick(project::Id take);
    [[nodiscard]] const project::Take* current() const;
    [[nodiscard]] std::string free_name() const;

    Studio& studio_;
    Actions& actions_;
    TakeListModel* model_;
    QLabel* title_;
    QListView* list_;
    QLineEdit* note_;
    QAction* add_;
    QAction* duplicate_;
    QAction* pick_;
    QAction* compare_;
    QAction* remove_;
};

} // namespace kinovar::ui
