#pragma once

#include "core/steps/detect/proposal.h"
#include "ui/studio/studio.h"

#include <QWidget>
#include <functional>
#include <optional>

namespace kinovar::ui {

/// One measure of the faces of the current shot over its frames, a line for each person. A click or
/// the arrow keys go to a frame. GUI thread.
class FacesGraph : public QWidget {
    Q_OBJECT

public:
    using Sight = detect::FaceTrack::Sight;
    /// What of a sight is drawn; NaN: nothing is known there.
    using Measure = double (*)(const Sight& sight);
    struct Level {
        double value = 0;
        QString text; ///< drawn at a line across
    };

    /// `title` is for the heading and screen readers; `span`: the least that is shown.
    FacesGraph(Studio& studio, const QString& title, Measure measure,
               std::pair<double, double> span, std::vector<Level> levels,
               QWidget* parent = nullptr);

    /// The sight with the highest value in the current shot; none: nothing was measured.
    [[nodiscard]] std::optional<std::int64_t> worst_frame() const;
    [[nodiscard]] bool empty() const { return !worst_frame(); }
    /// The colour of a person's line, by place among the shot's faces.
    [[nodiscard]] static QColor colour_of(std::size_t person);
    /// Where a frame and a value are drawn; for tests.
    [[nodiscard]] QPointF point_of(std::int64_t frame, double value) const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] std::vector<const detect::FaceTrack*> faces() const;
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> frames() const;
    [[nodiscard]] std::pair<double, double> values() const;
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] std::int64_t frame_at(double x) const;
    void paint_levels(QPainter& painter) const;
    void paint_lines(QPainter& painter) const;
    void step(int by);

    Studio& studio_;
    QString title_;
    Measure measure_;
    std::pair<double, double> span_;
    std::vector<Level> levels_;
};

/// The faces of the current shot.
[[nodiscard]] std::vector<const detect::FaceTrack*> faces_of_shot(const Studio& studio);

} // namespace kinovar::ui
