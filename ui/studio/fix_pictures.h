#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/portrait/face/face.h"
#include "core/steps/retouch/retouch.h"
#include "ui/studio/latest_job.h"

#include <QObject>
#include <memory>
#include <vector>

namespace kinovar::ui {

/// Pictures that tools look at, fetched on jobs: of each sort the last one that was wanted. GUI
/// thread.
class FixPictures : public QObject {
    Q_OBJECT

public:
    enum Sort : std::uint8_t {
        Input,  ///< what goes into the step
        Laid,   ///< with fixes upon it
        Source, ///< where pixels are taken from
        kSorts
    };

    explicit FixPictures(JobList& jobs, QObject* parent = nullptr);

    /// Frame `frame` of the clip. `width`, `height`: the size that it is wanted at; 0: its own.
    void want(Sort sort, const pipeline::ClipPtr& clip, std::int64_t frame, int width = 0,
              int height = 0);
    void forget(Sort sort);
    /// Of what was wanted last; null: not there yet.
    [[nodiscard]] FramePtr picture(Sort sort) const { return slots_[sort].picture; }
    /// The same if it is that frame of that clip.
    [[nodiscard]] FramePtr picture(Sort sort, const pipeline::ClipPtr& clip,
                                   std::int64_t frame) const;

    /// Faces of a frame, looked for once a frame.
    void want_faces(const pipeline::ClipPtr& clip, std::int64_t frame);
    [[nodiscard]] const std::vector<portrait::Face>& faces() const { return faces_.found; }

Q_SIGNALS:
    void arrived();
    void faces_arrived();
    void failed(const Error& error); ///< of faces: a network that is not installed

private:
    struct Slot {
        std::unique_ptr<LatestJob> job;
        Hash128 clip;
        std::int64_t frame = -1;
        int width = 0;
        int height = 0;
        FramePtr picture;
    };
    struct Faces {
        std::unique_ptr<LatestJob> job;
        Hash128 clip;
        std::int64_t frame = -1;
        std::vector<portrait::Face> found;
    };
    std::array<Slot, kSorts> slots_;
    Faces faces_;
};

} // namespace kinovar::ui
