#pragma once

#include "core/nn/tfjs/graph.h"
#include "core/nn/tfjs/json_cursor.h"

namespace kinovar::nn::tfjs {

/// A node as it stands in the file.
struct RawNode {
    std::string name;
    std::string op;
    std::vector<std::string> inputs; ///< "name", "name:1" or "^name"
    Attributes attributes;
};

/// A layer of Keras as it stands in the file.
struct RawLayer {
    std::string name;
    std::string class_name;
    std::vector<std::string> inbound;
    Attributes
        config; ///< numbers as double, lists of whole numbers (null: -1), text, true and false
};

enum class Storage : std::uint8_t { Float32, Float16, Int32, UInt16, UInt8, Bool };
[[nodiscard]] std::uint64_t bytes_of(Storage storage);

/// One entry of the weights' manifest.
struct StoredWeight {
    std::string name;
    ValueType type = ValueType::Float;
    Storage storage = Storage::Float32;
    Shape shape;
    std::uint64_t count = 0; ///< product of the shape
    bool scaled = false;     ///< value = stored · scale + min
    double scale = 1, min = 0;
};

struct WeightGroup {
    std::vector<std::string> paths; ///< whose bytes follow each other
    std::vector<StoredWeight> weights;
};

struct SignaturePort {
    std::string name;
    std::string tensor; ///< "node" or "node:0"
    Shape shape;
};

/// What model.json says, before anything is linked.
struct Description {
    std::string format;
    std::vector<RawNode> nodes;
    std::vector<RawLayer> layers; ///< of a layers model
    std::vector<std::string> input_layers, output_layers;
    std::vector<SignaturePort> inputs, outputs;
    std::vector<WeightGroup> groups;
    std::vector<Constant> constants; ///< that no file holds (made while layers are lowered)
};

/// Checks structure, counts and sizes (product of each shape, sum of all, without overflow);
/// nothing is allocated after a number in the text.
[[nodiscard]] Result<Description> parse_description(std::string_view text,
                                                    JsonCursor::Dialect dialect);

} // namespace kinovar::nn::tfjs
