#pragma once

#include "ui/studio/job_list.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QProgressBar;
class QToolButton;

namespace kinovar::ui {

/// One job: what it is at, how far, how fast, how long still; its log on demand.
class JobRow : public QFrame {
    Q_OBJECT

public:
    JobRow(JobList& jobs, int id, QWidget* parent = nullptr);
    [[nodiscard]] int id() const { return id_; }
    /// Shows the job as it is now.
    void refresh();

private:
    QToolButton* make_button(const QString& name, const QString& icon_name, const QString& help);
    void lay_out();
    void pause_or_resume();
    void show_log(bool shown);
    void show_buttons(const JobList::Entry& entry);
    void show_bar(const JobList::Entry& entry);

    JobList& jobs_;
    int id_;
    QLabel* title_;
    QLabel* state_;
    QProgressBar* bar_;
    QToolButton* pause_;
    QToolButton* cancel_;
    QToolButton* log_button_;
    QPlainTextEdit* log_;
    qsizetype log_lines_ = 0; ///< that are shown
};

/// How a job stands, in one line: "restore · 120 of 2400 · 12.3 a second · 00:03:05 left".
[[nodiscard]] QString job_state_text(const JobList::Entry& entry);

} // namespace kinovar::ui
