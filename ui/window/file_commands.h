#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"
#include "ui/window/message_bar.h"

#include <QObject>
#include <QStringList>
#include <QWidget>

class QFileDialog;

namespace kinovar::ui {

/// The commands of the File menu, files that are dropped on the window, and those of the command
/// line. File dialogs do not block; their names are "dialog.open_project" and so on. GUI thread.
class FileCommands : public QObject {
    Q_OBJECT

public:
    FileCommands(Studio& studio, Actions& actions, MessageBar& messages, QWidget& window);

    /// Projects are opened, media added, weights given to models_dropped().
    void take(const QStringList& files);
    void open_project(const QString& path, project::Access access = project::Access::ReadWrite);
    /// Opens the project that was open when the program ended, where the user wants that.
    void restore_session();

Q_SIGNALS:
    void models_dropped(const QStringList& files);
    void render_wanted();
    void recent_changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void add_actions();
    void new_project();
    void ask_for_media(const char* folder_kind, const QString& title, const QString& filter);
    void ask_for_portrait();
    void ask_for_project();
    void ask_where_to_save();
    void close_project();
    void remember_project();
    void update_enabled();
    void cannot_open(const QString& path, project::Access access, const Error& error);
    QFileDialog* new_dialog(const char* name, const QString& title, const char* folder_kind);

    Studio& studio_;
    Actions& actions_;
    MessageBar& messages_;
    QWidget& window_;
};

} // namespace kinovar::ui
