#include "ui/panels/job_row.h"

#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kParts = 1000; // of a progress bar
constexpr int kLogLines = 6;
constexpr std::int64_t kSixty = 60;

QString duration(double seconds) {
    const std::int64_t all = std::llround(seconds);
    const auto two = [](std::int64_t number) {
        return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
    };
    return QStringLiteral("%1:%2:%3")
        .arg(two(all / kSixty / kSixty), two(all / kSixty % kSixty), two(all % kSixty));
}

QString amount_text(const Progress& progress) {
    const QLocale numbers;
    if (progress.stage == "bytes" || progress.total > (1 << 20)) {
        return progress.total > 0 ? JobRow::tr("%1 of %2", "done of all")
                                        .arg(numbers.formattedDataSize(progress.done),
                                             numbers.formattedDataSize(progress.total))
                                  : numbers.formattedDataSize(progress.done);
    }
    return progress.total > 0
               ? JobRow::tr("%1 of %2", "done of all").arg(progress.done).arg(progress.total)
               : numbers.toString(static_cast<qlonglong>(progress.done));
}

QString rate_text(const Progress& progress) {
    const QLocale numbers;
    if (progress.total > (1 << 20)) {
        return JobRow::tr("%1 a second")
            .arg(numbers.formattedDataSize(static_cast<qint64>(progress.rate)));
    }
    return JobRow::tr("%1 a second").arg(numbers.toString(progress.rate, 'f', 1));
}

QString running_text(const Progress& progress) {
    QStringList parts;
    if (progress.paused) {
        parts += JobRow::tr("paused");
    }
    if (!progress.stage.empty()) {
        parts += translated(progress.stage);
    }
    if (progress.total > 0 || progress.done > 0) {
        parts += amount_text(progress);
    }
    if (progress.rate > 0 && !progress.paused) {
        parts += rate_text(progress);
    }
    if (progress.seconds_left && !progress.paused) {
        parts += JobRow::tr("%1 left", "time").arg(duration(*progress.seconds_left));
    }
    return parts.isEmpty() ? JobRow::tr("under way") : parts.join(QStringLiteral(" · "));
}

} // namespace

QString job_state_text(const JobList::Entry& entry) {
    switch (entry.state) {
    case JobState::Running:
        return running_text(entry.progress);
    case JobState::Done:
        return JobRow::tr("done in %1").arg(duration(entry.progress.seconds_elapsed));
    case JobState::Cancelled:
        return JobRow::tr("stopped");
    case JobState::Failed:
        break;
    }
    return entry.error.hint.empty()
               ? to_qt(entry.error.message)
               : QStringLiteral("%1\n%2").arg(to_qt(entry.error.message), to_qt(entry.error.hint));
}

JobRow::JobRow(JobList& jobs, int id, QWidget* parent)
    : QFrame(parent), jobs_(jobs), id_(id), title_(new QLabel), state_(new QLabel),
      bar_(new QProgressBar), log_(new QPlainTextEdit) {
    setFrameShape(QFrame::StyledPanel);
    setObjectName(QStringLiteral("jobs.%1").arg(id));
    pause_ = make_button(QStringLiteral("pause"), QStringLiteral("pause-job"), tr("Pause"));
    cancel_ = make_button(QStringLiteral("cancel"), QStringLiteral("stop"), tr("Stop this job"));
    log_button_ = make_button(QStringLiteral("log"), QStringLiteral("down"), tr("Show the log"));
    log_button_->setCheckable(true);
    lay_out();
    connect(pause_, &QToolButton::clicked, this, &JobRow::pause_or_resume);
    connect(cancel_, &QToolButton::clicked, this, [this] { jobs_.cancel(id_); });
    connect(log_button_, &QToolButton::toggled, this, &JobRow::show_log);
    refresh();
}

QToolButton* JobRow::make_button(const QString& name, const QString& icon_name,
                                 const QString& help) {
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("jobs.%1.%2").arg(id_).arg(name));
    button->setIcon(icon(icon_name));
    button->setAutoRaise(true);
    button->setToolTip(help);
    button->setAccessibleName(help);
    return button;
}

void JobRow::lay_out() {
    QFont bold = title_->font();
    bold.setBold(true);
    title_->setFont(bold);
    title_->setTextFormat(Qt::PlainText);
    title_->setWordWrap(true);
    state_->setObjectName(QStringLiteral("jobs.%1.state").arg(id_));
    state_->setTextFormat(Qt::PlainText);
    state_->setWordWrap(true);
    state_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    bar_->setTextVisible(false);
    bar_->setMaximumHeight(fontMetrics().height() / 2);
    bar_->setAccessibleName(tr("Progress"));
    log_->setObjectName(QStringLiteral("jobs.%1.log.text").arg(id_));
    log_->setReadOnly(true);
    log_->setAccessibleName(tr("Log"));
    log_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    log_->setFixedHeight(fontMetrics().height() * kLogLines);
    log_->setLineWrapMode(QPlainTextEdit::NoWrap);
    log_->hide();
    auto* top = new QHBoxLayout;
    top->addWidget(title_, 1);
    top->addWidget(log_button_);
    top->addWidget(pause_);
    top->addWidget(cancel_);
    auto* column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addWidget(bar_);
    column->addWidget(state_);
    column->addWidget(log_);
}

void JobRow::refresh() {
    const JobList::Entry* entry = jobs_.find(id_);
    if (entry == nullptr) {
        return;
    }
    title_->setText(entry->title);
    setAccessibleName(entry->title);
    state_->setText(job_state_text(*entry));
    state_->setForegroundRole(entry->state == JobState::Failed ? QPalette::Link
                                                               : QPalette::PlaceholderText);
    show_bar(*entry);
    show_buttons(*entry);
    for (; log_lines_ < entry->log.size(); ++log_lines_) {
        log_->appendPlainText(entry->log[log_lines_]);
    }
}

void JobRow::show_bar(const JobList::Entry& entry) {
    const Progress& progress = entry.progress;
    bar_->setVisible(entry.state == JobState::Running);
    if (progress.total <= 0) {
        bar_->setRange(0, 0); // busy
        return;
    }
    bar_->setRange(0, kParts);
    bar_->setValue(static_cast<int>(static_cast<double>(progress.done) /
                                    static_cast<double>(progress.total) * kParts));
}

void JobRow::show_buttons(const JobList::Entry& entry) {
    const bool runs = entry.state == JobState::Running;
    pause_->setVisible(runs);
    cancel_->setVisible(runs);
    const bool paused = entry.progress.paused;
    const QString help = paused ? tr("Go on") : tr("Pause");
    pause_->setIcon(icon(paused ? QStringLiteral("play") : QStringLiteral("pause-job")));
    pause_->setToolTip(help);
    pause_->setAccessibleName(help);
    log_button_->setVisible(!entry.log.isEmpty());
}

void JobRow::pause_or_resume() {
    const JobList::Entry* entry = jobs_.find(id_);
    if (entry == nullptr) {
        return;
    }
    if (entry->progress.paused) {
        jobs_.resume(id_);
    } else {
        jobs_.pause(id_);
    }
}

void JobRow::show_log(bool shown) {
    log_->setVisible(shown);
    log_button_->setIcon(icon(shown ? QStringLiteral("up") : QStringLiteral("down")));
    log_button_->setToolTip(shown ? tr("Hide the log") : tr("Show the log"));
}

} // namespace kinovar::ui
