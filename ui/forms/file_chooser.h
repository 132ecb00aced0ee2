#pragma once

#include <QString>
#include <QStringList>
#include <functional>

class QWidget;

/// Asks the user for files and folders. The one seam over the file dialogs of the system: tests put
/// answers in their place. GUI thread.
namespace kinovar::ui::chooser {

struct Question {
    QString title;
    QString filter;         ///< "Look-up tables (*.cube)"; empty: all files
    const char* place = ""; ///< for which purpose, so that its last folder is remembered
    QString suggestion;     ///< a path or a name to begin with
};

/// Empty: the user changed his mind.
[[nodiscard]] QStringList open_files(QWidget* parent, const Question& question);
[[nodiscard]] QString open_file(QWidget* parent, const Question& question);
[[nodiscard]] QString open_folder(QWidget* parent, const Question& question);
[[nodiscard]] QString save_file(QWidget* parent, const Question& question);

/// From now on all questions are answered by this function; an empty one brings the dialogs back.
using Answer = std::function<QStringList(const Question&)>;
void set_answer(Answer answer);

} // namespace kinovar::ui::chooser
