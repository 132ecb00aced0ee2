#pragma once

#include "core/nn/model.h"

#include <string>

namespace kinovar::nn {

/// What a film says of a model that had a hand in it: title, licence, authors and, where it is so,
/// that commercial use is not allowed or not known to be. One line.
[[nodiscard]] std::string credit_line(const ModelInfo& info);

} // namespace kinovar::nn
