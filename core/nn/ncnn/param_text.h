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

struct ParamText {
    std::vector<TextLayer> layers;
    std::int64_t blobs = 0; ///< outputs of all layers, as the header promises
};

/// Splits the text of an ncnn .param file (magic 7767517) into layers. Checks that it is plain
/// ASCII, the syntax, the limits of limits.h and that there are as many layers as the header
/// promises, and not more blobs. Errors begin with the line number.
[[nodiscard]] Result<ParamText> parse_param_text(std::string_view text);

} // namespace kinovar::nn::ncnn
