#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;

namespace kinovar::ui {

class ConfidenceStrip;
class Studio;

/// How the chosen fix fares through its life: the strip, what it says of the current frame, and
/// what one does about it.
class TrackingPane : public QWidget {
    Q_OBJECT

public:
    explicit TrackingPane(Studio& studio, QWidget* parent = nullptr);

private:
    void follow();
    void follow_frame();
    void go_to_worst();

    Studio& studio_;
    ConfidenceStrip* strip_;
    QLabel* text_;
    QPushButton* check_;
    QPushButton* worst_;
    QPushButton* accept_;
};

} // namespace kinovar::ui
