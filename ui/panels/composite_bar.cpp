#include "ui/panels/composite_bar.h"

#include "ui/panels/take_differences.h"
#include "ui/studio/retouch.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

/// The take that the tool takes regions from; 0: it does not.
project::Id source_of(const Studio& studio) {
    const auto* replace = std::get_if<retouch::Replace>(&studio.retouch().tool().kind);
    return replace == nullptr ? 0 : replace->from.take;
}

} // namespace

std::vector<project::Id> best_takes(const Studio& studio) {
    const project::Document& document = studio.document();
    const auto* shot = document.get<project::Shot>(studio.shot());
    std::vector<project::Id> takes =
        shot == nullptr ? std::vector<project::Id>() : document.takes_of(shot->id);
    const auto rank = [&](project::Id id) {
        return std::tuple(document.get<project::Take>(id)->rating, id == shot->pick, id);
    };
    std::sort(takes.begin(), takes.end(),
              [&](project::Id a, project::Id b) { return rank(a) > rank(b); });
    return takes;
}

CompositeBar::CompositeBar(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), from_(new QComboBox), help_(new QLabel) {
    setObjectName(QStringLiteral("takes.composite_bar"));
    auto* label = new QLabel(tr("Bring &in from"));
    label->setBuddy(from_);
    from_->setObjectName(QStringLiteral("takes.composite_from"));
    from_->setAccessibleName(tr("The take that regions are brought in from"));
    from_->setToolTip(from_->accessibleName());
    help_->setObjectName(QStringLiteral("takes.composite_help"));
    help_->setWordWrap(true);
    help_->setForegroundRole(QPalette::PlaceholderText);
    help_->setText(tr("Draw over what shall come from that take; it is laid in its place and "
                      "brought to the colours around it."));
    auto* row = new QHBoxLayout;
    row->addWidget(label);
    row->addWidget(from_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(6, 2, 6, 4);
    column->addLayout(row);
    column->addWidget(help_);
    connect(from_, &QComboBox::activated, this,
            [this] { bring_in(from_->currentData().toLongLong()); });
    connect(&studio_.retouch(), &Retouch::tool_changed, this, &CompositeBar::follow);
    for (const auto signal : {&Studio::take_changed, &Studio::takes_changed, &Studio::shot_changed,
                              &Studio::reel_changed, &Studio::project_changed}) {
        connect(&studio_, signal, this, &CompositeBar::follow);
    }
    follow();
}

void CompositeBar::bring_in(project::Id take) {
    Retouch::Tool tool = studio_.retouch().tool();
    retouch::Replace replace;
    replace.from.take = take;
    tool.kind = replace;
    tool.erases = false;
    studio_.retouch().set_tool(tool);
}

void CompositeBar::bring_in_next() {
    if (from_->count() > 0) {
        const int next = (from_->currentIndex() + 1) % from_->count();
        bring_in(from_->itemData(next).toLongLong());
        studio_.tell(tr("Regions are brought in from %1").arg(from_->currentText()));
    }
}

void CompositeBar::follow() {
    const project::Id source = source_of(studio_);
    const bool shown = source != 0 && studio_.has_project() && studio_.shot() != 0;
    from_->clear();
    if (shown) {
        const project::Document& document = studio_.document();
        for (const project::Id id : document.takes_of(studio_.shot())) {
            if (id != studio_.take()) {
                from_->addItem(take_name(document, id), QVariant::fromValue<qlonglong>(id));
            }
        }
        from_->setCurrentIndex(from_->findData(QVariant::fromValue<qlonglong>(source)));
    }
    setVisible(from_->currentIndex() >= 0); // else it takes from what is not of this shot
}

} // namespace kinovar::ui
