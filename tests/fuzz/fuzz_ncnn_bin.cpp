// A graph and its weights together: the text up to the first zero byte, then the bytes of the .bin.

#include "core/nn/graph/facts.h"
#include "core/nn/ncnn/reader.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace kinovar::nn::graph;
using namespace kinovar::nn::ncnn;

void check(const std::vector<float>& weights) {
    for (const float weight : weights) {
        if (!std::isfinite(weight)) {
            std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const std::string_view text = all.substr(0, all.find('\0'));
    const std::string_view weights = all.substr(std::min(all.size(), text.size() + 1));
    const auto graph = parse_graph(text, weights);
    if (!graph) {
        return 0;
    }
    for (const Node& node : graph->nodes) {
        if (const auto* layer = std::get_if<ConvolutionLayer>(&node.layer)) {
            check(layer->weights);
            check(layer->bias);
            const auto count = static_cast<std::size_t>(layer->out_channels) *
                               static_cast<std::size_t>(layer->in_channels) *
                               static_cast<std::size_t>(layer->kernel_w) *
                               static_cast<std::size_t>(layer->kernel_h);
            if (layer->weights.size() != count) {
                std::abort();
            }
        } else if (const auto* prelu = std::get_if<PReluLayer>(&node.layer)) {
            check(prelu->slopes);
        }
    }
    (void)facts_of(*graph);
    return 0;
}
