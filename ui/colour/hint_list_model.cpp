#include "ui/colour/hint_list_model.h"

#include "ui/colour/swatch.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <algorithm>

namespace kinovar::ui {

namespace {

QString title_of(const colourise::ColourHint& hint) {
    return hint.citation.empty() ? HintListModel::tr("No source yet") : to_qt(hint.citation);
}

} // namespace

HintListModel::HintListModel(Studio& studio, QObject* parent)
    : QAbstractListModel(parent), studio_(studio) {
    connect(&studio.colour(), &Colour::hints_changed, this, &HintListModel::list);
    connect(&studio, &Studio::reel_changed, this, &HintListModel::list);
    connect(&studio, &Studio::project_changed, this, &HintListModel::list);
    connect(&studio, &Studio::shot_changed, this, [this] {
        if (filter_ == Filter::Shot) {
            list();
        }
    });
    connect(&studio, &Studio::shots_changed, this, &HintListModel::list);
    connect(&studio, &Studio::frame_changed, this, [this] {
        if (filter_ == Filter::Frame) {
            list();
        }
    });
    list();
}

void HintListModel::set_filter(Filter filter) {
    filter_ = filter;
    list();
}

void HintListModel::set_order(Order order) {
    order_ = order;
    list();
}

bool HintListModel::passes(const colourise::ColourHint& hint) const {
    if (filter_ == Filter::All) {
        return true;
    }
    std::int64_t first = studio_.frame();
    std::int64_t last = first;
    const auto* shot =
        studio_.has_project() ? studio_.document().get<project::Shot>(studio_.shot()) : nullptr;
    if (filter_ == Filter::Shot && shot != nullptr) {
        first = shot->first;
        last = shot->last;
    }
    return hint.first <= last && hint.last >= first;
}

void HintListModel::list() {
    std::vector<const Colour::Hint*> found;
    for (const Colour::Hint& one : studio_.colour().hints()) {
        if (passes(one.hint)) {
            found.push_back(&one);
        }
    }
    if (order_ != Order::Made) {
        std::stable_sort(found.begin(), found.end(), [this](const auto* x, const auto* y) {
            return order_ == Order::Place ? x->hint.first < y->hint.first
                                          : x->hint.citation < y->hint.citation;
        });
    }
    std::vector<project::Id> ids;
    ids.reserve(found.size());
    for (const Colour::Hint* one : found) {
        ids.push_back(one->id);
    }
    if (ids == ids_ && !ids.empty()) {
        Q_EMIT dataChanged(index(0), index(static_cast<int>(ids.size()) - 1));
    } else {
        beginResetModel();
        ids_ = std::move(ids);
        endResetModel();
    }
    Q_EMIT listed();
}

int HintListModel::row_of(project::Id hint) const {
    const auto at = std::find(ids_.begin(), ids_.end(), hint);
    return at == ids_.end() ? -1 : static_cast<int>(at - ids_.begin());
}

project::Id HintListModel::id_at(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < ids_.size() ? ids_[row] : 0;
}

int HintListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ids_.size());
}

QString HintListModel::detail_of(const colourise::ColourHint& hint) const {
    const double rate = studio_.frame_rate();
    const QString place =
        hint.first == hint.last
            ? timecode(hint.first, rate)
            : tr("%1 to %2").arg(timecode(hint.first, rate), timecode(hint.last, rate));
    const QString known = hint.documented ? tr("documented") : tr("inferred");
    const QString text = tr("%1 · %2", "how well a hint is known, its frames").arg(known, place);
    const auto keys = static_cast<int>(hint.keys.size());
    return keys < 2 ? text
                    : tr("%1 · %2", "a hint, its number of keys")
                          .arg(text, tr("%n key(s)", nullptr, keys));
}

QVariant HintListModel::data(const QModelIndex& index, int role) const {
    const project::Id id = id_at(index);
    const colourise::ColourHint* hint = studio_.colour().hint(id);
    if (hint == nullptr) {
        return {};
    }
    switch (role) {
    case IdRole:
        return QVariant::fromValue<qlonglong>(id);
    case Qt::DisplayRole:
        return title_of(*hint);
    case TwoLineDelegate::kSecondLine:
        return detail_of(*hint);
    case Qt::DecorationRole:
        return hint_icon(*hint);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("%1: %2, %3", "shape of a hint, its source, what is known of it")
            .arg(shape_text(hint->shape), title_of(*hint), detail_of(*hint));
    default:
        return {};
    }
}

} // namespace kinovar::ui
