#pragma once

#include "ui/studio/actions.h"
#include "ui/viewer/viewer.h"

#include <QWidget>

namespace kinovar::ui {

/// Histogram, waveform and vectorscope of what the viewer shows.
class Scopes : public QWidget {
    Q_OBJECT

public:
    explicit Scopes(Viewer& viewer, Studio& studio, Actions& actions, QWidget* parent = nullptr);
};

} // namespace kinovar::ui
