#pragma once

#include "ui/studio/studio.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace kinovar::ui {

/// While regions of another take are brought in (the replace tool takes from one): which take they
/// come from, and what to do. Hidden else.
class CompositeBar : public QWidget {
    Q_OBJECT

public:
    explicit CompositeBar(Studio& studio, QWidget* parent = nullptr);

    /// The replace tool takes from this take from now on.
    void bring_in(project::Id take);
    /// The next other take, in their order; for a key.
    void bring_in_next();

private:
    void follow();

    Studio& studio_;
    QComboBox* from_;
    QLabel* help_;
};

/// The takes of the current shot, the best rated first; among equals the pick, then the newest.
[[nodiscard]] std::vector<project::Id> best_takes(const Studio& studio);

} // namespace kinovar::ui
