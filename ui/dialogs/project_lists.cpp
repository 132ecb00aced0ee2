#include "ui/dialogs/project_lists.h"

#include "core/base/places.h"
#include "ui/studio/settings.h"
#include "ui/studio/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLocale>

namespace kinovar::ui {

namespace {

struct ProjectLists {
    Q_DECLARE_TR_FUNCTIONS(ProjectLists)
};

QString unsaved_folder() {
    return to_qt(user_data_folder() / "unsaved");
}

KnownProject known(const QFileInfo& file) {
    return {file.absoluteFilePath(), file.completeBaseName(), file.exists(), file.lastModified(),
            true};
}

} // namespace

QList<KnownProject> recent_projects() {
    QList<KnownProject> projects;
    const QString unsaved = unsaved_folder();
    for (const QString& path : settings::recent_projects()) {
        const QFileInfo file(path);
        if (file.absolutePath() != unsaved) {
            projects.append(known(file));
        }
    }
    return projects;
}

QList<KnownProject> unsaved_projects() {
    QList<KnownProject> projects;
    const QDir folder(unsaved_folder());
    for (const QFileInfo& file :
         folder.entryInfoList({QStringLiteral("*.kinovar")}, QDir::Files, QDir::Time)) {
        KnownProject project = known(file);
        project.saved = false;
        project.title = ProjectLists::tr("Unsaved: %1")
                            .arg(QLocale().toString(file.lastModified(), QLocale::ShortFormat));
        projects.append(project);
    }
    return projects;
}

std::optional<QString> demo_file() {
    const QString aged = QStringLiteral("kinovar-demo/sample-aged.mkv");
    const QStringList places{
        QDir::current().filePath(aged), QDir::home().filePath(aged),
        to_qt(shipped(aged.toStdString())),
        QStringLiteral("/usr/share/palapeli/collection/cincinnati-bridge.jpg")};
    for (const QString& place : places) {
        if (QFileInfo::exists(place)) {
            return place;
        }
    }
    return std::nullopt;
}

} // namespace kinovar::ui
