#include "core/steps/photo/restore_chain.h"

#include "core/nn/catalogue.h"
#include "core/steps/portrait/face/face_analyser.h"

#include <algorithm>

namespace kinovar::steps {

namespace {

constexpr double kDegrain = 0.5;
// A model that draws sharp features, and our own one, which is always there.
constexpr const char* kSharpModel = "realesrgan-x4fast";
constexpr const char* kOwnModel = "kinovar-sr-x2";
constexpr double kMostScale = 4;
constexpr double kOwnScale = 2;
constexpr double kLeastScale = 1.25; // below this enlarging changes more than it helps
constexpr float kGrainy = 50;        // sharpness from which there is grain to take out

} // namespace

pipeline::Chain restore_chain(const portrait::PortraitAnalysis& analysis,
                              const RestoreChainOptions& options) {
    pipeline::Chain chain;
    chain.steps.push_back({.name = "photo-repair"});
    chain.steps.push_back({.name = "photo-fade", .values = {{"tone", options.tone}}});
    const auto largest = std::max_element(
        analysis.faces.begin(), analysis.faces.end(),
        [](const portrait::Face& a, const portrait::Face& b) { return a.width() < b.width(); });
    if (largest == analysis.faces.end()) {
        return chain;
    }
    if (largest->sharpness > kGrainy) {
        chain.steps.push_back(
            {.name = "degrain", .values = {{"strength", kDegrain}, {"temporal", false}}});
    }
    const double scale =
        std::min(kMostScale, static_cast<double>(options.face_width) /
                                 std::max(static_cast<double>(largest->width()), 1.0));
    if (scale >= kLeastScale) {
        const bool sharp = options.sharp_model;
        chain.steps.push_back({.name = "upscale",
                               .values = {{"model", std::string(sharp ? kSharpModel : kOwnModel)},
                                          {"scale", sharp ? scale : std::min(scale, kOwnScale)}}});
    }
    return chain;
}

Result<pipeline::Chain> restore_chain_of(const pipeline::ClipPtr& photo, std::stop_token stop) {
    const auto analyser = portrait::FaceAnalyser::installed();
    if (!analyser) {
        if (analyser.error().code == ErrorCode::MissingModel) {
            return restore_chain({});
        }
        return failure(analyser.error());
    }
    KINOVAR_TRY_ASSIGN(const FramePtr picture, photo->frame(0, {stop}));
    KINOVAR_TRY_ASSIGN(const auto analysis, (*analyser)->analyse(*picture, stop));
    KINOVAR_TRY_ASSIGN(const RestoreChainOptions options, installed_restore_options());
    return restore_chain(analysis, options);
}

Result<RestoreChainOptions> installed_restore_options() {
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
    const nn::CatalogueEntry* sharp = catalogue.find(kSharpModel);
    RestoreChainOptions options;
    options.sharp_model =
        sharp != nullptr && catalogue.state_of(*sharp) == nn::InstallState::Installed;
    return options;
}

} // namespace kinovar::steps
