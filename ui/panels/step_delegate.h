#pragma once

#include <QStyledItemDelegate>

namespace kinovar::ui {

/// Paints a line of the list of steps: check box, title, what differs from the defaults; at the
/// right the time, a mark where the step cannot work, and the mark of the step looked at alone.
class StepDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    enum Role { Summary = Qt::UserRole, Time, Error, Solo, Silenced };
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    [[nodiscard]] static QRect solo_rect(const QRect& line);

private:
    void paint_right(QPainter* painter, const QStyleOptionViewItem& option,
                     const QModelIndex& index, QRect& left) const;
};

} // namespace kinovar::ui
