#include "ui/panels/takes_pane.h"

#include "ui/panels/stars.h"
#include "ui/panels/take_delegate.h"
#include "ui/panels/take_list_model.h"
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

TakesPane::TakesPane(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), actions_(actions), model_(new TakeListModel(studio, this)),
      title_(new QLabel(this)), list_(new QListView(this)), note_(new QLineEdit(this)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 2, 2, 0);
    row->setSpacing(1);
    row->addWidget(title_, 1);
    make_buttons(*row);
    make_list();
    note_->setObjectName("takes.note");
    note_->setAccessibleName(tr("Note on the take"));
    note_->setToolTip(tr("Note on the take"));
    note_->setPlaceholderText(tr("Note on this take"));
    connect(note_, &QLineEdit::editingFinished, this, [this] {
        model_->setData(list_->currentIndex(), note_->text(), TakeListModel::NoteRole);
    });
    column->addLayout(row);
    column->addWidget(list_, 1);
    column->addWidget(note_);
    for (const auto signal : {&Studio::take_changed, &Studio::takes_changed, &Studio::shot_changed,
                              &Studio::reel_changed, &Studio::project_changed}) {
        connect(&studio, signal, this, &TakesPane::follow_take);
    }
    follow_take();
}

void TakesPane::make_list() {
    list_->setObjectName("takes.list");
    list_->setAccessibleName(tr("Takes of the shot"));
    list_->setModel(model_);
    auto* delegate = new TakeDelegate(list_);
    list_->setItemDelegate(delegate);
    list_->setUniformItemSizes(true);
    list_->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setContextMenuPolicy(Qt::ActionsContextMenu);
    list_->addActions({add_, duplicate_, pick_, compare_, remove_});
    list_->installEventFilter(this);
    connect(delegate, &TakeDelegate::pick_wanted, this,
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
                        const char* icon_name) {
    QAction* action = actions_.add(QLatin1String(id), tr("Takes"), text, key);
    action->setIcon(icon(QLatin1String(icon_name)));
    return action;
}

void TakesPane::make_buttons(QHBoxLayout& row) {
    add_ = add("takes.add", tr("Add a take of the present chain"), Qt::CTRL | Qt::Key_T, "add");
    duplicate_ = add("takes.duplicate", tr("Duplicate the take"), {}, "duplicate");
    pick_ = add("takes.pick", tr("Pick the take for rendering"), Qt::CTRL | Qt::Key_P, "accept");
    compare_ = add("takes.compare", tr("Compare with this take"), {}, "wipe");
    remove_ = add("takes.remove", tr("Remove the take"), {}, "trash");
    connect(add_, &QAction::triggered, this, &TakesPane::add_take);
    connect(duplicate_, &QAction::triggered, this, &TakesPane::duplicate);
    connect(remove_, &QAction::triggered, this, &TakesPane::remove);
    connect(pick_, &QAction::triggered, this,
            [this] { pick(model_->id_at(list_->currentIndex())); });
    connect(compare_, &QAction::triggered, this, [this] {
        if (const project::Take* take = current()) {
            Q_EMIT compare_wanted(take->id);
        }
    });
    for (QAction* action : {add_, duplicate_, pick_, compare_, remove_}) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setObjectName(action->objectName());
        button->setAccessibleName(action->text());
        row.addWidget(button);
    }
}

const project::Take* TakesPane::current() const {
    const project::Id id = model_->id_at(list_->currentIndex());
    return studio_.has_project() ? studio_.document().get<project::Take>(id) : nullptr;
}

void TakesPane::follow_take() {
    const QSignalBlocker quiet(list_->selectionModel());
    list_->setCurrentIndex(model_->index(model_->row_of(studio_.take())));
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
    for (QAction* action : {duplicate_, compare_, remove_}) {
        action->setEnabled(take != nullptr);
    }
    note_->setEnabled(take != nullptr);
}

std::string TakesPane::free_name() const {
    const std::vector<project::Id> takes = studio_.document().takes_of(studio_.shot());
    for (auto number = takes.size() + 1;; ++number) {
        const std::string name = tr("Take %1").arg(number).toStdString();
        const bool used = std::ranges::any_of(takes, [&](project::Id id) {
            return studio_.document().get<project::Take>(id)->name == name;
        });
        if (!used) {
            return name;
        }
    }
}

void TakesPane::add_take() {
    project::EditBuilder builder(studio_.document());
    project::Take take;
    take.shot = studio_.shot();
    take.name = free_name();
    take.chain = studio_.chain();
    const project::Id id = builder.insert(take);
    if (studio_.edit(builder.finish("Add take"))) {
        studio_.set_take(id);
    }
}

void TakesPane::duplicate() {
    const project::Take* take = current();
    if (take == nullptr) {
        return;
    }
    project::EditBuilder builder(studio_.document());
    project::Take copy = *take;
    copy.name = free_name();
    copy.rating = 0;
    const project::Id id = builder.insert(copy);
    for (const auto& [fix_id, fix] : studio_.document().all<project::Fix>()) {
        if (fix.take == take->id) {
            project::Fix copied = fix;
            copied.take = id;
            builder.insert(copied);
        }
    }
    if (studio_.edit(builder.finish("Duplicate take"))) {
        studio_.set_take(id);
    }
}

void TakesPane::remove() {
    const project::Take* take = current();
    if (take == nullptr) {
        return;
    }
    project::EditBuilder builder(studio_.document());
    const auto* shot = studio_.document().get<project::Shot>(take->shot);
    if (shot->pick == take->id) {
        project::Shot without = *shot;
        without.pick = 0;
        builder.update(without);
    }
    builder.remove(take->id);
    studio_.edit(builder.finish("Remove take"));
}

void TakesPane::pick(project::Id take) {
    const auto* shot = studio_.document().get<project::Shot>(studio_.shot());
    if (shot == nullptr || shot->pick == take) {
        return;
    }
    project::Shot picked = *shot;
    picked.pick = take;
    project::EditBuilder builder(studio_.document());
    builder.update(picked);
    if (studio_.edit(builder.finish("Pick take"))) {
        studio_.set_take(take);
    }
}

bool TakesPane::rate(int rating) {
    return rating >= 0 && rating <= stars::kMost && current() != nullptr &&
           model_->setData(list_->currentIndex(), rating, TakeListModel::RatingRole);
}

bool TakesPane::eventFilter(QObject* watched, QEvent* event) {
    const auto type = event->type();
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
