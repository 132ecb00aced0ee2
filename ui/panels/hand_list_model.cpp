#include "ui/panels/hand_list_model.h"

#include "ui/studio/studio.h"
#include "ui/studio/text.h"

namespace kinovar::ui {

namespace {

constexpr double kPercent = 100;

} // namespace

HandListModel::HandListModel(Studio& studio, QObject* parent)
    : QAbstractListModel(parent), studio_(studio) {
    connect(&studio_.detectors(), &Detectors::changed, this, &HandListModel::list);
    for (const auto signal : {&Studio::shot_changed, &Studio::shots_changed, &Studio::reel_changed,
                              &Studio::project_changed}) {
        connect(&studio_, signal, this, &HandListModel::list);
    }
    list();
}

void HandListModel::list() {
    std::vector<std::size_t> places;
    const auto* shot =
        studio_.has_project() ? studio_.document().get<project::Shot>(studio_.shot()) : nullptr;
    const std::vector<FoundHand>& hands = studio_.detectors().hands();
    for (std::size_t i = 0; shot != nullptr && i < hands.size(); ++i) {
        if (hands[i].track.first <= shot->last && hands[i].track.last >= shot->first) {
            places.push_back(i);
        }
    }
    if (places == places_ && !places.empty()) {
        Q_EMIT dataChanged(index(0), index(static_cast<int>(places.size()) - 1));
    } else {
        beginResetModel();
        places_ = std::move(places);
        endResetModel();
    }
    Q_EMIT listed();
}

std::size_t HandListModel::place_of(const QModelIndex& index) const {
    return places_.at(static_cast<std::size_t>(index.row()));
}

const FoundHand* HandListModel::hand_at(const QModelIndex& index) const {
    const std::vector<FoundHand>& hands = studio_.detectors().hands();
    if (!index.isValid() || index.row() >= rowCount() || place_of(index) >= hands.size()) {
        return nullptr;
    }
    return &hands[place_of(index)];
}

int HandListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(places_.size());
}

QVariant HandListModel::data(const QModelIndex& index, int role) const {
    const FoundHand* hand = hand_at(index);
    if (hand == nullptr) {
        return {};
    }
    const QString at = timecode(hand->track.worst.frame, studio_.frame_rate());
    switch (role) {
    case JudgedRole:
        return static_cast<int>(hand->judged);
    case Qt::DisplayRole:
        switch (hand->judged) {
        case FoundHand::Judged::Fine:
            return tr("fine", "a hand");
        case FoundHand::Judged::ToMend:
            return tr("to mend", "a hand");
        case FoundHand::Judged::Open:
            break;
        }
        return at;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return tr("Hand seen from %1 to %2, least certain (%3 %) at %4")
            .arg(timecode(hand->track.first, studio_.frame_rate()),
                 timecode(hand->track.last, studio_.frame_rate()))
            .arg(qRound(hand->track.worst.uncertainty * kPercent))
            .arg(at);
    default:
        return {};
    }
}

} // namespace kinovar::ui
