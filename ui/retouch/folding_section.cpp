#include "ui/retouch/folding_section.h"

#include "ui/studio/settings.h"

#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

constexpr int kRule = 3;
constexpr int kMargin = 5;

} // namespace

FoldingSection::FoldingSection(const QString& name, const QString& title, bool folded,
                               QWidget* parent)
    : QWidget(parent), head_(new QToolButton), note_(new QLabel), holder_(new QWidget),
      body_(new QVBoxLayout(holder_)) {
    setObjectName(name);
    head_->setObjectName(name + QStringLiteral(".head"));
    head_->setCheckable(true);
    head_->setAutoRaise(true);
    head_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    head_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    head_->setFocusPolicy(Qt::StrongFocus);
    head_->setToolTip(tr("Shows this part or folds it away"));
    QFont font = head_->font();
    font.setBold(true);
    head_->setFont(font);
    note_->setObjectName(name + QStringLiteral(".note"));
    note_->setWordWrap(true);
    note_->setForegroundRole(QPalette::PlaceholderText);
    note_->hide();
    body_->setContentsMargins(kMargin, 0, 0, kMargin);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kRule + 2, 0, 0, 0);
    column->setSpacing(kMargin / 2);
    column->addWidget(head_);
    column->addWidget(note_);
    column->addWidget(holder_);
    set_title(title);
    head_->setChecked(!settings::folded(name, folded));
    fold();
    connect(head_, &QToolButton::toggled, this, [this, name](bool open) {
        settings::set_folded(name, !open);
        fold();
    });
}

void FoldingSection::set_title(const QString& title) {
    head_->setText(title);
    head_->setAccessibleName(title);
}

void FoldingSection::set_note(const QString& text) {
    note_->setText(text);
    note_->setVisible(!text.isEmpty() && !folded());
}

void FoldingSection::set_rule(const QColor& colour) {
    rule_ = colour;
    update();
}

void FoldingSection::set_folded(bool folded) {
    head_->setChecked(!folded);
}

bool FoldingSection::folded() const {
    return !head_->isChecked();
}

void FoldingSection::fold() {
    head_->setArrowType(folded() ? Qt::RightArrow : Qt::DownArrow);
    holder_->setVisible(!folded());
    note_->setVisible(!folded() && !note_->text().isEmpty());
}

void FoldingSection::paintEvent(QPaintEvent* /*event*/) {
    if (rule_.isValid()) {
        QPainter(this).fillRect(0, 0, kRule, height(), rule_);
    }
}

} // namespace kinovar::ui
