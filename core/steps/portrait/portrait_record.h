#pragma once

// For core/steps/portrait and the gallery.

#include "core/nn/model.h"
#include "core/pipeline/clip.h"
#include "core/steps/portrait/portrait.h"

namespace kinovar::steps {

/// What must be known of an animated portrait by those who see it, and whose work is in it.
struct PortraitRecord {
    std::shared_ptr<const credentials::Credentials> credentials;
    std::vector<pipeline::Credit> credits;
};
/// Of the input's own record and of what this step adds. `drawn_by`: the model that draws the face
/// anew; null: none.
[[nodiscard]] Result<PortraitRecord> record_of(const PortraitOptions& options,
                                               const credentials::ConsentRecord& consent,
                                               const pipeline::ClipInfo& input,
                                               const nn::ModelInfo* drawn_by);

} // namespace kinovar::steps
