#include "ui/window/file_kind.h"

#include <QFileInfo>
#include <QStringList>

namespace kinovar::ui {

FileKind kind_of_file(const QString& path) {
    static const QStringList weights{QStringLiteral("pth"),   QStringLiteral("pt"),
                                     QStringLiteral("ckpt"),  QStringLiteral("safetensors"),
                                     QStringLiteral("param"), QStringLiteral("bin")};
    const QFileInfo info(path);
    const QString suffix = info.suffix().toLower();
    if (suffix == QLatin1String("kinovar")) {
        return FileKind::Project;
    }
    const bool tensorflow = info.fileName().toLower() == QLatin1String("model.json");
    return tensorflow || weights.contains(suffix) ? FileKind::Weights : FileKind::Media;
}

} // namespace kinovar::ui
