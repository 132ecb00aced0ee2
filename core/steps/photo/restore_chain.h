#pragma once

#include "core/pipeline/chain.h"
#include "core/steps/portrait/face/face.h"

#include <stop_token>
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

/// The same for a clip of one picture, with the models that are installed. Where the networks that
/// find faces are missing, nothing is enlarged.
[[nodiscard]] Result<pipeline::Chain> restore_chain_of(const pipeline::ClipPtr& photo,
                                                       std::stop_token stop);

} // namespace kinovar::steps
