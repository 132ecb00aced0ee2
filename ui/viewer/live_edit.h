#pragma once

#include <QObject>
#include <QTimer>
#include <functional>

namespace kinovar::ui {

class Viewer;

/// Edits while the mouse moves, no faster than pictures of them can be made: pictures that an edit
/// at every step of the mouse asked for would never be finished. GUI thread.
class LiveEdit : public QObject {
    Q_OBJECT

public:
    explicit LiveEdit(Viewer& viewer);

    /// Runs an edit now, or, while the pictures of the last one are being made, once they are
    /// there: the newest takes the place of one that waits.
    void run(std::function<void()> edit);
    /// One that waits is run now.
    void finish();
    /// Pictures of an edit that was made elsewhere are awaited.
    void await_pictures();
    /// One that waits is not run.
    void forget();

private:
    void run_waiting();

    std::function<void()> waiting_;
    bool pictures_due_ = false;
    QTimer patience_; ///< with pictures that take long
};

} // namespace kinovar::ui
