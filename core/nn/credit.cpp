#include "core/nn/credit.h"

#include <fmt/format.h>

namespace kinovar::nn {

std::string credit_line(const ModelInfo& info) {
    const Licence& licence = info.licence;
    std::string line = fmt::format("{} ({})", info.title, licence.name);
    if (!licence.credits.empty()) {
        line += ": " + licence.credits;
    }
    if (!licence.commercial) {
        line += "; commercial use not allowed or not known";
    }
    return line;
}

} // namespace kinovar::nn
