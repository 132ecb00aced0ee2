#pragma once

#include "core/pipeline/frame_cache.h"
#include "core/pipeline/step.h"
#include "core/preview/picture_service.h"
#include "core/preview/thumbnails.h"
#include "core/project/document.h"
#include "core/project/reel_edits.h"
#include "ui/studio/job_list.h"

#include <QObject>
#include <QString>
#include <map>
#include <memory>
#include <optional>
#include <string>

class QTimer;
class QUndoStack;

namespace kinovar::ui {

class Colour;
class Detectors;
class Portrait;
class Retouch;

/// A point of a chain that can be looked at. Always on the current reel and shot, unless another
/// reel is named.
struct Point {
    enum class Kind : std::uint8_t {
        Scan,      ///< the source; of a portrait that moves, the still itself
        AfterStep, ///< after step `step` of the chain that is worked on
        Result,    ///< after all its steps
        Take,      ///< the result of take `id` of the current shot; 0: of the reel's chain
        Reel       ///< the scan of reel `id`, same frame number
    };
    Kind kind = Kind::Result;
    int step = 0;
    project::Id id = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// Whom a change of a chain or of its parameters is for.
enum class ChainScope : std::uint8_t { Reel, Shot };

/// What the window is about: the open project with its undo list, where in it one is (reel, shot,
/// take, frame, step, range), the clips that follow from that, and the services that make pictures.
/// Every part of the window knows it and nothing of the other parts. GUI thread only.
class Studio : public QObject {
    Q_OBJECT

public:
    explicit Studio(QObject* parent = nullptr);
    ~Studio() override;

    // --- project

    [[nodiscard]] bool has_project() const { return document_ != nullptr; }
    /// Only with a project.
    [[nodiscard]] const project::Document& document() const { return *document_; }
    [[nodiscard]] bool untitled() const; ///< in the user's folder of unsaved projects
    /// A new project; without a path an untitled one, which a crash does not lose either.
    [[nodiscard]] Status new_project(const std::filesystem::path& path = {});
    [[nodiscard]] Status open_project(const std::filesystem::path& path,
                                      project::Access access = project::Access::ReadWrite);
    /// Copies the project to a new name and goes on there.
    [[nodiscard]] Status save_as(const std::filesystem::path& path);
    void close_project();
    /// Remembered with the project, not undoable.
    void set_state(const char* key, const QString& value);
    [[nodiscard]] QString state(const char* key) const;

    // --- edits

    /// Applies an edit and puts it on the undo list. Consecutive edits with the same merge key
    /// (a slider that is dragged) become one. A failure is told by failed(), and nothing changes.
    bool edit(const project::Edit& edit, const QString& merge_key = {});
    /// The same for a function that may fail to make the edit.
    bool edit(const Result<project::Edit>& edit, const QString& merge_key = {});
    /// Applies an edit that is not the user's wish but what came of it (the state of a render, an
    /// analysis): not on the undo list. Only for rows that no undoable edit touches.
    bool record(const project::Edit& edit);
    [[nodiscard]] QUndoStack* undo_stack() const { return undo_; }
    /// The portrait that the current reel is, or could become.
    [[nodiscard]] Portrait& portrait() const { return *portrait_; }
    /// Colour hints and references of the current reel.
    [[nodiscard]] Colour& colour() const { return *colour_; }

    /// Fixes of the take that is worked on.
    [[nodiscard]] Retouch& retouch() const { return *retouch_; }
    /// What looks for problems in the current reel.
    [[nodiscard]] Detectors& detectors() const { return *detectors_; }

    // --- media

    /// Looks at a file on a job and adds it to the project (which is made if there is none); then
    /// it is the current reel.
    void add_media(const std::filesystem::path& path);
    void relink_media(project::Id reel, const std::filesystem::path& path);
    /// Looks for cuts of the current reel on a job; one edit when it is done.
    void detect_cuts();
    /// The opened source of a reel; null: not open yet, or it cannot be (source_error). Opening
    /// happens on a job when a reel becomes current; source_changed() tells.
    /// The frames of the file after the reel's source chain; while another such chain is being
    /// made, still those of the last one.
    [[nodiscard]] pipeline::ClipPtr source(project::Id reel) const;
    /// The opened file itself; null like source().
    [[nodiscard]] pipeline::ClipPtr file(project::Id reel) const;
    /// The file whose sound belongs to a reel: its own, or the clip that a portrait follows.
    [[nodiscard]] std::filesystem::path sound_of(project::Id reel) const;
    [[nodiscard]] std::optional<Error> source_error(project::Id reel) const;

    // --- where one is

    [[nodiscard]] project::Id reel() const { return reel_; }
    [[nodiscard]] project::Id shot() const { return shot_; }
    /// The take of the current shot that is worked on: the chosen one, else the pick; 0: the
    /// reel's chain.
    [[nodiscard]] project::Id take() const;
    [[nodiscard]] std::int64_t frame() const { return frame_; }
    [[nodiscard]] std::int64_t frames() const;       ///< of the current reel; 0: no reel
    [[nodiscard]] double frame_rate() const;         ///< of the current reel
    [[nodiscard]] int step() const { return step_; } ///< chosen in the chain; −1: none
    /// In and out point; the whole reel where none is set.
    [[nodiscard]] preview::FrameSpan range() const;
    [[nodiscard]] bool has_range() const { return in_ >= 0 || out_ >= 0; }
    void set_reel(project::Id reel);
    void set_frame(std::int64_t frame); ///< clipped to the reel
    /// How far the current frame has been shown, while playing (0 to 1): for points with more
    /// frames than the reel.
    void set_fraction(double fraction) { fraction_ = fraction; }
    [[nodiscard]] double fraction() const { return fraction_; }
    void set_take(project::Id take);
    void set_step(int step);
    void set_in(std::int64_t frame);  ///< −1: none
    void set_out(std::int64_t frame); ///< −1: none

    // --- chain

    [[nodiscard]] const pipeline::Chain& chain() const; ///< that is worked on
    [[nodiscard]] ChainScope scope() const { return scope_; }
    void set_scope(ChainScope scope);
    /// Replaces the chain that is worked on: the reel's, or with ChainScope::Shot that of the
    /// current take (a take is made if the shot has none).
    bool edit_chain(const QString& name, const pipeline::Chain& chain,
                    const QString& merge_key = {});
    /// The same as part of an edit that changes more than that.
    void put_chain(project::EditBuilder& builder, const pipeline::Chain& chain) const;
    /// The step that is looked at alone (solo_chain); −1: none. A way of looking, not an edit: what
    /// is rendered stays. Ends when another chain is worked on.
    [[nodiscard]] int solo() const { return solo_; }
    void set_solo(int step);
    [[nodiscard]] static const pipeline::StepType* step_type(const std::string& name);

    // --- pictures

    /// The clip of a point; an error where a step cannot be built (a model that is not installed).
    /// Kept until something it depends on changes.
    [[nodiscard]] Result<preview::View> view(const Point& point) const;
    /// What goes into a step of the chain that is worked on.
    [[nodiscard]] Result<pipeline::ClipPtr> clip_before(int step) const;
    /// The same for any chain of a shot and take of the current reel, told what its rows say.
    [[nodiscard]] Result<pipeline::ClipPtr> clip_before(const pipeline::Chain& chain,
                                                        std::size_t step, project::Id shot,
                                                        project::Id take) const;
    /// The chain that is worked on, told hints and fixes.
    [[nodiscard]] Result<pipeline::Chain> told_chain() const;
    /// The take whose fixes the chain that is worked on is told; 0: none.
    [[nodiscard]] project::Id told_take() const;
    /// The frame of that view that belongs to the playhead.
    [[nodiscard]] std::int64_t frame_in(const preview::View& view) const;
    /// The one that belongs to a frame of the reel.
    [[nodiscard]] std::int64_t frame_in(const preview::View& view, std::int64_t frame) const;
    [[nodiscard]] preview::PictureService& pictures() const { return *pictures_; }
    /// The small picture of a reel's frame, or of its still where it is made of one; null: none
    /// yet, it is being made (thumbnail_arrived() tells).
    [[nodiscard]] preview::PicturePtr thumbnail(project::Id reel, std::int64_t frame) const;
    /// The clips of a chain over a source, with the window's memory of frames between the steps.
    [[nodiscard]] Result<std::vector<pipeline::ClipPtr>>
    build(const pipeline::Chain& chain, const pipeline::ClipPtr& source) const;
    [[nodiscard]] JobList& jobs() const { return *jobs_; }

    // --- messages

    void fail(const Error& error);  ///< tells failed()
    void tell(const QString& text); ///< a line for the status bar

Q_SIGNALS:
    void project_changed();  ///< another project, or none
    void document_changed(); ///< an edit was applied, undone or redone
    void reels_changed();    ///< a reel came, went or was changed
    void shots_changed();    ///< shots of the current reel
    void takes_changed();
    void marks_changed(); ///< markers, flags, hints, fixes
    void source_changed(project::Id reel);
    void reel_changed();
    void frame_changed(std::int64_t frame);
    void shot_changed();
    void take_changed();
    void chain_changed(); ///< the chain that is worked on, or what it is made of
    void scope_changed();
    void step_changed(int step);
    void solo_changed(int step);
    void range_changed();
    void views_changed(); ///< ask view() again
    void picture_arrived(const preview::Arrival& arrival);
    void thumbnail_arrived(const QString& reel, std::int64_t frame);
    void models_changed();                ///< one was installed or removed
    void model_wanted(const QString& id); ///< show it where models are installed; empty: them all
    void failed(const Error& error);
    void told(const QString& text);

public:
    // For those that install models.
    void tell_models_changed();
    /// For those that miss a model: tells model_wanted().
    void want_model(const QString& id);

private:
    struct Source;
    friend class EditCommand;
    bool apply(const project::Edit& edit);
    void after(const project::Edit& edit);
    void adopt(std::unique_ptr<project::Document> document);
    void leave_project();
    void restore_place();
    void keep_place();
    void open_source(project::Id reel);
    void make_source(project::Id reel);
    void take_source(project::Id reel, const Source& made, const Status& status);
    [[nodiscard]] Status check_source(const project::Reel& reel,
                                      const pipeline::ClipPtr& clip) const;
    void follow_sources(); ///< reels came, went or were changed
    void take_new_reel(const media::MediaInfo& info);
    void take_cuts(project::Id reel, const std::vector<std::int64_t>& cuts);
    void locate(); ///< finds the shot of the playhead, tells what that changes
    void choose_scope();
    void forget_views();
    void forget_solo();
    [[nodiscard]] pipeline::Chain seen_chain() const; ///< with what solo leaves of it
    [[nodiscard]] bool has_hints() const;             ///< the current reel has rows of hints
    [[nodiscard]] Result<pipeline::ClipPtr> base_clip(project::Id reel) const;
    [[nodiscard]] Result<preview::View> make_view(const Point& point) const;
    [[nodiscard]] std::int64_t frame_at(const preview::View& view, std::int64_t frame,
                                        double fraction) const;
    /// Told what the rows of the current shot say; `take`: whose fixes.
    [[nodiscard]] Result<preview::View> chain_view(const pipeline::Chain& chain,
                                                   project::Id take) const;
    [[nodiscard]] bool is_current(std::uint64_t project_number) const {
        return project_number == project_number_ && document_ != nullptr;
    }

    std::unique_ptr<project::Document> document_;
    QUndoStack* undo_;
    JobList* jobs_;
    Portrait* portrait_;
    Colour* colour_;
    Retouch* retouch_;
    Detectors* detectors_;
    QTimer* keep_place_soon_;
    std::unique_ptr<preview::PictureService> pictures_;
    std::unique_ptr<preview::Thumbnails> thumbnails_;
    std::map<project::Id, std::unique_ptr<Source>> sources_;
    /// By the keys of what they are made of, so that they stay right whatever is edited.
    std::shared_ptr<pipeline::FrameCache> frame_cache_; ///< between the steps of all views
    mutable std::map<std::string, Result<preview::View>> views_;
    struct Base {
        std::vector<std::int64_t> cuts;
        pipeline::ClipPtr clip;
    };
    mutable std::map<project::Id, Base> bases_; ///< sources with the project's shots
    /// Counts projects, so that what a job of a closed one brings is dropped.
    std::uint64_t project_number_ = 0;

    project::Id reel_ = 0;
    project::Id shot_ = 0;
    project::Id take_ = 0; ///< chosen; 0: follow the pick
    std::int64_t frame_ = 0;
    double fraction_ = 0;
    int step_ = -1;
    int solo_ = -1;
    std::int64_t in_ = -1;
    std::int64_t out_ = -1;
    ChainScope scope_ = ChainScope::Reel;
};

} // namespace kinovar::ui
