#include "ui/forms/message_strip.h"

#include "ui/studio/icons.h"
#include "ui/studio/text.h"
#include "ui/studio/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace kinovar::ui {

MessageStrip::MessageStrip(const QString& name, QWidget* parent)
    : QFrame(parent), label_(new QLabel), controls_(new QHBoxLayout), close_(new QToolButton) {
    setObjectName(name);
    setAutoFillBackground(true);
    label_->setObjectName(name + QStringLiteral(".text"));
    label_->setWordWrap(true);
    label_->setTextFormat(Qt::PlainText);
    label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    close_->setObjectName(name + QStringLiteral(".close"));
    close_->setIcon(icon(QStringLiteral("close")));
    close_->setAutoRaise(true);
    close_->setToolTip(tr("Hide this message"));
    close_->setAccessibleName(tr("Hide this message"));
    connect(close_, &QToolButton::clicked, this, &MessageStrip::clear);

    auto* line = new QHBoxLayout;
    line->addWidget(label_, 1);
    line->addWidget(close_, 0, Qt::AlignTop);
    controls_->addStretch();
    auto* column = new QVBoxLayout(this);
    column->addLayout(line);
    column->addLayout(controls_);
    hide();
}

void MessageStrip::show_error(const Error& error) {
    QString text = to_qt(error.message);
    if (!error.hint.empty()) {
        text += QLatin1Char('\n') + to_qt(error.hint);
    }
    show_text(text, true);
}

void MessageStrip::show_note(const QString& text) {
    show_text(text, false);
}

void MessageStrip::show_text(const QString& text, bool trouble) {
    QPalette colours = palette();
    colours.setColor(QPalette::Window,
                     trouble ? theme::trouble_background() : theme::note_background());
    setPalette(colours);
    label_->setText(text);
    setAccessibleName(text);
    show();
}

void MessageStrip::clear() {
    label_->clear();
    hide();
}

QString MessageStrip::text() const {
    return label_->text();
}

void MessageStrip::add(QWidget* control) {
    controls_->addWidget(control);
}

void MessageStrip::set_closable(bool closable) {
    close_->setVisible(closable);
}

} // namespace kinovar::ui
