#include "ui/panels/hands_pane.h"

#include "ui/panels/hand_delegate.h"
#include "ui/panels/hand_list_model.h"
#include "ui/panels/place_pictures.h"
#include "ui/studio/icons.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

using Judged = FoundHand::Judged;

/// Keys of the gallery while it has the focus.
std::optional<Judged> judgement_of(int key) {
    switch (key) {
    case Qt::Key_F:
        return Judged::Fine;
    case Qt::Key_M:
        return Judged::ToMend;
    case Qt::Key_O:
        return Judged::Open;
    default:
        return std::nullopt;
    }
}

} // namespace

HandsPane::HandsPane(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), model_(new HandListModel(studio, this)),
      places_(new PlacePictures(studio, this)), text_(new QLabel), list_(new QListView) {
    setObjectName(QStringLiteral("check.hands"));
    text_->setObjectName(QStringLiteral("check.hands_text"));
    text_->setWordWrap(true);
    text_->setMargin(4);
    auto* row = new QHBoxLayout;
    row->setSpacing(1);
    make_buttons(*row, actions);
    make_list();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 2, 0, 0);
    column->setSpacing(2);
    column->addWidget(text_);
    column->addLayout(row);
    column->addWidget(list_, 1);
    column->addStretch(0);
    connect(model_, &HandListModel::listed, this, &HandsPane::follow);
    connect(&studio_.detectors(), &Detectors::progress_changed, this, &HandsPane::follow);
    follow();
}

void HandsPane::make_buttons(QHBoxLayout& row, Actions& actions) {
    const auto add = [&](const char* id, const QString& text, const QString& key,
                         const char* icon_name, Judged judged) {
        QAction* action = actions.add(QLatin1String(id), tr("Review"), text);
        action->setIcon(icon(QLatin1String(icon_name)));
        action->setToolTip(tr("%1 (%2 in the gallery)", "a command and its key").arg(text, key));
        connect(action, &QAction::triggered, this, [this, judged] { judge(judged); });
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setObjectName(QLatin1String(id));
        button->setAccessibleName(text);
        row.addWidget(button);
        need_hand_.push_back(action);
    };
    add("review.hand_fine", tr("Fine"), QStringLiteral("F"), "accept", Judged::Fine);
    add("review.hand_to_mend", tr("To mend"), QStringLiteral("M"), "flag", Judged::ToMend);
    add("review.hand_open", tr("Not looked at"), QStringLiteral("O"), "undo", Judged::Open);
    row.addStretch(1);
}

void HandsPane::make_list() {
    list_->setObjectName(QStringLiteral("check.hands_list"));
    list_->setAccessibleName(tr("Hands of the shot, least certain first"));
    list_->setToolTip(tr("F: fine, M: to mend, O: not looked at"));
    list_->setModel(model_);
    list_->setItemDelegate(new HandDelegate(
        [this](const QModelIndex& index, const QSize& size) {
            const FoundHand* hand = model_->hand_at(index);
            return hand == nullptr
                       ? QPixmap()
                       : places_->get(hand->track.worst.frame, hand->track.worst.box, size);
        },
        list_));
    list_->setViewMode(QListView::IconMode);
    list_->setMovement(QListView::Static);
    list_->setResizeMode(QListView::Adjust);
    list_->setUniformItemSizes(true);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->installEventFilter(this);
    connect(places_, &PlacePictures::changed, list_->viewport(), qOverload<>(&QWidget::update));
    connect(list_, &QListView::clicked, this, &HandsPane::go_to);
    connect(list_, &QListView::activated, this, &HandsPane::go_to);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &HandsPane::go_to);
}

void HandsPane::follow() {
    const int hands = model_->rowCount();
    list_->setVisible(hands > 0);
    for (QAction* action : need_hand_) {
        action->setEnabled(hands > 0);
    }
    if (hands > 0) {
        text_->setText(tr("Hands to check, least certain first. The program cannot count "
                          "fingers."));
    } else if (studio_.detectors().looking()) {
        text_->setText(tr("Looking…"));
    } else if (studio_.detectors().knows_hands()) {
        text_->setText(tr("No hands were found in this shot. Hands that are small, blurred or "
                          "partly hidden may be missed."));
    } else {
        text_->setText(tr("Hands were not looked for yet. The program finds them and shows each "
                          "one here; whether it is right, you say."));
    }
}

void HandsPane::go_to(const QModelIndex& index) {
    if (const FoundHand* hand = model_->hand_at(index)) {
        const detect::Box box = hand->track.worst.box;
        studio_.set_frame(hand->track.worst.frame);
        Q_EMIT place_wanted(box);
    }
}

void HandsPane::judge(Judged judged) {
    const QModelIndex index = list_->currentIndex();
    if (model_->hand_at(index) == nullptr) {
        studio_.tell(tr("Choose a hand in the gallery first"));
        return;
    }
    const int row = index.row();
    studio_.detectors().judge(model_->place_of(index), judged);
    list_->setCurrentIndex(model_->index(std::min(row + 1, model_->rowCount() - 1)));
}

bool HandsPane::eventFilter(QObject* watched, QEvent* event) {
    const auto type = event->type();
    if (watched == list_ && (type == QEvent::ShortcutOverride || type == QEvent::KeyPress)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto judged = judgement_of(key->key());
        if (judged && key->modifiers() == Qt::NoModifier) {
            event->accept();
            if (type == QEvent::KeyPress) {
                judge(*judged);
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kinovar::ui
