#pragma once

#include "ui/studio/studio.h"

#include <QAbstractListModel>

namespace kinovar::ui {

/// The shots of the studio's current reel, one a row. What a row says is asked for when it is
/// painted, so that long films cost no more than short ones.
class ShotListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole,
        NumberRole,
        NameRole,
        PosterRole, ///< the frame whose picture stands for the shot
        LengthRole, ///< text
        TakesRole,  ///< how many
        RatingRole  ///< of the pick; 0: not rated
    };

    explicit ShotListModel(Studio& studio, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] int row_of(project::Id shot) const;

private:
    void take_shots();
    [[nodiscard]] const project::Shot* shot_at(const QModelIndex& index) const;

    Studio& studio_;
    std::vector<project::Id> shots_;
    std::map<project::Id, int> takes_; ///< how many a shot has
};

} // namespace kinovar::ui
