#pragma once

#include "core/nn/tfjs/graph.h"
#include "core/nn/tfjs/json_cursor.h"

namespace kinovar::nn::tfjs {

/// An AttrValue of TensorFlow's NodeDef: {"i": "5"}, {"s": base64}, {"list": …}, {"shape": …} …
/// Adds it to `target` when it is of a kind that operators here look at.
void read_attribute(JsonCursor& json, std::string_view name, Attributes& target);

/// A shape as {"dim": [{"size": "-1"}, …]}.
[[nodiscard]] Shape read_tensor_shape(JsonCursor& json);

/// A member of a layer's configuration: numbers become doubles; null and objects are skipped.
void read_config_value(JsonCursor& json, std::string_view name, Attributes& target);

} // namespace kinovar::nn::tfjs
