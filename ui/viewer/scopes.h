#pragma once

#include "ui/studio/actions.h"
#include "ui/viewer/viewer.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QComboBox;

namespace kinovar::ui {

class ScopePlot;

/// Histogram, waveform, parade or vectorscope of what the viewer shows at point A or B. Follows the
/// picture while it can be seen.
class Scopes : public QWidget {
    Q_OBJECT

public:
    explicit Scopes(Viewer& viewer, Studio& studio, Actions& actions, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void add_actions(Actions& actions);
    void choose(int kind);
    void follow();
    void remember();
    void recall();

    Viewer& viewer_;
    Studio& studio_;
    ScopePlot* plot_;
    QComboBox* kind_;
    QComboBox* side_;
    QCheckBox* logarithmic_;
    QTimer soon_; ///< several changes at once are one
};

} // namespace kinovar::ui
