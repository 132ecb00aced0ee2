#pragma once

#include "ui/studio/studio.h"
#include "ui/timeline/timeline_data.h"

#include <QObject>
#include <QTimer>

namespace kinovar::ui {

/// Keeps a TimelineData as the studio's current reel is, and has its sound looked at on a job. GUI
/// thread.
class TimelineFeed : public QObject {
    Q_OBJECT

public:
    explicit TimelineFeed(Studio& studio, QObject* parent = nullptr);

    [[nodiscard]] const TimelineData& data() const { return data_; }

Q_SIGNALS:
    void data_changed(); ///< anything that has a place on the timeline
    void look_changed(); ///< cache bar, sound, the current shot

private:
    void take_reel();
    void take_shots();
    void take_marks();
    void take_chosen_fix();
    void take_range();
    void take_kept();
    void take_all();
    void look_for_sound();

    Studio& studio_;
    TimelineData data_;
    QTimer kept_soon_; ///< pictures arrive faster than the cache bar needs to follow
    project::Id sound_reel_ = 0;
    std::filesystem::path sound_path_;
    int sound_job_ = 0;
};

} // namespace kinovar::ui
