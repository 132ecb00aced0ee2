#include "core/base/cache.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/portrait/portrait.h"

namespace kinovar::steps {

namespace {

using portrait::PortraitAnalysis;

constexpr std::size_t kKeptBytes = std::size_t{64} << 20U;

std::size_t bytes_of(const PortraitAnalysis& analysis) {
    std::size_t bytes = sizeof analysis + analysis.matte.values.size() * sizeof(float);
    for (const portrait::Face& face : analysis.faces) {
        bytes += sizeof face + face.descriptor.size() * sizeof(float);
    }
    return bytes;
}

BudgetCache<Hash128, PortraitAnalysis>& recent_analyses() {
    static BudgetCache<Hash128, PortraitAnalysis> cache(kKeptBytes, &bytes_of);
    return cache;
}

} // namespace

Result<std::shared_ptr<const PortraitAnalysis>> analysis_of_still(const pipeline::ClipPtr& still,
                                                                  const pipeline::Pull& pull) {
    using Pointer = std::shared_ptr<const PortraitAnalysis>;
    return recent_analyses().get(still->info().key, [&]() -> Result<Pointer> {
        KINOVAR_TRY_ASSIGN(const auto analyser, portrait::FaceAnalyser::installed());
        KINOVAR_TRY_ASSIGN(const FramePtr picture, still->frame(0, pull));
        KINOVAR_TRY_ASSIGN(PortraitAnalysis analysis, analyser->analyse(*picture, pull.stop));
        return std::make_shared<const PortraitAnalysis>(std::move(analysis));
    });
}

} // namespace kinovar::steps
