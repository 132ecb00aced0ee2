#include "ui/studio/hint_places.h"

#include "core/steps/colourise/places.h"
#include "ui/studio/job_list.h"

namespace kinovar::ui {

HintPlaces::HintPlaces(JobList& jobs, QObject* parent) : QObject(parent), jobs_(jobs) {}

bool HintPlaces::Question::same_as(const Question& other) const {
    const auto key_of = [](const pipeline::ClipPtr& one) {
        return one == nullptr ? Hash128{} : one->info().key;
    };
    return frame == other.frame && ids == other.ids && hints == other.hints &&
           key_of(clip) == key_of(other.clip);
}

void HintPlaces::ask(Question question) {
    if (question.same_as(question_)) {
        return;
    }
    question_ = std::move(question);
    places_.clear();
    if (job_ != 0) {
        jobs_.cancel(job_); // the next begins when this one has ended
    } else {
        start();
    }
}

std::optional<std::vector<colourise::Place>> HintPlaces::places_of(project::Id id) const {
    const auto at = places_.find(id);
    return at == places_.end() ? std::nullopt : std::optional(at->second);
}

void HintPlaces::start() {
    if (question_.clip == nullptr || question_.hints.empty()) {
        return;
    }
    auto answer = std::make_shared<Answer>();
    job_ = jobs_.start(
        tr("Following hints"),
        [question = question_, answer](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(*answer, colourise::places_at(question.hints, question.frame,
                                                             question.clip, {job.stop_token()}));
            return {};
        },
        [this, question = question_, answer](const Status& status) {
            job_ = 0;
            if (!question.same_as(question_)) {
                start();
            } else if (status) {
                take(question, *answer);
            }
            // A picture that cannot be made is told by the viewer.
        },
        true);
}

void HintPlaces::take(const Question& question, const Answer& answer) {
    for (std::size_t i = 0; i < question.ids.size() && i < answer.size(); ++i) {
        places_[question.ids[i]] = answer[i];
    }
    Q_EMIT answered();
}

} // namespace kinovar::ui
