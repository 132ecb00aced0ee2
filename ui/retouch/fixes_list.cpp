#include "ui/retouch/fixes_list.h"

#include "ui/forms/delete_key.h"
#include "ui/forms/wheel_guard.h"
#include "ui/retouch/fix_delegate.h"
#include "ui/retouch/fix_list_model.h"
#include "ui/studio/icons.h"
#include "ui/studio/studio.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr int kMostRows = 6; // then it scrolls
constexpr int kLeastRows = 2;
constexpr double kIconHeights = 1.2; // of the text

} // namespace

FixesList::FixesList(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), model_(new FixListModel(studio, this)),
      filter_(new QComboBox), list_(new QListView), empty_(new QLabel) {
    setObjectName(QStringLiteral("retouch.fixes"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    auto* row = new QHBoxLayout;
    make_row(*row);
    make_list();
    empty_->setObjectName(QStringLiteral("retouch.empty"));
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(row);
    column->addWidget(list_);
    column->addWidget(empty_);
    connect(model_, &FixListModel::listed, this, &FixesList::follow);
    connect(&studio_, &Studio::reel_changed, this, &FixesList::follow);
    connect(&studio_.retouch(), &Retouch::chosen_changed, this, &FixesList::follow_chosen);
    follow();
}

void FixesList::make_row(QHBoxLayout& row) {
    filter_->setObjectName(QStringLiteral("retouch.filter"));
    filter_->setAccessibleName(tr("Which fixes are shown"));
    filter_->setToolTip(filter_->accessibleName());
    guard_wheel(filter_);
    filter_->addItem(tr("All of the take"), static_cast<int>(FixListModel::Filter::All));
    filter_->addItem(tr("At this frame"), static_cast<int>(FixListModel::Filter::Frame));
    filter_->addItem(tr("To be looked at"), static_cast<int>(FixListModel::Filter::Trouble));
    connect(filter_, &QComboBox::currentIndexChanged, this, [this] {
        model_->set_filter(static_cast<FixListModel::Filter>(filter_->currentData().toInt()));
    });
    row.addWidget(filter_, 1);
    add_button(
        row, "retouch.check_all", "search", tr("Check all fixes"),
        tr("Follows every fix of the take through its frames and says where it does not fit"),
        &FixesList::check_all);
    need_fix_ += add_button(row, "retouch.switch", "eye", tr("Switch on or off"),
                            tr("Switches the chosen fixes on or off (Space in the list)"),
                            &FixesList::switch_over);
    need_fix_ += add_button(row, "retouch.duplicate", "duplicate", tr("Duplicate"),
                            tr("Lays a copy of the chosen fixes on top"), &FixesList::duplicate);
    need_fix_ += add_button(row, "retouch.rename", "settings", tr("Rename"),
                            tr("Gives the chosen fix a name (F2 in the list)"), &FixesList::rename);
    need_fix_ +=
        add_button(row, "retouch.remove", "trash", tr("Remove the chosen fixes"),
                   tr("Removes the chosen fixes (Delete in the list)"), &FixesList::remove);
}

QToolButton* FixesList::add_button(QHBoxLayout& row, const char* name, const char* icon_name,
                                   const QString& text, const QString& tip,
                                   void (FixesList::*deed)()) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon(QLatin1String(icon_name)));
    button->setAutoRaise(true);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, this, deed);
    row.addWidget(button);
    return button;
}

void FixesList::make_list() {
    list_->setObjectName(QStringLiteral("retouch.list"));
    list_->setAccessibleName(tr("Fixes, the topmost first"));
    list_->setToolTip(tr("A fix that is chosen here is chosen in the picture too"));
    list_->setModel(model_);
    list_->setItemDelegate(new FixDelegate(list_));
    const int side = static_cast<int>(kIconHeights * fontMetrics().height());
    list_->setIconSize({side, side});
    list_->setUniformItemSizes(true);
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->installEventFilter(this);
    connect(new DeleteKey(list_), &DeleteKey::pressed, this, &FixesList::remove);
    connect(list_, &QListView::clicked, this, &FixesList::go_to);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (!following_ && now.isValid()) {
                    go_to(now);
                }
            });
}

/// Space plays in the rest of the window, and Enter goes to the frame.
bool FixesList::eventFilter(QObject* watched, QEvent* event) {
    const auto type = event->type();
    if (watched != list_ || (type != QEvent::ShortcutOverride && type != QEvent::KeyPress)) {
        return QWidget::eventFilter(watched, event);
    }
    const auto* pressed = static_cast<QKeyEvent*>(event);
    const int key = pressed->key();
    const bool enters = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (key != Qt::Key_Space && key != Qt::Key_F2 && !enters) {
        return QWidget::eventFilter(watched, event);
    }
    event->accept();
    if (type == QEvent::KeyPress) {
        if (key == Qt::Key_Space) {
            switch_over();
        } else if (key == Qt::Key_F2) {
            rename();
        } else {
            go_to(list_->currentIndex());
        }
    }
    return true;
}

void FixesList::follow() {
    const int rows = model_->rowCount();
    list_->setVisible(rows > 0);
    empty_->setVisible(rows == 0);
    const int shown = std::clamp(rows, kLeastRows, kMostRows);
    if (rows > 0) {
        list_->setFixedHeight(shown * list_->sizeHintForRow(0) + 2 * list_->frameWidth());
    }
    if (studio_.reel() == 0) {
        empty_->setText(tr("Add a reel to repair it here."));
    } else if (studio_.retouch().fixes().empty()) {
        empty_->setText(tr("No fixes yet. Choose a kind above and draw over what is wrong."));
    } else {
        empty_->setText(tr("No fix passes the filter above."));
    }
    follow_chosen();
}

void FixesList::follow_chosen() {
    const QScopedValueRollback quiet(following_, true);
    const int row = model_->row_of(studio_.retouch().chosen());
    const QModelIndex index = model_->index(row);
    if (choosing_) {
        // The list is selecting by itself, perhaps several.
    } else if (row < 0) {
        list_->clearSelection();
        list_->setCurrentIndex({});
    } else if (list_->currentIndex() != index || !list_->selectionModel()->isSelected(index)) {
        list_->setCurrentIndex(index);
    }
    for (QToolButton* button : need_fix_) {
        button->setEnabled(row >= 0);
    }
}

/// A fix that is chosen in the list is to be seen.
void FixesList::go_to(const QModelIndex& index) {
    const project::Id id = model_->id_at(index);
    const retouch::Fix* fix = studio_.retouch().fix(id);
    if (fix == nullptr) {
        return;
    }
    const std::int64_t now = studio_.frame();
    const bool seen = now >= fix->first && now <= fix->last;
    const std::int64_t drawn = std::clamp(fix->drawn_at, fix->first, fix->last);
    {
        const QScopedValueRollback own(choosing_, true);
        studio_.retouch().set_chosen(id);
    }
    if (!seen) {
        studio_.set_frame(drawn);
    }
}

std::vector<project::Id> FixesList::selected() const {
    std::vector<project::Id> ids;
    for (const QModelIndex& index : list_->selectionModel()->selectedIndexes()) {
        ids.push_back(model_->id_at(index));
    }
    std::sort(ids.begin(), ids.end()); // as they lie
    return ids;
}

void FixesList::duplicate() {
    project::EditBuilder builder(studio_.document());
    project::Id last = 0;
    for (const project::Id id : selected()) {
        if (const auto* row = studio_.document().get<project::Fix>(id)) {
            project::Fix copy = *row;
            copy.id = 0;
            last = builder.insert(copy);
        }
    }
    if (last != 0 && studio_.edit(builder.finish("Duplicate fix"))) {
        studio_.retouch().set_chosen(last);
    }
}

void FixesList::switch_over() {
    std::vector<project::Fix> rows;
    for (const project::Id id : selected()) {
        if (const auto* row = studio_.document().get<project::Fix>(id)) {
            rows.push_back(*row);
        }
    }
    const bool any_on =
        std::any_of(rows.begin(), rows.end(), [](const project::Fix& row) { return row.enabled; });
    project::EditBuilder builder(studio_.document());
    for (project::Fix& row : rows) {
        row.enabled = !any_on;
        builder.update(row);
    }
    if (!rows.empty()) {
        studio_.edit(builder.finish(any_on ? "Switch fix off" : "Switch fix on"));
    }
}

void FixesList::rename() {
    const QModelIndex index = list_->currentIndex();
    if (index.isValid()) {
        list_->edit(index);
    }
}

void FixesList::remove() {
    const std::vector<project::Id> ids = selected();
    if (!ids.empty()) {
        studio_.retouch().remove(ids);
    }
}

void FixesList::check_all() {
    studio_.retouch().check_all();
}

} // namespace kinovar::ui
