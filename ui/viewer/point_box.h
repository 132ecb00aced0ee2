#pragma once

#include "ui/studio/studio.h"

#include <QComboBox>

namespace kinovar::ui {

/// "scan", "step 2", "result", "take 14", "reel 3": how a point is remembered.
[[nodiscard]] QString text_of(const Point& point);
/// The result where the text is none of these.
[[nodiscard]] Point point_from_text(const QString& text);

/// Chooses a point of the chain, a take or another reel.
class PointBox : public QComboBox {
    Q_OBJECT

public:
    explicit PointBox(Studio& studio, QWidget* parent = nullptr);
    /// Does not tell chosen().
    void set_point(const Point& point);
    [[nodiscard]] const Point& point() const { return point_; }
    /// "Scan", "2. Dust": short, for captions.
    [[nodiscard]] QString short_name(const Point& point) const;

Q_SIGNALS:
    void chosen(const Point& point); ///< by the user
    void names_changed();

private:
    void fill();
    void add(const QString& text, const Point& point);
    void show_point();

    Studio& studio_;
    Point point_;
};

} // namespace kinovar::ui
