#include "ui/panels/look_bar.h"

#include "ui/panels/look_dialog.h"
#include "ui/studio/detectors.h"
#include "ui/studio/icons.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

namespace kinovar::ui {

namespace {

constexpr int kSteps = 1000; // of the progress

} // namespace

LookBar::LookBar(Studio& studio, Actions& actions, const QString& name, QWidget* parent)
    : QWidget(parent), studio_(studio), action_(action_of(actions)), look_(new QPushButton),
      progress_(new QProgressBar), stop_(new QToolButton) {
    look_->setObjectName(name + QStringLiteral(".look"));
    look_->setText(action_->text());
    look_->setAccessibleName(action_->text());
    look_->setToolTip(tr("Looks for hands, plastic and drifting faces and glitches; what is found "
                         "is listed here, and nothing is changed"));
    connect(look_, &QPushButton::clicked, action_, &QAction::trigger);
    progress_->setObjectName(name + QStringLiteral(".progress"));
    progress_->setAccessibleName(tr("How far the search is"));
    progress_->setTextVisible(true);
    stop_->setObjectName(name + QStringLiteral(".stop"));
    stop_->setIcon(icon(QStringLiteral("stop")));
    stop_->setAutoRaise(true);
    stop_->setAccessibleName(tr("Stop looking"));
    stop_->setToolTip(stop_->accessibleName());
    connect(stop_, &QToolButton::clicked, &studio_.detectors(), &Detectors::stop);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->addWidget(look_);
    row->addWidget(progress_, 1);
    row->addWidget(stop_);
    connect(&studio_.detectors(), &Detectors::progress_changed, this, &LookBar::follow);
    for (const auto signal :
         {&Studio::reel_changed, &Studio::shot_changed, &Studio::project_changed}) {
        connect(&studio_, signal, this, &LookBar::follow);
    }
    connect(&studio_, &Studio::source_changed, this, &LookBar::follow);
    follow();
}

/// One action for all bars; the first one makes it.
QAction* LookBar::action_of(Actions& actions) {
    const QString id = QStringLiteral("review.look");
    if (QAction* present = actions.find(id)) {
        return present;
    }
    QAction* action = actions.add(id, tr("Review"), tr("Look for problems…"));
    connect(action, &QAction::triggered, this, [this] {
        auto* dialog = new LookDialog(studio_, window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    return action;
}

void LookBar::follow() {
    const bool looking = studio_.detectors().looking();
    const bool open = studio_.has_project() && studio_.shot() != 0;
    action_->setEnabled(open && !looking);
    look_->setEnabled(open && !looking);
    look_->setVisible(!looking);
    progress_->setVisible(looking);
    stop_->setVisible(looking);
    const auto progress = studio_.detectors().progress();
    progress_->setRange(0, progress ? kSteps : 0);
    progress_->setValue(progress ? qRound(*progress * kSteps) : 0);
}

} // namespace kinovar::ui
