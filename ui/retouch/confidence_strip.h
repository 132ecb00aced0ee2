#pragma once

#include "core/steps/retouch/retouch.h"

#include <QWidget>

namespace kinovar::ui {

/// The life of a fix from left to right, each frame in the colour of how it fits there. A click
/// goes to its frame, arrow keys to the neighbours, Home to the worst.
class ConfidenceStrip : public QWidget {
    Q_OBJECT

public:
    explicit ConfidenceStrip(QWidget* parent = nullptr);
    /// `frames` may be empty (not measured) or leave frames out.
    void show_life(std::int64_t first, std::int64_t last,
                   const std::vector<steps::FixConfidence>& frames);
    void set_now(std::int64_t frame);
    void set_worst(std::int64_t frame);                                     ///< −1: not known
    [[nodiscard]] const steps::FixConfidence* at(std::int64_t frame) const; ///< null: not measured
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void frame_wanted(std::int64_t frame);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] std::int64_t frame_at(double x) const;
    [[nodiscard]] int x_of(std::int64_t frame) const;
    void take(double x);

    std::int64_t first_ = 0;
    std::int64_t last_ = 0;
    std::int64_t now_ = 0;
    std::int64_t worst_ = -1;
    std::vector<steps::FixConfidence> frames_; ///< by frame
};

} // namespace kinovar::ui
