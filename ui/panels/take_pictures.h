#pragma once

#include "ui/studio/small_pictures.h"
#include "ui/studio/studio.h"

#include <map>

namespace kinovar::ui {

/// What each take of the current shot makes of one of its frames: the middle one, or that of the
/// playhead. GUI thread.
class TakePictures : public QObject {
    Q_OBJECT

public:
    explicit TakePictures(Studio& studio, QObject* parent = nullptr);

    /// The picture of a take (0: of the reel's chain), the last one until a newer one is there;
    /// null: none yet. `height` in device pixels.
    [[nodiscard]] QPixmap get(project::Id take, int height);
    [[nodiscard]] bool at_playhead() const { return at_playhead_; }
    void set_at_playhead(bool on);

Q_SIGNALS:
    void changed();

private:
    void forget_views();
    [[nodiscard]] const preview::View* view_of(project::Id take);
    [[nodiscard]] std::int64_t frame_of(const preview::View& view) const;

    Studio& studio_;
    SmallPictures pictures_;
    QTimer soon_; ///< several arrive at once
    std::map<project::Id, Result<preview::View>> views_;
    std::map<project::Id, QPixmap> last_;
    project::Id shot_ = 0;
    bool at_playhead_ = false;
};

} // namespace kinovar::ui
