#include "ui/studio/hint_places.h"

#include "core/steps/colourise/places.h"

#include <algorithm>
#include <memory>

namespace kinovar::ui {

namespace {

Hash128 key_of(const pipeline::ClipPtr& clip) {
    return clip == nullptr ? Hash128{} : clip->info().key;
}

} // namespace

HintPlaces::HintPlaces(JobList& jobs, QObject* parent)
    : QObject(parent), job_(jobs, tr("Following hints")) {}

bool HintPlaces::Question::same_as(const Question& other) const {
    return frame == other.frame && ids == other.ids && hints == other.hints &&
           key_of(clip) == key_of(other.clip);
}

void HintPlaces::ask(Question question) {
    if (question.same_as(question_)) {
        return;
    }
    // A change of one hint does not move the others.
    places_ = still_right(question);
    question_ = std::move(question);
    Question open;
    for (std::size_t i = 0; i < question_.ids.size(); ++i) {
        if (!places_.contains(question_.ids[i])) {
            open.ids.push_back(question_.ids[i]);
            open.hints.push_back(question_.hints[i]);
        }
    }
    if (question_.clip == nullptr || open.hints.empty()) {
        job_.drop();
        return;
    }
    open.frame = question_.frame;
    open.clip = question_.clip;
    work_out(open);
}

std::map<project::Id, std::vector<colourise::Place>>
HintPlaces::still_right(const Question& question) const {
    std::map<project::Id, std::vector<colourise::Place>> kept;
    if (question.frame != question_.frame || !(key_of(question.clip) == key_of(question_.clip))) {
        return kept;
    }
    for (std::size_t i = 0; i < question.ids.size(); ++i) {
        const auto known = places_.find(question.ids[i]);
        const auto at = std::find(question_.ids.begin(), question_.ids.end(), question.ids[i]);
        if (known != places_.end() && at != question_.ids.end() &&
            question_.hints[static_cast<std::size_t>(at - question_.ids.begin())] ==
                question.hints[i]) {
            kept.insert(*known);
        }
    }
    return kept;
}

void HintPlaces::work_out(const Question& open) {
    auto answer = std::make_shared<std::vector<std::vector<colourise::Place>>>();
    job_.start(
        [open, answer](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(*answer, colourise::places_at(open.hints, open.frame, open.clip,
                                                             {job.stop_token()}));
            return {};
        },
        [this, ids = open.ids, answer](const Status& status) {
            // What stands in the way of pictures is told by the viewer.
            for (std::size_t i = 0; status && i < ids.size(); ++i) {
                places_[ids[i]] = answer->at(i);
            }
            Q_EMIT answered();
        });
}

std::optional<std::vector<colourise::Place>> HintPlaces::places_of(project::Id id) const {
    const auto at = places_.find(id);
    return at == places_.end() ? std::nullopt : std::optional(at->second);
}

} // namespace kinovar::ui
