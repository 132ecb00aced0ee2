#pragma once

#include "core/pipeline/clip.h"
#include "core/project/nouns.h"
#include "core/steps/colourise/hints.h"
#include "ui/studio/latest_job.h"

#include <QObject>
#include <map>
#include <optional>
#include <vector>

namespace kinovar::ui {

/// Where hints are at a frame, worked out on a job; only the last question is answered. GUI thread.
class HintPlaces : public QObject {
    Q_OBJECT

public:
    struct Question {
        std::int64_t frame = 0;
        std::vector<project::Id> ids;
        std::vector<colourise::ColourHint> hints; ///< of these ids
        pipeline::ClipPtr clip;                   ///< whose motion they follow; null: do not ask
        [[nodiscard]] bool same_as(const Question& other) const;
    };

    explicit HintPlaces(JobList& jobs, QObject* parent = nullptr);

    void ask(Question question);
    /// Of the last question; none: not known yet. No places: not there.
    [[nodiscard]] std::optional<std::vector<colourise::Place>> places_of(project::Id id) const;

Q_SIGNALS:
    void answered();

private:
    /// What is known of hints, frame and clip that are the same in this question.
    [[nodiscard]] std::map<project::Id, std::vector<colourise::Place>>
    still_right(const Question& question) const;
    void work_out(const Question& open);

    LatestJob job_;
    Question question_;
    std::map<project::Id, std::vector<colourise::Place>> places_;
};

} // namespace kinovar::ui
