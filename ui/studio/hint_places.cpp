#include "ui/studio/hint_places.h"

#include "core/steps/colourise/places.h"

#include <memory>

namespace kinovar::ui {

HintPlaces::HintPlaces(JobList& jobs, QObject* parent)
    : QObject(parent), job_(jobs, tr("Following hints")) {}

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
    if (question_.clip == nullptr || question_.hints.empty()) {
        job_.drop();
        return;
    }
    auto answer = std::make_shared<std::vector<std::vector<colourise::Place>>>();
    job_.start(
        [question = question_, answer](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(*answer, colourise::places_at(question.hints, question.frame,
                                                             question.clip, {job.stop_token()}));
            return {};
        },
        [this, answer](const Status& status) {
            // What stands in the way of pictures is told by the viewer.
            for (std::size_t i = 0; status && i < question_.ids.size(); ++i) {
                places_[question_.ids[i]] = answer->at(i);
            }
            Q_EMIT answered();
        });
}

std::optional<std::vector<colourise::Place>> HintPlaces::places_of(project::Id id) const {
    const auto at = places_.find(id);
    return at == places_.end() ? std::nullopt : std::optional(at->second);
}

} // namespace kinovar::ui
