#include "core/steps/colourise/engine/colouriser.h"

namespace kinovar::colourise {

Result<ColouriserPtr> hint_net_colouriser(const std::string& /*model*/) {
    return blend_colouriser();
}

} // namespace kinovar::colourise
