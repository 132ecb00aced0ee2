// The text of ncnn graphs, with as many zero weights as any small graph can ask for: whatever
// stands in it, reading ends in an error or in a graph that keeps the promises of its header.

#include "core/nn/graph/facts.h"
#include "core/nn/ncnn/param_text.h"
#include "core/nn/ncnn/reader.h"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace kinovar::nn::graph;
using namespace kinovar::nn::ncnn;

void check(const Graph& graph) {
    std::vector<bool> made(graph.blobs.size(), false);
    for (const Node& node : graph.nodes) {
        for (const int input : node.inputs) {
            if (!made.at(static_cast<std::size_t>(input))) {
                std::abort(); // used before it is produced
            }
        }
        for (const int output : node.outputs) {
            if (made.at(static_cast<std::size_t>(output))) {
                std::abort(); // produced twice
            }
            made[static_cast<std::size_t>(output)] = true;
        }
    }
    if (const auto facts = facts_of(graph)) {
        if (facts->scale < 1 || facts->size_multiple < 1 || facts->floats_per_pixel < 0) {
            std::abort();
        }
    }
    if (const auto tail = tail_of(graph); tail && tail->first_node >= graph.nodes.size()) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)parse_param_text(text);
    // The length of the weights that a text needs cannot be guessed; zeros without end stand for
    // all lengths: what is left over is the only error they cannot avoid.
    constexpr std::size_t kWeights = 1 << 16;
    static const std::string kZeros(kWeights, '\0');
    for (std::size_t length : {std::size_t{0}, kWeights}) {
        for (int attempt = 0; attempt < 2; ++attempt) {
            const auto graph = parse_graph(text, std::string_view(kZeros).substr(0, length));
            if (graph) {
                check(*graph);
                break;
            }
            // "N of M bytes are left over": the right length is M - N.
            const std::string& message = graph.error().message;
            if (message.find("left over") == std::string::npos) {
                break;
            }
            length -= std::strtoul(message.c_str(), nullptr, 10);
        }
    }
    return 0;
}
