#pragma once

#include "ui/studio/studio.h"

#include <QAbstractListModel>

namespace kinovar::ui {

/// The takes of the studio's current shot. The first row is the reel's chain without any take, so
/// that it can be worked on and picked like one (id 0).
class TakeListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole,
        RatingRole,
        PickRole,    ///< whether the take is the one that is rendered
        SummaryRole, ///< what it is made by, and its note
        NoteRole
    };

    explicit TakeListModel(Studio& studio, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] project::Id id_at(const QModelIndex& index) const;
    [[nodiscard]] int row_of(project::Id take) const;

private:
    void take_takes();
    [[nodiscard]] QString summary_of(const project::Take* take) const;

    Studio& studio_;
    std::vector<project::Id> takes_; ///< 0 first; empty: no shot
};

} // namespace kinovar::ui
