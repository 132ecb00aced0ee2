#include "core/steps/colourise/engine/colouriser.h"

#include "core/nn/model.h"

namespace kinovar::colourise {

Result<ColouriserPtr> make_colouriser(const std::string& model) {
    if (model == "blend") {
        return blend_colouriser();
    }
    KINOVAR_TRY_ASSIGN(auto loaded, nn::load_model(model));
    if (loaded->info().architecture == "ColourHintNet") {
        return hint_net_colouriser(std::move(loaded));
    }
    return model_colouriser(std::move(loaded));
}

} // namespace kinovar::colourise
