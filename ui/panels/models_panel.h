#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

namespace kinovar::ui {

/// What models there are, with licence and size; installs, imports and removes them.
class ModelsPanel : public QWidget {
    Q_OBJECT

public:
    explicit ModelsPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
