#pragma once

#include "core/steps/colourise/engine/colouriser.h"

#include <functional>
#include <string>
#include <vector>

namespace kinovar::bench {

/// One way of colouring a picture by hints: a column of the tables.
struct ColourMethod {
    std::string name;
    std::function<Result<cv::Mat>(const colourise::Guide&, const colourise::Seeds&)> colour;
};

/// The propagators one by one, the blend, and the colourisers of `models`; Levin's, which takes
/// seconds a picture, where asked for.
[[nodiscard]] Result<std::vector<ColourMethod>>
colour_methods(const std::vector<std::string>& models, bool with_levin);

} // namespace kinovar::bench
