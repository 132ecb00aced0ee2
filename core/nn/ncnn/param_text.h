#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kinovar::nn::ncnn {

/// One parameter of a layer: a number, or an array of numbers (ids written as -23300-id).
struct ParameterValue {
    std::vector<double> numbers;
    bool is_array = false;
    bool is_whole = true; ///< written without point and exponent
};

/// One line of a .param file, not yet understood.
struct TextLayer {
    std::string type;
    std::string name;
    std::vector<std::string> inputs;
    std::vector<std::string> outputs;
    std::map<int, ParameterValue> parameters;
};

/// Splits the text of an ncnn .param file (magic 7767517) into layers. Checks the syntax, the
/// limits of limits.h and that the counts of the header are those of the lines. Errors begin with
/// the line number.
[[nodiscard]] Result<std::vector<TextLayer>> parse_param_text(std::string_view text);

} // namespace kinovar::nn::ncnn
