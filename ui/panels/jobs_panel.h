#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>
#include <map>

class QLabel;
class QToolButton;
class QVBoxLayout;

namespace kinovar::ui {

class JobRow;

/// What is under way: progress, rate, time left, pause, resume, cancel, log. The newest is on top.
/// Small background work is left out.
class JobsPanel : public QWidget {
    Q_OBJECT

public:
    explicit JobsPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    void lay_out();
    void add(int id);
    void change(int id);
    void remove(int id);
    void refresh();

    Studio& studio_;
    std::map<int, JobRow*> rows_;
    QVBoxLayout* column_;
    QLabel* empty_;
    QToolButton* clear_;
};

} // namespace kinovar::ui
