#include "core/nn/arch/colour_hint_net.h"
#include "core/nn/arch/parts.h"
#include "core/nn/arch/registry.h"

#include <stdexcept>

namespace kinovar::nn::arch {

namespace {

// Colours that classical methods spread from hints, weighed and refined; trained by
// `kinovar-cli train colour`.

class ColourHint final : public Net {
public:
    explicit ColourHint(StateDict& weights) {
        for (const HintNetParameter& parameter : hint_net_parameters()) {
            Result<Weight> weight = weights.take(parameter.name, parameter.shape);
            if (!weight) {
                throw BadWeights(weight.error());
            }
            weights_[parameter.name] = device_tensor(*weight);
        }
    }

    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        const at::Tensor& planes = inputs.at(0);
        if (planes.size(2) % kHintNetMultiple != 0 || planes.size(3) % kHintNetMultiple != 0) {
            throw std::invalid_argument("its planes' sides are multiples of 32");
        }
        const at::Tensor& hints = inputs.at(1);
        if (hints.size(0) != planes.size(0) || hints.size(1) < 1) {
            throw std::invalid_argument("it needs a row of hints for each picture");
        }
        const HintNetAnswer answer = run_hint_net(weights_, planes, hints);
        return {answer.shares, answer.extra, answer.error};
    }

private:
    HintNetWeights weights_;
};

bool matches(const StateDict& weights) {
    return weights.rank("hint.down0.0.weight") == 4 && weights.rank("hint.nearness") == 1;
}

Result<BuiltNet> build(StateDict& weights) {
    BuiltNet built;
    ModelInfo& info = built.info;
    info.task = Task::Colourise;
    info.in_channels = static_cast<int>(kHintPlanes);
    info.out_channels = 3;
    info.channels = Channels::Any;
    info.size_multiple = kHintNetMultiple;
    info.whole_only = true;
    info.inputs = {{"planes", {-1, kHintPlanes, -1, -1}}, {"hints", {-1, -1, kHintNumbers}}};
    info.outputs = {
        {"shares", {-1, 3, -1, -1}}, {"extra", {-1, 2, -1, -1}}, {"error", {-1, 1, -1, -1}}};
    info.parameters = count_parameters(weights);
    built.net = std::make_unique<ColourHint>(weights);
    return built;
}

} // namespace

const Architecture& colour_hint() {
    static constexpr Architecture kArchitecture{"ColourHintNet", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
