#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QPointer>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QListView;
class QToolButton;

namespace kinovar::ui {

class CompositeBar;
class TakeDelegate;
class TakeDifferences;
class TakeListModel;
class TakePictures;

/// The takes of the current shot, with pictures: make, name, rate, pick, compare, put together of
/// several, remove.
class TakesPane : public QWidget {
    Q_OBJECT

public:
    TakesPane(Studio& studio, Actions& actions, QWidget* parent = nullptr);

    /// Of the take that is worked on; false where that is the reel's chain.
    bool rate(int rating);

Q_SIGNALS:
    /// The viewer shall show these beside each other, or one after the other. 0: the reel's chain.
    void compare_wanted(kinovar::project::Id a, kinovar::project::Id b, bool blinks);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void make_list();
    void make_actions();
    void make_buttons(QHBoxLayout& row);
    [[nodiscard]] QToolButton* button_of(QAction* action);
    QAction* add(const char* id, const QString& text, const QKeySequence& key, const char* icon,
                 void (TakesPane::*work)());
    void follow_take();
    void follow_aspect();
    void set_tiles(bool tiles);
    void remember_choice();
    void add_take();
    void duplicate();
    void make_composite();
    void remove();
    void pick_current();
    void pick(project::Id take);
    void compare();
    void blink();
    void show_differences();
    void next_take();
    void previous_take();
    void move(int by);
    void next_source();
    /// A copy of a take with its fixes, as part of an edit; its id.
    project::Id copy_take(project::EditBuilder& builder, const project::Take& take,
                          const std::string& name) const;
    [[nodiscard]] const project::Take* current() const;
    /// What the present take is compared with, and itself: the two chosen in the list; else with
    /// the pick, the one that was worked on before, or the chain of the reel.
    [[nodiscard]] std::pair<project::Id, project::Id> pair() const;
    [[nodiscard]] std::string free_name() const;

    Studio& studio_;
    Actions& actions_;
    TakePictures* pictures_;
    TakeListModel* model_;
    TakeDelegate* delegate_;
    CompositeBar* composite_bar_;
    QLabel* title_;
    QListView* list_;
    QLineEdit* note_;
    QPointer<TakeDifferences> differences_;
    project::Id present_ = 0; ///< the take that is worked on, and the one before it
    project::Id before_ = 0;
    QAction* add_ = nullptr;
    QAction* duplicate_ = nullptr;
    QAction* pick_ = nullptr;
    QAction* compare_ = nullptr;
    QAction* blink_ = nullptr;
    QAction* differ_ = nullptr;
    QAction* composite_ = nullptr;
    QAction* source_ = nullptr;
    QAction* previous_ = nullptr;
    QAction* next_ = nullptr;
    QAction* remove_ = nullptr;
    QAction* tiles_ = nullptr;
    QAction* at_playhead_ = nullptr;
};

} // namespace kinovar::ui
