#pragma once

#include "ui/forms/two_line_delegate.h"
#include "ui/studio/fix_look.h"
#include "ui/studio/retouch.h"

#include <QAbstractListModel>

namespace kinovar::ui {

class Studio;

/// The fixes of the take that a filter lets through, the topmost first. A name that is typed is the
/// fix's note; the check mark switches it on and off.
class FixListModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = TwoLineDelegate::kOwnRoles,
        StateTextRole,  ///< "fits"
        StateColourRole ///< QColor
    };
    enum class Filter : std::uint8_t { All, Frame, Trouble };

    explicit FixListModel(Studio& studio, QObject* parent = nullptr);

    void set_filter(Filter filter);
    [[nodiscard]] int row_of(project::Id fix) const; ///< −1: not shown
    [[nodiscard]] project::Id id_at(const QModelIndex& index) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    void listed(); ///< rows may be others

private:
    void list();
    [[nodiscard]] const Retouch::Item* item(const QModelIndex& index) const;
    [[nodiscard]] bool passes(const Retouch::Item& item) const;
    [[nodiscard]] QString detail_of(const Retouch::Item& item) const;

    Studio& studio_;
    Filter filter_ = Filter::All;
    std::vector<project::Id> ids_;
    std::vector<std::size_t> places_; ///< in Retouch::fixes(), by row
};

} // namespace kinovar::ui
