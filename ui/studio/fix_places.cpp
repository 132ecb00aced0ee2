#include "ui/studio/fix_places.h"

#include <memory>
#include <utility>

namespace kinovar::ui {

namespace {

/// Fixes of one job: what was found so far is shown while the rest is being followed.
constexpr std::size_t kAtOnce = 8;

Hash128 key_of(const pipeline::ClipPtr& clip) {
    return clip == nullptr ? Hash128{} : clip->info().key;
}

} // namespace

FixPlaces::FixPlaces(JobList& jobs, QObject* parent)
    : QObject(parent), job_(jobs, tr("Following fixes")) {}

FixPlaces::Places FixPlaces::still_right(const Question& question) const {
    Places kept;
    if (question.frame != question_.frame || !(key_of(question.clip) == key_of(question_.clip))) {
        return kept;
    }
    for (const retouch::FixPtr& fix : question.fixes) {
        const auto known = places_.find(fix->id);
        if (known != places_.end() && known->second.fix == fix) {
            kept.insert(*known);
        }
    }
    return kept;
}

void FixPlaces::ask(Question question) {
    const bool same = question.frame == question_.frame && question.fixes == question_.fixes &&
                      key_of(question.clip) == key_of(question_.clip);
    if (same) {
        return;
    }
    places_ = still_right(question);
    question_ = std::move(question);
    work_on();
}

void FixPlaces::work_on() {
    std::vector<retouch::FixPtr> open;
    for (const retouch::FixPtr& fix : question_.fixes) {
        if (!places_.contains(fix->id) && open.size() < kAtOnce) {
            open.push_back(fix);
        }
    }
    if (question_.clip == nullptr || open.empty()) {
        job_.drop();
        return;
    }
    auto answer = std::make_shared<std::vector<std::optional<steps::FixPlace>>>();
    job_.start(
        [open, answer, clip = question_.clip, frame = question_.frame](Job& job) -> Status {
            for (const retouch::FixPtr& fix : open) {
                const auto place = steps::fix_place(*fix, clip, frame, {job.stop_token()});
                // What stands in the way of pictures is told by the viewer.
                answer->push_back(place ? std::optional(*place) : std::nullopt);
            }
            return {};
        },
        [this, open, answer](const Status& status) {
            for (std::size_t i = 0; status && i < answer->size(); ++i) {
                places_[open[i]->id] = {open[i], answer->at(i)};
            }
            Q_EMIT answered();
            if (status) {
                work_on();
            }
        });
}

std::optional<steps::FixPlace> FixPlaces::place_of(const retouch::Fix& fix) const {
    const auto at = places_.find(fix.id);
    return at == places_.end() ? std::nullopt : at->second.place;
}

} // namespace kinovar::ui
