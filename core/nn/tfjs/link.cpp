#include "core/nn/tfjs/link.h"

#include "core/nn/tfjs/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace kinovar::nn::tfjs {

namespace {

using Index = std::int32_t;

class Linker {
public:
    explicit Linker(Description&& description) : in_(std::move(description)) {}

    Result<Graph> run() {
        KINOVAR_TRY(index_names());
        KINOVAR_TRY(resolve_inputs());
        KINOVAR_TRY(sort());
        KINOVAR_TRY(find_ports());
        mark_needed();
        KINOVAR_TRY(build_nodes());
        graph_.format = in_.format;
        return std::move(graph_);
    }

private:
    Status index_names() {
        names_.reserve(in_.nodes.size());
        for (std::size_t i = 0; i < in_.nodes.size(); ++i) {
            if (!names_.emplace(in_.nodes[i].name, static_cast<Index>(i)).second) {
                return failure(ErrorCode::Corrupt,
                               fmt::format("two nodes are named {}", shown(in_.nodes[i].name)));
            }
        }
        return {};
    }

    /// The node that "name", "name:0" or "^name" means; -1 for an order of execution ("^name"),
    /// which means nothing where operators have no side effects.
    Result<Index> resolve(std::string_view reference, std::string_view user) const {
        if (reference.starts_with('^')) {
            return -1;
        }
        auto found = names_.find(reference);
        const std::size_t colon = reference.rfind(':');
        if (found == names_.end() && colon != std::string_view::npos) {
            const std::string_view port = reference.substr(colon + 1);
            if (port != "0") {
                return failure(
                    ErrorCode::Unsupported,
                    fmt::format("{} wants output {} of a node, and only first outputs are "
                                "understood",
                                shown(user), shown(port)));
            }
            found = names_.find(reference.substr(0, colon));
        }
        if (found == names_.end()) {
            return failure(ErrorCode::Corrupt, fmt::format("{} needs {}, which is missing",
                                                           shown(user), shown(reference)));
        }
        return found->second;
    }

    Status resolve_inputs() {
        inputs_.resize(in_.nodes.size());
        for (std::size_t i = 0; i < in_.nodes.size(); ++i) {
            for (const std::string& reference : in_.nodes[i].inputs) {
                KINOVAR_TRY_ASSIGN(const Index index, resolve(reference, in_.nodes[i].name));
                if (index >= 0) {
                    inputs_[i].push_back(index);
                }
            }
        }
        return {};
    }

    /// Kahn's algorithm: a node follows when all its inputs stand.
    Status sort() {
        const std::size_t count = in_.nodes.size();
        std::vector<std::vector<Index>> users(count);
        std::vector<std::size_t> waiting(count);
        for (std::size_t i = 0; i < count; ++i) {
            waiting[i] = inputs_[i].size();
            for (const Index input : inputs_[i]) {
                users[static_cast<std::size_t>(input)].push_back(static_cast<Index>(i));
            }
            if (waiting[i] == 0) {
                order_.push_back(static_cast<Index>(i));
            }
        }
        for (std::size_t at = 0; at < order_.size(); ++at) {
            for (const Index user : users[static_cast<std::size_t>(order_[at])]) {
                if (--waiting[static_cast<std::size_t>(user)] == 0) {
                    order_.push_back(user);
                }
            }
        }
        if (order_.size() != count) {
            const auto stuck = std::find_if(waiting.begin(), waiting.end(),
                                            [](std::size_t inputs) { return inputs > 0; });
            const auto index = static_cast<std::size_t>(stuck - waiting.begin());
            return failure(ErrorCode::Corrupt,
                           fmt::format("the nodes form a circle: {} needs its own result",
                                       shown(in_.nodes[index].name)));
        }
        used_.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            used_[i] = !users[i].empty();
        }
        return {};
    }

    Status find_ports() {
        for (std::size_t i = 0; i < in_.nodes.size(); ++i) {
            if (in_.nodes[i].op == "Placeholder") {
                graph_.inputs.push_back({in_.nodes[i].name, static_cast<Index>(i),
                                         in_.nodes[i].attributes.integers("shape")});
            }
        }
        if (graph_.inputs.size() > kMaxPorts) {
            return failure(ErrorCode::Corrupt,
                           fmt::format("the network has more than {} inputs", kMaxPorts));
        }
        KINOVAR_TRY(name_inputs());
        for (const SignaturePort& port : in_.outputs) {
            KINOVAR_TRY_ASSIGN(const Index index, resolve(port.tensor, "the list of outputs"));
            graph_.outputs.push_back({plain_name(port.name), index, port.shape});
        }
        for (std::size_t i = 0; i < in_.nodes.size() && in_.outputs.empty(); ++i) {
            const bool computes = in_.nodes[i].op != "Placeholder" && in_.nodes[i].op != "Const" &&
                                  in_.nodes[i].op != "NoOp";
            if (!used_[i] && computes) {
                graph_.outputs.push_back({in_.nodes[i].name, static_cast<Index>(i), {}});
            }
        }
        if (graph_.inputs.empty() || graph_.outputs.empty()) {
            return failure(ErrorCode::Corrupt, "the network has no input or no output");
        }
        return {};
    }

    /// The signature's names and shapes for the placeholders.
    Status name_inputs() {
        std::vector<GraphPort> named;
        for (const SignaturePort& port : in_.inputs) {
            KINOVAR_TRY_ASSIGN(const Index index, resolve(port.tensor, "the list of inputs"));
            const auto place =
                std::find_if(graph_.inputs.begin(), graph_.inputs.end(),
                             [&](const GraphPort& one) { return one.node == index; });
            if (place == graph_.inputs.end()) {
                return failure(ErrorCode::Corrupt,
                               fmt::format("input {} is not a placeholder", shown(port.name)));
            }
            GraphPort input = *place;
            input.name = plain_name(port.name);
            input.shape = input.shape.empty() ? port.shape : input.shape;
            named.push_back(std::move(input));
            graph_.inputs.erase(place);
        }
        named.insert(named.end(), graph_.inputs.begin(), graph_.inputs.end());
        graph_.inputs = std::move(named);
        return {};
    }

    static std::string plain_name(std::string_view name) {
        return shown(name.ends_with(":0") ? name.substr(0, name.size() - 2) : name);
    }

    void mark_needed() {
        needed_.assign(in_.nodes.size(), false);
        for (const auto& ports : {graph_.inputs, graph_.outputs}) {
            for (const GraphPort& port : ports) {
                needed_[static_cast<std::size_t>(port.node)] = true;
            }
        }
        for (auto at = order_.rbegin(); at != order_.rend(); ++at) {
            for (const Index input : inputs_[static_cast<std::size_t>(*at)]) {
                if (needed_[static_cast<std::size_t>(*at)]) {
                    needed_[static_cast<std::size_t>(input)] = true;
                }
            }
        }
    }

    Status build_nodes() {
        std::vector<Index> place(in_.nodes.size(), -1);
        for (const Index index : order_) {
            const auto i = static_cast<std::size_t>(index);
            if (!needed_[i]) {
                continue;
            }
            KINOVAR_TRY_ASSIGN(Node node, build_node(i));
            for (const Index input : inputs_[i]) {
                node.inputs.push_back(place[static_cast<std::size_t>(input)]);
            }
            place[i] = static_cast<Index>(graph_.nodes.size());
            graph_.nodes.push_back(std::move(node));
        }
        for (auto* ports : {&graph_.inputs, &graph_.outputs}) {
            for (GraphPort& port : *ports) {
                port.node = place[static_cast<std::size_t>(port.node)];
            }
        }
        adopt_made_constants();
        return {};
    }

    Result<Node> build_node(std::size_t i) {
        RawNode& raw = in_.nodes[i];
        const auto info = find_op(raw.op);
        if (!info) {
            return failure(ErrorCode::Unsupported,
                           fmt::format("node {} is of the operator {}, which is not understood",
                                       shown(raw.name), shown(raw.op)));
        }
        const auto count = static_cast<int>(inputs_[i].size());
        if (count < info->min_inputs || (info->max_inputs >= 0 && count > info->max_inputs)) {
            return failure(ErrorCode::Corrupt, fmt::format("node {} ({}) has {} inputs",
                                                           shown(raw.name), info->name, count));
        }
        Node node;
        node.name = std::move(raw.name);
        node.op = info->op;
        node.attributes = std::move(raw.attributes);
        if (node.op == Op::Const) {
            node.constant = static_cast<Index>(graph_.constants.size());
            graph_.constants.push_back({node.name, ValueType::Float, {}, {}, {}});
        }
        return node;
    }

    void adopt_made_constants() {
        std::unordered_map<std::string_view, Constant*> made;
        for (Constant& constant : in_.constants) {
            made.emplace(constant.name, &constant);
        }
        for (Constant& constant : graph_.constants) {
            const auto found = made.find(constant.name);
            if (found != made.end()) {
                constant = std::move(*found->second);
            }
        }
    }

    Description in_;
    Graph graph_;
    std::unordered_map<std::string_view, Index> names_; ///< views of in_.nodes
    std::vector<std::vector<Index>> inputs_;
    std::vector<Index> order_;
    std::vector<bool> used_;
    std::vector<bool> needed_;
};

} // namespace

Result<Graph> link_graph(Description&& description) {
    return Linker(std::move(description)).run();
}

} // namespace kinovar::nn::tfjs
