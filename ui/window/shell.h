#pragma once

#include "ui/studio/studio.h"

#include <QObject>
#include <QStringList>
#include <memory>

namespace kinovar::ui {

class Actions;
class MainWindow;

/// Keeps the one window over a Studio, and makes it anew in another language: project, undo list
/// and jobs go on meanwhile. GUI thread.
class Shell : public QObject {
    Q_OBJECT

public:
    /// `language`: instead of the one in the settings; empty: that one.
    explicit Shell(Studio& studio, QString language = {}, QObject* parent = nullptr);
    ~Shell() override;

    /// Shows the window.
    void show();
    [[nodiscard]] MainWindow& window() const { return *window_; }
    [[nodiscard]] Actions& actions() const { return *actions_; }

private:
    void build();
    void rebuild();

    Studio& studio_;
    QString language_;
    std::unique_ptr<Actions> actions_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace kinovar::ui
