#pragma once

#include "core/base/cache.h"
#include "core/pipeline/clip.h"
#include "core/steps/colourise/colourise.h"
#include "core/steps/colourise/engine/colouriser.h"
#include "core/steps/colourise/time/carry.h"
#include "core/steps/kit/per_shot.h"

#include <memory>
#include <vector>

namespace kinovar::colourise {

/// The colours of a film's frames, of working size: those of key frames, by references, hints and a
/// colouriser, carried through their shots. Thread-safe; the last frames' are kept.
class FilmColours {
public:
    FilmColours(pipeline::ClipPtr input, steps::ColouriseOptions options, HintSet hints,
                ColouriserPtr colouriser);
    ~FilmColours();

    /// Before they are calmed; null: nothing is said about frame n, which stays as it is.
    [[nodiscard]] Result<std::shared_ptr<const Chroma>> at(std::int64_t n,
                                                           const pipeline::Pull& pull) const;
    /// Calmed along motion; null likewise.
    [[nodiscard]] Result<std::shared_ptr<const Chroma>> calm_at(std::int64_t n,
                                                                const pipeline::Pull& pull) const;
    /// Share of a colour that is shown where it is so sure.
    [[nodiscard]] cv::Mat shown_share(const cv::Mat& confidence) const;
    [[nodiscard]] const std::shared_ptr<const pipeline::ShotFinder>& shots() const {
        return told_.shots();
    }

private:
    /// What is said about a shot: hints that have a key in it, and references.
    struct Told {
        std::vector<ColourHint> hints;
        std::vector<ColourReference> references; ///< by frame
    };
    struct Speaking;
    using ChromaPtr = std::shared_ptr<const Chroma>;
    using SpeakingPtr = std::shared_ptr<const Speaking>;
    enum class Kind : std::uint8_t { Anchor, Key, Frame };

    [[nodiscard]] Told told_about(const pipeline::Shot& shot) const;
    /// Who speaks for frame n; null: nobody.
    [[nodiscard]] Result<SpeakingPtr> speaking_at(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] SpeakingPtr make_speaking(const steps::PerShot<Told>::Entry& told,
                                            const std::vector<std::size_t>& hints,
                                            const Hash128& name) const;
    [[nodiscard]] Result<ChromaPtr> kept(Kind kind, const Speaking& speaking, std::int64_t n,
                                         const std::function<Result<Chroma>()>& make) const;

    [[nodiscard]] Result<ChromaPtr> anchor_at(const Speaking& speaking, std::int64_t n,
                                              const pipeline::Pull& pull) const;
    [[nodiscard]] Result<ChromaPtr> key_at(const Speaking& speaking, std::int64_t n,
                                           const pipeline::Pull& pull) const;
    /// By nothing but the hints that motion has brought to frame n.
    [[nodiscard]] Result<Chroma> by_hints(const Speaking& speaking, std::int64_t n,
                                          const pipeline::Pull& pull) const;
    /// Carried from the anchors, put right by these hints.
    [[nodiscard]] Result<Chroma> from_anchors(const Speaking& speaking,
                                              const std::vector<ColourHint>& hints, std::int64_t n,
                                              const pipeline::Pull& pull) const;
    [[nodiscard]] Result<Chroma> put_right(const Chroma& known,
                                           const std::vector<ColourHint>& hints, std::int64_t n,
                                           const pipeline::Pull& pull) const;
    [[nodiscard]] Result<Chroma> frame_colours(const Speaking& speaking, std::int64_t n,
                                               const pipeline::Pull& pull) const;
    /// What could not be carried surely, by what is like it and sure.
    [[nodiscard]] Result<Chroma> settled(Chroma carried, std::int64_t n,
                                         const pipeline::Pull& pull) const;
    [[nodiscard]] Result<Guide> guide_at(std::int64_t n, const pipeline::Pull& pull) const;

    const pipeline::ClipPtr input_;
    const steps::ColouriseOptions options_;
    const HintSet hints_;
    const ColouriserPtr colouriser_;
    const std::shared_ptr<const Motion> motion_;
    const steps::PerShot<Told> told_;
    mutable BudgetCache<Hash128, Speaking> speaking_;
    mutable BudgetCache<Hash128, Chroma> colours_;
};

} // namespace kinovar::colourise
