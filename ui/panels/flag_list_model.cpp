#include "ui/panels/flag_list_model.h"

#include "ui/panels/flag_remedy.h"
#include "ui/studio/text.h"

#include <algorithm>
#include <set>

namespace kinovar::ui {

namespace {

constexpr int kPercent = 100;

} // namespace

QString state_text(project::FlagState state) {
    switch (state) {
    case project::FlagState::Open:
        return FlagListModel::tr("Open");
    case project::FlagState::Accepted:
        return FlagListModel::tr("Accepted");
    case project::FlagState::Rejected:
        return FlagListModel::tr("Rejected");
    case project::FlagState::Fixed:
        return FlagListModel::tr("Fixed");
    }
    return {};
}

FlagListModel::FlagListModel(Studio& studio, QObject* parent)
    : QAbstractListModel(parent), studio_(studio) {
    for (const auto signal :
         {&Studio::marks_changed, &Studio::reel_changed, &Studio::project_changed}) {
        connect(&studio, signal, this, &FlagListModel::take_flags);
    }
    take_flags();
}

void FlagListModel::set_filter(std::optional<project::FlagState> state, const QString& kind) {
    if (state != state_ || kind != kind_) {
        state_ = state;
        kind_ = kind;
        take_flags();
    }
}

void FlagListModel::take_flags() {
    std::vector<const project::Flag*> found;
    std::set<std::string> kinds;
    open_ = all_ = 0;
    if (studio_.reel() != 0) {
        for (const auto& [id, flag] : studio_.document().all<project::Flag>()) {
            if (flag.reel != studio_.reel()) {
                continue;
            }
            ++all_;
            open_ += flag.state == project::FlagState::Open ? 1 : 0;
            kinds.insert(flag.kind);
            const bool of_kind = kind_.isEmpty() || to_qt(flag.kind) == kind_;
            if (of_kind && (!state_ || *state_ == flag.state)) {
                found.push_back(&flag);
            }
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) {
        return a->severity != b->severity ? a->severity > b->severity : a->first < b->first;
    });
    std::vector<project::Id> flags;
    flags.reserve(found.size());
    for (const project::Flag* flag : found) {
        flags.push_back(flag->id);
    }
    kinds_.clear();
    for (const std::string& kind : kinds) {
        kinds_.append(to_qt(kind));
    }
    if (flags == flags_ && !flags.empty()) {
        Q_EMIT dataChanged(index(0), index(static_cast<int>(flags.size()) - 1));
    } else {
        beginResetModel();
        flags_ = std::move(flags);
        endResetModel();
    }
    Q_EMIT counted();
}

const project::Flag* FlagListModel::flag_at(const QModelIndex& index) const {
    const auto row = static_cast<std::size_t>(index.row());
    return index.isValid() && row < flags_.size() && studio_.has_project()
               ? studio_.document().get<project::Flag>(flags_[row])
               : nullptr;
}

int FlagListModel::row_of(project::Id flag) const {
    const auto at = std::find(flags_.begin(), flags_.end(), flag);
    return at == flags_.end() ? -1 : static_cast<int>(at - flags_.begin());
}

int FlagListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(flags_.size());
}

QString FlagListModel::title_of(const project::Flag& flag) const {
    const QString title = tr("%1 · %2 %", "kind and severity of a flag")
                              .arg(translated(flag.kind))
                              .arg(qRound(flag.severity * kPercent));
    return flag.state == project::FlagState::Open
               ? title
               : tr("%1 · %2", "flag and what was decided").arg(title, state_text(flag.state));
}

QString FlagListModel::detail_of(const project::Flag& flag) const {
    const double rate = studio_.frame_rate();
    const QString place =
        flag.first == flag.last
            ? timecode(flag.first, rate)
            : tr("%1 to %2").arg(timecode(flag.first, rate), timecode(flag.last, rate));
    return flag.text.empty()
               ? place
               : tr("%1 · %2", "place and text of a flag").arg(place, to_qt(flag.text));
}

QVariant FlagListModel::data(const QModelIndex& index, int role) const {
    const project::Flag* flag = flag_at(index);
    if (flag == nullptr) {
        return {};
    }
    switch (role) {
    case IdRole:
        return QVariant::fromValue<qlonglong>(flag->id);
    case Qt::DisplayRole:
        return title_of(*flag);
    case TwoLineDelegate::kSecondLine:
        return detail_of(*flag);
    case SeverityRole:
        return flag->severity;
    case ProposalRole:
        return proposal_text(*flag);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: {
        const QString text =
            tr("%1, %2", "flag and its place").arg(title_of(*flag), detail_of(*flag));
        const QString proposal = proposal_text(*flag);
        return proposal.isEmpty() ? text
                                  : tr("%1. %2", "flag, and what is proposed").arg(text, proposal);
    }
    default:
        return {};
    }
}

QColor FlagListModel::colour_of(double severity) {
    // Over the hue, from yellow to red, as in the timeline.
    constexpr double kYellow = 48;
    constexpr int kSaturation = 190;
    constexpr int kValue = 222;
    const double s = std::clamp(severity, 0.0, 1.0);
    return QColor::fromHsv(static_cast<int>(kYellow * (1 - s)), kSaturation, kValue);
}

} // namespace kinovar::ui
