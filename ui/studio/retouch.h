#pragma once

#include "core/image/frame.h"
#include "core/preview/picture_service.h"
#include "core/project/document.h"
#include "core/steps/retouch/fix.h"
#include "core/steps/retouch/retouch.h"
#include "ui/studio/retouch_kit.h"

#include <QObject>
#include <QString>
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

namespace kinovar::ui {

class FixMeter;
class FixPictures;
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
        friend bool operator==(const Item&, const Item&) = default;
    };
    [[nodiscard]] const std::vector<Item>& fixes() const { return fixes_; }
    [[nodiscard]] const retouch::Fix* fix(project::Id id) const; ///< null: none
    [[nodiscard]] bool enabled(project::Id id) const;
    [[nodiscard]] project::Id chosen() const { return chosen_; } ///< 0: none
    void set_chosen(project::Id id);
    /// Where a fix lies at the current frame, worked out on a thread of its own; none: not yet.
    [[nodiscard]] std::optional<steps::FixPlace> place_now(project::Id id) const;

    // --- edits, each one entry of the undo list; those with a merge key become one

    /// Adds a fix and chooses it; 0 where that failed (told by the studio). The first fix of a shot
    /// makes a take if there is none and puts the step `retouch` into the chain, in the same edit.
    /// The lifetime, easing, follow and drawn_at of the tool are filled in, and the anchor.
    project::Id add(retouch::Fix fix, const QString& merge_key = {});
    /// What add() fills in from the tool and the current frame.
    [[nodiscard]] retouch::Fix prepared(retouch::Fix fix) const;
    /// Adds one that is prepared already; its frames lie in the current shot.
    project::Id insert(retouch::Fix fix, const QString& merge_key = {});
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

    // --- what the next fix is like; remembered, kind by kind

    enum class Lifetime : std::uint8_t {
        Frame,  ///< the current frame alone
        Frames, ///< `frames` from the current one on
        Range,  ///< in to out point
        ToCut,  ///< from the current frame to the cut
        Shot    ///< to both cuts
    };
    using Draw = RetouchDraw;
    struct Tool : RetouchKit {   ///< kind, brush, way of drawing …
        bool erases = false;     ///< marks take away from the chosen fix
        bool joins = false;      ///< strokes go to the chosen fix instead of making new ones
        double tolerance = 0.08; ///< of Draw::Wand: retouch::ColourSelection
        bool connected = true;   ///< of Draw::Wand
        Lifetime lifetime = Lifetime::Frame;
        int frames = 5; ///< of Lifetime::Frames
        int ease_in = 0;
        int ease_out = 0;
        friend bool operator==(const Tool&, const Tool&) = default;
    };
    [[nodiscard]] const Tool& tool() const { return tool_; }
    void set_tool(const Tool& tool);
    /// Goes on with a kind ("clone" …) as it was set when it was used last: its settings, brush,
    /// way of drawing, feather, opacity and follow.
    void choose_kind(std::string_view name);
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
    [[nodiscard]] bool measuring() const;
    enum class Fit : std::uint8_t {
        Unknown,   ///< not measured since something changed
        Fits,      ///< drawn at all frames, and surely
        Uncertain, ///< some frames want a look
        Left       ///< left out at some frames: lost, moved or without its source
    };
    struct Fares {
        Fit fit = Fit::Unknown;
        double confidence = 1;   ///< the least
        std::int64_t worst = -1; ///< frame; −1: not known
        QString text;            ///< one sentence about it; may be empty
    };
    [[nodiscard]] Fares fares(project::Id id) const;

    // --- pictures, for tools; made on a job where they are not at hand

    /// What comes into the step at the current frame, with the fixes below `id` (0: all fixes).
    void want_picture(project::Id below = 0);
    [[nodiscard]] FramePtr picture() const; ///< null: not there yet (picture_changed tells)
    /// What comes into the step, without any fixes: anchors are taken from it.
    void want_input();
    [[nodiscard]] FramePtr input_picture() const; ///< null: not there yet
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
    void follow_rows();
    void follow_views();
    void follow_frame();
    void ask_places();
    [[nodiscard]] double aspect() const; ///< of the reel's pictures
    void take_faces();
    [[nodiscard]] const Item* item(project::Id id) const;
    /// Of the row, switched on or off as it is.
    void update(project::Id id, const QString& name, const retouch::Fix& fix, bool enabled,
                const QString& merge_key);
    /// A take and the step, where they are missing; the id of the take.
    project::Id make_place(project::EditBuilder& builder) const;
    void take_anchor(retouch::Fix& fix) const;
    void load_tool();
    void keep_tool() const;
    /// Takes of another project mean nothing in this one.
    void forget_takes();

    Studio& studio_;
    std::unique_ptr<FixPlaces> places_;
    std::unique_ptr<FixMeter> meter_;
    std::unique_ptr<FixPictures> pictures_;
    std::vector<Item> fixes_;
    project::Id chosen_ = 0;
    std::set<project::Id> damaged_; ///< rows that cannot be read; told once
    Tool tool_;
    std::array<RetouchKit, retouch::kKindNames.size()> kits_; ///< of the kinds
    std::optional<retouch::Place> near_;                      ///< where a face is wanted
    std::vector<retouch::Place> mesh_;
};

} // namespace kinovar::ui
