#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

namespace kinovar::ui {

/// Colour hints of the reel with their citations, the colours to draw with, reference frames.
class HintsPanel : public QWidget {
    Q_OBJECT

public:
    HintsPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
