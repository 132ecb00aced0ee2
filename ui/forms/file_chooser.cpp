#include "ui/forms/file_chooser.h"

#include "ui/studio/settings.h"

#include <QFileDialog>
#include <QFileInfo>

namespace kinovar::ui::chooser {

namespace {

Answer& answer() {
    static Answer answer;
    return answer;
}

QString start_of(const Question& question) {
    const QString folder = settings::last_folder(question.place);
    if (question.suggestion.isEmpty()) {
        return folder;
    }
    return QFileInfo(question.suggestion).isAbsolute() || folder.isEmpty()
               ? question.suggestion
               : folder + QLatin1Char('/') + question.suggestion;
}

QStringList remembered(const Question& question, const QStringList& paths) {
    if (!paths.isEmpty()) {
        settings::set_last_folder(question.place, QFileInfo(paths.first()).absolutePath());
    }
    return paths;
}

QString first_of(const QStringList& paths) {
    return paths.isEmpty() ? QString() : paths.first();
}

QStringList as_list(const QString& path) {
    return path.isEmpty() ? QStringList() : QStringList(path);
}

} // namespace

QStringList open_files(QWidget* parent, const Question& question) {
    if (answer()) {
        return answer()(question);
    }
    return remembered(question, QFileDialog::getOpenFileNames(parent, question.title,
                                                              start_of(question), question.filter));
}

QString open_file(QWidget* parent, const Question& question) {
    if (answer()) {
        return first_of(answer()(question));
    }
    return first_of(
        remembered(question, as_list(QFileDialog::getOpenFileName(
                                 parent, question.title, start_of(question), question.filter))));
}

QString open_folder(QWidget* parent, const Question& question) {
    if (answer()) {
        return first_of(answer()(question));
    }
    return first_of(remembered(question, as_list(QFileDialog::getExistingDirectory(
                                             parent, question.title, start_of(question)))));
}

QString save_file(QWidget* parent, const Question& question) {
    if (answer()) {
        return first_of(answer()(question));
    }
    return first_of(
        remembered(question, as_list(QFileDialog::getSaveFileName(
                                 parent, question.title, start_of(question), question.filter))));
}

void set_answer(Answer given) {
    answer() = std::move(given);
}

} // namespace kinovar::ui::chooser
