#pragma once

#include "core/steps/colourise/hints.h"
#include "ui/studio/colour.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSlider;
class QToolButton;
class QVBoxLayout;

namespace kinovar::ui {

class GamutPlane;
class NumberBox;
class Studio;

/// The colour of the next hint, or of the chosen one: plane of chroma at the luma that the picture
/// has there, numbers, hexadecimal, a slider to look at other lights.
class ColourPane : public QWidget {
    Q_OBJECT

public:
    explicit ColourPane(Studio& studio, QWidget* parent = nullptr);

    /// From now on the chosen hint's colour is shown and changed, until another is chosen.
    void edit_chosen();
    /// Makes it the colour of what is shown.
    void take(colourise::Ab colour, bool more = false);

private:
    void make_targets(QVBoxLayout& column);
    void make_numbers(QVBoxLayout& column);
    void make_light(QVBoxLayout& column);
    [[nodiscard]] bool edits_chosen() const;
    [[nodiscard]] colourise::Ab shown() const;
    void follow();
    void follow_chosen();
    void take_numbers(bool more);
    void take_hex();

    Studio& studio_;
    QToolButton* next_ = nullptr;
    QToolButton* chosen_ = nullptr;
    GamutPlane* plane_;
    QLabel* sample_ = nullptr;
    NumberBox* a_ = nullptr;
    NumberBox* b_ = nullptr;
    QLineEdit* hex_ = nullptr;
    QSlider* light_ = nullptr;
    bool showing_ = false;
    int gesture_ = 0; ///< counts drags, so that each is one entry of the undo list
};

} // namespace kinovar::ui
