#pragma once

#include "ui/player/player.h"
#include "ui/studio/actions.h"

#include <QWidget>

namespace kinovar::ui {

/// Transport buttons and the timeline below: shots, cuts, waveform, lanes, markers, cache bar.
class TimelinePane : public QWidget {
    Q_OBJECT

public:
    explicit TimelinePane(Player& player, Studio& studio, Actions& actions,
                          QWidget* parent = nullptr);
};

} // namespace kinovar::ui
