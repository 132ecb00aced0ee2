#include "ui/panels/media_inputs.h"

#include "core/media/picture_file.h"
#include "ui/studio/text.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>
#include <map>

namespace kinovar::ui {

namespace {

namespace fs = std::filesystem;

const QStringList& film_endings() {
    static const QStringList endings = {"mp4",  "mov", "mkv", "avi", "mxf", "mpg",  "mpeg",
                                        "m2ts", "mts", "ts",  "m4v", "wmv", "webm", "dv",
                                        "vob",  "ogv", "gif", "flv", "3gp"};
    return endings;
}

bool is_picture(const QString& path) {
    return media::has_picture_extension(to_path(path));
}

/// "/a/scan.0001.dpx" → "/a/scan.%04d.dpx"; empty where the name has no number at its end.
QString pattern_of(const QString& path) {
    const QFileInfo info(path);
    static const QRegularExpression kNumbered(QStringLiteral("^(.*?)(\\d+)$"));
    const auto match = kNumbered.match(info.completeBaseName());
    if (!match.hasMatch() || path.contains(QLatin1Char('%'))) {
        return {};
    }
    const QString number =
        QStringLiteral("%0") + QString::number(match.captured(2).size()) + QLatin1Char('d');
    return info.absolutePath() + QLatin1Char('/') + match.captured(1) + number + QLatin1Char('.') +
           info.suffix();
}

/// The films in a folder; the folder itself where there is none.
QStringList inputs_of_folder(const QString& folder) {
    QStringList filters;
    for (const QString& ending : film_endings()) {
        filters += QStringLiteral("*.") + ending;
    }
    QStringList films;
    for (const QFileInfo& info : QDir(folder).entryInfoList(filters, QDir::Files, QDir::Name)) {
        films += info.absoluteFilePath();
    }
    return films.isEmpty() ? QStringList{folder} : films;
}

} // namespace

std::vector<fs::path> media_inputs(const QStringList& paths) {
    std::map<QString, int> sequences; // how many of each were named
    for (const QString& path : paths) {
        if (const QString pattern = pattern_of(path); is_picture(path) && !pattern.isEmpty()) {
            ++sequences[pattern];
        }
    }
    QStringList inputs;
    for (const QString& path : paths) {
        const QString pattern = is_picture(path) ? pattern_of(path) : QString();
        if (QFileInfo(path).isDir()) {
            inputs += inputs_of_folder(path);
        } else if (!pattern.isEmpty() && sequences[pattern] > 1) {
            inputs += pattern;
        } else {
            inputs += path;
        }
    }
    inputs.removeDuplicates();
    std::vector<fs::path> result;
    std::transform(inputs.begin(), inputs.end(), std::back_inserter(result), to_path);
    return result;
}

fs::path sequence_of(const QString& picture) {
    const QString pattern = is_picture(picture) ? pattern_of(picture) : QString();
    return to_path(pattern.isEmpty() ? picture : pattern);
}

QString media_filter() {
    QStringList films;
    for (const QString& ending : film_endings()) {
        films += QStringLiteral("*.") + ending;
    }
    const QString pictures = QStringLiteral("*.png *.tif *.tiff *.dpx *.exr *.jpg *.jpeg");
    return QStringList{
        QCoreApplication::translate("MediaInputs", "Films and pictures (%1 %2)")
            .arg(films.join(QLatin1Char(' ')), pictures),
        QCoreApplication::translate("MediaInputs", "Films (%1)").arg(films.join(QLatin1Char(' '))),
        QCoreApplication::translate("MediaInputs", "Pictures (%1)").arg(pictures),
        QCoreApplication::translate("MediaInputs", "All files (*)")}
        .join(QStringLiteral(";;"));
}

} // namespace kinovar::ui
