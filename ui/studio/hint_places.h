#pragma once

#include "core/pipeline/clip.h"
#include "core/project/nouns.h"
#include "core/steps/colourise/hints.h"

#include <QObject>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace kinovar::ui {

class JobList;

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
    using Answer = std::vector<std::vector<colourise::Place>>;
    void start();
    void take(const Question& question, const Answer& answer);

    JobList& jobs_;
    Question question_;
    std::map<project::Id, std::vector<colourise::Place>> places_;
    int job_ = 0;
};

} // namespace kinovar::ui
