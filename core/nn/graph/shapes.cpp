#include "core/nn/graph/shapes.h"

#include "core/nn/graph/limits.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace kinovar::nn::graph {

namespace {

tl::unexpected<Error> refuse(std::string message) {
    return failure(ErrorCode::Corrupt, std::move(message));
}

bool same_size(const BlobFacts& a, const BlobFacts& b) {
    return a.scale_w == b.scale_w && a.divisor_w == b.divisor_w && a.scale_h == b.scale_h &&
           a.divisor_h == b.divisor_h;
}

/// One visitor a layer type; each returns the facts of the (single) kind of output.
class Inference {
public:
    Inference(const Node& node, std::vector<BlobFacts>& blobs) : node_(node), blobs_(blobs) {}

    Result<BlobFacts> operator()(const InputLayer& layer) {
        BlobFacts facts;
        facts.channels = layer.channels;
        facts.origin = node_.outputs.front();
        return facts;
    }
    Result<BlobFacts> operator()(const SplitLayer& /*layer*/) { return input(0); }
    Result<BlobFacts> operator()(const ReluLayer& /*layer*/) { return input(0); }
    Result<BlobFacts> operator()(const SigmoidLayer& /*layer*/) { return input(0); }
    Result<BlobFacts> operator()(const SiluLayer& /*layer*/) { return input(0); }

    Result<BlobFacts> operator()(const ConvolutionLayer& layer) {
        KINOVAR_TRY(pin_channels(0, layer.in_channels));
        BlobFacts facts = input(0);
        facts.channels = layer.out_channels;
        return scaled(facts, 1, layer.stride_w, 1, layer.stride_h);
    }
    Result<BlobFacts> operator()(const DeconvolutionLayer& layer) {
        KINOVAR_TRY(pin_channels(0, layer.in_channels));
        if (layer.kernel - layer.stride != 2 * layer.padding) {
            return refuse(fmt::format("a kernel of {} with stride {} and padding {} does not "
                                      "enlarge by a whole factor",
                                      layer.kernel, layer.stride, layer.padding));
        }
        BlobFacts facts = input(0);
        facts.channels = layer.out_channels;
        return scaled(facts, layer.stride, 1, layer.stride, 1);
    }
    Result<BlobFacts> operator()(const PReluLayer& layer) {
        if (layer.slopes.size() > 1) {
            KINOVAR_TRY(pin_channels(0, static_cast<int>(layer.slopes.size())));
        }
        return input(0);
    }
    Result<BlobFacts> operator()(const ScaleLayer& layer) {
        KINOVAR_TRY(pin_channels(0, static_cast<int>(layer.scale.size())));
        return input(0);
    }
    Result<BlobFacts> operator()(const PixelShuffleLayer& layer) {
        BlobFacts facts = input(0);
        facts.channels = channels(0);
        const int block = layer.factor * layer.factor;
        if (facts.channels == 0 || facts.channels % block != 0) {
            return refuse(fmt::format("{} channels cannot be shuffled into blocks of {}×{}",
                                      facts.channels, layer.factor, layer.factor));
        }
        facts.channels /= block;
        return scaled(facts, layer.factor, 1, layer.factor, 1);
    }
    Result<BlobFacts> operator()(const PixelUnshuffleLayer& layer) {
        BlobFacts facts = input(0);
        facts.channels = channels(0);
        const std::int64_t block = std::int64_t{layer.factor} * layer.factor;
        if (facts.channels == 0 || facts.channels * block > kMaxChannels) {
            return refuse(fmt::format("{} channels cannot be gathered from blocks of {}×{}",
                                      facts.channels, layer.factor, layer.factor));
        }
        facts.channels *= static_cast<int>(block);
        return scaled(facts, 1, layer.factor, 1, layer.factor);
    }
    Result<BlobFacts> operator()(const InterpLayer& layer) {
        return scaled(input(0), layer.factor_w, layer.divisor_w, layer.factor_h, layer.divisor_h);
    }
    Result<BlobFacts> operator()(const SliceLayer& layer) {
        const int there = channels(0);
        const int end = layer.end == 0 ? there : layer.end;
        if (layer.begin < 0 || layer.begin >= end || end > there) {
            return refuse(
                fmt::format("channels {} to {} of {} cannot be taken", layer.begin, end, there));
        }
        BlobFacts facts = input(0);
        facts.channels = end - layer.begin;
        return facts;
    }
    Result<BlobFacts> operator()(const WarpLayer& /*layer*/) {
        constexpr int kFlowChannels = 2;
        KINOVAR_TRY(pin_channels(1, kFlowChannels));
        if (!same_size(input(0), input(1))) {
            return refuse(
                fmt::format("'{}' and '{}' differ in size", input(0).name, input(1).name));
        }
        return input(0);
    }
    Result<BlobFacts> operator()(const BinaryOpLayer& /*layer*/) {
        const bool spreads = node_.inputs.size() == 2 && channels(0) != channels(1) &&
                             channels(0) != 0 && channels(1) != 0 &&
                             std::min(channels(0), channels(1)) == 1 &&
                             same_size(input(0), input(1));
        return spreads ? input(channels(0) == 1 ? 1 : 0) : alike();
    }
    Result<BlobFacts> operator()(const EltwiseLayer& /*layer*/) { return alike(); }

    Result<BlobFacts> operator()(const ConcatLayer& /*layer*/) {
        BlobFacts facts = input(0);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < node_.inputs.size(); ++i) {
            if (channels(i) == 0) {
                channels(i) = 1; // an input of unknown channels that is joined: a plane
            }
            if (!same_size(input(i), facts)) {
                return refuse(fmt::format("'{}' and '{}' cannot be joined: their sizes differ",
                                          facts.name, input(i).name));
            }
            sum += channels(i);
        }
        if (sum > kMaxChannels) {
            return refuse(fmt::format("{} channels are too many", sum));
        }
        facts.channels = static_cast<int>(sum);
        return facts;
    }

private:
    [[nodiscard]] BlobFacts& input(std::size_t i) {
        return blobs_[static_cast<std::size_t>(node_.inputs[i])];
    }

    /// Of an input of the node; 0: not known yet.
    [[nodiscard]] int& channels(std::size_t i) {
        BlobFacts& facts = input(i);
        return facts.channels != 0 ? facts.channels
                                   : blobs_[static_cast<std::size_t>(facts.origin)].channels;
    }

    Status pin_channels(std::size_t i, int wanted) {
        int& known = channels(i);
        if (known == 0) {
            known = wanted;
        }
        if (known != wanted) {
            return refuse(
                fmt::format("needs {} channels, '{}' has {}", wanted, input(i).name, known));
        }
        return {};
    }

    Result<BlobFacts> alike() {
        for (std::size_t i = 1; i < node_.inputs.size(); ++i) {
            if (!same_size(input(i), input(0))) {
                return refuse(
                    fmt::format("'{}' and '{}' differ in size", input(0).name, input(i).name));
            }
            const std::size_t known = channels(0) != 0 ? 0 : i;
            if (channels(known) == 0) {
                return refuse("the channels of its inputs are not known");
            }
            KINOVAR_TRY(pin_channels(known == 0 ? i : 0, channels(known)));
        }
        return input(0);
    }

    static Result<BlobFacts> scaled(BlobFacts facts, int times_w, int by_w, int times_h, int by_h) {
        const auto apply = [](int& scale, int& divisor, int times, int by) {
            scale *= times;
            divisor *= by;
            const int common = std::gcd(scale, divisor);
            scale /= common;
            divisor /= common;
            return scale <= kMaxScale && divisor <= kMaxScale;
        };
        if (!apply(facts.scale_w, facts.divisor_w, times_w, by_w) ||
            !apply(facts.scale_h, facts.divisor_h, times_h, by_h)) {
            return refuse(fmt::format("scales by more than {}", kMaxScale));
        }
        return facts;
    }

    const Node& node_;
    std::vector<BlobFacts>& blobs_;
};

struct ParameterCount {
    std::int64_t operator()(const ConvolutionLayer& layer) const {
        return static_cast<std::int64_t>(layer.weights.size() + layer.bias.size());
    }
    std::int64_t operator()(const DeconvolutionLayer& layer) const {
        return static_cast<std::int64_t>(layer.weights.size() + layer.bias.size());
    }
    std::int64_t operator()(const PReluLayer& layer) const {
        return static_cast<std::int64_t>(layer.slopes.size());
    }
    std::int64_t operator()(const ScaleLayer& layer) const {
        return static_cast<std::int64_t>(layer.scale.size() + layer.bias.size());
    }
    template <class Other>
    std::int64_t operator()(const Other& /*layer*/) const {
        return 0;
    }
};

} // namespace

Status infer_shapes(const Node& node, std::vector<BlobFacts>& blobs) {
    KINOVAR_TRY_ASSIGN(const BlobFacts facts, std::visit(Inference(node, blobs), node.layer));
    for (const int output : node.outputs) {
        BlobFacts& blob = blobs[static_cast<std::size_t>(output)];
        const std::string name = std::move(blob.name);
        blob = facts;
        blob.name = name;
    }
    return {};
}

void settle_channels(std::vector<BlobFacts>& blobs) {
    for (BlobFacts& blob : blobs) {
        if (blob.channels == 0) {
            blob.channels = blobs[static_cast<std::size_t>(blob.origin)].channels;
        }
    }
}

std::int64_t parameter_count(const Layer& layer) {
    return std::visit(ParameterCount(), layer);
}

} // namespace kinovar::nn::graph
