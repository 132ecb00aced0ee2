#include "ui/retouch/fix_list_model.h"

#include "ui/retouch/tool_fields.h"
#include "ui/studio/icons.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <algorithm>

namespace kinovar::ui {

FixListModel::FixListModel(Studio& studio, QObject* parent)
    : QAbstractListModel(parent), studio_(studio) {
    connect(&studio.retouch(), &Retouch::fixes_changed, this, &FixListModel::list);
    connect(&studio.retouch(), &Retouch::confidence_changed, this, &FixListModel::list);
    connect(&studio, &Studio::frame_changed, this, [this] {
        if (filter_ == Filter::Frame) {
            list();
        }
    });
    list();
}

void FixListModel::set_filter(Filter filter) {
    filter_ = filter;
    list();
}

bool FixListModel::passes(const Retouch::Item& item) const {
    switch (filter_) {
    case Filter::Frame:
        return item.fix->first <= studio_.frame() && studio_.frame() <= item.fix->last;
    case Filter::Trouble:
        return studio_.retouch().fares(item.fix->id).fit > Retouch::Fit::Fits;
    case Filter::All:
        break;
    }
    return true;
}

void FixListModel::list() {
    const auto& all = studio_.retouch().fixes();
    std::vector<project::Id> ids;
    places_.clear();
    for (std::size_t i = all.size(); i-- > 0;) {
        if (passes(all[i])) {
            ids.push_back(all[i].fix->id);
            places_.push_back(i);
        }
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

int FixListModel::row_of(project::Id fix) const {
    const auto at = std::find(ids_.begin(), ids_.end(), fix);
    return at == ids_.end() ? -1 : static_cast<int>(at - ids_.begin());
}

project::Id FixListModel::id_at(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < ids_.size() ? ids_[row] : 0;
}

int FixListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ids_.size());
}

const Retouch::Item* FixListModel::item(const QModelIndex& index) const {
    const auto& all = studio_.retouch().fixes();
    const auto row = static_cast<std::size_t>(index.row());
    const bool there = index.isValid() && row < places_.size() && places_[row] < all.size() &&
                       all[places_[row]].fix->id == ids_[row];
    return there ? &all[places_[row]] : nullptr;
}

QString FixListModel::detail_of(const Retouch::Item& item) const {
    const retouch::Fix& fix = *item.fix;
    const double rate = studio_.frame_rate();
    QStringList parts;
    if (!fix.note.empty()) {
        parts += fix_look::title(name_of(fix.kind));
    }
    parts += fix.first == fix.last
                 ? timecode(fix.first, rate)
                 : tr("%1 to %2").arg(timecode(fix.first, rate), timecode(fix.last, rate));
    if (!fix.keys.empty()) {
        parts += tr("%n key(s)", nullptr, static_cast<int>(fix.keys.size()));
    }
    if (!item.enabled) {
        parts += tr("off");
    }
    return parts.join(QStringLiteral(" · "));
}

QVariant FixListModel::data(const QModelIndex& index, int role) const {
    const Retouch::Item* one = item(index);
    if (one == nullptr) {
        return {};
    }
    const retouch::Fix& fix = *one->fix;
    const Retouch::Fares fares = studio_.retouch().fares(fix.id);
    switch (role) {
    case IdRole:
        return QVariant::fromValue<qlonglong>(fix.id);
    case Qt::DisplayRole:
        return fix_look::name(fix);
    case Qt::EditRole:
        return to_qt(fix.note);
    case TwoLineDelegate::kSecondLine:
        return detail_of(*one);
    case Qt::DecorationRole:
        return icon(fix_look::icon_name(name_of(fix.kind)));
    case Qt::CheckStateRole:
        return one->enabled ? Qt::Checked : Qt::Unchecked;
    case StateTextRole:
        return fix_look::text(fares.fit);
    case StateColourRole:
        return fix_look::colour(fares.fit);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("%1: %2, %3", "name of a fix, its frames, how it fits")
                   .arg(fix_look::name(fix), detail_of(*one), fix_look::text(fares.fit)) +
               (fares.text.isEmpty() ? QString()
                                     : QLatin1Char('\n') + translated(fares.text.toStdString()));
    default:
        return {};
    }
}

bool FixListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const Retouch::Item* one = item(index);
    if (one == nullptr) {
        return false;
    }
    if (role == Qt::CheckStateRole) {
        studio_.retouch().set_enabled(one->fix->id, value.toInt() == Qt::Checked);
        return true;
    }
    if (role != Qt::EditRole) {
        return false;
    }
    retouch::Fix changed = *one->fix;
    changed.note = value.toString().trimmed().toStdString();
    if (!(changed == *one->fix)) {
        studio_.retouch().change(changed.id, QStringLiteral("Rename fix"), changed);
    }
    return true;
}

Qt::ItemFlags FixListModel::flags(const QModelIndex& index) const {
    return QAbstractListModel::flags(index) | Qt::ItemIsEditable | Qt::ItemIsUserCheckable;
}

} // namespace kinovar::ui
