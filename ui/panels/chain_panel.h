#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

namespace kinovar::ui {

/// The chain that is worked on: its steps in order, and the parameters of the chosen one.
class ChainPanel : public QWidget {
    Q_OBJECT

public:
    explicit ChainPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
