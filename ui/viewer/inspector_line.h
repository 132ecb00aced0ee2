#pragma once

#include "ui/viewer/canvas.h"

#include <QWidget>

class QLabel;

namespace kinovar::ui {

/// One line below the canvas: the pixel under the mouse, its values at both points and how they
/// differ; else the sizes of the two pictures.
class InspectorLine : public QWidget {
    Q_OBJECT

public:
    explicit InspectorLine(QWidget* parent = nullptr);
    void show_pixel(const Inspected& below);
    void set_sizes(const QString& text);
    [[nodiscard]] QString text() const; ///< of the pixel, as shown

private:
    QLabel* place_;
    QLabel* a_;
    QLabel* b_;
    QLabel* apart_;
    QLabel* sizes_;
};

} // namespace kinovar::ui
