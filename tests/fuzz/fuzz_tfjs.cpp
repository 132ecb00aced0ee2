// Models of TensorFlow.js: what is read is in order, and every tensor has as many numbers as its
// shape says. The first byte chooses JSON or script; the text ends at the first NUL, and what
// follows are the bytes of every weight file.

#include "core/nn/tfjs/read_graph.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace tfjs = kinovar::nn::tfjs;

namespace {

void check(const tfjs::Graph& graph) {
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        for (const std::int32_t input : graph.nodes[i].inputs) {
            if (input < 0 || static_cast<std::size_t>(input) >= i) {
                std::abort();
            }
        }
        const auto constant = static_cast<std::size_t>(graph.nodes[i].constant);
        if (graph.nodes[i].op == tfjs::Op::Const && constant >= graph.constants.size()) {
            std::abort();
        }
    }
    for (const tfjs::Constant& constant : graph.constants) {
        std::uint64_t count = 1;
        for (const std::int64_t side : constant.shape) {
            count *= static_cast<std::uint64_t>(side);
        }
        if (count != constant.count()) {
            std::abort();
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string_view all(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t border = std::min(all.find('\0'), all.size());
    const std::string_view text = all.substr(0, border);
    tfjs::MemoryShards shards(all.substr(std::min(border + 1, all.size())));
    const bool script = (data[0] & 1U) != 0;
    const auto dialect =
        script ? tfjs::JsonCursor::Dialect::Script : tfjs::JsonCursor::Dialect::Json;
    const auto graph = tfjs::parse_graph(text, dialect, shards);
    if (graph) {
        check(*graph);
    }
    return 0;
}
