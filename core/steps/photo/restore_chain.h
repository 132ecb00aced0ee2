#pragma once

#include "core/pipeline/chain.h"
#include "core/steps/portrait/face/face.h"

#include <string>

namespace kinovar::steps {

struct RestoreChainOptions {
    std::string tone = "keep"; ///< of photo-fade
    int face_width = 480;      ///< wanted of the largest face, px: fills a picture of 1080 rows
    bool sharp_model = false;  ///< enlarge up to 4× with realesrgan-x4fast, not 2× with our own
};

/// The options for the models that are installed here.
[[nodiscard]] Result<RestoreChainOptions> installed_restore_options();

/// What `--restore` does to one photograph before it is animated: mends cracks, freshens faded
/// tones, takes some grain out and enlarges what is too small. Steps that a picture does not need
/// are left out.
[[nodiscard]] pipeline::Chain restore_chain(const portrait::PortraitAnalysis& analysis,
                                            const RestoreChainOptions& options = {});

} // namespace kinovar::steps
