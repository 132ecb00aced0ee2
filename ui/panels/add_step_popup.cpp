#include "ui/panels/add_step_popup.h"

#include "core/steps/step_catalogue.h"
#include "ui/forms/two_line_delegate.h"
#include "ui/studio/text.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {
constexpr int kNameRole = TwoLineDelegate::kOwnRoles;
constexpr int kWidthInSigns = 52;
constexpr int kHeightInLines = 24;
/// Makes the frames of a reel and has a panel of its own: it has no place in the chain.
constexpr const char* kMakesReels = "portrait";
} // namespace

AddStepPopup::AddStepPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup), search_(new QLineEdit), list_(new QListWidget) {
    setObjectName(QStringLiteral("chain.add.popup"));
    setFrameShape(QFrame::StyledPanel);
    setAccessibleName(tr("Add a step"));
    search_->setObjectName(QStringLiteral("chain.add.search"));
    search_->setPlaceholderText(tr("Search: dust, enlarge, speed…"));
    search_->setAccessibleName(tr("Search for a step"));
    search_->setToolTip(tr("Words of the name or of what it does; Enter adds the chosen step"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);
    list_->setObjectName(QStringLiteral("chain.add.list"));
    list_->setAccessibleName(tr("Steps"));
    list_->setToolTip(tr("A click adds the step"));
    list_->setItemDelegate(new TwoLineDelegate(list_));
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setMouseTracking(true);
    auto* column = new QVBoxLayout(this);
    column->addWidget(search_);
    column->addWidget(list_);
    fill();
    connect(search_, &QLineEdit::textChanged, this, &AddStepPopup::narrow);
    connect(search_, &QLineEdit::returnPressed, this, &AddStepPopup::take_choice);
    connect(list_, &QListWidget::itemClicked, this, &AddStepPopup::take_choice);
    connect(list_, &QListWidget::itemActivated, this, &AddStepPopup::take_choice);
}

void AddStepPopup::fill() {
    for (const pipeline::StepType& type : steps::step_catalogue()) {
        if (type.name == kMakesReels) {
            continue;
        }
        auto* item = new QListWidgetItem(translated(type.title), list_);
        item->setData(TwoLineDelegate::kSecondLine, translated(type.help));
        item->setData(kNameRole, to_qt(type.name));
        item->setToolTip(QStringLiteral("<p>%1</p>").arg(translated(type.help).toHtmlEscaped()));
    }
}

void AddStepPopup::open_at(const QWidget* anchor) {
    const QSize size(fontMetrics().averageCharWidth() * kWidthInSigns,
                     fontMetrics().height() * kHeightInLines);
    resize(size);
    QPoint place = anchor->mapToGlobal(QPoint(0, anchor->height()));
    const QRect screen = anchor->screen()->availableGeometry();
    if (place.y() + height() > screen.bottom()) {
        place.setY(std::max(screen.top(), screen.bottom() - height()));
    }
    place.setX(
        std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    move(place);
    search_->clear();
    narrow({});
    show();
    search_->setFocus();
}

void AddStepPopup::narrow(const QString& words) {
    const QStringList wanted = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    int first = -1;
    int best = -1; // a name that begins so goes before a word of a help
    for (int i = 0; i < list_->count(); ++i) {
        QListWidgetItem* item = list_->item(i);
        const QString text = item->text() + QLatin1Char(' ') + item->data(kNameRole).toString() +
                             QLatin1Char(' ') + item->data(TwoLineDelegate::kSecondLine).toString();
        const bool fits = std::all_of(wanted.begin(), wanted.end(), [&](const QString& word) {
            return text.contains(word, Qt::CaseInsensitive);
        });
        item->setHidden(!fits);
        first = fits && first < 0 ? i : first;
        const bool named = fits && !wanted.isEmpty() &&
                           (item->text().startsWith(wanted.first(), Qt::CaseInsensitive) ||
                            item->data(kNameRole).toString().startsWith(wanted.first()));
        best = named && best < 0 ? i : best;
    }
    list_->setCurrentRow(best >= 0 ? best : first);
}

bool AddStepPopup::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            move_choice(key == Qt::Key_Down ? 1 : -1);
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void AddStepPopup::move_choice(int by) {
    for (int i = list_->currentRow() + by; i >= 0 && i < list_->count(); i += by) {
        if (!list_->item(i)->isHidden()) {
            list_->setCurrentRow(i);
            return;
        }
    }
}

void AddStepPopup::take_choice() {
    const QListWidgetItem* item = list_->currentItem();
    if (item != nullptr && !item->isHidden()) {
        hide();
        Q_EMIT chosen(item->data(kNameRole).toString());
    }
}

} // namespace kinovar::ui
