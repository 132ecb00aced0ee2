#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/retouch/retouch.h"
#include "ui/studio/latest_job.h"

#include <QObject>
#include <map>
#include <optional>
#include <vector>

namespace kinovar::ui {

/// Where fixes lie at a frame, worked out on a job, some at a time; only the last question is
/// answered. GUI thread.
class FixPlaces : public QObject {
    Q_OBJECT

public:
    struct Question {
        std::int64_t frame = 0;
        std::vector<retouch::FixPtr> fixes; ///< the most wanted first
        pipeline::ClipPtr clip;             ///< what goes into the step; null: do not ask
    };

    explicit FixPlaces(JobList& jobs, QObject* parent = nullptr);

    void ask(Question question);
    /// Of the last question; none: not known yet, or it could not be found out.
    [[nodiscard]] std::optional<steps::FixPlace> place_of(const retouch::Fix& fix) const;

Q_SIGNALS:
    void answered();

private:
    struct Known {
        retouch::FixPtr fix; ///< that it was worked out for
        std::optional<steps::FixPlace> place;
    };
    using Places = std::map<std::int64_t, Known>;
    /// What is known of fixes, frame and clip that are the same in this question.
    [[nodiscard]] Places still_right(const Question& question) const;
    void work_on();

    LatestJob job_;
    Question question_;
    Places places_;
};

} // namespace kinovar::ui
