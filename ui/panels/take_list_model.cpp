#include "ui/panels/take_list_model.h"

#include "ui/panels/take_differences.h"
#include "ui/studio/text.h"

#include <algorithm>

namespace kinovar::ui {

TakeListModel::TakeListModel(Studio& studio, QObject* parent)
    : QAbstractListModel(parent), studio_(studio) {
    for (const auto signal : {&Studio::takes_changed, &Studio::marks_changed, &Studio::shot_changed,
                              &Studio::reel_changed, &Studio::project_changed}) {
        connect(&studio, signal, this, &TakeListModel::take_takes);
    }
    take_takes();
}

void TakeListModel::take_takes() {
    std::vector<project::Id> takes;
    if (studio_.shot() != 0) {
        takes = studio_.document().takes_of(studio_.shot());
        takes.insert(takes.begin(), 0);
    }
    if (takes == takes_ && !takes.empty()) {
        Q_EMIT dataChanged(index(0), index(static_cast<int>(takes.size()) - 1));
        return;
    }
    beginResetModel();
    takes_ = std::move(takes);
    endResetModel();
}

int TakeListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(takes_.size());
}

project::Id TakeListModel::id_at(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < takes_.size() ? takes_[row] : 0;
}

int TakeListModel::row_of(project::Id take) const {
    const auto at = std::find(takes_.begin(), takes_.end(), take);
    return at == takes_.end() ? -1 : static_cast<int>(at - takes_.begin());
}

QString TakeListModel::summary_of(const project::Take* take) const {
    if (take == nullptr) {
        return tr("for all shots without a take of their own");
    }
    QStringList parts{take->chain
                          ? tr("%n step(s)", nullptr, static_cast<int>(take->chain->steps.size()))
                          : tr("by the chain of the reel")};
    const auto& belongings = studio_.document().belongings(take->id);
    const auto fixes = std::count_if(belongings.begin(), belongings.end(), [&](project::Id id) {
        return studio_.document().get<project::Fix>(id) != nullptr;
    });
    if (fixes > 0) {
        parts += tr("%n fix(es)", nullptr, static_cast<int>(fixes));
    }
    if (!take->note.empty()) {
        parts += to_qt(take->note);
    }
    return parts.join(QStringLiteral(" · "));
}

QVariant TakeListModel::data(const QModelIndex& index, int role) const {
    const auto* shot =
        studio_.has_project() ? studio_.document().get<project::Shot>(studio_.shot()) : nullptr;
    if (shot == nullptr || !index.isValid()) {
        return {};
    }
    const project::Id id = id_at(index);
    const auto* take = studio_.document().get<project::Take>(id);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return take_name(studio_.document(), id);
    case Qt::ToolTipRole:
        return tr("%1: %2", "a take and what it is made by")
            .arg(take_name(studio_.document(), id), summary_of(take));
    case Qt::AccessibleTextRole: {
        const QString name = data(index, Qt::DisplayRole).toString();
        return shot->pick == id ? tr("%1, picked").arg(name) : name;
    }
    case IdRole:
        return QVariant::fromValue<qlonglong>(id);
    case RatingRole:
        return take == nullptr ? 0 : take->rating;
    case PickRole:
        return shot->pick == id;
    case SummaryRole:
        return summary_of(take);
    case NoteRole:
        return take == nullptr ? QString() : to_qt(take->note);
    default:
        return {};
    }
}

bool TakeListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const auto* take =
        studio_.has_project() ? studio_.document().get<project::Take>(id_at(index)) : nullptr;
    if (take == nullptr) {
        return false;
    }
    project::Take changed = *take;
    const char* name = nullptr;
    if (role == Qt::EditRole) {
        changed.name = value.toString().trimmed().toStdString();
        name = "Rename take";
    } else if (role == NoteRole) {
        changed.note = value.toString().trimmed().toStdString();
        name = "Note on take";
    } else if (role == RatingRole) {
        changed.rating = value.toInt();
        name = "Rate take";
    }
    if (name == nullptr || changed == *take || (role == Qt::EditRole && changed.name.empty())) {
        return false;
    }
    project::EditBuilder builder(studio_.document());
    builder.update(changed);
    return studio_.edit(builder.finish(name));
}

Qt::ItemFlags TakeListModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags plain = QAbstractListModel::flags(index);
    return id_at(index) == 0 ? plain : plain | Qt::ItemIsEditable;
}

} // namespace kinovar::ui
