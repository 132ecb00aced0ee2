#pragma once

#include "ui/studio/thumbnail_pixmaps.h"

#include <QStyledItemDelegate>

namespace kinovar::ui {

/// Draws a shot of ShotListModel: as a line with its picture at the left, or as a tile.
class ShotDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// `thumbnails` outlives it.
    explicit ShotDelegate(ThumbnailPixmaps& thumbnails, QObject* parent = nullptr);

    void set_tiles(bool tiles) { tiles_ = tiles; }
    void set_aspect(double aspect) { aspect_ = aspect; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    [[nodiscard]] QRect picture_area(const QRect& item) const;
    [[nodiscard]] QRect text_area(const QRect& item, const QFontMetrics& metrics) const;
    void paint_picture(QPainter& painter, const QRect& area, const QModelIndex& index,
                       const QPalette& palette) const;
    void paint_text(QPainter& painter, const QRect& area, const QStyleOptionViewItem& option,
                    const QModelIndex& index) const;

    ThumbnailPixmaps& thumbnails_;
    bool tiles_ = false;
    double aspect_ = 4.0 / 3;
};

} // namespace kinovar::ui
