#include "core/steps/detect/proposal.h"

namespace kinovar::detect {

std::string to_json(const FlagPlace& /*place*/) {
    return "{}";
}
Result<FlagPlace> flag_place_from_json(std::string_view /*json*/) {
    return FlagPlace{};
}

} // namespace kinovar::detect
