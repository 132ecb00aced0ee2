#pragma once

#include <QColor>
#include <QToolButton>
#include <array>

class QColorDialog;

namespace kinovar::ui {

/// Shows a colour; opens the window of colours beside the panel, which stays open while one works.
class ColourButton : public QToolButton {
    Q_OBJECT

public:
    explicit ColourButton(const QString& name, QWidget* parent = nullptr);
    void set_colour(const std::array<double, 3>& rgb); ///< 0 to 1

Q_SIGNALS:
    void chosen(const QColor& colour);

private:
    void open();

    QColor colour_;
    QColorDialog* dialog_ = nullptr;
};

} // namespace kinovar::ui
