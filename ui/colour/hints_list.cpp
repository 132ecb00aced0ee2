#include "ui/colour/hints_list.h"

#include "ui/colour/hint_form.h"
#include "ui/colour/hint_list_model.h"
#include "ui/forms/delete_key.h"
#include "ui/forms/wheel_guard.h"
#include "ui/studio/icons.h"
#include "ui/studio/studio.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr int kMostRows = 7; // then it scrolls
constexpr int kLeastRows = 2;
constexpr double kIconHeights = 1.5; // of the text

QComboBox* choice(const char* name, const QString& title) {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(title);
    box->setToolTip(title);
    guard_wheel(box);
    return box;
}

} // namespace

HintsList::HintsList(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), model_(new HintListModel(studio, this)),
      filter_(choice("hints.filter", tr("Which hints are shown"))),
      order_(choice("hints.order", tr("In which order they are shown"))), remove_(new QToolButton),
      list_(new QListView), empty_(new QLabel), form_(new HintForm(studio)) {
    setObjectName(QStringLiteral("hints.hints"));
    auto* row = new QHBoxLayout;
    make_filters(*row);
    make_list();
    empty_->setObjectName(QStringLiteral("hints.empty"));
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(row);
    column->addWidget(list_);
    column->addWidget(empty_);
    column->addWidget(form_);
    connect(form_, &HintForm::colour_wanted, this, &HintsList::colour_wanted);
    connect(model_, &HintListModel::listed, this, &HintsList::follow);
    connect(&studio_.colour(), &Colour::chosen_changed, this, &HintsList::follow_chosen);
    follow();
}

void HintsList::make_filters(QHBoxLayout& row) {
    using Filter = HintListModel::Filter;
    using Order = HintListModel::Order;
    const auto put = [](QComboBox* box, const QString& text, auto value) {
        box->addItem(text, static_cast<int>(value));
    };
    put(filter_, tr("This shot"), Filter::Shot);
    put(filter_, tr("This frame"), Filter::Frame);
    put(filter_, tr("Whole reel"), Filter::All);
    put(order_, tr("By frame"), Order::Place);
    put(order_, tr("As made"), Order::Made);
    put(order_, tr("By source"), Order::Source);
    connect(filter_, &QComboBox::currentIndexChanged, this,
            [this] { model_->set_filter(static_cast<Filter>(filter_->currentData().toInt())); });
    connect(order_, &QComboBox::currentIndexChanged, this,
            [this] { model_->set_order(static_cast<Order>(order_->currentData().toInt())); });
    remove_->setObjectName(QStringLiteral("hints.remove"));
    remove_->setIcon(icon(QStringLiteral("trash")));
    remove_->setAutoRaise(true);
    remove_->setAccessibleName(tr("Remove the chosen hints"));
    remove_->setToolTip(tr("Removes the chosen hints (Delete in the list)"));
    connect(remove_, &QToolButton::clicked, this, &HintsList::remove);
    row.addWidget(filter_);
    row.addWidget(order_);
    row.addStretch(1);
    row.addWidget(remove_);
}

void HintsList::make_list() {
    list_->setObjectName(QStringLiteral("hints.list"));
    list_->setAccessibleName(tr("Hints"));
    list_->setToolTip(tr("A hint that is chosen here is chosen in the picture too"));
    list_->setModel(model_);
    list_->setItemDelegate(new TwoLineDelegate(list_));
    const int side = static_cast<int>(kIconHeights * fontMetrics().height());
    list_->setIconSize({side, side});
    list_->setUniformItemSizes(true);
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(new DeleteKey(list_), &DeleteKey::pressed, this, &HintsList::remove);
    connect(list_, &QListView::clicked, this, &HintsList::go_to);
    connect(list_, &QListView::activated, this, &HintsList::go_to);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (!following_ && now.isValid()) {
                    go_to(now);
                }
            });
}

void HintsList::follow() {
    const int rows = model_->rowCount();
    list_->setVisible(rows > 0);
    empty_->setVisible(rows == 0);
    const int shown = std::clamp(rows, kLeastRows, kMostRows);
    if (rows > 0) {
        list_->setFixedHeight(shown * list_->sizeHintForRow(0) + 2 * list_->frameWidth());
    }
    if (studio_.reel() == 0) {
        empty_->setText(tr("Add a reel to give it colour here."));
    } else if (studio_.colour().hints().empty()) {
        empty_->setText(tr("No hints yet. Choose a colour above and a tool, then click the thing "
                           "in the picture that has it."));
    } else {
        empty_->setText(tr("No hint passes the filter above."));
    }
    follow_chosen();
}

void HintsList::follow_chosen() {
    const QScopedValueRollback quiet(following_, true);
    const int row = model_->row_of(studio_.colour().chosen());
    const QModelIndex index = model_->index(row);
    if (choosing_) {
        // The list is selecting by itself, perhaps several.
    } else if (row < 0) {
        list_->clearSelection();
        list_->setCurrentIndex({});
    } else if (list_->currentIndex() != index || !list_->selectionModel()->isSelected(index)) {
        list_->setCurrentIndex(index);
    }
    remove_->setEnabled(row >= 0);
}

/// A hint that is chosen in the list is to be seen.
void HintsList::go_to(const QModelIndex& index) {
    const project::Id id = model_->id_at(index);
    const colourise::ColourHint* hint = studio_.colour().hint(id);
    if (hint == nullptr) {
        return;
    }
    const std::int64_t now = studio_.frame();
    const bool seen = now >= hint->first && now <= hint->last;
    const std::int64_t key = hint->keys.empty()
                                 ? hint->first
                                 : std::clamp(hint->keys.front().frame, hint->first, hint->last);
    {
        const QScopedValueRollback own(choosing_, true);
        studio_.colour().set_chosen(id);
    }
    if (!seen) {
        studio_.set_frame(key);
    }
}

void HintsList::remove() {
    std::vector<project::Id> ids;
    for (const QModelIndex& index : list_->selectionModel()->selectedIndexes()) {
        ids.push_back(model_->id_at(index));
    }
    if (!ids.empty()) {
        studio_.colour().remove(ids);
    }
}

} // namespace kinovar::ui
