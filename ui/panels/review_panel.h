#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

namespace kinovar::ui {

/// Flags by severity: accept, reject, go to.
class ReviewPanel : public QWidget {
    Q_OBJECT

public:
    explicit ReviewPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
