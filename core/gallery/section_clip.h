#pragma once

// Private to core/gallery.

#include "core/gallery/captions.h"
#include "core/gallery/film_plan.h"
#include "core/gallery/sitter.h"
#include "core/pipeline/clip.h"

namespace kinovar::gallery {

/// All that the frames of a section are made of.
struct SectionParts {
    Section section;
    std::shared_ptr<const Sitter> sitter;
    std::shared_ptr<const Sitter> next; ///< of a passage
    Overlay text;                       ///< the caption, or the title
    std::int64_t fade = 0;              ///< frames, where the film begins and ends
    std::shared_ptr<const credentials::Credentials> credentials;
};

/// A section as a clip without marks.
[[nodiscard]] Result<pipeline::ClipPtr> section_clip(SectionParts parts, const FilmPlan& plan);

} // namespace kinovar::gallery
