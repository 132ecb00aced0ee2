#include "ui/panels/scope_bar.h"

#include "ui/forms/segments.h"
#include "ui/studio/text.h"

#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

ScopeBar::ScopeBar(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), choices_(new QButtonGroup(this)), notice_(new QLabel),
      follow_(new QPushButton(tr("Follow the reel again"))) {
    setStyleSheet(segments_style());
    auto* line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(add_choice(QStringLiteral("chain.scope.reel"), tr("Whole reel"),
                               tr("Changes are for all shots that have no chain of their own"),
                               ChainScope::Reel));
    line->addWidget(add_choice(QStringLiteral("chain.scope.shot"), tr("This shot"),
                               tr("The first change gives this shot a chain of its own"),
                               ChainScope::Shot));
    notice_->setObjectName(QStringLiteral("chain.scope.notice"));
    notice_->setWordWrap(true);
    follow_->setObjectName(QStringLiteral("chain.scope.follow"));
    follow_->setToolTip(tr("Drops the shot's own chain: it is made by the reel's chain again"));
    follow_->setAccessibleName(follow_->text());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(line);
    column->addWidget(notice_);
    column->addWidget(follow_);
    connect(choices_, &QButtonGroup::idClicked, this,
            [this](int id) { studio_.set_scope(static_cast<ChainScope>(id)); });
    connect(follow_, &QPushButton::clicked, this, &ScopeBar::follow_reel);
    for (const auto signal : {&Studio::scope_changed, &Studio::shot_changed, &Studio::take_changed,
                              &Studio::chain_changed, &Studio::reel_changed}) {
        connect(&studio_, signal, this, &ScopeBar::refresh);
    }
    refresh();
}

QToolButton* ScopeBar::add_choice(const QString& name, const QString& text, const QString& help,
                                  ChainScope scope) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(help);
    button->setAccessibleName(text);
    button->setCheckable(true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    choices_->addButton(button, static_cast<int>(scope));
    return button;
}

const project::Take* ScopeBar::own_take() const {
    if (!studio_.has_project()) {
        return nullptr;
    }
    const auto* take = studio_.document().get<project::Take>(studio_.take());
    return take != nullptr && take->chain ? take : nullptr;
}

QString ScopeBar::shot_name() const {
    const auto* shot = studio_.document().get<project::Shot>(studio_.shot());
    if (shot != nullptr && !shot->name.empty()) {
        return to_qt(shot->name);
    }
    const auto& shots = studio_.document().shots_of(studio_.reel());
    const auto at = std::find(shots.begin(), shots.end(), studio_.shot());
    return QString::number(at - shots.begin() + 1);
}

void ScopeBar::refresh() {
    const bool shot_there = studio_.has_project() && studio_.shot() != 0;
    setEnabled(shot_there);
    choices_->button(static_cast<int>(studio_.scope()))->setChecked(true);
    const bool own = own_take() != nullptr;
    follow_->setVisible(own);
    if (!shot_there) {
        notice_->clear();
    } else if (own && studio_.scope() == ChainScope::Shot) {
        notice_->setText(tr("Shot %1 has a chain of its own.").arg(shot_name()));
    } else if (own) {
        notice_->setText(tr("This is the reel's chain. Shot %1 has its own and does not follow it.")
                             .arg(shot_name()));
    } else if (studio_.scope() == ChainScope::Shot) {
        notice_->setText(
            tr("Shot %1 follows the reel; a change gives it a chain of its own.").arg(shot_name()));
    } else {
        notice_->clear();
    }
    notice_->setVisible(!notice_->text().isEmpty());
}

void ScopeBar::follow_reel() {
    const project::Take* own = own_take();
    if (own == nullptr) {
        return;
    }
    project::EditBuilder builder(studio_.document());
    project::Take take = *own;
    take.chain.reset();
    builder.update(take);
    if (studio_.edit(builder.finish(QT_TRANSLATE_NOOP("History", "Follow the reel's chain")))) {
        studio_.set_scope(ChainScope::Reel);
    }
}

} // namespace kinovar::ui
