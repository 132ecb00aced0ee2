#pragma once

#include "core/steps/detect/proposal.h"
#include "ui/player/player.h"
#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QMainWindow>
#include <QStringList>

class QStackedWidget;

namespace kinovar::ui {

class Docks;
class FileCommands;
class MessageBar;
class ModelsPanel;
class Viewer;

/// The studio: viewer, timeline and docks around one Studio. Texts are in the language that holds
/// when it is made. GUI thread.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(Studio& studio, Actions& actions, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] MessageBar& messages() const { return *messages_; }
    [[nodiscard]] FileCommands& files() const { return *files_; }
    [[nodiscard]] Docks& docks() const { return *docks_; }
    /// Geometry and docks as they were when the program ended.
    void restore_layout();
    void keep_layout();

Q_SIGNALS:
    /// The language was changed: the window is to be made anew.
    void rebuild_wanted();

protected:
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void add_centre();
    void add_docks();
    void add_edit_actions();
    void add_view_actions();
    void add_help_actions();
    void connect_studio();
    void show_error(const Error& error);
    void compare_takes(project::Id a, project::Id b, bool blinks);
    void show_place(const detect::Box& box);
    void find_reel(project::Id reel);
    void show_project();
    void update_title();
    void update_undo();
    void set_full_screen(bool full);
    void ask_about_jobs();
    void show_preferences();
    void show_render();
    void show_about();

    Studio& studio_;
    Actions& actions_;
    Player* player_;
    MessageBar* messages_ = nullptr;
    QStackedWidget* centre_ = nullptr;
    Viewer* viewer_ = nullptr;
    ModelsPanel* models_ = nullptr;
    Docks* docks_ = nullptr;
    FileCommands* files_ = nullptr;
    QByteArray working_layout_; ///< of the docks, while they are hidden
    bool working_ = false;      ///< a project is shown, not the welcome page
    bool full_screen_ = false;
    bool closes_anyway_ = false;
};

} // namespace kinovar::ui
