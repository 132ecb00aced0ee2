#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

namespace kinovar::ui {

/// The shots of the reel with thumbnails, and the takes of the current one with rating and pick.
class ShotsPanel : public QWidget {
    Q_OBJECT

public:
    explicit ShotsPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
