#pragma once

#include "ui/forms/two_line_delegate.h"
#include "ui/studio/colour.h"

#include <QAbstractListModel>

namespace kinovar::ui {

class Studio;

/// The hints of the reel that a filter lets through, in a chosen order.
class HintListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { IdRole = TwoLineDelegate::kOwnRoles };
    enum class Filter : std::uint8_t { Shot, Frame, All };
    enum class Order : std::uint8_t { Place, Made, Source };

    explicit HintListModel(Studio& studio, QObject* parent = nullptr);

    void set_filter(Filter filter);
    void set_order(Order order);
    [[nodiscard]] int row_of(project::Id hint) const; ///< −1: not shown
    [[nodiscard]] project::Id id_at(const QModelIndex& index) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    void listed(); ///< rows may be others

private:
    void list();
    [[nodiscard]] bool passes(const colourise::ColourHint& hint) const;
    [[nodiscard]] QString detail_of(const colourise::ColourHint& hint) const;

    Studio& studio_;
    Filter filter_ = Filter::Shot;
    Order order_ = Order::Place;
    std::vector<project::Id> ids_;
};

} // namespace kinovar::ui
