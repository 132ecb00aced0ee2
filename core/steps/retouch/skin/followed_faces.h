#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/retouch/skin/missing.h"

#include <cstdint>
#include <optional>
#include <vector>

// Private to core/steps/retouch. All functions throw cv::Exception as OpenCV does.
namespace kinovar::retouch {

/// A face through the frames of a shot in which it is seen, and what was measured of it.
struct FollowedFace {
    std::int64_t first = 0;                 ///< frame of meshes[0]
    std::vector<portrait::FaceMesh> meshes; ///< one a frame, smoothed over time
    portrait::Face face;                    ///< as it was found, at frame `found_at`
    portrait::Matte matte;                  ///< of that frame
    std::int64_t found_at = 0;

    /// Plastic scores of the frames that were measured.
    struct Sample {
        std::int64_t frame = 0;
        double score = 0;
    };
    std::vector<Sample> samples;
    std::optional<double> score; ///< their median; none: too little skin to say
    /// Of its sharpest detail, what is beyond that of the picture around it: 0 to 1.
    double over_sharp = 0;
    bool frozen = false; ///< it stands as still as no living face does

    [[nodiscard]] std::int64_t last() const {
        return first + static_cast<std::int64_t>(meshes.size()) - 1;
    }
    [[nodiscard]] const portrait::FaceMesh& mesh(std::int64_t n) const {
        return meshes[static_cast<std::size_t>(n - first)];
    }
};

/// All faces of a shot. A face that goes and comes back counts as two.
[[nodiscard]] Result<std::vector<FollowedFace>> followed_faces(const pipeline::Clip& clip,
                                                               const portrait::FaceAnalyser& faces,
                                                               const pipeline::Shot& shot,
                                                               const pipeline::Pull& pull);

} // namespace kinovar::retouch
