#include "ui/panels/models_table.h"

#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QLocale>
#include <algorithm>
#include <numeric>

namespace kinovar::ui {

namespace {

constexpr double kThousand = 1e3;
constexpr double kMillion = 1e6;
constexpr std::int64_t kFewParameters = 100'000;

QString parameters_text(std::int64_t count) {
    const auto number = static_cast<double>(count);
    if (count == 0) {
        return {};
    }
    return count < kFewParameters ? ModelsTable::tr("%1 K", "thousand parameters")
                                        .arg(QLocale().toString(number / kThousand, 'f', 1))
                                  : ModelsTable::tr("%1 M", "million parameters")
                                        .arg(QLocale().toString(number / kMillion, 'f', 2));
}

} // namespace

QString install_state_text(nn::InstallState state) {
    switch (state) {
    case nn::InstallState::Installed:
        return ModelsTable::tr("installed");
    case nn::InstallState::Damaged:
        return ModelsTable::tr("damaged");
    case nn::InstallState::Missing:
        break;
    }
    return ModelsTable::tr("not installed");
}

QString task_text(nn::Task task) {
    switch (task) {
    case nn::Task::Upscale:
        return ModelsTable::tr("Enlarge");
    case nn::Task::Denoise:
        return ModelsTable::tr("Remove noise");
    case nn::Task::Deblur:
        return ModelsTable::tr("Remove blur");
    case nn::Task::Interpolate:
        return ModelsTable::tr("Frames between");
    case nn::Task::Colourise:
        return ModelsTable::tr("Colour");
    case nn::Task::Inpaint:
        return ModelsTable::tr("Fill holes");
    case nn::Task::Face:
        return ModelsTable::tr("Faces");
    case nn::Task::Animate:
        return ModelsTable::tr("Animate");
    case nn::Task::Analyse:
        return ModelsTable::tr("Analyse");
    case nn::Task::Other:
        break;
    }
    return ModelsTable::tr("Other");
}

std::uint64_t model_bytes(const nn::CatalogueEntry& entry) {
    const std::uint64_t files = std::accumulate(
        entry.files.begin(), entry.files.end(), std::uint64_t{0},
        [](std::uint64_t sum, const nn::CatalogueFile& file) { return sum + file.bytes; });
    return files > 0 ? files : entry.download_bytes;
}

ModelsTable::ModelsTable(QObject* parent) : QAbstractTableModel(parent) {}

Status ModelsTable::reload() {
    auto catalogue = nn::Catalogue::open();
    beginResetModel();
    entries_.clear();
    states_.clear();
    if (catalogue) {
        entries_ = catalogue->entries();
        for (const nn::CatalogueEntry& entry : entries_) {
            const nn::InstallState state = catalogue->state_of(entry);
            states_.push_back(damaged_.contains(entry.info.id) &&
                                      state == nn::InstallState::Installed
                                  ? nn::InstallState::Damaged
                                  : state);
        }
    }
    endResetModel();
    if (!catalogue) {
        return failure(catalogue.error());
    }
    return {};
}

const nn::CatalogueEntry* ModelsTable::entry(int row) const {
    return row >= 0 && row < rowCount() ? &entries_[static_cast<std::size_t>(row)] : nullptr;
}

int ModelsTable::row_of(const QString& id) const {
    const auto at = std::find_if(entries_.begin(), entries_.end(),
                                 [&](const auto& entry) { return to_qt(entry.info.id) == id; });
    return at == entries_.end() ? -1 : static_cast<int>(at - entries_.begin());
}

nn::InstallState ModelsTable::state(int row) const {
    return states_[static_cast<std::size_t>(row)];
}

void ModelsTable::mark_damaged(const std::string& id, bool damaged) {
    if (damaged) {
        damaged_.insert(id);
    } else {
        damaged_.erase(id);
    }
}

int ModelsTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(entries_.size());
}

int ModelsTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant ModelsTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case State:
        return tr("State");
    case TaskColumn:
        return tr("Task");
    case Size:
        return tr("Size");
    case Parameters:
        return tr("Parameters");
    case Licence:
        return tr("Licence");
    case Commercial:
        return tr("Commercial use");
    default:
        return tr("Model");
    }
}

QString ModelsTable::text(int row, int column) const {
    const nn::CatalogueEntry& entry = entries_[static_cast<std::size_t>(row)];
    const nn::ModelInfo& info = entry.info;
    const QLocale numbers;
    switch (column) {
    case State:
        return entry.loadable ? install_state_text(state(row)) : tr("not supported");
    case TaskColumn:
        return info.scale > 1
                   ? tr("%1 ×%2", "task and scale").arg(task_text(info.task)).arg(info.scale)
                   : task_text(info.task);
    case Size:
        return model_bytes(entry) == 0
                   ? QString()
                   : numbers.formattedDataSize(static_cast<qint64>(model_bytes(entry)), 1);
    case Parameters:
        return parameters_text(info.parameters);
    case Licence:
        return to_qt(info.licence.name);
    case Commercial:
        return info.licence.commercial ? tr("yes") : tr("no");
    default:
        return translated(info.title);
    }
}

QVariant ModelsTable::sort_key(int row, int column) const {
    const nn::CatalogueEntry& entry = entries_[static_cast<std::size_t>(row)];
    if (column == Size) {
        return QVariant::fromValue<qulonglong>(model_bytes(entry));
    }
    if (column == Parameters) {
        return QVariant::fromValue<qlonglong>(entry.info.parameters);
    }
    if (column == State) {
        // What can be used comes first, then what wants mending.
        switch (state(row)) {
        case nn::InstallState::Installed:
            return 0;
        case nn::InstallState::Damaged:
            return 1;
        case nn::InstallState::Missing:
            return 2;
        }
    }
    return text(row, column);
}

QVariant ModelsTable::data(const QModelIndex& index, int role) const {
    const int row = index.row();
    const nn::CatalogueEntry* found = entry(row);
    if (found == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return text(row, index.column());
    case Qt::ToolTipRole:
        return QStringLiteral("<p>%1</p>").arg(to_qt(found->info.licence.terms).toHtmlEscaped());
    case Qt::DecorationRole:
        return index.column() == State && state(row) == nn::InstallState::Damaged
                   ? QVariant(icon(QStringLiteral("warning")))
                   : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == Size || index.column() == Parameters
                   ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                   : QVariant();
    case Id:
        return to_qt(found->info.id);
    case Sort:
        return sort_key(row, index.column());
    case TaskName:
        return to_qt(std::string(nn::to_string(found->info.task)));
    case Installed:
        return state(row) != nn::InstallState::Missing;
    default:
        return {};
    }
}

ModelsFilter::ModelsFilter(QObject* parent) : QSortFilterProxyModel(parent) {
    setSortRole(ModelsTable::Sort);
    setSortLocaleAware(true);
}

void ModelsFilter::set_words(const QString& words) {
    words_ = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void ModelsFilter::set_task(const QString& task) {
    task_ = task;
    invalidateFilter();
}

void ModelsFilter::set_only_installed(bool only) {
    only_installed_ = only;
    invalidateFilter();
}

bool ModelsFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (only_installed_ && !index.data(ModelsTable::Installed).toBool()) {
        return false;
    }
    if (!task_.isEmpty() && index.data(ModelsTable::TaskName).toString() != task_) {
        return false;
    }
    QString text = index.data(ModelsTable::Id).toString();
    for (int column = 0; column < ModelsTable::kColumns; ++column) {
        text += QLatin1Char(' ') + index.siblingAtColumn(column).data().toString();
    }
    return std::all_of(words_.begin(), words_.end(), [&](const QString& word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace kinovar::ui
