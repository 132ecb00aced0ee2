#include "core/steps/portrait/portrait.h"

#include "core/steps/kit/step_kit.h"

namespace kinovar::steps {

const FieldList<PortraitOptions>& PortraitOptions::fields() {
    static const FieldList<PortraitOptions> list = [] {
        using O = PortraitOptions;
        FieldList<O> fields;
        fields.add_choice(
            &O::preset,
            {"preset", "Motion", "What the face does, unless words, curves or a clip say it."},
            {"living", "smile", "blink", "nod", "turn-left", "turn-right", "tilt", "look-around",
             "brow-raise", "breathing", "wink"});
        fields.add(&O::script,
                   {"script", "Words",
                    "Motions one after another: smile, blink twice, turn left 8, look up."});
        fields.add(&O::curves, {"curves", "Curves", "A file of motion curves."});
        fields.add(&O::driving,
                   {"driving", "Driving clip", "A film of a person whose face is followed."});
        fields.add_choice(
            &O::engine,
            {"engine", "Engine",
             "mesh moves the photograph itself; fomm lets a network of yours draw it anew."},
            {"mesh", "fomm"});
        fields.add(
            &O::seconds,
            {"seconds", "Length", "0: as long as it takes. Curves and clips bring their own.", "s"},
            {0, 60});
        fields.add(&O::fps, {"fps", "Frame rate", "Frames a second.", "fps"}, {1, 120});
        fields.add_choice(
            &O::ending,
            {"ending", "Ending",
             "loop: the first frame follows the last one; return: there and back; once."},
            {"loop", "return", "once"});
        fields.add(&O::strength, {"strength", "Strength", "Of all motions.", "×"}, {0, 2});
        fields.add(&O::strengths,
                   {"strengths", "Single strengths", "Of single motions: yaw=0.5, smile=1.2."});
        fields.add(&O::faces, {"faces", "Faces", "largest, all, or numbers from the left: 1,3."});
        fields.add(&O::seed, {"seed", "Seed", "Another number, another small unrest."}, {0, 1e9});
        fields.add(&O::teeth, {"teeth", "Draw teeth",
                               "Lets a closed mouth open although its teeth were never seen."});
        fields.add(&O::parallax,
                   {"parallax", "Depth", "How much the background shifts against the head."},
                   {0, 1});
        fields.add(&O::grain,
                   {"grain", "Keep grain in place",
                    "The photo's grain stays where it is and does not move with the face."});
        fields.add(&O::landmarks,
                   {"landmarks", "Corrections", "Landmarks put right by hand, JSON."});
        fields.add(&O::consent, {"consent", "Consent",
                                 "A consent record: who allowed it, on what ground, when."});
        fields.add(&O::sound, {"sound", "Keep the clip's sound",
                               "The sound of the driving clip goes into the export."});
        fields.add_choice(&O::mark,
                          {"mark", "Visible mark",
                           "A small sign in the corner says that the picture was animated."},
                          {"corner", "none"});
        return fields;
    }();
    return list;
}

pipeline::StepType portrait_step_type() {
    return step_type<PortraitOptions>(
        {"portrait", "Portrait", "Brings the faces of a photograph to life.", Origin::Scan},
        [](const PortraitOptions& options, pipeline::ClipPtr input) {
            return portrait_clip(options, std::move(input));
        });
}

} // namespace kinovar::steps
