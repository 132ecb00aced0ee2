#include "core/nn/ncnn/reader.h"

#include "core/base/file.h"
#include "core/nn/graph/shapes.h"
#include "core/nn/ncnn/layer_table.h"
#include "core/nn/ncnn/limits.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <unordered_map>

namespace kinovar::nn::ncnn {

using graph::Graph;
using graph::InputLayer;
using graph::Node;

namespace {

/// Gives blobs their indices and sees that each is produced once, and before it is used.
class Blobs {
public:
    explicit Blobs(Graph& graph) : graph_(graph) {}

    Result<int> use(const std::string& name) {
        const auto at = indices_.find(name);
        if (at == indices_.end()) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("blob '{}' is used before a layer produces it", name));
        }
        used_[static_cast<std::size_t>(at->second)] = true;
        return at->second;
    }

    Result<int> produce(const std::string& name) {
        const int index = static_cast<int>(graph_.blobs.size());
        if (!indices_.emplace(name, index).second) {
            return failure(ErrorCode::Corrupt, fmt::format("blob '{}' is produced twice", name));
        }
        graph_.blobs.push_back({name});
        used_.push_back(false);
        return index;
    }

    /// Blobs that nobody uses.
    [[nodiscard]] std::vector<int> ends() const {
        std::vector<int> ends;
        for (std::size_t i = 0; i < used_.size(); ++i) {
            if (!used_[i]) {
                ends.push_back(static_cast<int>(i));
            }
        }
        return ends;
    }

private:
    Graph& graph_;
    std::unordered_map<std::string, int> indices_;
    std::vector<bool> used_;
};

/// Names of the blobs of Input layers that are moved by a flow: pictures in colour. Files of RIFE
/// do not say how many channels their inputs have.
std::set<std::string> moved_inputs(const ParamText& text) {
    std::map<std::string, std::string> input_behind; // of a blob, through splits
    std::set<std::string> moved;
    for (const TextLayer& layer : text.layers) {
        if (layer.type == "Input" || (layer.type == "Split" && layer.inputs.size() == 1)) {
            for (const std::string& output : layer.outputs) {
                input_behind[output] =
                    layer.type == "Input" ? output : input_behind[layer.inputs.front()];
            }
        }
        if (layer.type == "rife.Warp" && !layer.inputs.empty()) {
            moved.insert(input_behind[layer.inputs.front()]);
        }
    }
    return moved;
}

Status add_node(const TextLayer& text, const std::set<std::string>& moved, WeightBytes& weights,
                Blobs& blobs, Graph& graph) {
    Node node;
    node.type = text.type;
    node.name = text.name;
    for (const std::string& name : text.inputs) {
        KINOVAR_TRY_ASSIGN(node.inputs.emplace_back(), blobs.use(name));
    }
    for (const std::string& name : text.outputs) {
        KINOVAR_TRY_ASSIGN(node.outputs.emplace_back(), blobs.produce(name));
    }
    KINOVAR_TRY_ASSIGN(node.layer, read_layer(text, weights));
    auto* input = std::get_if<InputLayer>(&node.layer);
    if (input != nullptr && input->channels == 0 && moved.contains(text.outputs.front())) {
        constexpr int kColours = 3;
        input->channels = kColours;
    }
    KINOVAR_TRY(graph::infer_shapes(node, graph.blobs));
    if (std::holds_alternative<InputLayer>(node.layer)) {
        graph.inputs.push_back(node.outputs.front());
    }
    graph.parameters += graph::parameter_count(node.layer);
    graph.nodes.push_back(std::move(node));
    return {};
}

} // namespace

std::filesystem::path weights_path(const std::filesystem::path& param_path) {
    return std::filesystem::path(param_path).replace_extension(".bin");
}

Result<Graph> parse_graph(std::string_view param_text, std::string_view weight_bytes) {
    KINOVAR_TRY_ASSIGN(const ParamText text, parse_param_text(param_text));
    Graph graph;
    Blobs blobs(graph);
    WeightBytes weights(weight_bytes);
    const std::set<std::string> moved = moved_inputs(text);
    for (const TextLayer& layer : text.layers) {
        if (Status status = add_node(layer, moved, weights, blobs, graph); !status) {
            return failure(
                status.error().within(fmt::format("layer '{}' ({})", layer.name, layer.type)));
        }
    }
    if (static_cast<std::int64_t>(graph.blobs.size()) != text.blobs) {
        return failure(ErrorCode::Corrupt, fmt::format("{} blobs are promised, {} are produced",
                                                       text.blobs, graph.blobs.size()));
    }
    if (graph.inputs.empty()) {
        return failure(ErrorCode::Corrupt, "the network has no input");
    }
    KINOVAR_TRY(weights.finish());
    graph::settle_channels(graph.blobs);
    graph.outputs = blobs.ends();
    return graph;
}

Result<Graph> read_graph(const std::filesystem::path& param_path) {
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(param_path, kMaxTextBytes));
    const std::filesystem::path bin_path = weights_path(param_path);
    KINOVAR_TRY_ASSIGN(const std::string weights, read_file(bin_path, kMaxWeightBytes));
    Result<Graph> graph = parse_graph(text, weights);
    if (!graph) {
        Error error = graph.error().within(
            fmt::format("{} with {}", param_path.string(), bin_path.filename().string()));
        if (error.hint.empty()) {
            error.hint = "the file is damaged or of a kind that is not supported; fetch it again";
        }
        return failure(std::move(error));
    }
    graph->fingerprint = Hasher().add(text).add(weights).finish();
    return graph;
}

} // namespace kinovar::nn::ncnn
