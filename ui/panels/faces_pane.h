#pragma once

#include "core/steps/detect/proposal.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace kinovar::ui {

class FacesGraph;

/// How the faces of the shot fare over time: how far each strays from who it is in most of the
/// shot, and how plastic its skin is.
class FacesPane : public QWidget {
    Q_OBJECT

public:
    explicit FacesPane(Studio& studio, QWidget* parent = nullptr);

Q_SIGNALS:
    /// The viewer shall show this place of the present frame large.
    void place_wanted(const kinovar::detect::Box& box);

private:
    void follow();
    void go_to_worst(const FacesGraph& graph);

    Studio& studio_;
    QLabel* text_;
    QLabel* people_;
    FacesGraph* identity_;
    FacesGraph* plastic_;
    QPushButton* worst_identity_;
    QPushButton* worst_plastic_;
};

} // namespace kinovar::ui
