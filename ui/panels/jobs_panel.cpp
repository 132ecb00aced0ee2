#include "ui/panels/jobs_panel.h"

#include "ui/panels/job_row.h"
#include "ui/studio/icons.h"

#include <QLabel>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

JobsPanel::JobsPanel(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), column_(new QVBoxLayout), empty_(new QLabel),
      clear_(new QToolButton) {
    setObjectName(QStringLiteral("jobs"));
    QAction* clear =
        actions.add(QStringLiteral("jobs.clear"), tr("Jobs"), tr("Clear those that have ended"));
    clear->setIcon(icon(QStringLiteral("trash")));
    connect(clear, &QAction::triggered, this, [this] { studio_.jobs().clear_ended(); });
    clear_->setDefaultAction(clear);
    clear_->setObjectName(QStringLiteral("jobs.clear.button"));
    clear_->setAccessibleName(clear->text());
    clear_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    lay_out();
    connect(&studio.jobs(), &JobList::added, this, &JobsPanel::add);
    connect(&studio.jobs(), &JobList::changed, this, &JobsPanel::change);
    connect(&studio.jobs(), &JobList::removed, this, &JobsPanel::remove);
    for (const JobList::Entry* entry : studio.jobs().entries()) {
        add(entry->id);
    }
    refresh();
}

void JobsPanel::lay_out() {
    empty_->setObjectName(QStringLiteral("jobs.empty"));
    empty_->setText(tr("Nothing is under way. Renders, analyses and installs of models are shown "
                       "here while they work."));
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    empty_->setMargin(fontMetrics().height());
    auto* content = new QWidget;
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addLayout(column_);
    inner->addWidget(empty_);
    inner->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus); // its rows have the focus
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* top = new QHBoxLayout;
    top->addStretch();
    top->addWidget(clear_);
    auto* outer = new QVBoxLayout(this);
    outer->addLayout(top);
    outer->addWidget(scroll, 1);
}

void JobsPanel::add(int id) {
    const JobList::Entry* entry = studio_.jobs().find(id);
    if (entry == nullptr || entry->quiet || rows_.contains(id)) {
        return;
    }
    auto* row = new JobRow(studio_.jobs(), id);
    rows_.emplace(id, row);
    column_->insertWidget(0, row);
    refresh();
}

void JobsPanel::change(int id) {
    if (const auto at = rows_.find(id); at != rows_.end()) {
        at->second->refresh();
        refresh();
    }
}

void JobsPanel::remove(int id) {
    if (const auto at = rows_.find(id); at != rows_.end()) {
        at->second->hide();
        at->second->deleteLater(); // its button may be what cleared it
        rows_.erase(at);
        refresh();
    }
}

void JobsPanel::refresh() {
    empty_->setVisible(rows_.empty());
    const auto entries = studio_.jobs().entries();
    clear_->defaultAction()->setEnabled(
        std::any_of(entries.begin(), entries.end(),
                    [](const JobList::Entry* entry) { return entry->state != JobState::Running; }));
}

} // namespace kinovar::ui
