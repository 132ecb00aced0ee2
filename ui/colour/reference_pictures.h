#pragma once

#include <QIcon>
#include <QObject>
#include <QSize>
#include <filesystem>
#include <map>

namespace kinovar::ui {

class Studio;

/// Small pictures of the files of references, read on jobs. GUI thread.
class ReferencePictures : public QObject {
    Q_OBJECT

public:
    ReferencePictures(Studio& studio, QSize size, QObject* parent = nullptr);
    /// Null: not there yet (arrived() tells), or the file is none that can be shown.
    [[nodiscard]] QIcon get(const std::filesystem::path& file);

Q_SIGNALS:
    void arrived();

private:
    Studio& studio_;
    QSize size_;
    std::map<std::string, QIcon> icons_; ///< by path and time of change
};

} // namespace kinovar::ui
