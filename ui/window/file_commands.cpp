#include "ui/window/file_commands.h"

#include "ui/studio/portrait.h"
#include "ui/studio/settings.h"
#include "ui/studio/text.h"
#include "ui/window/file_kind.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>

namespace kinovar::ui {

namespace {

constexpr const char* kProjectFolder = "projects";
constexpr const char* kReelFolder = "reels";
constexpr const char* kPortraitFolder = "portraits";

QStringList files_of(const QMimeData* data) {
    QStringList files;
    for (const QUrl& url : data->urls()) {
        if (url.isLocalFile()) {
            files.append(url.toLocalFile());
        }
    }
    return files;
}

} // namespace

FileCommands::FileCommands(Studio& studio, Actions& actions, MessageBar& messages, QWidget& window)
    : QObject(&window), studio_(studio), actions_(actions), messages_(messages), window_(window) {
    add_actions();
    window_.setAcceptDrops(true);
    window_.installEventFilter(this);
    connect(&studio_, &Studio::project_changed, this, &FileCommands::remember_project);
    connect(&studio_, &Studio::project_changed, this, &FileCommands::update_enabled);
    connect(&studio_, &Studio::reels_changed, this, &FileCommands::update_enabled);
    update_enabled();
}

void FileCommands::add_actions() {
    const QString group = tr("File");
    const auto add = [&](const char* id, const QString& text, const QKeySequence& key,
                         auto&& triggered) {
        QAction* action = actions_.add(QLatin1String(id), group, text, key);
        connect(action, &QAction::triggered, this, triggered);
    };
    add("file.new", tr("&New project"), QKeySequence::New, [this] { new_project(); });
    add("file.open", tr("&Open project…"), QKeySequence::Open, [this] { ask_for_project(); });
    add("file.add_media", tr("Add &reel…"), QKeySequence(Qt::CTRL | Qt::Key_I), [this] {
        ask_for_media(kReelFolder, tr("Add reels"),
                      tr("Films and pictures (*.mkv *.mp4 *.mov *.avi *.m4v *.mpg *.mpeg *.ts "
                         "*.mts *.webm *.wmv *.dv *.mxf *.gif *.png *.jpg *.jpeg *.tif *.tiff "
                         "*.dpx *.exr *.bmp);;All files (*)"));
    });
    add("file.add_portrait", tr("Add &portrait…"), {}, [this] { ask_for_portrait(); });
    add("file.add_folder", tr("Add &folder of pictures…"), {}, [this] {
        QFileDialog* dialog =
            new_dialog("dialog.add_folder", tr("Add a folder of pictures"), kReelFolder);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, this,
                [this](const QString& folder) { studio_.add_media(to_path(folder)); });
        dialog->open();
    });
    add("file.save_as", tr("Save project &as…"), QKeySequence::SaveAs,
        [this] { ask_where_to_save(); });
    add("file.render", tr("&Render…"), QKeySequence(Qt::CTRL | Qt::Key_R),
        [this] { Q_EMIT render_wanted(); });
    add("file.close", tr("&Close project"), QKeySequence(Qt::CTRL | Qt::Key_W),
        [this] { close_project(); });
    add("file.quit", tr("&Quit"), QKeySequence::Quit, [this] { window_.close(); });
}

void FileCommands::update_enabled() {
    const bool project = studio_.has_project();
    const bool writable = project && !studio_.document().read_only();
    const bool reels = project && !studio_.document().all<project::Reel>().empty();
    actions_.find(QStringLiteral("file.save_as"))->setEnabled(project);
    actions_.find(QStringLiteral("file.close"))->setEnabled(project);
    actions_.find(QStringLiteral("file.render"))->setEnabled(reels);
    for (const char* id : {"file.add_media", "file.add_portrait", "file.add_folder"}) {
        actions_.find(QLatin1String(id))->setEnabled(!project || writable);
    }
}

QFileDialog* FileCommands::new_dialog(const char* name, const QString& title,
                                      const char* folder_kind) {
    auto* dialog = new QFileDialog(&window_, title, settings::last_folder(folder_kind));
    dialog->setObjectName(QLatin1String(name));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [folder_kind](const QString& file) {
        settings::set_last_folder(folder_kind, QFileInfo(file).absolutePath());
    });
    return dialog;
}

void FileCommands::new_project() {
    if (const Status status = studio_.new_project(); !status) {
        studio_.fail(status.error());
    }
}

void FileCommands::ask_for_project() {
    QFileDialog* dialog = new_dialog("dialog.open_project", tr("Open a project"), kProjectFolder);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Kinovar projects (*.kinovar);;All files (*)"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { open_project(path); });
    dialog->open();
}

void FileCommands::ask_for_media(const char* folder_kind, const QString& title,
                                 const QString& filter) {
    QFileDialog* dialog = new_dialog("dialog.add_media", title, folder_kind);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilter(filter);
    connect(dialog, &QFileDialog::filesSelected, this,
            [this, folder_kind](const QStringList& files) {
                settings::set_last_folder(folder_kind, QFileInfo(files.value(0)).absolutePath());
                take(files);
            });
    dialog->open();
}

void FileCommands::ask_for_portrait() {
    QFileDialog* dialog = new_dialog("dialog.add_portrait", tr("Add a portrait"), kPortraitFolder);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Photographs (*.png *.jpg *.jpeg *.tif *.tiff *.bmp);;All files (*)"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { studio_.portrait().add(to_path(file)); });
    dialog->open();
}

void FileCommands::ask_where_to_save() {
    QFileDialog* dialog = new_dialog("dialog.save_as", tr("Save the project as"), kProjectFolder);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("kinovar"));
    dialog->setNameFilter(tr("Kinovar projects (*.kinovar)"));
    if (!studio_.untitled()) {
        dialog->selectFile(QFileInfo(to_qt(studio_.document().path())).fileName());
    }
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        if (const Status status = studio_.save_as(to_path(path)); !status) {
            studio_.fail(status.error());
        }
    });
    dialog->open();
}

void FileCommands::close_project() {
    studio_.close_project();
    settings::set_last_project({});
}

void FileCommands::remember_project() {
    if (studio_.has_project()) {
        settings::set_last_project(to_qt(studio_.document().path()));
    }
}

void FileCommands::restore_session() {
    const QString path = settings::last_project();
    if (settings::reopens_last_project() && !path.isEmpty() && QFileInfo::exists(path)) {
        open_project(path);
    }
}

void FileCommands::open_project(const QString& path, project::Access access) {
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (const Status status = studio_.open_project(to_path(absolute), access); !status) {
        cannot_open(absolute, access, status.error());
    }
}

void FileCommands::cannot_open(const QString& path, project::Access access, const Error& error) {
    QList<MessageBar::Button> buttons;
    const bool may_look = error.code == ErrorCode::NotWritable || error.code == ErrorCode::Refused;
    if (may_look && access == project::Access::ReadWrite) {
        buttons.append({QStringLiteral("read_only"), tr("Open read-only"),
                        [this, path] { open_project(path, project::Access::ReadOnly); }});
    }
    if (settings::recent_projects().contains(path) && error.code == ErrorCode::NotFound) {
        buttons.append({QStringLiteral("forget"), tr("Remove from the list"), [this, path] {
                            settings::remove_recent_project(path);
                            Q_EMIT recent_changed();
                        }});
    }
    messages_.add(error, buttons);
}

void FileCommands::take(const QStringList& files) {
    QStringList weights;
    for (const QString& file : files) {
        switch (kind_of_file(file)) {
        case FileKind::Project:
            open_project(file);
            break;
        case FileKind::Weights:
            weights.append(file);
            break;
        case FileKind::Media:
            // A pattern (name.%06d.png) stays as it was written.
            studio_.add_media(to_path(QFileInfo(file).absoluteFilePath()));
            break;
        }
    }
    if (!weights.isEmpty()) {
        Q_EMIT models_dropped(weights);
    }
}

bool FileCommands::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove) {
        auto* drag = static_cast<QDragMoveEvent*>(event);
        if (!files_of(drag->mimeData()).isEmpty()) {
            drag->acceptProposedAction();
            return true;
        }
    } else if (event->type() == QEvent::Drop) {
        auto* drop = static_cast<QDropEvent*>(event);
        if (const QStringList files = files_of(drop->mimeData()); !files.isEmpty()) {
            drop->acceptProposedAction();
            take(files);
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

} // namespace kinovar::ui
