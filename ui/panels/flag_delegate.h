#pragma once

#include <QPixmap>
#include <QStyledItemDelegate>
#include <functional>

namespace kinovar::ui {

/// Draws a flag: its place in the picture with a dot for its severity; kind, place in time, reason
/// and what is proposed.
class FlagDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// Gives the picture of a row at a size in device pixels, or null.
    using Ask = std::function<QPixmap(const QModelIndex& index, const QSize& size)>;

    explicit FlagDelegate(Ask ask, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;

private:
    Ask ask_;
};

} // namespace kinovar::ui
