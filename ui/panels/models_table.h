#pragma once

#include "core/nn/catalogue.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <set>
#include <string>
#include <vector>

namespace kinovar::ui {

/// The models that Kinovar knows, one a row. Reads the catalogue when told to.
class ModelsTable : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Title, State, TaskColumn, Size, Parameters, Licence, Commercial, kColumns };
    enum Role { Id = Qt::UserRole, Sort, TaskName, Installed };

    explicit ModelsTable(QObject* parent = nullptr);
    /// The list anew; rows keep their place where they can. An error: the list cannot be read.
    [[nodiscard]] Status reload();
    /// Null: no such row or model.
    [[nodiscard]] const nn::CatalogueEntry* entry(int row) const;
    [[nodiscard]] int row_of(const QString& id) const;
    [[nodiscard]] nn::InstallState state(int row) const;
    /// A check found that its files differ; until the next install or removal.
    void mark_damaged(const std::string& id, bool damaged);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QVariant sort_key(int row, int column) const;

    std::vector<nn::CatalogueEntry> entries_;
    std::vector<nn::InstallState> states_;
    std::set<std::string> damaged_;
};

/// Which of them are shown.
class ModelsFilter : public QSortFilterProxyModel {
    Q_OBJECT

public:
    explicit ModelsFilter(QObject* parent = nullptr);
    void set_words(const QString& words);
    void set_task(const QString& task); ///< empty: all
    void set_only_installed(bool only);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QStringList words_;
    QString task_;
    bool only_installed_ = false;
};

[[nodiscard]] QString install_state_text(nn::InstallState state);
/// "upscale" → "Enlarge".
[[nodiscard]] QString task_text(nn::Task task);
/// Of all its files; of what has to be brought where they are not known.
[[nodiscard]] std::uint64_t model_bytes(const nn::CatalogueEntry& entry);

} // namespace kinovar::ui
