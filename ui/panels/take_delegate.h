#pragma once

#include <QStyledItemDelegate>

namespace kinovar::ui {

/// Draws a take: the mark of the pick at the left, name and summary, stars at the right. A click on
/// the mark picks, on a star rates.
class TakeDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    /// Where the stars of a row are; for tests.
    [[nodiscard]] static QRect stars_area(const QRect& item, const QFontMetrics& metrics);
    [[nodiscard]] static QRect pick_area(const QRect& item, const QFontMetrics& metrics);

Q_SIGNALS:
    void pick_wanted(const QModelIndex& index);
};

} // namespace kinovar::ui
