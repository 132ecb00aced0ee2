#pragma once

#include "ui/studio/studio.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QListWidget;

namespace kinovar::ui {

/// Frames of the result that could not be made, with the reason, and a way to try them again.
/// Hidden while there are none.
class FailedFrames : public QWidget {
    Q_OBJECT

public:
    explicit FailedFrames(Studio& studio, QWidget* parent = nullptr);

private:
    void look();
    void retry(std::int64_t frame); ///< −1: all
    [[nodiscard]] std::optional<Hash128> key() const;

    Studio& studio_;
    QLabel* title_;
    QListWidget* list_;
    std::vector<std::pair<std::int64_t, QString>> shown_;
    QTimer look_soon_;
};

} // namespace kinovar::ui
