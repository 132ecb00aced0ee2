#pragma once

#include <QStyledItemDelegate>

namespace kinovar::ui {

/// A line of a list with a fainter, smaller one below it, and the item's icon at the left.
class TwoLineDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    static constexpr int kSecondLine = Qt::UserRole;
    static constexpr int kTrouble = Qt::UserRole + 1;  ///< true: a mark at the right
    static constexpr int kOwnRoles = Qt::UserRole + 2; ///< the first that is free

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    [[nodiscard]] QRect text_rect(const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const;
};

} // namespace kinovar::ui
