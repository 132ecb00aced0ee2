#pragma once

#include "ui/studio/detectors.h"

#include <QAbstractListModel>

namespace kinovar::ui {

class Studio;

/// The hands that were found in the current shot, least certain first.
class HandListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { JudgedRole = Qt::UserRole };

    explicit HandListModel(Studio& studio, QObject* parent = nullptr);

    /// Null: no such row.
    [[nodiscard]] const FoundHand* hand_at(const QModelIndex& index) const;
    /// Its place in Detectors::hands().
    [[nodiscard]] std::size_t place_of(const QModelIndex& index) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void listed();

private:
    void list();

    Studio& studio_;
    std::vector<std::size_t> places_;
};

} // namespace kinovar::ui
