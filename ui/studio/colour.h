#pragma once

#include "core/project/document.h"
#include "core/steps/colourise/colourise.h"
#include "core/steps/colourise/hints.h"

#include <QColor>
#include <QObject>
#include <QString>
#include <optional>
#include <vector>

namespace kinovar::ui {

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
    [[nodiscard]] const colourise::ColourHint* hint(project::Id id) const; ///< null: none
    /// Where the picture's motion has carried a hint at the current frame, worked out on a thread
    /// of its own; until then its nearest key. Empty: not at this frame.
    [[nodiscard]] std::vector<colourise::Place> places_now(project::Id id) const;

    [[nodiscard]] project::Id chosen() const { return chosen_; } ///< 0: none
    void set_chosen(project::Id id);

    // --- edits, each one entry of the undo list; those with a merge key become one

    /// Adds a hint as the tool is set and chooses it; 0 where that failed (told by the studio).
    /// The first hint of a reel puts the step `colourise` into its chain, in the same edit.
    project::Id add(colourise::HintShape shape, std::vector<colourise::Place> places);
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
    };
    [[nodiscard]] const std::vector<Swatch>& palette() const { return palette_; }
    void set_palette(std::vector<Swatch> palette);
    void restore_palette(); ///< as the program came

    // --- how sure the colours are

    /// Of the frames of the current reel; empty: not measured since hints or chain changed.
    [[nodiscard]] const std::vector<steps::ColourConfidence>& confidence() const {
        return confidence_;
    }
    /// On a job; frames that fall below the limit are flagged for a hint.
    void measure_confidence();

Q_SIGNALS:
    void hints_changed();
    void places_changed(); ///< places_now() knows more
    void chosen_changed(kinovar::project::Id id);
    void tool_changed();
    void luma_changed(float luma);
    void palette_changed();
    void confidence_changed();

private:
    Studio& studio_;
    std::vector<Hint> hints_;
    std::vector<Reference> references_;
    project::Id chosen_ = 0;
    Tool tool_;
    float luma_ = 0.5F;
    std::vector<Swatch> palette_;
    std::vector<steps::ColourConfidence> confidence_;
};

/// A chroma as it looks at that luma.
[[nodiscard]] QColor colour_at(float luma, colourise::Ab ab);

} // namespace kinovar::ui
