#include "ui/studio/trash.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace kinovar::ui {

bool move_to_trash(const QString& path) {
    // Where the folder of the user's data is missing, Qt takes the working folder for the basket.
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return !data.isEmpty() && QDir().mkpath(data) && QFile::moveToTrash(path);
}

} // namespace kinovar::ui
