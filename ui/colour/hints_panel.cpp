#include "ui/colour/hints_panel.h"

#include "ui/colour/colour_pane.h"
#include "ui/colour/confidence_pane.h"
#include "ui/colour/hints_list.h"
#include "ui/colour/palette_pane.h"
#include "ui/colour/references_list.h"
#include "ui/colour/tool_pane.h"

#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

QLabel* heading(const QString& text) {
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

} // namespace

HintsPanel::HintsPanel(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), scroll_(new QScrollArea) {
    setObjectName(QStringLiteral("hints"));
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    add_parts(studio, actions, *column);
    column->addStretch(1);
    scroll_->setObjectName(QStringLiteral("hints.scroll"));
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
QSize HintsPanel::minimumSizeHint() const {
    const int bar = scroll_->verticalScrollBar()->sizeHint().width();
    return {scroll_->widget()->minimumSizeHint().width() + bar,
            scroll_->minimumSizeHint().height()};
}

void HintsPanel::add_parts(Studio& studio, Actions& actions, QVBoxLayout& column) {
    auto* colour = new ColourPane(studio);
    auto* palette = new PalettePane(studio);
    auto* hints = new HintsList(studio);
    connect(palette, &PalettePane::colour_taken, colour,
            [colour](colourise::Ab ab) { colour->take(ab); });
    connect(hints, &HintsList::colour_wanted, colour, &ColourPane::edit_chosen);
    column.addWidget(new ToolPane(studio, actions));
    column.addWidget(heading(tr("Colour")));
    column.addWidget(colour);
    column.addWidget(palette);
    column.addWidget(heading(tr("Hints")));
    column.addWidget(hints);
    column.addWidget(heading(tr("References")));
    column.addWidget(new ReferencesList(studio, actions));
    column.addWidget(heading(tr("How sure the colours are")));
    column.addWidget(new ConfidencePane(studio, actions));
}

} // namespace kinovar::ui
