#include "tests/bench/colour/colour_methods.h"

#include "core/steps/colourise/engine/propagate.h"
#include "tests/bench/colour/levin.h"

namespace kinovar::bench {

namespace {

ColourMethod method_of(const std::string& name, const colourise::ColouriserPtr& colouriser) {
    return {name,
            [colouriser](const colourise::Guide& guide,
                         const colourise::Seeds& seeds) -> Result<cv::Mat> {
                KINOVAR_TRY_ASSIGN(const colourise::Chroma chroma,
                                   colouriser->colour(guide, seeds, {}));
                return chroma.ab;
            }};
}

} // namespace

Result<std::vector<ColourMethod>> colour_methods(const std::vector<std::string>& models,
                                                 bool with_levin) {
    std::vector<ColourMethod> methods;
    if (with_levin) {
        methods.push_back({"Levin", colour_by_levin});
    }
    methods.push_back({"nearest", [](const auto& guide, const auto& seeds) -> Result<cv::Mat> {
                           return colourise::spread_from_nearest(guide, seeds).ab;
                       }});
    methods.push_back({"smoothly", [](const auto& guide, const auto& seeds) -> Result<cv::Mat> {
                           return colourise::spread_smoothly(guide, seeds);
                       }});
    methods.push_back({"likeness", [](const auto& guide, const auto& seeds) -> Result<cv::Mat> {
                           return colourise::spread_by_likeness(guide, seeds);
                       }});
    methods.push_back(method_of("blend", colourise::blend_colouriser()));
    for (const std::string& model : models) {
        KINOVAR_TRY_ASSIGN(const auto colouriser, colourise::make_colouriser(model));
        methods.push_back(method_of(model, colouriser));
    }
    return methods;
}

} // namespace kinovar::bench
