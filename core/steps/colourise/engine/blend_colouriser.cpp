#include "core/steps/colourise/engine/colouriser.h"
#include "core/steps/colourise/engine/propagate.h"

namespace kinovar::colourise {

namespace {

constexpr std::int64_t kVersion = 1;

class BlendColouriser final : public Colouriser {
public:
    [[nodiscard]] Result<Chroma> colour(const Guide& guide, const Seeds& seeds,
                                        const std::stop_token& /*stop*/) const override {
        const cv::Mat smooth = spread_smoothly(guide, seeds);
        const cv::Mat likely = spread_by_likeness(guide, seeds);
        return Chroma{(smooth + likely) / 2,
                      certainty_of(guide, seeds, spread_from_nearest(guide, seeds))};
    }
    [[nodiscard]] Hash128 key() const override {
        return Hasher().add(std::string_view("blend")).add(kVersion).finish();
    }
    [[nodiscard]] Origin origin() const override { return Origin::Hand; }
};

} // namespace

ColouriserPtr blend_colouriser() {
    return std::make_shared<BlendColouriser>();
}

} // namespace kinovar::colourise
