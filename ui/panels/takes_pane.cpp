#include "ui/panels/takes_pane.h"

#include "ui/panels/composite_bar.h"
#include "ui/panels/stars.h"
#include "ui/panels/take_delegate.h"
#include "ui/panels/take_differences.h"
#include "ui/panels/take_list_model.h"
#include "ui/panels/take_pictures.h"
#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr const char* kTilesState = "takes.tiles";

} // namespace

TakesPane::TakesPane(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), actions_(actions),
      pictures_(new TakePictures(studio, this)), model_(new TakeListModel(studio, this)),
      composite_bar_(new CompositeBar(studio, this)), title_(new QLabel(this)),
      list_(new QListView(this)), note_(new QLineEdit(this)) {
    delegate_ = new TakeDelegate(
        [this](const QModelIndex& index, int height) {
            return pictures_->get(model_->id_at(index), height);
        },
        list_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 0, 2, 0);
    row->setSpacing(1);
    title_->setContentsMargins(6, 2, 2, 0);
    make_actions();
    make_buttons(*row);
    make_list();
    note_->setObjectName("takes.note");
    note_->setAccessibleName(tr("Note on the take"));
    note_->setToolTip(tr("Note on the take"));
    note_->setPlaceholderText(tr("Note on this take"));
    connect(note_, &QLineEdit::editingFinished, this, [this] {
        model_->setData(list_->currentIndex(), note_->text(), TakeListModel::NoteRole);
    });
    column->addWidget(title_);
    column->addLayout(row);
    column->addWidget(list_, 1);
    column->addWidget(composite_bar_);
    column->addWidget(note_);
    connect(&studio, &Studio::take_changed, this, &TakesPane::remember_choice);
    for (const auto signal : {&Studio::take_changed, &Studio::takes_changed, &Studio::shot_changed,
                              &Studio::reel_changed, &Studio::project_changed}) {
        connect(&studio, signal, this, &TakesPane::follow_take);
    }
    connect(&studio, &Studio::project_changed, this, [this] {
        const bool tiles = studio_.state(kTilesState) == "1";
        tiles_->setChecked(tiles);
        set_tiles(tiles);
    });
    connect(&studio, &Studio::reels_changed, this, &TakesPane::follow_aspect);
    connect(&studio, &Studio::reel_changed, this, &TakesPane::follow_aspect);
    connect(pictures_, &TakePictures::changed, list_->viewport(), qOverload<>(&QWidget::update));
    follow_aspect();
    follow_take();
}

void TakesPane::make_list() {
    list_->setObjectName("takes.list");
    list_->setAccessibleName(tr("Takes of the shot"));
    list_->setModel(model_);
    list_->setItemDelegate(delegate_);
    list_->setUniformItemSizes(true);
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection); // two, to be compared
    list_->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setContextMenuPolicy(Qt::ActionsContextMenu);
    list_->addActions(
        {add_, duplicate_, pick_, compare_, blink_, differ_, composite_, remove_, at_playhead_});
    list_->installEventFilter(this);
    connect(delegate_, &TakeDelegate::pick_wanted, this,
            [this](const QModelIndex& index) { pick(model_->id_at(index)); });
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                // No take means the pick: the row of the reel's chain can then only be picked.
                const project::Id id = model_->id_at(now);
                if (now.isValid() && (id != 0 || now.data(TakeListModel::PickRole).toBool())) {
                    studio_.set_take(id);
                }
            });
    connect(list_, &QListView::activated, this,
            [this](const QModelIndex& index) { pick(model_->id_at(index)); });
}

QAction* TakesPane::add(const char* id, const QString& text, const QKeySequence& key,
                        const char* icon_name, void (TakesPane::*work)()) {
    QAction* action = actions_.add(QLatin1String(id), tr("Takes"), text, key);
    action->setIcon(icon(QLatin1String(icon_name)));
    connect(action, &QAction::triggered, this, work);
    return action;
}

void TakesPane::make_actions() {
    using Pane = TakesPane;
    add_ = add("takes.add", tr("Add a take of the present chain"), Qt::CTRL | Qt::Key_T, "add",
               &Pane::add_take);
    duplicate_ = add("takes.duplicate", tr("Duplicate the take and its fixes"), {}, "duplicate",
                     &Pane::duplicate);
    pick_ = add("takes.pick", tr("Pick the take for rendering"), Qt::CTRL | Qt::Key_P, "accept",
                &Pane::pick_current);
    compare_ = add("takes.compare", tr("Compare with this take"), {}, "wipe", &Pane::compare);
    blink_ = add("takes.blink", tr("Blink between two takes"), Qt::CTRL | Qt::Key_B, "blink",
                 &Pane::blink);
    differ_ = add("takes.differences", tr("Differences between takes…"), {}, "difference",
                  &Pane::show_differences);
    composite_ =
        add("takes.composite", tr("Composite from takes"), {}, "join", &Pane::make_composite);
    source_ = add("takes.composite_source", tr("Bring in from the next take"), {}, "down",
                  &Pane::next_source);
    previous_ = add("takes.previous", tr("Previous take"), Qt::SHIFT | Qt::Key_PageUp, "up",
                    &Pane::previous_take);
    next_ =
        add("takes.next", tr("Next take"), Qt::SHIFT | Qt::Key_PageDown, "down", &Pane::next_take);
    remove_ = add("takes.remove", tr("Remove the take"), {}, "trash", &Pane::remove);
    composite_->setToolTip(tr("Makes a take of the best rated one, into which regions of the "
                              "others are then brought with the replace tool"));
    tiles_ = actions_.add(QStringLiteral("takes.tiles"), tr("Takes"), tr("Show takes as tiles"));
    tiles_->setIcon(icon(QStringLiteral("tiles")));
    tiles_->setCheckable(true);
    connect(tiles_, &QAction::triggered, this, [this](bool tiles) {
        set_tiles(tiles);
        studio_.set_state(kTilesState, tiles ? "1" : "0");
    });
    at_playhead_ = actions_.add(QStringLiteral("takes.at_playhead"), tr("Takes"),
                                tr("Show takes at the playhead"));
    at_playhead_->setToolTip(tr("The pictures of the takes show the frame of the playhead instead "
                                "of the middle of the shot"));
    at_playhead_->setCheckable(true);
    connect(at_playhead_, &QAction::triggered, pictures_, &TakePictures::set_at_playhead);
}

QToolButton* TakesPane::button_of(QAction* action) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setObjectName(action->objectName());
    button->setAccessibleName(action->text());
    return button;
}

void TakesPane::make_buttons(QHBoxLayout& row) {
    for (QAction* action :
         {add_, duplicate_, pick_, compare_, blink_, differ_, composite_, remove_, tiles_}) {
        if (action == tiles_) {
            row.addStretch(1);
        }
        row.addWidget(button_of(action));
    }
}

const project::Take* TakesPane::current() const {
    const project::Id id = model_->id_at(list_->currentIndex());
    return studio_.has_project() ? studio_.document().get<project::Take>(id) : nullptr;
}

std::pair<project::Id, project::Id> TakesPane::pair() const {
    const QModelIndexList chosen = list_->selectionModel()->selectedIndexes();
    const QModelIndex now = list_->currentIndex();
    const project::Id present = model_->id_at(now);
    if (chosen.size() == 2) {
        const QModelIndex& other = chosen[0] == now ? chosen[1] : chosen[0];
        return {model_->id_at(other), present};
    }
    const auto* shot = studio_.document().get<project::Shot>(studio_.shot());
    if (shot != nullptr && shot->pick != 0 && shot->pick != present) {
        return {shot->pick, present};
    }
    const bool known = before_ != present && model_->row_of(before_) >= 0;
    return {known ? before_ : 0, present};
}

void TakesPane::remember_choice() {
    if (const project::Id now = studio_.take(); now != present_) {
        before_ = present_;
        present_ = now;
    }
}

void TakesPane::follow_take() {
    const QSignalBlocker quiet(list_->selectionModel());
    const QModelIndex index = model_->index(model_->row_of(studio_.take()));
    if (index != list_->currentIndex()) {
        // Alone, whichever keys are held down (Ctrl+T adds a take).
        list_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
        list_->scrollTo(index);
    }
    list_->viewport()->update();
    const int row = studio_.has_project() && studio_.reel() != 0
                        ? static_cast<int>(std::ranges::count_if(
                              studio_.document().shots_of(studio_.reel()),
                              [this](project::Id id) {
                                  const auto& document = studio_.document();
                                  return document.get<project::Shot>(id)->first <= studio_.frame();
                              }))
                        : 0;
    title_->setText(row > 0 ? tr("Takes of shot %1").arg(row) : tr("Takes"));
    const project::Take* take = current();
    if (!note_->hasFocus() || !note_->isModified()) {
        note_->setText(take == nullptr ? QString() : to_qt(take->note));
    }
    add_->setEnabled(studio_.shot() != 0);
    pick_->setEnabled(studio_.shot() != 0);
    for (QAction* action : {duplicate_, compare_, blink_, remove_}) {
        action->setEnabled(take != nullptr);
    }
    const int takes = model_->rowCount() - 1; // beside the reel's chain
    differ_->setEnabled(takes > 0);
    for (QAction* action : {composite_, source_, previous_, next_}) {
        action->setEnabled(takes > 1);
    }
    note_->setEnabled(take != nullptr);
}

void TakesPane::follow_aspect() {
    const auto* reel =
        studio_.has_project() ? studio_.document().get<project::Reel>(studio_.reel()) : nullptr;
    if (reel != nullptr && reel->width > 0 && reel->height > 0) {
        delegate_->set_aspect(static_cast<double>(reel->width) / reel->height);
        list_->doItemsLayout();
    }
}

void TakesPane::set_tiles(bool tiles) {
    delegate_->set_tiles(tiles);
    list_->setViewMode(tiles ? QListView::IconMode : QListView::ListMode);
    list_->setMovement(QListView::Static);
    list_->setResizeMode(QListView::Adjust);
    list_->setUniformItemSizes(true);
    list_->doItemsLayout();
    list_->scrollTo(list_->currentIndex());
}

bool TakesPane::rate(int rating) {
    return rating >= 0 && rating <= stars::kMost && current() != nullptr &&
           model_->setData(list_->currentIndex(), rating, TakeListModel::RatingRole);
}

bool TakesPane::eventFilter(QObject* watched, QEvent* event) {
    const auto type = event->type();
    if (watched == list_ && type == QEvent::Resize) {
        // What is worked on stays in sight, once the list has taken its new size.
        QMetaObject::invokeMethod(
            this, [this] { list_->scrollTo(list_->currentIndex()); }, Qt::QueuedConnection);
    }
    if (watched == list_ && (type == QEvent::ShortcutOverride || type == QEvent::KeyPress)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int rating = key->key() - Qt::Key_0;
        const bool is_rating =
            rating >= 0 && rating <= stars::kMost && !(key->modifiers() & ~Qt::KeypadModifier);
        if (is_rating || key->matches(QKeySequence::Delete)) {
            event->accept();
            if (type == QEvent::KeyPress) {
                is_rating ? static_cast<void>(rate(rating)) : remove();
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kinovar::ui
