#include "core/steps/retouch/skin/plastic.h"

namespace kinovar::retouch {

Result<std::optional<PlasticScore>> plastic_score(const Frame& /*picture*/,
                                                  const portrait::FaceMesh& /*mesh*/) {
    return std::optional<PlasticScore>{};
}

} // namespace kinovar::retouch
