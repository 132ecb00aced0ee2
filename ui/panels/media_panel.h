#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

namespace kinovar::ui {

/// The reels of the project.
class MediaPanel : public QWidget {
    Q_OBJECT

public:
    explicit MediaPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
