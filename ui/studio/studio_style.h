#pragma once

#include <QProxyStyle>

namespace kinovar::ui {

/// Fusion with outlines that can be seen on dark grey: boxes to tick, dots to choose, fields to
/// type in. Fusion derives theirs from the window's colour and they vanish.
class StudioStyle : public QProxyStyle {
    Q_OBJECT

public:
    StudioStyle();
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget = nullptr) const override;
    /// Buttons of dialogs carry no pictures: those of the system are made for a light ground.
    int styleHint(StyleHint hint, const QStyleOption* option = nullptr,
                  const QWidget* widget = nullptr,
                  QStyleHintReturn* answer = nullptr) const override;
};

} // namespace kinovar::ui
