#pragma once

#include "ui/player/player.h"
#include "ui/studio/actions.h"

#include <QWidget>

namespace kinovar::ui {

/// The picture, or two points of the chain compared, with the bar that chooses them.
class Viewer : public QWidget {
    Q_OBJECT

public:
    explicit Viewer(Player& player, Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
