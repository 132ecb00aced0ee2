#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace kinovar::ui {

/// Colour by hand: the tools, the colour to draw with, the palette, the reel's hints with their
/// sources, reference pictures, and how sure the colours are.
class HintsPanel : public QWidget {
    Q_OBJECT

public:
    HintsPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void add_parts(Studio& studio, Actions& actions, QVBoxLayout& column);

    QScrollArea* scroll_;
};

} // namespace kinovar::ui
