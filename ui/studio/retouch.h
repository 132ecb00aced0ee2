#pragma once

#include "core/image/frame.h"
#include "core/preview/picture_service.h"
#include "core/project/document.h"
#include "core/steps/retouch/fix.h"
#include "core/steps/retouch/retouch.h"

#include <QObject>
#include <QString>
#include <memory>
#include <optional>
#include <vector>

namespace kinovar::ui {

class FixMeter;
class FixPlaces;
class Studio;

/// Repair by hand: the fixes of the take that is worked on, the one that is chosen, and what the
/// next one is drawn with. Makes the edits that all parts of the window share. GUI thread only.
class Retouch : public QObject {
    Q_OBJECT

public:
    explicit Retouch(Studio& studio);
    ~Retouch() override;

    // --- fixes of the take that is worked on, in the order in which they lie upon each other

    struct Item {
        retouch::FixPtr fix; ///< its id is the row's
        bool enabled = true;
    };
    [[nodiscard]] const std::vector<Item>& fixes() const { return fixes_; }
    [[nodiscard]] const retouch::Fix* fix(project::Id id) const; ///< null: none
    [[nodiscard]] project::Id chosen() const { return chosen_; } ///< 0: none
    void set_chosen(project::Id id);
    /// Where a fix lies at the current frame, worked out on a thread of its own; none: not yet.
    [[nodiscard]] std::optional<steps::FixPlace> place_now(project::Id id) const;

    // --- edits, each one entry of the undo list; those with a merge key become one

    /// Adds a fix and chooses it; 0 where that failed (told by the studio). The first fix of a shot
    /// makes a take if there is none and puts the step `retouch` into the chain, in the same edit.
    /// The lifetime, easing, follow and drawn_at of the tool are filled in, and the anchor.
    project::Id add(retouch::Fix fix, const QString& merge_key = {});
    void change(project::Id id, const QString& name, const retouch::Fix& fix,
                const QString& merge_key = {});
    /// Another mark for the area of a fix that is there.
    void add_mark(project::Id id, const retouch::Mark& mark);
    /// Puts the fix where it is at the current frame: a key there.
    void correct(project::Id id, const retouch::Pose& pose, const QString& merge_key = {});
    void remove_key(project::Id id, std::int64_t frame);
    void set_enabled(project::Id id, bool enabled);
    void remove(const std::vector<project::Id>& ids);
    /// "It fits": the anchor is taken anew from the picture as it is now.
    void accept_fit(project::Id id);

    // --- what the next fix is like; remembered

    enum class Lifetime : std::uint8_t {
        Frame,  ///< the current frame alone
        Frames, ///< `frames` from the current one on
        Range,  ///< in to out point
        ToCut,  ///< from the current frame to the cut
        Shot    ///< to both cuts
    };
    struct Tool {
        retouch::Kind kind = retouch::Heal{}; ///< with its settings
        retouch::Brush brush;
        retouch::Mark::Shape shape = retouch::Mark::Shape::Stroke;
        bool erases = false; ///< marks take away from the chosen fix
        bool joins = false;  ///< strokes go to the chosen fix instead of making new ones
        bool snaps = false;  ///< outlines follow edges
        retouch::WarpMove::Kind warp = retouch::WarpMove::Kind::Push;
        double feather = 0.002;
        double opacity = 1;
        Lifetime lifetime = Lifetime::Frame;
        int frames = 5; ///< of Lifetime::Frames
        int ease_in = 0;
        int ease_out = 0;
        retouch::Follow follow = retouch::Follow::Region;
    };
    [[nodiscard]] const Tool& tool() const { return tool_; }
    void set_tool(const Tool& tool);
    /// The frames that a fix drawn now would live.
    [[nodiscard]] preview::FrameSpan frames_now() const;

    // --- masks that are kept with the project's folder, to be used again

    struct Mask {
        QString name;
        std::string bytes; ///< MaskTiles
    };
    [[nodiscard]] std::vector<Mask> masks() const;
    void keep_mask(const QString& name, const std::string& bytes);
    void forget_mask(const QString& name);

    // --- how the chosen fix fares through its life

    [[nodiscard]] const std::vector<steps::FixConfidence>& confidence(project::Id id) const;
    /// On a job; frames at which it is lost, moved or to be checked are flagged.
    void measure_confidence(project::Id id);
    /// Of all fixes of the take: what an export warns of. On a job.
    void check_all();

    // --- pictures, for tools; made on a job where they are not at hand

    /// What comes into the step at the current frame, with the fixes below `id` (0: all fixes).
    void want_picture(project::Id below = 0);
    [[nodiscard]] FramePtr picture() const; ///< null: not there yet (picture_changed tells)
    /// What a source shows at the current frame; null: not there yet.
    void want_source(const retouch::Source& source);
    [[nodiscard]] FramePtr source_picture() const;
    /// Landmarks of the face nearest to a place of the current frame, shares; empty: not known yet.
    void want_mesh(retouch::Place near);
    [[nodiscard]] const std::vector<retouch::Place>& mesh() const { return mesh_; }

    /// Place of the enabled step `retouch` in the chain that is worked on; −1: none.
    [[nodiscard]] int step_at() const;

Q_SIGNALS:
    void fixes_changed();
    void places_changed();
    void chosen_changed(kinovar::project::Id id);
    void tool_changed();
    void masks_changed();
    void confidence_changed();
    void picture_changed(); ///< picture(), source_picture() or mesh()

private:
    Studio& studio_;
    std::vector<Item> fixes_;
    project::Id chosen_ = 0;
    Tool tool_;
    std::vector<retouch::Place> mesh_;
};

} // namespace kinovar::ui
