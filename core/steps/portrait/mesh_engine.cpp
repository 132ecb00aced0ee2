#include "core/steps/portrait/animate/animator.h"
#include "core/steps/portrait/portrait_engine.h"

#include <algorithm>

namespace kinovar::steps {

namespace {

class MeshEngine final : public PortraitEngine {
public:
    MeshEngine(std::unique_ptr<const portrait::Animator> animator,
               std::vector<portrait::Curves> curves)
        : animator_(std::move(animator)), curves_(std::move(curves)) {}

    [[nodiscard]] Result<FramePtr> at(double time, const pipeline::Pull& /*pull*/) const override {
        std::vector<portrait::FaceMotion> motions(curves_.size());
        std::transform(curves_.begin(), curves_.end(), motions.begin(),
                       [time](const portrait::Curves& curves) { return curves.sample(time); });
        return animator_->render(motions);
    }

private:
    std::unique_ptr<const portrait::Animator> animator_;
    std::vector<portrait::Curves> curves_; ///< one a face
};

} // namespace

Result<std::unique_ptr<const PortraitEngine>> make_mesh_engine(const EngineInput& input,
                                                               const pipeline::Pull& pull) {
    const PortraitOptions& options = input.options;
    KINOVAR_TRY_ASSIGN(std::vector<portrait::Curves> curves,
                       curves_of(options, static_cast<int>(input.faces.size()), pull.stop));
    KINOVAR_TRY_ASSIGN(auto animator,
                       portrait::Animator::prepare(input.still, input.analysis, input.faces,
                                                   {options.teeth, options.parallax, options.grain},
                                                   pull.stop));
    return std::make_unique<const MeshEngine>(std::move(animator), std::move(curves));
}

} // namespace kinovar::steps
