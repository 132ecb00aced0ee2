#include "core/nn/tfjs/description.h"

#include "core/nn/tfjs/attribute_json.h"
#include "core/nn/tfjs/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace kinovar::nn::tfjs {

std::uint64_t bytes_of(Storage storage) {
    switch (storage) {
    case Storage::Float32:
    case Storage::Int32:
        return 4;
    case Storage::Float16:
    case Storage::UInt16:
        return 2;
    case Storage::UInt8:
    case Storage::Bool:
        return 1;
    }
    return 1;
}

namespace {

using Kind = JsonCursor::Kind;

class Parser {
public:
    Parser(std::string_view text, JsonCursor::Dialect dialect) : json_(text, dialect) {}

    Result<Description> parse(bool whole_text) {
        json_.object([&](std::string_view key) { read_member(key); });
        if (whole_text) {
            json_.end();
        }
        if (!json_.ok()) {
            return failure(json_.error());
        }
        if (out_.format.empty()) {
            out_.format = out_.layers.empty() ? "graph-model" : "layers-model";
        }
        if (out_.nodes.empty() && out_.layers.empty()) {
            return failure(ErrorCode::Corrupt, "describes no network (no nodes and no layers)");
        }
        return std::move(out_);
    }

private:
    void read_member(std::string_view key) {
        if (key == "format" && json_.kind() == Kind::String) {
            out_.format = shown(json_.string());
        } else if (key == "modelTopology" && json_.kind() == Kind::Object) {
            json_.object([&](std::string_view part) { read_topology(part); });
        } else if (key == "weightsManifest") {
            json_.array([&] { read_group(); });
        } else if (key == "signature" && json_.kind() == Kind::Object) {
            read_signature();
        } else if (key == "userDefinedMetadata" && json_.kind() == Kind::Object) {
            json_.object([&](std::string_view part) {
                if (part == "signature" && json_.kind() == Kind::Object) {
                    read_signature();
                } else {
                    json_.skip();
                }
            });
        } else {
            json_.skip();
        }
    }

    void read_topology(std::string_view key) {
        if (key == "node") {
            json_.array([&] { read_node(); });
        } else if (key == "model_config" && json_.kind() == Kind::Object) {
            json_.object([&](std::string_view part) { read_topology(part); });
        } else if (key == "config" && json_.kind() == Kind::Array) {
            json_.array([&] { read_layer(); });
        } else if (key == "config" && json_.kind() == Kind::Object) {
            json_.object([&](std::string_view part) { read_model_config(part); });
        } else {
            json_.skip();
        }
    }

    void read_model_config(std::string_view key) {
        if (key == "layers") {
            json_.array([&] { read_layer(); });
        } else if (key == "input_layers") {
            read_layer_references(out_.input_layers);
        } else if (key == "output_layers") {
            read_layer_references(out_.output_layers);
        } else {
            json_.skip();
        }
    }

    void read_node() {
        RawNode node;
        json_.object([&](std::string_view key) {
            if (key == "name") {
                node.name = json_.string();
            } else if (key == "op") {
                node.op = json_.string();
            } else if (key == "input") {
                json_.array([&] {
                    count_edge(node.inputs.size());
                    node.inputs.emplace_back(json_.string());
                });
            } else if (key == "attr") {
                json_.object(
                    [&](std::string_view name) { read_attribute(json_, name, node.attributes); });
            } else {
                json_.skip();
            }
        });
        if (node.name.empty() || node.op.empty()) {
            json_.fail("a node without name or operator");
        }
        if (out_.nodes.size() >= kMaxNodes) {
            json_.fail(fmt::format("more than {} nodes", kMaxNodes));
        }
        out_.nodes.push_back(std::move(node));
    }

    void count_edge(std::size_t inputs) {
        if (inputs >= kMaxNodeInputs || ++edges_ > kMaxEdges) {
            json_.fail("too many inputs");
        }
    }

    void read_layer() {
        RawLayer layer;
        json_.object([&](std::string_view key) {
            if (key == "class_name") {
                layer.class_name = json_.string();
            } else if (key == "name") {
                layer.name = json_.string();
            } else if (key == "config" && json_.kind() == Kind::Object) {
                json_.object(
                    [&](std::string_view name) { read_config_value(json_, name, layer.config); });
            } else if (key == "inbound_nodes") {
                read_inbound(layer);
            } else {
                json_.skip();
            }
        });
        if (layer.name.empty()) {
            layer.name = layer.config.text("name");
        }
        if (layer.name.empty() || layer.class_name.empty()) {
            json_.fail("a layer without name or class");
        }
        if (out_.layers.size() >= kMaxNodes) {
            json_.fail(fmt::format("more than {} layers", kMaxNodes));
        }
        out_.layers.push_back(std::move(layer));
    }

    /// [[["name", 0, 0, {}], …]]: one entry, or the layer would run more than once.
    void read_inbound(RawLayer& layer) {
        int calls = 0;
        json_.array([&] {
            if (++calls > 1) {
                json_.fail(fmt::format("layer {} is used more than once", shown(layer.name)));
            }
            json_.array([&] {
                count_edge(layer.inbound.size());
                layer.inbound.push_back(read_layer_reference());
            });
        });
    }

    std::string read_layer_reference() {
        std::string name;
        int place = 0;
        json_.array([&] {
            if (place++ == 0) {
                name = json_.string();
            } else {
                json_.skip();
            }
        });
        if (name.empty()) {
            json_.fail("a reference to no layer");
        }
        return name;
    }

    void read_layer_references(std::vector<std::string>& names) {
        json_.array([&] {
            if (names.size() >= kMaxPorts) {
                json_.fail("too many inputs or outputs");
            }
            names.push_back(read_layer_reference());
        });
    }

    void read_signature() {
        json_.object([&](std::string_view key) {
            if (key == "inputs" && json_.kind() == Kind::Object) {
                json_.object([&](std::string_view name) { read_port(name, out_.inputs); });
            } else if (key == "outputs" && json_.kind() == Kind::Object) {
                json_.object([&](std::string_view name) { read_port(name, out_.outputs); });
            } else {
                json_.skip();
            }
        });
    }

    void read_port(std::string_view name, std::vector<SignaturePort>& ports) {
        SignaturePort port;
        port.name = name;
        json_.object([&](std::string_view key) {
            if (key == "name") {
                port.tensor = json_.string();
            } else if (key == "tensorShape" && json_.kind() == Kind::Object) {
                port.shape = read_tensor_shape(json_);
            } else {
                json_.skip();
            }
        });
        if (port.tensor.empty()) {
            port.tensor = port.name;
        }
        if (ports.size() >= kMaxPorts) {
            json_.fail("too many inputs or outputs");
        }
        ports.push_back(std::move(port));
    }

    void read_group() {
        WeightGroup group;
        json_.object([&](std::string_view key) {
            if (key == "paths") {
                json_.array([&] {
                    if (++shards_ > kMaxShards) {
                        json_.fail(fmt::format("more than {} weight files", kMaxShards));
                    }
                    group.paths.emplace_back(json_.string());
                });
            } else if (key == "weights") {
                json_.array([&] { read_weight(group); });
            } else {
                json_.skip();
            }
        });
        out_.groups.push_back(std::move(group));
        if (out_.groups.size() > kMaxShards) {
            json_.fail("too many groups of weights");
        }
    }

    void read_weight(WeightGroup& group) {
        StoredWeight weight;
        std::string type;
        std::string stored;
        json_.object([&](std::string_view key) {
            if (key == "name") {
                weight.name = json_.string();
            } else if (key == "dtype") {
                type = json_.string();
            } else if (key == "shape") {
                read_shape(weight.shape);
            } else if (key == "quantization" && json_.kind() == Kind::Object) {
                read_quantisation(weight, stored);
            } else {
                json_.skip();
            }
        });
        if (!json_.ok()) {
            return;
        }
        settle_types(weight, type, stored);
        settle_size(weight);
        if (++weights_ > kMaxWeights) {
            json_.fail(fmt::format("more than {} weights", kMaxWeights));
        }
        group.weights.push_back(std::move(weight));
    }

    void read_shape(Shape& shape) {
        json_.array([&] {
            if (shape.size() >= kMaxRank) {
                json_.fail(fmt::format("a shape of more than {} dimensions", kMaxRank));
            }
            shape.push_back(json_.integer());
        });
    }

    void read_quantisation(StoredWeight& weight, std::string& stored) {
        json_.object([&](std::string_view key) {
            if (key == "dtype") {
                stored = json_.string();
            } else if (key == "scale") {
                weight.scale = json_.number();
                weight.scaled = true;
            } else if (key == "min") {
                weight.min = json_.number();
                weight.scaled = true;
            } else {
                json_.skip();
            }
        });
    }

    void settle_types(StoredWeight& weight, const std::string& type, const std::string& stored) {
        if (type == "float32" || type == "float16") {
            weight.type = ValueType::Float;
        } else if (type == "int32") {
            weight.type = ValueType::Int;
        } else if (type == "bool") {
            weight.type = ValueType::Bool;
        } else {
            json_.fail(fmt::format("weight {} is of the unknown type \"{}\"", shown(weight.name),
                                   shown(type)));
            return;
        }
        const std::string& kept = stored.empty() ? type : stored;
        const auto storage = storage_named(kept);
        const bool fits = stored.empty() || weight.type != ValueType::Bool;
        if (!storage || !fits) {
            json_.fail(fmt::format("weight {} is stored as \"{}\", which is not understood",
                                   shown(weight.name), shown(kept)));
            return;
        }
        weight.storage = *storage;
    }

    static std::optional<Storage> storage_named(std::string_view name) {
        constexpr std::pair<std::string_view, Storage> kNames[] = {
            {"float32", Storage::Float32}, {"float16", Storage::Float16}, {"int32", Storage::Int32},
            {"uint16", Storage::UInt16},   {"uint8", Storage::UInt8},     {"bool", Storage::Bool},
        };
        for (const auto& [known, storage] : kNames) {
            if (known == name) {
                return storage;
            }
        }
        return std::nullopt;
    }

    void settle_size(StoredWeight& weight) {
        // A side of 0 empties the weight, and hides no overflow of the others.
        std::uint64_t count = 1;
        std::uint64_t bound = 1;
        for (const std::int64_t side : weight.shape) {
            const auto length = static_cast<std::uint64_t>(side);
            if (side < 0 ||
                __builtin_mul_overflow(bound, std::max<std::uint64_t>(length, 1), &bound) ||
                bound > kMaxWeightBytes) {
                json_.fail(fmt::format("weight {} has the impossible shape {}", shown(weight.name),
                                       shape_text(weight.shape)));
                return;
            }
            count *= length;
        }
        weight.count = count;
        bytes_ += count * bytes_of(weight.storage); // each below 2^32, so the sum cannot overflow
        if (bytes_ > kMaxWeightBytes) {
            json_.fail(fmt::format("the weights take more than {} MB", kMaxWeightBytes >> 20U));
        }
    }

    JsonCursor json_;
    Description out_;
    std::size_t edges_ = 0;
    std::size_t weights_ = 0;
    std::size_t shards_ = 0;
    std::uint64_t bytes_ = 0;
};

} // namespace

Result<Description> parse_description(std::string_view text, JsonCursor::Dialect dialect) {
    return Parser(text, dialect).parse(dialect == JsonCursor::Dialect::Json);
}

} // namespace kinovar::nn::tfjs
