#pragma once

#include "core/base/job.h"
#include "core/credentials/consent.h"
#include "core/project/document.h"
#include "core/steps/portrait/portrait.h"

#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kinovar::ui {

class Studio;

/// The portrait that the current reel is: a still whose faces the step `portrait` of the reel's
/// source chain moves; or a still that could become one. Knows the faces (worked out on a job) and
/// makes the edits that all parts of the window share. GUI thread only.
class Portrait : public QObject {
    Q_OBJECT

public:
    enum class State : std::uint8_t {
        None,  ///< no reel, or a film
        Still, ///< a photograph
        Moving ///< a photograph whose faces move
    };
    using Change = std::function<void(steps::PortraitOptions&)>;
    using CurvesList = std::vector<portrait::Curves>;

    explicit Portrait(Studio& studio);

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] bool moving() const { return state_ == State::Moving; }
    /// Of the step; the defaults where nothing moves.
    [[nodiscard]] const steps::PortraitOptions& options() const { return options_; }
    /// Whether steps mend the photograph before it is moved.
    [[nodiscard]] bool restores() const;

    // --- faces

    /// The picture whose faces are moved; null: not open yet.
    [[nodiscard]] const pipeline::ClipPtr& still() const { return still_; }
    /// With what was put right by hand; null: not known (yet). Of a still only where it was wanted.
    [[nodiscard]] const std::shared_ptr<const portrait::PortraitAnalysis>& analysis() const {
        return analysis_;
    }
    [[nodiscard]] bool analysing() const { return analysing_ != 0; }
    /// Why the faces could not be looked for.
    [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }
    /// From now on the faces of stills are looked for too; somebody shows them.
    void set_wanted(bool wanted);
    /// Numbers (from 0) of those that move, ascending.
    [[nodiscard]] const std::vector<int>& faces() const { return faces_; }
    [[nodiscard]] bool moves(int face) const;
    /// The face that somebody points at; −1: none.
    [[nodiscard]] int highlighted() const { return highlighted_; }
    void set_highlighted(int face);

    // --- edits, each one entry of the undo list; those with a merge key become one

    /// Adds a photograph as a reel and animates it.
    void add(const std::filesystem::path& path);
    /// The still begins to move as the defaults say, once its faces are known; refused() tells if
    /// it may not.
    void animate();
    void make_still();
    /// Changes what the step is told. Fails where the step does not take it; then nothing changes.
    Status edit(const QString& name, const Change& change, const QString& merge_key = {});
    void set_restores(bool restores);
    void toggle_face(int face);
    /// Follows the person of a clip, which is looked at on a job; fails on the studio.
    void follow_clip(const std::filesystem::path& clip);
    /// Puts a consent record into the step and, if it is new, into the project.
    Status give_consent(const credentials::ConsentRecord& record);

    // --- curves

    /// The explicit curves of each moving face; empty: a preset, words or a clip say how they move.
    [[nodiscard]] const CurvesList& curves() const { return curves_; }
    /// Turns what says how the faces move into curves that can be edited, on a job.
    void make_curves();
    bool set_curves(const QString& name, const CurvesList& curves, const QString& merge_key = {});

    // --- landmarks

    [[nodiscard]] const std::vector<portrait::LandmarkMove>& landmark_moves() const {
        return landmark_moves_;
    }
    bool set_landmark_moves(const QString& name,
                            const std::vector<portrait::LandmarkMove>& landmark_moves,
                            const QString& merge_key = {});

Q_SIGNALS:
    void changed();          ///< state, options, curves, faces that move
    void analysis_changed(); ///< also that it begins or fails
    void highlight_changed();
    /// The photograph stays a still, for this reason; the findings say more.
    void refused(const QString& reason);
    /// Somebody wants to see the portrait's settings.
    void shown_wanted();

private:
    void follow_reel();
    void follow_still();
    void analyse();
    void take_analysis(const Result<std::shared_ptr<const portrait::PortraitAnalysis>>& found);
    void correct_analysis();
    void choose_faces();
    void start_to_move();
    [[nodiscard]] pipeline::Chain restoring() const;
    [[nodiscard]] const project::Reel* reel() const;
    [[nodiscard]] int step_at() const;
    [[nodiscard]] pipeline::Chain chain_with(const steps::PortraitOptions& options) const;
    [[nodiscard]] Result<project::Edit> edit_of(const QString& name,
                                                const pipeline::Chain& chain) const;
    Status apply(const QString& name, const pipeline::Chain& chain, const QString& merge_key);
    void apply_later(const QString& name, const pipeline::Chain& chain, const QString& title);

    Studio& studio_;
    State state_ = State::None;
    project::Id reel_ = 0;
    steps::PortraitOptions options_;
    CurvesList curves_;
    std::vector<portrait::LandmarkMove> landmark_moves_;
    pipeline::ClipPtr still_;
    std::shared_ptr<const portrait::PortraitAnalysis> found_;     ///< as the networks see it
    std::shared_ptr<const portrait::PortraitAnalysis> analysis_;  ///< as corrected
    std::shared_ptr<const portrait::PortraitAnalysis> corrected_; ///< what analysis_ was made of,
    std::vector<portrait::LandmarkMove> corrections_;             ///< and by these
    std::optional<Error> trouble_;
    std::vector<int> faces_;
    int highlighted_ = -1;
    int analysing_ = 0; ///< the job
    bool wanted_ = false;
    std::filesystem::path added_; ///< will be a portrait once it is a reel
    project::Id begins_ = 0;      ///< the reel that moves once its faces are known
};

} // namespace kinovar::ui
