#include "ui/dialogs/welcome_page.h"

#include "ui/dialogs/project_lists.h"
#include "ui/studio/icons.h"
#include "ui/studio/settings.h"
#include "ui/studio/text.h"
#include "ui/studio/trash.h"

#include <QAction>
#include <QCommandLinkButton>
#include <QDir>
#include <QEvent>
#include <QFile>
#include <QLabel>
#include <QScrollArea>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

constexpr double kHeadingScale = 2.2;
constexpr int kColumnWidth = 70; // average characters
constexpr int kMargin = 32;
constexpr int kMostUnsaved = 4;

QLabel* new_text(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    return label;
}

QLabel* new_section(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

/// A path below the home folder as people write it.
QString short_path(const QString& path) {
    const QString home = QDir::homePath() + QLatin1Char('/');
    return path.startsWith(home) ? QStringLiteral("~/") + path.mid(home.size()) : path;
}

} // namespace

WelcomePage::WelcomePage(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), actions_(actions), heading_(new QLabel(this)) {
    setObjectName(QStringLiteral("welcome"));
    setAccessibleName(tr("Welcome"));
    auto* inside = new QWidget;
    auto* columns = new QHBoxLayout;
    columns->setSpacing(kMargin);
    columns->addWidget(new_commands(), 1);
    columns->addWidget(new_projects(), 1);
    auto* drop = new_text(tr("Films, pictures, projects and model files can also be dropped "
                             "anywhere on this window."),
                          inside);
    drop->setObjectName(QStringLiteral("welcome.drop"));
    drop->setForegroundRole(QPalette::PlaceholderText);
    auto* column = new QVBoxLayout;
    column->addWidget(heading_);
    column->addWidget(new_text(tr("Restores films, photographs and portraits. Nothing leaves this "
                                  "computer, and the scan itself is never changed."),
                               inside));
    column->addSpacing(kMargin / 2);
    column->addLayout(columns, 1);
    column->addWidget(drop);
    show_heading();

    auto* body = new QWidget(inside);
    body->setLayout(column);
    body->setMaximumWidth(2 * kColumnWidth * fontMetrics().averageCharWidth());
    auto* centred = new QHBoxLayout(inside);
    centred->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    centred->addStretch();
    centred->addWidget(body, 1000);
    centred->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setObjectName(QStringLiteral("welcome.scroll"));
    scroll->setAccessibleName(accessibleName());
    scroll->setFrameShape(QFrame::NoFrame);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins({});
    all->addWidget(scroll);

    connect(&studio_, &Studio::project_changed, this, &WelcomePage::list_projects);
    list_projects();
}

void WelcomePage::show_heading() {
    heading_->setText(QStringLiteral("Kinovar"));
    heading_->setObjectName(QStringLiteral("welcome.heading"));
    QFont font = heading_->font();
    font.setPointSizeF(this->font().pointSizeF() * kHeadingScale);
    font.setWeight(QFont::DemiBold);
    heading_->setFont(font);
}

QWidget* WelcomePage::new_commands() {
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins({});
    column->setSpacing(2);
    column->addWidget(new_section(tr("Begin"), side));
    column->addWidget(new_command_of("file.add_media", "reel", tr("Open a reel"),
                                     tr("A film, a sequence or a folder of scanned frames")));
    column->addWidget(new_command_of("file.add_portrait", "portrait", tr("Open a portrait"),
                                     tr("A photograph that comes to life")));
    if (const auto demo = demo_file()) {
        auto* button =
            new_command("demo", "demo", tr("Open the demo"), tr("A short sample to try things on"));
        connect(button, &QAbstractButton::clicked, this,
                [this, demo] { studio_.add_media(to_path(*demo)); });
        column->addWidget(button);
    }
    column->addWidget(new_command_of("file.new", "new", tr("New project"),
                                     tr("Empty; it is saved by itself from the first moment")));
    column->addWidget(
        new_command_of("file.open", "open", tr("Open a project"), tr("A *.kinovar file")));
    column->addSpacing(kMargin / 2);
    column->addWidget(new_section(tr("First steps"), side));
    auto* steps = new_text(tr("1. Open a reel: it appears in Media and on the timeline.\n"
                              "2. Let the program find the cuts (Shots and takes).\n"
                              "3. Choose a preset in Chain, or add steps one by one.\n"
                              "4. Compare scan and result in the viewer.\n"
                              "5. Render: the film is written beside the scan."),
                           side);
    steps->setObjectName(QStringLiteral("welcome.steps"));
    column->addWidget(steps);
    column->addStretch();
    return side;
}

QWidget* WelcomePage::new_projects() {
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins({});
    column->setSpacing(2);
    column->addWidget(new_section(tr("Recent projects"), side));
    projects_ = new QVBoxLayout;
    projects_->setSpacing(0);
    column->addLayout(projects_);
    column->addStretch();
    return side;
}

QCommandLinkButton* WelcomePage::new_command(const char* name, const char* icon_name,
                                             const QString& text, const QString& description) {
    auto* button = new QCommandLinkButton(text, description, this);
    button->setObjectName(QStringLiteral("welcome.") + QLatin1String(name));
    button->setIcon(icon(QLatin1String(icon_name)));
    button->setToolTip(description);
    button->setAccessibleName(text);
    button->setAccessibleDescription(description);
    return button;
}

QCommandLinkButton* WelcomePage::new_command_of(const char* action, const char* icon_name,
                                                const QString& text, const QString& description) {
    auto* button = new_command(action, icon_name, text, description);
    if (QAction* command = actions_.find(QLatin1String(action))) {
        connect(button, &QAbstractButton::clicked, command, &QAction::trigger);
    }
    return button;
}

void WelcomePage::list_projects() {
    while (QLayoutItem* item = projects_->takeAt(0)) {
        if (QWidget* row = item->widget()) {
            row->setParent(nullptr); // nobody finds it any more
            row->deleteLater();      // the click that took it away may come from it
        }
        delete item;
    }
    QList<KnownProject> all = unsaved_projects().mid(0, kMostUnsaved);
    all.append(recent_projects());
    for (int i = 0; i < static_cast<int>(all.size()); ++i) {
        list_project(all.at(i), i);
    }
    if (all.isEmpty()) {
        auto* none = new_text(tr("Projects that you open will be listed here."), this);
        none->setObjectName(QStringLiteral("welcome.no_projects"));
        none->setForegroundRole(QPalette::PlaceholderText);
        projects_->addWidget(none);
    }
}

void WelcomePage::list_project(const KnownProject& project, int number) {
    auto* row = new QWidget(this);
    row->setObjectName(QStringLiteral("welcome.project.%1").arg(number));
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    const QString where = project.saved ? short_path(project.path)
                                        : tr("Not saved under a name yet; nothing of it is lost");
    auto* open = new QCommandLinkButton(
        project.title, project.there ? where : tr("Not there: %1").arg(where), row);
    open->setObjectName(QStringLiteral("welcome.open.%1").arg(number));
    open->setIcon(icon(QStringLiteral("open")));
    open->setEnabled(project.there);
    open->setToolTip(project.path);
    open->setAccessibleName(project.title);
    connect(open, &QAbstractButton::clicked, this,
            [this, path = project.path] { Q_EMIT open_wanted(path); });
    auto* remove = new QToolButton(row);
    remove->setObjectName(QStringLiteral("welcome.remove.%1").arg(number));
    remove->setIcon(icon(QStringLiteral("close")));
    remove->setAutoRaise(true);
    remove->setToolTip(project.saved ? tr("Remove from this list") : tr("Move to the trash"));
    remove->setAccessibleName(remove->toolTip());
    connect(remove, &QAbstractButton::clicked, this, [this, project] { forget(project); });
    layout->addWidget(open, 1);
    layout->addWidget(remove);
    projects_->addWidget(row);
}

void WelcomePage::forget(const KnownProject& project) {
    if (project.saved) {
        settings::remove_recent_project(project.path);
    } else if (!move_to_trash(project.path)) {
        studio_.fail({ErrorCode::NotWritable,
                      tr("%1 could not be moved to the trash").arg(project.path).toStdString(),
                      tr("remove the file by hand").toStdString()});
    }
    list_projects();
}

void WelcomePage::showEvent(QShowEvent* event) {
    list_projects();
    QWidget::showEvent(event);
}

void WelcomePage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        show_heading();
    }
}

} // namespace kinovar::ui
