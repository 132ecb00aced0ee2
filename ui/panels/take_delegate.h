#pragma once

#include <QPixmap>
#include <QStyledItemDelegate>
#include <functional>

namespace kinovar::ui {

/// Draws a take: its picture, the mark of the pick, name, summary and stars; as a line of a list or
/// as a tile. A click on the mark picks, on a star rates.
class TakeDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// Gives the picture of a row at a height in device pixels, or null.
    using Ask = std::function<QPixmap(const QModelIndex& index, int height)>;

    explicit TakeDelegate(Ask ask, QObject* parent = nullptr);

    void set_tiles(bool tiles) { tiles_ = tiles; }
    /// Width / height of the pictures.
    void set_aspect(double aspect) { aspect_ = aspect; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
    /// Where the stars and the mark of a row are; for tests.
    [[nodiscard]] QRect stars_area(const QRect& item, const QFontMetrics& metrics) const;
    [[nodiscard]] QRect pick_area(const QRect& item, const QFontMetrics& metrics) const;

Q_SIGNALS:
    void pick_wanted(const QModelIndex& index);

private:
    [[nodiscard]] QRect picture_area(const QRect& item, const QFontMetrics& metrics) const;
    [[nodiscard]] QRect words_area(const QRect& item, const QFontMetrics& metrics) const;
    [[nodiscard]] QRect name_area(const QRect& item, const QFontMetrics& metrics, bool rated) const;
    void paint_picture(QPainter& painter, const QRect& area, const QModelIndex& index,
                       const QPalette& palette) const;

    Ask ask_;
    bool tiles_ = false;
    double aspect_ = 4.0 / 3.0;
};

} // namespace kinovar::ui
