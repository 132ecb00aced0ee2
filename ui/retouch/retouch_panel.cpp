#include "ui/retouch/retouch_panel.h"

#include "ui/retouch/fix_form.h"
#include "ui/retouch/fixes_list.h"
#include "ui/retouch/folding_section.h"
#include "ui/retouch/masks_pane.h"
#include "ui/retouch/next_fix_pane.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace kinovar::ui {

RetouchPanel::RetouchPanel(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), scroll_(new QScrollArea) {
    setObjectName(QStringLiteral("retouch"));
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    auto* fixes =
        new FoldingSection(QStringLiteral("retouch.all"), tr("Fixes of this take"), false);
    fixes->body().addWidget(new FixesList(studio));
    auto* masks = new FoldingSection(QStringLiteral("retouch.masks"), tr("Masks"), true);
    masks->body().addWidget(new MasksPane(studio));
    column->addWidget(new NextFixPane(studio, actions));
    column->addWidget(fixes);
    column->addWidget(new FixForm(studio, actions));
    column->addWidget(masks);
    column->addStretch(1);
    scroll_->setObjectName(QStringLiteral("retouch.scroll"));
    scroll_->setWidget(content);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(scroll_);
}

/// Scrolls up and down only, so that nothing may be narrower than its parts need.
QSize RetouchPanel::minimumSizeHint() const {
    const int bar = scroll_->verticalScrollBar()->sizeHint().width();
    return {scroll_->widget()->minimumSizeHint().width() + bar,
            scroll_->minimumSizeHint().height()};
}

} // namespace kinovar::ui
