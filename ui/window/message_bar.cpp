#include "ui/window/message_bar.h"

#include "ui/studio/icons.h"
#include "ui/studio/text.h"
#include "ui/studio/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr qsizetype kMostKept = 50;

QLabel* new_label(const char* name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText); // texts hold file names, which may look like markup
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), sign_(new QLabel(this)), title_(new_label("message.title", this)),
      text_(new_label("message.text", this)), hint_(new_label("message.hint", this)),
      more_(new QLabel(this)), buttons_(new QHBoxLayout), close_(new QToolButton(this)) {
    setObjectName(QStringLiteral("message"));
    setAccessibleName(tr("Messages"));
    setAutoFillBackground(true);
    QFont bold = title_->font();
    bold.setBold(true);
    title_->setFont(bold);
    more_->setObjectName(QStringLiteral("message.more"));
    close_->setObjectName(QStringLiteral("message.close"));
    close_->setIcon(icon(QStringLiteral("close")));
    close_->setAutoRaise(true);
    close_->setToolTip(tr("Close this message"));
    close_->setAccessibleName(tr("Close this message"));
    connect(close_, &QToolButton::clicked, this, &MessageBar::close_current);

    auto* texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(title_);
    texts->addWidget(text_);
    texts->addWidget(hint_);
    auto* row = new QHBoxLayout(this);
    row->addWidget(sign_, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addLayout(buttons_);
    row->addWidget(more_);
    row->addWidget(close_, 0, Qt::AlignTop);
    hide();
}

void MessageBar::add(Message message) {
    const auto same = [&](const Message& other) {
        return other.title == message.title && other.text == message.text;
    };
    if (const auto at = std::find_if(messages_.begin(), messages_.end(), same);
        at != messages_.end()) {
        message.count = at->count + 1;
        messages_.erase(at);
    }
    messages_.append(std::move(message));
    if (messages_.size() > kMostKept) {
        messages_.removeFirst();
    }
    show_current();
}

void MessageBar::add(const Error& error, QList<Button> buttons) {
    if (error.code != ErrorCode::Cancelled) { // the user's own wish is no news to him
        add({title_of(error.code), to_qt(error.message), to_qt(error.hint), std::move(buttons)});
    }
}

void MessageBar::close_current() {
    if (!messages_.isEmpty()) {
        messages_.removeLast();
    }
    show_current();
}

void MessageBar::close_all() {
    messages_.clear();
    show_current();
}

void MessageBar::show_current() {
    for (QPushButton* button : std::as_const(shown_buttons_)) {
        button->setObjectName(QString()); // it lives until its own click is over
        button->hide();
        button->deleteLater();
    }
    shown_buttons_.clear();
    setVisible(!messages_.isEmpty());
    if (messages_.isEmpty()) {
        return;
    }
    const Message& message = messages_.last();
    title_->setText(message.count == 1
                        ? message.title
                        : tr("%1 (%n time(s))", "message that came repeatedly", message.count)
                              .arg(message.title));
    text_->setText(message.text);
    text_->setVisible(!message.text.isEmpty());
    hint_->setText(message.hint);
    hint_->setVisible(!message.hint.isEmpty());
    const int others = static_cast<int>(messages_.size()) - 1;
    more_->setText(tr("%n more", "messages behind this one", others));
    more_->setVisible(others > 0);
    colour(message.trouble);
    show_buttons(message);
}

void MessageBar::show_buttons(const Message& message) {
    for (const Button& wanted : message.buttons) {
        auto* button = new QPushButton(wanted.text, this);
        button->setObjectName(QStringLiteral("message.") + wanted.name);
        button->setAccessibleName(QString(wanted.text).remove(QLatin1Char('&')));
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, [this, clicked = wanted.clicked] {
            close_current();
            clicked();
        });
        buttons_->addWidget(button);
        shown_buttons_.append(button);
    }
}

void MessageBar::colour(bool trouble) {
    QPalette palette;
    palette.setColor(QPalette::Window,
                     trouble ? theme::trouble_background() : theme::note_background());
    setPalette(palette);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    sign_->setPixmap(icon(trouble ? QStringLiteral("warning") : QStringLiteral("info"))
                         .pixmap(QSize(size, size), devicePixelRatioF()));
}

void MessageBar::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange && !messages_.isEmpty()) {
        colour(messages_.last().trouble);
    }
}

} // namespace kinovar::ui
