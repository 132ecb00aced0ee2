#pragma once

#include "core/steps/colourise/engine/ab_colour.h"

#include <QImage>
#include <QWidget>

namespace kinovar::ui {

/// The colours that a screen can show at one luma (0 to 1): a* from green (left) to red, b* from
/// blue (below) to yellow; transparent where there is none. Square, `size` pixels a side.
[[nodiscard]] QImage gamut_picture(float luma, int size);

/// The plane of a* and b* at a luma, with the current colour as a handle. Arrow keys move it by 1,
/// with Shift by 5; Home makes it grey.
class GamutPlane : public QWidget {
    Q_OBJECT

public:
    explicit GamutPlane(QWidget* parent = nullptr);

    void set_luma(float luma);
    void set_colour(colourise::Ab colour);
    [[nodiscard]] colourise::Ab colour() const { return colour_; }
    /// Where a colour lies in the widget.
    [[nodiscard]] QPointF to_widget(colourise::Ab colour) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// `more`: the drag or the run of keys is not at its end.
    void edited(kinovar::colourise::Ab colour, bool more);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QRectF area() const;
    void paint_handle(QPainter& painter) const;
    void drag_to(const QPointF& place);
    void move_to(colourise::Ab colour);
    void end_gesture();

    colourise::Ab colour_;
    float luma_ = 0.5F;
    QImage picture_; ///< of luma_, rounded; null: to be made
    bool in_gesture_ = false;
};

} // namespace kinovar::ui
