#pragma once

#include "ui/studio/actions.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace kinovar::ui {

class Studio;

/// How sure the colours of the reel are, and a way to where they are least so.
class ConfidencePane : public QWidget {
    Q_OBJECT

public:
    ConfidencePane(Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    void follow();
    [[nodiscard]] std::int64_t worst_frame() const; ///< −1: not measured

    Studio& studio_;
    Actions& actions_;
    QLabel* text_;
    QPushButton* check_;
    QPushButton* worst_;
};

} // namespace kinovar::ui
