#pragma once

#include "core/base/fields.h"
#include "core/pipeline/step.h"
#include "core/steps/portrait/face/face.h"
#include "core/steps/portrait/motion/motion.h"

namespace kinovar::steps {

/// The step `portrait`: the faces of a still come to life. Takes a clip of one frame, gives seconds
/// × fps frames.
struct PortraitOptions {
    std::string preset = "living"; ///< used where none of the next three is given
    std::string script;            ///< words, see curves_of_script()
    std::string curves;  ///< a file, or the JSON itself (begins with '{'); several faces: an array
    std::string driving; ///< a clip whose person is followed
    std::string engine = "mesh"; ///< or "fomm": the user's checkpoint, with a driving clip
    /// 0.4–60; 0: as long as the words take, 4 s for presets. Curves and clips bring their own.
    double seconds = 0;
    double fps = 25;
    std::string ending = "loop"; ///< loop, return, once
    double strength = 1;
    std::string strengths; ///< "yaw=0.5, smile=1.2"
    std::string faces = "largest";
    int seed = 1;
    bool teeth = false;
    double parallax = 0;
    bool grain = true;           ///< keeps the photo's grain in place
    std::string landmarks;       ///< corrections by hand, JSON (LandmarkMove)
    std::string consent;         ///< a file, or the JSON of a consent record itself
    bool sound = true;           ///< keeps the sound of the driving clip
    std::string mark = "corner"; ///< visible mark: corner, none

    static const FieldList<PortraitOptions>& fields();
};

[[nodiscard]] pipeline::StepType portrait_step_type();

/// The clip that the step makes. `input` has one frame. Faces are looked for, and the guard rails
/// (see portrait_guard.h) are asked, when the first frame is made or analyse() is called, whose job
/// gets the warnings.
[[nodiscard]] Result<pipeline::ClipPtr> portrait_clip(const PortraitOptions& options,
                                                      pipeline::ClipPtr input);

/// How many frames these options come to; opens the driving clip, but looks at no picture.
[[nodiscard]] Result<std::int64_t> portrait_frames(const PortraitOptions& options);

/// The curves of each chosen face that these options come to; `faces`: how many there are. A
/// driving clip is tracked if it was not yet.
[[nodiscard]] Result<std::vector<portrait::Curves>> curves_of(const PortraitOptions& options,
                                                              int faces, std::stop_token stop);

/// The JSON of options.curves, which may be a file's name.
[[nodiscard]] Result<std::string> curves_text(const PortraitOptions& options);

/// The analysis of a still, made once for its key and kept in memory for the last few. Without
/// corrections by hand.
[[nodiscard]] Result<std::shared_ptr<const portrait::PortraitAnalysis>>
analysis_of_still(const pipeline::ClipPtr& still, const pipeline::Pull& pull);

} // namespace kinovar::steps
