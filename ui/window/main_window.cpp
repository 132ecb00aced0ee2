#include "ui/window/main_window.h"

#include "core/nn/catalogue.h"
#include "ui/colour/hints_panel.h"
#include "ui/dialogs/about_dialog.h"
#include "ui/dialogs/preferences_dialog.h"
#include "ui/dialogs/render_dialog.h"
#include "ui/dialogs/welcome_page.h"
#include "ui/panels/chain_panel.h"
#include "ui/panels/check_panel.h"
#include "ui/panels/history_panel.h"
#include "ui/panels/jobs_panel.h"
#include "ui/panels/media_panel.h"
#include "ui/panels/models_panel.h"
#include "ui/panels/review_panel.h"
#include "ui/panels/shots_panel.h"
#include "ui/portrait/portrait_panel.h"
#include "ui/retouch/retouch_panel.h"
#include "ui/studio/portrait.h"
#include "ui/studio/settings.h"
#include "ui/studio/text.h"
#include "ui/timeline/timeline_pane.h"
#include "ui/viewer/scopes.h"
#include "ui/viewer/viewer.h"
#include "ui/window/docks.h"
#include "ui/window/file_commands.h"
#include "ui/window/menus.h"
#include "ui/window/message_bar.h"
#include "ui/window/typing_guard.h"

#include <QCloseEvent>
#include <QFileInfo>
#include <QStackedWidget>
#include <QStatusBar>
#include <QUndoStack>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

constexpr int kToldMs = 8000;
constexpr QSize kFirstSize{1440, 900};

/// The model that an error says is missing; empty: it names none of the list.
QString model_named_in(const Error& error) {
    const Result<nn::Catalogue> catalogue = nn::Catalogue::open();
    QString found;
    if (catalogue) {
        const QString text = to_qt(error.one_line());
        for (const nn::CatalogueEntry& entry : catalogue->entries()) {
            const QString id = to_qt(entry.info.id);
            if (text.contains(id) && id.size() > found.size()) { // "x4" is part of "x4fast"
                found = id;
            }
        }
    }
    return found;
}

} // namespace

MainWindow::MainWindow(Studio& studio, Actions& actions, QWidget* parent)
    : QMainWindow(parent), studio_(studio), actions_(actions), player_(new Player(studio, this)) {
    setObjectName(QStringLiteral("window"));
    connect(&actions_, &Actions::added, this, [this](QAction* action) { addAction(action); });
    resize(kFirstSize);
    messages_ = new MessageBar;
    files_ = new FileCommands(studio_, actions_, *messages_, *this);
    add_edit_actions();
    add_centre();
    add_docks();
    add_view_actions();
    add_help_actions();
    new Menus(*menuBar(), actions_);
    new TypingGuard(this);
    statusBar()->setObjectName(QStringLiteral("status"));
    connect_studio();
    show_project();
}

MainWindow::~MainWindow() = default;

void MainWindow::add_centre() {
    auto* welcome = new WelcomePage(studio_, actions_);
    connect(welcome, &WelcomePage::open_wanted, files_,
            [this](const QString& path) { files_->open_project(path); });
    connect(files_, &FileCommands::recent_changed, welcome, &WelcomePage::list_projects);
    viewer_ = new Viewer(*player_, studio_, actions_);
    connect(viewer_, &Viewer::relink_requested, this, &MainWindow::find_reel);
    centre_ = new QStackedWidget;
    centre_->addWidget(welcome);
    centre_->addWidget(viewer_);
    auto* all = new QWidget;
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(messages_);
    column->addWidget(centre_, 1);
    setCentralWidget(all);
}

void MainWindow::add_docks() {
    using Place = Docks::Side;
    docks_ = new Docks(*this);
    const auto add = [this](const char* name, const QString& title, QWidget* panel, Place side) {
        docks_->add(QLatin1String(name), title, panel, side);
    };
    models_ = new ModelsPanel(studio_, actions_);
    add("media", tr("Media"), new MediaPanel(studio_, actions_), Place::Left);
    auto* shots = new ShotsPanel(studio_, actions_);
    connect(shots, &ShotsPanel::compare_wanted, this, &MainWindow::compare_takes);
    add("shots", tr("Shots and takes"), shots, Place::Left);
    add("review", tr("Review"), new ReviewPanel(studio_, actions_), Place::Left);
    auto* check = new CheckPanel(studio_, actions_);
    connect(check, &CheckPanel::place_wanted, this, &MainWindow::show_place);
    add("check", tr("Check"), check, Place::Left);
    add("chain", tr("Chain"), new ChainPanel(studio_, actions_), Place::Right);
    auto* portrait = new PortraitPanel(studio_, actions_);
    connect(portrait, &PortraitPanel::export_wanted, this, &MainWindow::show_render);
    connect(&studio_.portrait(), &Portrait::shown_wanted, this,
            [this] { docks_->raise(QStringLiteral("portrait")); });
    add("portrait", tr("Portrait"), portrait, Place::Right);
    add("hints", tr("Hints"), new HintsPanel(studio_, actions_), Place::Right);
    add("retouch", tr("Repair"), new RetouchPanel(studio_, actions_), Place::Right);
    add("models", tr("Models"), models_, Place::Right);
    add("scopes", tr("Scopes"), new Scopes(*viewer_, studio_, actions_), Place::RightBelow);
    add("jobs", tr("Jobs"), new JobsPanel(studio_, actions_), Place::RightBelow);
    add("history", tr("History"), new HistoryPanel(studio_, actions_), Place::RightBelow);
    add("timeline", tr("Timeline"), new TimelinePane(*player_, studio_, actions_), Place::Bottom);
}

void MainWindow::compare_takes(project::Id a, project::Id b, bool blinks) {
    viewer_->set_points({Point::Kind::Take, 0, a}, {Point::Kind::Take, 0, b});
    if (blinks) {
        viewer_->set_mode(CompareMode::Blink);
    } else if (viewer_->comparison().mode == CompareMode::Single) {
        viewer_->set_mode(CompareMode::Wipe);
    }
}

/// Large enough to be judged, with what lies around it; never smaller than it is shown now.
void MainWindow::show_place(const detect::Box& box) {
    constexpr double kShare = 0.4; // of the canvas, for the box
    const auto* reel =
        studio_.has_project() ? studio_.document().get<project::Reel>(studio_.reel()) : nullptr;
    ViewerCanvas& canvas = viewer_->canvas();
    const double width = reel == nullptr ? 0 : (box[2] - box[0]) * reel->width;
    const double height = reel == nullptr ? 0 : (box[3] - box[1]) * reel->height;
    if (width <= 0 || height <= 0) {
        return;
    }
    const double zoom = kShare * canvas.devicePixelRatioF() *
                        std::min(canvas.width() / width, canvas.height() / height);
    canvas.restore_view(
        false, std::max(zoom, canvas.view().zoom()),
        {(box[0] + box[2]) / 2 * reel->width, (box[1] + box[3]) / 2 * reel->height});
}

void MainWindow::add_edit_actions() {
    const QString group = tr("Edit");
    QAction* undo =
        actions_.add(QStringLiteral("edit.undo"), group, tr("&Undo"), QKeySequence::Undo);
    QAction* redo = actions_.add(QStringLiteral("edit.redo"), group, tr("&Redo"),
                                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z));
    QUndoStack* stack = studio_.undo_stack();
    connect(undo, &QAction::triggered, stack, &QUndoStack::undo);
    connect(redo, &QAction::triggered, stack, &QUndoStack::redo);
    connect(stack, &QUndoStack::indexChanged, this, &MainWindow::update_undo);
    QAction* preferences =
        actions_.add(QStringLiteral("edit.preferences"), group, tr("&Preferences…"),
                     QKeySequence(Qt::CTRL | Qt::Key_Comma));
    connect(preferences, &QAction::triggered, this, &MainWindow::show_preferences);
    update_undo();
}

void MainWindow::update_undo() {
    const QUndoStack* stack = studio_.undo_stack();
    const auto name = [](const QString& text) { return history_text(text); };
    QAction* undo = actions_.find(QStringLiteral("edit.undo"));
    undo->setEnabled(stack->canUndo());
    undo->setText(stack->canUndo() ? tr("&Undo: %1").arg(name(stack->undoText())) : tr("&Undo"));
    QAction* redo = actions_.find(QStringLiteral("edit.redo"));
    redo->setEnabled(stack->canRedo());
    redo->setText(stack->canRedo() ? tr("&Redo: %1").arg(name(stack->redoText())) : tr("&Redo"));
}

void MainWindow::add_view_actions() {
    const QString group = tr("View");
    QAction* full = actions_.add(QStringLiteral("view.full_screen"), group,
                                 tr("&Full screen viewer"), QKeySequence(Qt::Key_F11));
    full->setCheckable(true);
    connect(full, &QAction::triggered, this, &MainWindow::set_full_screen);
    QAction* reset = actions_.add(QStringLiteral("view.reset_layout"), group, tr("&Reset layout"));
    connect(reset, &QAction::triggered, docks_, &Docks::reset);
    for (QDockWidget* dock : docks_->all()) {
        const QString name = dock->objectName().section(QLatin1Char('.'), 1);
        QAction* show = actions_.add(QStringLiteral("view.show_") + name, group,
                                     tr("Panel: %1").arg(dock->windowTitle()));
        show->setCheckable(true);
        connect(show, &QAction::triggered, this,
                [this, dock, name](bool on) { on ? docks_->raise(name) : dock->hide(); });
        // A dock behind another one is open too.
        connect(dock->toggleViewAction(), &QAction::toggled, show, &QAction::setChecked);
        show->setChecked(!dock->isHidden());
    }
}

void MainWindow::add_help_actions() {
    QAction* about = actions_.add(QStringLiteral("help.about"), tr("Help"), tr("&About Kinovar"));
    connect(about, &QAction::triggered, this, &MainWindow::show_about);
}

void MainWindow::connect_studio() {
    connect(&studio_, &Studio::failed, this, &MainWindow::show_error);
    connect(&studio_, &Studio::told, this,
            [this](const QString& text) { statusBar()->showMessage(text, kToldMs); });
    connect(&studio_, &Studio::project_changed, this, &MainWindow::show_project);
    connect(files_, &FileCommands::render_wanted, this, &MainWindow::show_render);
    connect(files_, &FileCommands::models_dropped, this, [this](const QStringList& paths) {
        docks_->raise(QStringLiteral("models"));
        models_->import_files(paths);
    });
    connect(&studio_, &Studio::model_wanted, this,
            [this] { docks_->raise(QStringLiteral("models")); });
}

void MainWindow::show_error(const Error& error) {
    QList<MessageBar::Button> buttons;
    if (error.code == ErrorCode::MissingModel) {
        const QString model = model_named_in(error);
        buttons.append({QStringLiteral("install"), tr("Install model…"),
                        [this, model] { studio_.want_model(model); }});
    }
    messages_->add(error, buttons);
}

void MainWindow::find_reel(project::Id reel) {
    studio_.set_reel(reel);
    docks_->raise(QStringLiteral("media"));
    if (QAction* find = actions_.find(QStringLiteral("media.relink"))) {
        find->trigger();
    }
}

void MainWindow::show_project() {
    const bool project = studio_.has_project();
    update_title();
    update_undo();
    if (project == working_ && centre_->currentIndex() == (project ? 1 : 0) && isVisible()) {
        return;
    }
    if (project) {
        centre_->setCurrentIndex(1);
        docks_->restore(working_layout_.isEmpty() ? settings::window_state() : working_layout_);
    } else {
        if (working_) {
            working_layout_ = docks_->state();
        }
        centre_->setCurrentIndex(0);
        docks_->hide_all();
    }
    working_ = project;
    if (project) {
        // Keys are for the film at first, not for the box that happens to come first.
        viewer_->canvas().setFocus(Qt::OtherFocusReason);
    }
}

void MainWindow::update_title() {
    if (!studio_.has_project()) {
        setWindowTitle(tr("Kinovar"));
        return;
    }
    const QString name = studio_.untitled()
                             ? tr("Untitled")
                             : QFileInfo(to_qt(studio_.document().path())).completeBaseName();
    setWindowTitle(studio_.document().read_only() ? tr("%1 (read-only) – Kinovar").arg(name)
                                                  : tr("%1 – Kinovar").arg(name));
}

void MainWindow::set_full_screen(bool full) {
    if (full == full_screen_) {
        return;
    }
    full_screen_ = full;
    actions_.find(QStringLiteral("view.full_screen"))->setChecked(full);
    if (full) {
        if (working_) {
            working_layout_ = docks_->state();
        }
        docks_->hide_all();
    } else if (working_) {
        docks_->restore(working_layout_);
    }
    menuBar()->setVisible(!full);
    statusBar()->setVisible(!full);
    setWindowState(windowState().setFlag(Qt::WindowFullScreen, full));
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && full_screen_) {
        set_full_screen(false);
        return;
    }
    QMainWindow::keyPressEvent(event);
}

void MainWindow::restore_layout() {
    restoreGeometry(settings::window_geometry());
    if (working_) {
        docks_->restore(settings::window_state());
    }
}

void MainWindow::keep_layout() {
    set_full_screen(false);
    const QByteArray docks = working_ ? docks_->state() : working_layout_;
    settings::set_window(saveGeometry(), docks.isEmpty() ? settings::window_state() : docks);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (studio_.jobs().running() > 0 && !closes_anyway_) {
        event->ignore();
        ask_about_jobs();
        return;
    }
    keep_layout();
    QMainWindow::closeEvent(event);
}

void MainWindow::ask_about_jobs() {
    MessageBar::Message question;
    question.trouble = false;
    question.title = tr("Stop the work and close?");
    question.text = tr("%n job(s) are still running.", nullptr, studio_.jobs().running());
    question.hint = tr("A render that is stopped goes on later from where it was.");
    question.buttons = {{QStringLiteral("stop_and_close"), tr("Stop and close"),
                         [this] {
                             closes_anyway_ = true;
                             for (const JobList::Entry* job : studio_.jobs().entries()) {
                                 studio_.jobs().cancel(job->id);
                             }
                             close();
                         }},
                        {QStringLiteral("keep_working"), tr("Keep working"), [] {}}};
    messages_->add(question);
}

void MainWindow::show_preferences() {
    auto* dialog = new PreferencesDialog(studio_, actions_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PreferencesDialog::language_changed, this, &MainWindow::rebuild_wanted);
    dialog->open();
}

void MainWindow::show_render() {
    auto* dialog = new RenderDialog(studio_, actions_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::show_about() {
    auto* dialog = new AboutDialog(studio_, actions_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace kinovar::ui
