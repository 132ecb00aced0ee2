#pragma once

#include "ui/studio/colour.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace kinovar::ui {

/// Name, group and note of a swatch, in place.
class SwatchForm : public QWidget {
    Q_OBJECT

public:
    explicit SwatchForm(QWidget* parent = nullptr);
    /// `now` is the colour that the swatch can take instead of its own.
    void begin(const Colour::Swatch& swatch, const QStringList& groups, colourise::Ab now,
               float luma);

Q_SIGNALS:
    void saved(const kinovar::ui::Colour::Swatch& swatch);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void save();

    QLineEdit* name_;
    QComboBox* group_;
    QLineEdit* note_;
    QCheckBox* recolour_;
    Colour::Swatch swatch_;
    colourise::Ab now_;
    float luma_ = 0.5F;
};

} // namespace kinovar::ui
