#include "ui/colour/reference_pictures.h"

#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QImageReader>
#include <QPixmap>
#include <QPointer>

namespace kinovar::ui {

ReferencePictures::ReferencePictures(Studio& studio, QSize size, QObject* parent)
    : QObject(parent), studio_(studio), size_(size) {}

QIcon ReferencePictures::get(const std::filesystem::path& file) {
    std::error_code error;
    const auto changed = std::filesystem::last_write_time(file, error);
    if (error) {
        return {};
    }
    const std::string key =
        file.string() + '\n' + std::to_string(changed.time_since_epoch().count());
    const auto [at, is_new] = icons_.try_emplace(key);
    if (!is_new) {
        return at->second;
    }
    auto read = std::make_shared<QImage>();
    const auto work = [read, path = to_qt(file), size = size_](Job&) -> Status {
        QImageReader reader(path);
        reader.setAutoTransform(true);
        const QSize whole = reader.size();
        if (whole.isValid()) {
            reader.setScaledSize(whole.scaled(size, Qt::KeepAspectRatio));
        }
        *read = reader.read();
        return {};
    };
    const auto then = [self = QPointer<ReferencePictures>(this), read, key](const Status&) {
        if (self && !read->isNull()) {
            self->icons_[key] = QPixmap::fromImage(*read);
            Q_EMIT self->arrived();
        }
    };
    studio_.jobs().start(tr("Small picture of a reference"), work, then, true);
    return {};
}

} // namespace kinovar::ui
