#pragma once

#include "ui/studio/studio.h"
#include "ui/viewer/compare.h"

#include <QPointF>
#include <QString>

namespace kinovar::ui {

/// What the viewer remembers with a project.
struct ViewerMemory {
    Point a{Point::Kind::Scan};
    Point b{Point::Kind::Result};
    Comparison comparison;
    bool fits = true;
    double zoom = 1;
    QPointF centre;
};

[[nodiscard]] QString text_of(const ViewerMemory& memory);
/// What the text does not say, or says wrongly, stays as it is by default.
[[nodiscard]] ViewerMemory memory_from_text(const QString& text);

} // namespace kinovar::ui
