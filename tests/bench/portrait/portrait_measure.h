#pragma once

#include "core/steps/portrait/animate/animator.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/portrait/motion/motion.h"

#include <filesystem>
#include <string>
#include <vector>

namespace kinovar::bench {

/// What the networks find in an animated portrait; see docs/quality.md for the protocol.
struct PortraitScore {
    std::string name;
    int face = 0; ///< counted from 1
    int width = 0;
    int height = 0;
    double face_width = 0; ///< px
    bool monochrome = false;
    bool glasses = false;
    double eye_aspect = 0; ///< of the still, mean of both eyes, as tracked
    double identity_least = 1;
    double identity_mean = 0;
    int worst_frame = 0;
    double blink_ratio = 1;  ///< eye aspect shut / as in the still
    double mouth_ratio = 1;  ///< width of the mouth in face widths, smiling / as in the still
    double yaw_right = 0;    ///< degrees found at +10 commanded
    double yaw_left = 0;     ///< at −10
    double gaze = 0;         ///< way of the irises from left to right, eye widths
    double outside = 0;      ///< largest difference where support() is 0, encoded range
    bool loops = false;      ///< the frame after the last is the first, bit for bit
    double detail_least = 1; ///< high-frequency energy in the face over the still's
    double detail_mean = 1;
    double prepare_seconds = 0;
    double frame_seconds = 0; ///< a frame of the loop, median

    [[nodiscard]] double yaw_span() const { return yaw_right - yaw_left; }
};

/// A still with one face that may be animated.
struct BenchPortrait {
    std::string name;
    FramePtr still;
    portrait::PortraitAnalysis analysis;
    int face = 0;
};

/// Stills of a folder, by name; all where `only` is empty.
[[nodiscard]] std::vector<std::filesystem::path> stills_of(const std::filesystem::path& folder,
                                                           const std::vector<std::string>& only);

/// The accepted faces of a still, and a line on each that is not.
struct Portraits {
    std::vector<BenchPortrait> accepted;
    std::vector<std::string> refused;
};
/// Stills longer than `longest` px are made smaller first.
[[nodiscard]] Result<Portraits> portraits_of(const std::filesystem::path& file,
                                             const portrait::FaceAnalyser& analyser, int longest);

/// The frames that a judge wants to see.
struct ShownFrames {
    std::vector<std::pair<std::string, FramePtr>> poses;
    std::vector<FramePtr> loop;  ///< every tenth of the living loop
    std::vector<FramePtr> blink; ///< consecutive frames
    std::vector<FramePtr> smile;
};

struct MeasureOptions {
    int every = 4; ///< frames of the loop that are measured
    bool shown = true;
};

struct Measured {
    PortraitScore score;
    ShownFrames shown;
};
[[nodiscard]] Result<Measured> measure_portrait(const BenchPortrait& portrait,
                                                const portrait::FaceAnalyser& analyser,
                                                const MeasureOptions& options);

} // namespace kinovar::bench
