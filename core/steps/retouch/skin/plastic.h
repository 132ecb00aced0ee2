#pragma once

#include "core/image/frame.h"
#include "core/steps/portrait/face/face.h"

#include <optional>

namespace kinovar::retouch {

/// How a face's skin measures beside what cameras see (design: plastic score). Faces wider than 200
/// px are measured at 200.
struct PlasticScore {
    double score = 0;    ///< above 0: smoother than most real faces; above 1.5: worth a flag
    double r1 = 0;       ///< ln of finest to middle texture of the skin
    double r2 = 0;       ///< ln of the skin's finest texture to that of eyes, brows and lips
    double kurtosis = 0; ///< ln, of the finest texture
};
inline constexpr double kPlasticList = 0;
inline constexpr double kPlasticFlag = 1.5;
/// None: too little skin to say (a face of less than about 60 px, in the dark, hidden).
[[nodiscard]] Result<std::optional<PlasticScore>> plastic_score(const Frame& picture,
                                                                const portrait::FaceMesh& mesh);

} // namespace kinovar::retouch
