#include "ui/studio/fix_pictures.h"

#include "core/image/resize.h"
#include "core/steps/portrait/face/face_analyser.h"

#include <utility>

namespace kinovar::ui {

FixPictures::FixPictures(JobList& jobs, QObject* parent) : QObject(parent) {
    for (Slot& slot : slots_) {
        slot.job = std::make_unique<LatestJob>(jobs, tr("Fetching a picture to repair"));
    }
    faces_.job = std::make_unique<LatestJob>(jobs, tr("Looking for faces"));
}

void FixPictures::want(Sort sort, const pipeline::ClipPtr& clip, std::int64_t frame, int width,
                       int height) {
    Slot& slot = slots_[sort];
    if (clip == nullptr || frame < 0 || frame >= clip->info().frames) {
        forget(sort);
        return;
    }
    if (slot.clip == clip->info().key && slot.frame == frame && slot.width == width &&
        slot.height == height) {
        return;
    }
    slot.clip = clip->info().key;
    slot.frame = frame;
    slot.width = width;
    slot.height = height;
    slot.picture.reset();
    auto answer = std::make_shared<FramePtr>();
    slot.job->start(
        [clip, frame, width, height, answer](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(*answer, clip->frame(frame, {job.stop_token()}));
            const bool fits =
                width == 0 || ((*answer)->width() == width && (*answer)->height() == height);
            if (!fits) {
                KINOVAR_TRY_ASSIGN(*answer, resize(**answer, width, height, ResizeFilter::Bicubic));
            }
            return {};
        },
        [this, sort, answer](const Status& status) {
            if (status) {
                slots_[sort].picture = *answer;
            }
            Q_EMIT arrived(); // a failure is told by the viewer, which wants the same pictures
        });
}

void FixPictures::forget(Sort sort) {
    Slot& slot = slots_[sort];
    slot.job->drop();
    slot.frame = -1;
    slot.picture.reset();
}

FramePtr FixPictures::picture(Sort sort, const pipeline::ClipPtr& clip, std::int64_t frame) const {
    const Slot& slot = slots_[sort];
    const bool that = clip != nullptr && slot.frame == frame && slot.clip == clip->info().key;
    return that ? slot.picture : nullptr;
}

void FixPictures::want_faces(const pipeline::ClipPtr& clip, std::int64_t frame) {
    if (clip == nullptr || frame < 0 || frame >= clip->info().frames) {
        return;
    }
    if (faces_.clip == clip->info().key && faces_.frame == frame) {
        return;
    }
    faces_.clip = clip->info().key;
    faces_.frame = frame;
    faces_.found.clear();
    auto answer = std::make_shared<std::vector<portrait::Face>>();
    faces_.job->start(
        [clip, frame, answer](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(const auto analyser, portrait::FaceAnalyser::installed());
            KINOVAR_TRY_ASSIGN(const FramePtr picture, clip->frame(frame, {job.stop_token()}));
            KINOVAR_TRY_ASSIGN(auto analysis, analyser->analyse(*picture, job.stop_token()));
            *answer = std::move(analysis.faces);
            return {};
        },
        [this, answer](const Status& status) {
            if (status) {
                faces_.found = std::move(*answer);
            } else if (status.error().code != ErrorCode::Cancelled) {
                Q_EMIT failed(status.error());
            }
            Q_EMIT faces_arrived();
        });
}

} // namespace kinovar::ui
