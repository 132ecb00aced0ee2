#pragma once

#include "ui/studio/actions.h"

#include <QKeySequence>
#include <QObject>
#include <functional>

namespace kinovar::ui {

class HintActions;
class RetouchActions;
class Viewer;

/// The commands of the viewer ("viewer.…") and their keys.
class ViewerActions : public QObject {
    Q_OBJECT

public:
    /// Made before the viewer's parts, which show them; connect() makes them work.
    explicit ViewerActions(Actions& actions, Viewer& viewer);
    /// Once the viewer's canvas is there.
    void start();

private:
    QAction* add(const char* name, const QString& text, const QKeySequence& key,
                 const std::function<void()>& work, const char* icon = nullptr);
    void add_modes();
    void add_overlays();
    void add_zoom();
    void add_tools();
    void add_moves();
    void show_comparison();
    void show_portrait();

    Actions& actions_;
    Viewer& viewer_;
    HintActions* hints_;
    RetouchActions* repairs_;
};

} // namespace kinovar::ui
