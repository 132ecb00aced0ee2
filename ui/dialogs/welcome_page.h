#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QCommandLinkButton;
class QLabel;
class QVBoxLayout;

namespace kinovar::ui {

struct KnownProject;

/// What is shown without a project: open a reel, a portrait, the demo, recent projects. Its
/// commands are actions of the window ("file.add_media" …). GUI thread.
class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(Studio& studio, Actions& actions, QWidget* parent = nullptr);

    /// Looks anew which projects there are.
    void list_projects();

Q_SIGNALS:
    void open_wanted(const QString& project);

protected:
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* new_commands();
    QWidget* new_projects();
    QCommandLinkButton* new_command(const char* name, const char* icon_name, const QString& text,
                                    const QString& description);
    QCommandLinkButton* new_command_of(const char* action, const char* icon_name,
                                       const QString& text, const QString& description);
    void list_project(const KnownProject& project, int number);
    void forget(const KnownProject& project);
    void show_heading();

    Studio& studio_;
    Actions& actions_;
    QLabel* heading_;
    QVBoxLayout* projects_ = nullptr;
};

} // namespace kinovar::ui
