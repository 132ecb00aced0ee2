#pragma once

#include <QPixmap>
#include <QStyledItemDelegate>
#include <functional>

namespace kinovar::ui {

/// Draws a hand of the gallery: its picture, and below what was said about it or when it is seen.
class HandDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// Gives the picture of a row at a size in device pixels, or null.
    using Ask = std::function<QPixmap(const QModelIndex& index, const QSize& size)>;

    explicit HandDelegate(Ask ask, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

private:
    Ask ask_;
};

} // namespace kinovar::ui
