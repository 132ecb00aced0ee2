#include "ui/panels/shot_list_model.h"

#include "ui/studio/text.h"

#include <algorithm>

namespace kinovar::ui {

ShotListModel::ShotListModel(Studio& studio, QObject* parent)
    : QAbstractListModel(parent), studio_(studio) {
    for (const auto signal : {&Studio::shots_changed, &Studio::takes_changed, &Studio::reel_changed,
                              &Studio::project_changed}) {
        connect(&studio, signal, this, &ShotListModel::take_shots);
    }
    take_shots();
}

void ShotListModel::take_shots() {
    std::vector<project::Id> shots;
    takes_.clear();
    if (studio_.reel() != 0) {
        shots = studio_.document().shots_of(studio_.reel());
        for (const auto& [id, take] : studio_.document().all<project::Take>()) {
            ++takes_[take.shot];
        }
    }
    // The same shots with other contents keep selection and scrolling where they are.
    if (shots == shots_ && !shots.empty()) {
        Q_EMIT dataChanged(index(0), index(static_cast<int>(shots.size()) - 1));
        return;
    }
    beginResetModel();
    shots_ = std::move(shots);
    endResetModel();
}

int ShotListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(shots_.size());
}

const project::Shot* ShotListModel::shot_at(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < shots_.size() && studio_.has_project()
               ? studio_.document().get<project::Shot>(shots_[row])
               : nullptr;
}

QVariant ShotListModel::data(const QModelIndex& index, int role) const {
    const project::Shot* shot = shot_at(index);
    if (shot == nullptr) {
        return {};
    }
    switch (role) {
    case IdRole:
        return QVariant::fromValue<qlonglong>(shot->id);
    case NumberRole:
        return index.row() + 1;
    case NameRole:
    case Qt::EditRole:
        return to_qt(shot->name);
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return shot->name.empty() ? tr("Shot %1").arg(index.row() + 1)
                                  : tr("Shot %1: %2").arg(index.row() + 1).arg(to_qt(shot->name));
    case PosterRole:
        return QVariant::fromValue<qlonglong>(shot->first + (shot->last - shot->first) / 2);
    case LengthRole:
        return timecode(shot->last - shot->first + 1, studio_.frame_rate());
    case TakesRole: {
        const auto takes = takes_.find(shot->id);
        return takes == takes_.end() ? 0 : takes->second;
    }
    case RatingRole: {
        const auto* pick = studio_.document().get<project::Take>(shot->pick);
        return pick == nullptr ? 0 : pick->rating;
    }
    case Qt::ToolTipRole:
        return tr("%1 to %2", "timecodes of the first and last frame of a shot")
            .arg(timecode(shot->first, studio_.frame_rate()),
                 timecode(shot->last, studio_.frame_rate()));
    default:
        return {};
    }
}

bool ShotListModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const project::Shot* shot = shot_at(index);
    if (shot == nullptr || role != Qt::EditRole) {
        return false;
    }
    project::Shot renamed = *shot;
    renamed.name = value.toString().trimmed().toStdString();
    project::EditBuilder builder(studio_.document());
    builder.update(renamed);
    return studio_.edit(builder.finish("Rename shot"));
}

Qt::ItemFlags ShotListModel::flags(const QModelIndex& index) const {
    return QAbstractListModel::flags(index) | Qt::ItemIsEditable;
}

int ShotListModel::row_of(project::Id shot) const {
    const auto at = std::find(shots_.begin(), shots_.end(), shot);
    return at == shots_.end() ? -1 : static_cast<int>(at - shots_.begin());
}

} // namespace kinovar::ui
