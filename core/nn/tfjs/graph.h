#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/nn/tfjs/ops.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace kinovar::nn::tfjs {

using Shape = std::vector<std::int64_t>;

/// "[1, 256, 256, 3]"
[[nodiscard]] std::string shape_text(const Shape& shape);
/// A name from a file, cut to a length that fits a message, without control characters.
[[nodiscard]] std::string shown(std::string_view name);

enum class ValueType : std::uint8_t { Float, Int, Bool };

/// A stored tensor, dequantised, dense and in C order. Floating-point numbers are finite.
struct Constant {
    std::string name;
    ValueType type = ValueType::Float;
    Shape shape;
    std::vector<float> floats;        ///< of Float
    std::vector<std::int32_t> values; ///< of Int and Bool

    [[nodiscard]] std::size_t count() const {
        return type == ValueType::Float ? floats.size() : values.size();
    }
};

using AttributeValue = std::variant<std::int64_t, double, bool, std::string,
                                    std::vector<std::int64_t>, std::vector<std::string>>;

/// What a node says about itself beside its inputs; few each, looked up linearly. A value of
/// another type than asked for counts as absent.
class Attributes {
public:
    /// Replaces what was said before.
    void set(std::string name, AttributeValue value);
    [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
    [[nodiscard]] std::size_t size() const { return all_.size(); }
    [[nodiscard]] std::int64_t integer(std::string_view name, std::int64_t fallback) const;
    [[nodiscard]] double number(std::string_view name, double fallback) const;
    [[nodiscard]] bool flag(std::string_view name) const;
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] Shape integers(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;

private:
    [[nodiscard]] const AttributeValue* find(std::string_view name) const;
    std::vector<std::pair<std::string, AttributeValue>> all_;
};

/// One operator. Its single result is the value with the node's index.
struct Node {
    std::string name;
    Op op = Op::Identity;
    std::vector<std::int32_t> inputs; ///< indices of nodes, all smaller than this one's
    std::int32_t constant = -1;       ///< of Const: index into Graph::constants
    Attributes attributes;
};

/// A picture or table that goes in or comes out. -1 in a shape: any length.
struct GraphPort {
    std::string name;
    std::int32_t node = -1;
    Shape shape; ///< N×H×W×C for pictures; empty for outputs that do not state it
};

/// A network of TensorFlow.js, graph or layers model, in one form: nodes in the order of execution,
/// only those that the outputs need.
struct Graph {
    std::string format; ///< "graph-model" or "layers-model"
    std::vector<Node> nodes;
    std::vector<Constant> constants;
    std::vector<GraphPort> inputs;
    std::vector<GraphPort> outputs;
    std::int64_t parameters = 0; ///< floating-point numbers that the outputs depend on
    Hash128 fingerprint;
};

} // namespace kinovar::nn::tfjs
