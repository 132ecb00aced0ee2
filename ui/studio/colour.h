#pragma once

#include "core/preview/picture_service.h"
#include "core/project/document.h"
#include "core/steps/colourise/colourise.h"
#include "core/steps/colourise/hints.h"

#include <QColor>
#include <QObject>
#include <QString>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace kinovar::ui {

class ColourMeter;
class HintPlaces;
class Studio;

/// Colour by hand: the hints and references of the current reel, the one that is chosen, and what
/// the next one is drawn with. Makes the edits that all parts of the window share. GUI thread only.
class Colour : public QObject {
    Q_OBJECT

public:
    explicit Colour(Studio& studio);
    ~Colour() override;

    // --- hints and references of the current reel, in the order in which they were made

    struct Hint {
        project::Id id = 0;
        colourise::ColourHint hint;
    };
    struct Reference {
        project::Id id = 0;
        colourise::ColourReference reference;
    };
    [[nodiscard]] const std::vector<Hint>& hints() const { return hints_; }
    [[nodiscard]] const std::vector<Reference>& references() const { return references_; }
    [[nodiscard]] const colourise::ColourHint* hint(project::Id id) const;           ///< null: none
    [[nodiscard]] const colourise::ColourReference* reference(project::Id id) const; ///< null: none
    /// Where the picture's motion has carried a hint at the current frame, worked out on a thread
    /// of its own; until then its nearest key. Empty: not at this frame.
    [[nodiscard]] std::vector<colourise::Place> places_now(project::Id id) const;
    enum class Sureness : std::uint8_t {
        Key,     ///< a hand put it there at this frame
        Carried, ///< the picture's motion says so
        Guessed, ///< the nearest key; motion is still being followed, or could not be
        Lost     ///< not to be seen at this frame, as far as motion can tell
    };
    [[nodiscard]] Sureness sureness(project::Id id) const;

    [[nodiscard]] project::Id chosen() const { return chosen_; } ///< 0: none
    void set_chosen(project::Id id);

    // --- edits, each one entry of the undo list; those with a merge key become one

    /// Adds a hint as the tool is set and chooses it; 0 where that failed (told by the studio).
    /// The first hint of a reel puts the step `colourise` into its chain, in the same edit.
    project::Id add(colourise::HintShape shape, std::vector<colourise::Place> places,
                    const QString& merge_key = {});
    void change(project::Id id, const QString& name, const colourise::ColourHint& hint,
                const QString& merge_key = {});
    /// Puts the hint where it is at the current frame: a key there.
    void correct(project::Id id, std::vector<colourise::Place> places,
                 const QString& merge_key = {});
    void remove(const std::vector<project::Id>& ids);
    /// A coloured picture of the current frame.
    void add_reference(const std::filesystem::path& file);
    void change(project::Id id, const QString& name, const colourise::ColourReference& reference,
                const QString& merge_key = {});
    /// Writes frame `frame` as it is coloured now beside the project and makes it a reference.
    void keep_as_reference(std::int64_t frame);

    // --- what the next hint is like; remembered

    enum class Lifetime : std::uint8_t {
        Frame, ///< the current frame alone
        Shot,  ///< to both cuts
        Range  ///< in to out point
    };
    struct Tool {
        colourise::Ab colour;
        colourise::HintShape shape = colourise::HintShape::Point;
        double size = 0.004;
        double strength = 1;
        Lifetime lifetime = Lifetime::Shot;
        QString citation;
        bool documented = false;
        friend bool operator==(const Tool&, const Tool&) = default;
    };
    [[nodiscard]] const Tool& tool() const { return tool_; }
    void set_tool(const Tool& tool);
    /// Luma, 0 to 1, of the place that the mouse is at or the chosen hint lies on: the picker shows
    /// what is possible there.
    [[nodiscard]] float luma() const { return luma_; }
    void set_luma(float luma);

    // --- palette: kept with the user's settings

    struct Swatch {
        QString group; ///< "Uniforms", "Skin" …
        QString name;
        colourise::Ab colour;
        float luma = 0.5F; ///< of the thing in usual light
        QString note;      ///< where it is known from
        friend bool operator==(const Swatch&, const Swatch&) = default;
    };
    [[nodiscard]] const std::vector<Swatch>& palette() const { return palette_; }
    void set_palette(std::vector<Swatch> palette);
    void restore_palette();                                   ///< as the program came
    [[nodiscard]] static std::vector<Swatch> usual_palette(); ///< in the user's language
    [[nodiscard]] static std::filesystem::path palette_file();

    // --- how sure the colours are

    /// Of the frames of the current reel; empty: not measured since hints or chain changed.
    [[nodiscard]] const std::vector<steps::ColourConfidence>& confidence() const;
    /// On a job; frames that fall below the limit are flagged for a hint.
    void measure_confidence();
    [[nodiscard]] bool measuring_confidence() const;

    // --- the step

    /// Place of the enabled step `colourise` in the chain that is worked on; −1: none.
    [[nodiscard]] int step_at() const;

Q_SIGNALS:
    void hints_changed();
    void places_changed(); ///< places_now() knows more
    void chosen_changed(kinovar::project::Id id);
    void tool_changed();
    void luma_changed(float luma);
    void palette_changed();
    void confidence_changed();

private:
    void follow_rows();
    void follow_views();
    void ask_places();
    [[nodiscard]] preview::FrameSpan frames_of(Lifetime lifetime) const;
    /// The row, and the step if the chain has none; 0: failed.
    project::Id insert(const QString& name, project::Hint row, const QString& merge_key);
    void update(project::Id id, const QString& name, const colourise::HintOrReference& one,
                const QString& merge_key);
    void insert_reference(project::Id reel, const colourise::ColourReference& reference);
    void load_tool();
    void load_palette();

    Studio& studio_;
    std::unique_ptr<HintPlaces> places_;
    std::unique_ptr<ColourMeter> confidence_of_;
    std::vector<Hint> hints_;
    std::vector<Reference> references_;
    std::set<project::Id> damaged_; ///< rows that cannot be read; told once
    project::Id chosen_ = 0;
    Tool tool_;
    float luma_ = 0.5F;
    std::vector<Swatch> palette_;
};

/// The name of the step that these hints are for.
inline constexpr const char* kColouriseStep = "colourise";

/// The key that was made nearest to a frame; of a hint with keys.
[[nodiscard]] const colourise::HintKey& nearest_key(const colourise::ColourHint& hint,
                                                    std::int64_t frame);
/// A chroma as it looks at that luma.
[[nodiscard]] QColor colour_at(float luma, colourise::Ab ab);
/// The chroma of a colour of the screen, and its luma.
[[nodiscard]] colourise::Ab chroma_of(const QColor& colour);
[[nodiscard]] float luma_of(const QColor& colour);

} // namespace kinovar::ui
