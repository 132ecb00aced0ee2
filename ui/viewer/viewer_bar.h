#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"
#include "ui/viewer/compare.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QHBoxLayout;
class QLabel;
class QSlider;
class QSpinBox;
class QToolButton;

namespace kinovar::ui {

class PointBox;

/// The bar over the canvas: which points, how they are compared, what is laid over, zoom. A second
/// row shows what the mode or the overlay can be told.
class ViewerBar : public QWidget {
    Q_OBJECT

public:
    ViewerBar(Studio& studio, Actions& actions, QWidget* parent = nullptr);

    void set_points(const Point& a, const Point& b);
    [[nodiscard]] QString name_of(const Point& point) const;
    void set_comparison(const Comparison& comparison);
    void set_zoom(bool fits, double zoom);

Q_SIGNALS:
    void points_chosen(const Point& a, const Point& b);
    void comparison_chosen(const Comparison& comparison);
    void zoom_chosen(double zoom); ///< 0: fit
    void names_changed();

private:
    void add_points(QHBoxLayout& row);
    void add_modes(QHBoxLayout& row);
    void add_zoom(QHBoxLayout& row);
    void add_difference(QHBoxLayout& row);
    void add_overlay(QHBoxLayout& row);
    void edit(const std::function<void(Comparison&)>& change);
    void show_options();

    Studio& studio_;
    Actions& actions_;
    Comparison comparison_;
    PointBox* a_ = nullptr;
    PointBox* b_ = nullptr;
    QComboBox* overlay_ = nullptr;
    QComboBox* zoom_ = nullptr;
    QWidget* options_ = nullptr;
    QWidget* difference_options_ = nullptr;
    QWidget* blink_options_ = nullptr;
    QWidget* overlay_options_ = nullptr;
    QWidget* threshold_options_ = nullptr;
    QWidget* origin_legend_ = nullptr;
    QComboBox* gain_ = nullptr;
    QCheckBox* absolute_ = nullptr;
    QDoubleSpinBox* rate_ = nullptr;
    QComboBox* overlay_sides_ = nullptr;
    QSlider* opacity_ = nullptr;
    QSpinBox* threshold_ = nullptr;
};

} // namespace kinovar::ui
