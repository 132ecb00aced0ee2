#include "ui/viewer/canvas_notice.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr int kMargin = 16;
constexpr int kCharacters = 56; // of a line

QLabel* label(const char* name, QWidget* parent) {
    auto* made = new QLabel(parent);
    made->setObjectName(name);
    made->setWordWrap(true);
    made->setAlignment(Qt::AlignHCenter);
    made->setTextFormat(Qt::PlainText);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return made;
}

} // namespace

CanvasNotice::CanvasNotice(QWidget* parent)
    : QFrame(parent), title_(label("viewer.notice.title", this)),
      text_(label("viewer.notice.text", this)), hint_(label("viewer.notice.hint", this)),
      ways_(new QHBoxLayout) {
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    QFont bold = title_->font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    title_->setFont(bold);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(kMargin / 2);
    column->addWidget(title_);
    column->addWidget(text_);
    column->addWidget(hint_);
    column->addLayout(ways_);
    ways_->setSpacing(kMargin / 2);
    hide();
}

QString CanvasNotice::title() const {
    return title_->text();
}

void CanvasNotice::show_notice(const Notice& notice) {
    title_->setText(notice.title);
    text_->setText(notice.text);
    text_->setVisible(!notice.text.isEmpty());
    hint_->setText(notice.hint);
    hint_->setVisible(!notice.hint.isEmpty());
    while (QLayoutItem* item = ways_->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    if (!notice.ways.isEmpty()) {
        ways_->addStretch();
        for (const Notice::Way& way : notice.ways) {
            auto* button = new QPushButton(way.text, this);
            button->setObjectName(way.id);
            button->setAccessibleName(way.text);
            button->setToolTip(way.tip);
            button->setAutoDefault(false);
            connect(button, &QPushButton::clicked, this, [go = way.go] { go(); });
            ways_->addWidget(button);
        }
        ways_->addStretch();
    }
    setAccessibleName(notice.title);
    setAccessibleDescription(notice.text);
}

void CanvasNotice::stand_in(const QRect& part) {
    const int room = std::max(1, part.width() - 2 * kMargin);
    const int wanted = fontMetrics().averageCharWidth() * kCharacters + 2 * kMargin;
    const int width = std::clamp(minimumSizeHint().width(), std::min(wanted, room), room);
    const int height = std::min(
        layout()->heightForWidth(width) > 0 ? layout()->heightForWidth(width) : sizeHint().height(),
        std::max(1, part.height()));
    QRect place(0, 0, width, height);
    place.moveCenter(part.center());
    setGeometry(place);
}

} // namespace kinovar::ui
