#pragma once

#include "core/steps/detect/proposal.h"
#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

namespace kinovar::ui {

/// What the detectors found that a person must judge: the gallery of hands, and how faces fare over
/// time.
class CheckPanel : public QWidget {
    Q_OBJECT

public:
    explicit CheckPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The viewer shall show this place of the present frame large.
    void place_wanted(const kinovar::detect::Box& box);
};

} // namespace kinovar::ui
