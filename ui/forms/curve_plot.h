#pragma once

#include <QPointF>
#include <QString>
#include <QWidget>
#include <vector>

namespace kinovar::ui {

/// A tone curve from 0 to 1 with points that can be moved. A click adds a point, Delete or a double
/// click takes one away, arrow keys move the chosen one, Page Up and Page Down choose.
class CurvePlot : public QWidget {
    Q_OBJECT

public:
    explicit CurvePlot(QWidget* parent = nullptr);
    /// "0/0+0.25/0.2+1/1"; empty: straight. A text that is no curve shows the straight line.
    void set_text(const QString& text);
    [[nodiscard]] QString text() const; ///< empty: straight
    void set_colour(const QColor& colour);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// Where a point of the curve lies, for tests and painting.
    [[nodiscard]] QPointF to_widget(const QPointF& point) const;

Q_SIGNALS:
    void edited(bool more);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] QRectF area() const;
    [[nodiscard]] QPointF from_widget(const QPointF& place) const;
    [[nodiscard]] int point_at(const QPointF& place) const;
    void move_chosen(const QPointF& to);
    void remove_chosen();
    bool choose_by_key(int key);
    bool move_by_key(int key);
    void end_gesture();

    std::vector<QPointF> points_;
    QColor colour_;
    int chosen_ = -1;
    bool in_gesture_ = false;
};

} // namespace kinovar::ui
