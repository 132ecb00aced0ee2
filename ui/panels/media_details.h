#pragma once

#include "core/media/media_info.h"

#include <QTreeWidget>

namespace kinovar::ui {

/// What a file holds, as a tree: file, pictures, sound and other streams, chapters, metadata,
/// warnings.
class MediaDetails : public QTreeWidget {
    Q_OBJECT

public:
    explicit MediaDetails(QWidget* parent = nullptr);
    void show_info(const media::MediaInfo& info);

private:
    QTreeWidgetItem* add_group(const QString& title);
    static void add_line(QTreeWidgetItem* group, const QString& name, const QString& value);
    void add_file(const media::MediaInfo& info);
    void add_video(const media::MediaInfo& info);
    void add_streams(const media::MediaInfo& info);
    void add_chapters(const media::MediaInfo& info);
};

} // namespace kinovar::ui
