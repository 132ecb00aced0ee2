#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QLabel;
class QMenu;
class QToolButton;

namespace kinovar::ui {

class AddStepPopup;
class PresetBar;
class StepList;
class StepPane;

/// The chain that is worked on: its steps in order, and the parameters of the chosen one.
class ChainPanel : public QWidget {
    Q_OBJECT

public:
    explicit ChainPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    void add_actions();
    void lay_out();
    QToolButton* make_button(const QString& name, const QString& icon_name, const QString& text,
                             const QString& help);
    void connect_list();
    void connect_studio();
    void refresh();
    void refresh_trouble();
    void refresh_actions();
    void choose(int step);
    [[nodiscard]] QString time_text(std::size_t step) const;

    void edit(const char* name, const pipeline::Chain& chain, int choose_step);
    void add_step(const QString& name);
    void switch_step(int step, bool on);
    void move_step(int from, int to);
    void duplicate_step(int step);
    void remove_step(int step);
    void reset_step(int step);
    void solo_step(int step);
    void copy_chain();
    void paste_chain();
    void time_chain();

    Studio& studio_;
    Actions& actions_;
    StepList* list_;
    StepPane* pane_;
    PresetBar* presets_;
    AddStepPopup* popup_;
    QToolButton* add_;
    QToolButton* time_;
    QToolButton* more_;
    QLabel* empty_;
    pipeline::Chain timed_;     ///< what the times are of
    std::vector<double> times_; ///< seconds of each step
    int timing_ = 0;            ///< the job that measures; 0: none
    int broken_ = -1;           ///< the first step that cannot work
    std::optional<Error> trouble_;
};

} // namespace kinovar::ui
