#pragma once

#include "app/cli/detect_findings.h"
#include "core/steps/detect/proposal.h"

#include <optional>

namespace kinovar::cli {

/// Where is looked for hands, faces and glitches.
struct LookRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
    int every = 1; ///< of hands and faces: frames from look to look
};

/// Looks of people and at pictures that propose what a human should look at. What two of them need
/// is worked out once.
class ProposingLook {
public:
    ProposingLook(pipeline::ClipPtr clip, const LookRange& range, Job& job)
        : clip_(std::move(clip)), range_(range), job_(job) {}

    /// {"hands": [{"track", "first", "last", "worst": {"frame", "box", …}}], "flags"}
    [[nodiscard]] Result<Finding> hands();
    /// {"faces": [{"track", "shot", "sights": [{"frame", "box", "plastic", …}]}], "flags"}
    [[nodiscard]] Result<Finding> faces();
    /// {"drift": [{"track", "distances": [{"frame", "distance"}], "worst"}], "flags"}
    [[nodiscard]] Result<Finding> drift();
    /// {"flags"}
    [[nodiscard]] Result<Finding> glitches();

    /// Of all looks so far.
    [[nodiscard]] const std::vector<detect::Proposal>& proposals() const { return proposals_; }
    [[nodiscard]] const std::vector<detect::HandTrack>& hand_tracks() const { return hands_; }

private:
    [[nodiscard]] Result<const std::vector<detect::FaceTrack>*> face_tracks();
    void propose(Finding& finding, const std::vector<detect::Proposal>& proposals);

    pipeline::ClipPtr clip_;
    LookRange range_;
    Job& job_;
    std::vector<detect::HandTrack> hands_;
    std::optional<std::vector<detect::FaceTrack>> faces_;
    std::vector<detect::Proposal> proposals_;
};

} // namespace kinovar::cli
