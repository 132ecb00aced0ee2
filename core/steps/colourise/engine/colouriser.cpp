#include "core/steps/colourise/engine/colouriser.h"

namespace kinovar::colourise {

Result<ColouriserPtr> make_colouriser(const std::string& model) {
    if (model == "blend") {
        return blend_colouriser();
    }
    if (model == "kinovar-colour-hint") {
        return hint_net_colouriser(model);
    }
    return model_colouriser(model);
}

} // namespace kinovar::colourise
