#pragma once

// Private to core/gallery.

#include "core/base/hash.h"
#include "core/gallery/gallery.h"
#include "core/gallery/morph.h"
#include "core/steps/portrait/animate/animator.h"

#include <memory>
#include <stop_token>

namespace kinovar::gallery {

/// What decides a portrait's pictures in the film.
struct SitterSpec {
    Entry entry;
    Hash128 content; ///< of the file's bytes
    std::string preset;
    std::uint32_t seed = 1;
    double life = 5;    ///< seconds that it is seen, passages included
    double passage = 1; ///< seconds of these at the start and at the end
    bool restore = false;
    int width = 0; ///< of the film
    int height = 0;

    [[nodiscard]] Hash128 key() const;
};

/// A still as the gallery takes it: read, and restored where that was asked for.
[[nodiscard]] Result<FramePtr> read_still(const std::filesystem::path& file, bool restore,
                                          std::stop_token stop);

/// A portrait on the film's frame that moves. Thread-safe.
class Sitter {
public:
    [[nodiscard]] static Result<std::shared_ptr<const Sitter>> prepare(const SitterSpec& spec,
                                                                       std::stop_token stop);

    /// At a time of its life, in seconds. Deterministic.
    [[nodiscard]] FramePtr frame(double time) const;
    /// The same with all that a passage needs. Valid as long as this sitter.
    [[nodiscard]] MorphSide side(double time) const;
    [[nodiscard]] const FramePtr& still() const { return still_; }
    /// How much the scan was enlarged.
    [[nodiscard]] double enlarged() const { return enlarged_; }

private:
    Sitter() = default;
    [[nodiscard]] portrait::FaceMotion motion(double time) const;
    [[nodiscard]] Shape shape(const portrait::FaceMotion& now) const;

    FramePtr still_; ///< on the film's frame
    portrait::PortraitAnalysis analysis_;
    std::unique_ptr<const portrait::Animator> animator_;
    portrait::Curves curves_;
    double offset_ = 0; ///< of the curves: seconds at the start of its life
    Shape shape_;       ///< of the still
    Tone tone_;
    double enlarged_ = 1;
};

} // namespace kinovar::gallery
