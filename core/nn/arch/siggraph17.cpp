#include "core/nn/arch/colorizer_stages.h"
#include "core/nn/arch/registry.h"

namespace kinovar::nn::arch {

namespace {

// "Real-Time User-Guided Image Colorization with Learned Deep Priors" (R. Zhang et al., SIGGRAPH
// 2017): a U-Net over lightness, colour hints and the mask of where there are hints.

constexpr int kSizeMultiple = 8;
constexpr int kMaxL = 100;
constexpr double kCentreL = 50;
constexpr double kUnitL = 100;
constexpr double kUnitAb = 110;
constexpr float kLastSlope = 0.2F;
// Along the layers, in pixels of the input: stages 1 to 7 at strides 1 to 8 (two of them dilated by
// two), then up again: deconvolutions at strides 8, 4, 2, stages 8 to 10 at strides 4, 2, 1.
constexpr int kReceptiveRadius = 2 + 4 + 12 + 24 + 48 + 48 + 24 + 8 + 8 + 4 + 2 + 2 + 1;

/// Twice the size: a transposed convolution plus a convolution of the features of that size on the
/// way down.
class Ascent {
public:
    Ascent(StateDict& weights, const std::string& up, std::int64_t in, const std::string& across,
           std::int64_t across_in)
        : up_(take_deconv(weights, up + ".0", {.in = in, .kernel = 4}, 2, 1)),
          across_(take_same_conv(weights, across + ".0",
                                 {.in = across_in, .out = up_.out_channels()})) {}

    [[nodiscard]] at::Tensor operator()(const at::Tensor& deep, const at::Tensor& same) const {
        return across_(same, {.act = ConvEpilogue::Act::LeakyRelu,
                              .act_last = true,
                              .first = up_(deep)}); // every stage begins with ReLU
    }
    [[nodiscard]] std::int64_t out_channels() const { return up_.out_channels(); }

private:
    ConvTranspose2d up_;
    Conv2d across_;
};

/// Every second pixel of every second row.
at::Tensor halved(const at::Tensor& picture) {
    return picture.slice(2, 0, c10::nullopt, 2).slice(3, 0, c10::nullopt, 2);
}

class Siggraph17 final : public Net {
public:
    explicit Siggraph17(StateDict& weights)
        : model1_(weights, "model1", 4, {}), model2_(weights, "model2", model1_.out_channels(), {}),
          model3_(weights, "model3", model2_.out_channels(), {.convolutions = 3}),
          model4_(weights, "model4", model3_.out_channels(), {.convolutions = 3}),
          model5_(weights, "model5", model4_.out_channels(), {.convolutions = 3, .dilation = 2}),
          model6_(weights, "model6", model5_.out_channels(), {.convolutions = 3, .dilation = 2}),
          model7_(weights, "model7", model6_.out_channels(), {.convolutions = 3}),
          ascent8_(weights, "model8up", model7_.out_channels(), "model3short8",
                   model3_.out_channels()),
          model8_(weights, "model8", ascent8_.out_channels(), {.first_index = 1}),
          ascent9_(weights, "model9up", model8_.out_channels(), "model2short9",
                   model2_.out_channels()),
          model9_(weights, "model9", ascent9_.out_channels(),
                  {.first_index = 1, .convolutions = 1}),
          ascent10_(weights, "model10up", model9_.out_channels(), "model1short10",
                    model1_.out_channels()),
          model10_(take_same_conv(weights, "model10.1", {.in = ascent10_.out_channels()})),
          colours_(take_same_conv(weights, "model_out.0",
                                  {.in = model10_.out_channels(), .out = 2, .kernel = 1})) {}

    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        const at::Tensor picture =
            at::cat({(inputs.at(0) - kCentreL) / kUnitL, inputs.at(1) / kUnitAb, inputs.at(2)}, 1);
        const at::Tensor level1 = model1_(picture);
        const at::Tensor level2 = model2_(halved(level1));
        const at::Tensor level3 = model3_(halved(level2));
        const at::Tensor deep = model7_(model6_(model5_(model4_(halved(level3)))));
        const at::Tensor up8 = model8_(ascent8_(deep, level3));
        const at::Tensor up9 = model9_(ascent9_(up8, level2));
        const at::Tensor up10 = model10_(ascent10_(up9, level1), leaky_relu(kLastSlope));
        return {colours_(up10).tanh_().mul_(kUnitAb)};
    }

private:
    ColorizerStage model1_, model2_, model3_, model4_, model5_, model6_, model7_;
    Ascent ascent8_;
    ColorizerStage model8_;
    Ascent ascent9_;
    ColorizerStage model9_;
    Ascent ascent10_;
    Conv2d model10_, colours_;
};

bool matches(const StateDict& weights) {
    return weights.dim("model1.0.weight", 1) == 4 && weights.rank("model8up.0.weight") == 4 &&
           weights.dim("model_out.0.weight", 0) == 2;
}

Result<BuiltNet> build(StateDict& weights) {
    BuiltNet built;
    // The classifier was there for training only.
    weights.drop("model_class.0.weight");
    weights.drop("model_class.0.bias");
    ModelInfo& info = built.info;
    info.task = Task::Colourise;
    info.in_channels = 1;
    info.out_channels = 2;
    info.channels = Channels::LabL;
    info.value_max = kMaxL;
    info.size_multiple = kSizeMultiple;
    info.receptive_radius = kReceptiveRadius;
    info.halo = kReceptiveRadius;
    // Without hints the latter two are zero.
    info.inputs = {
        {"L", {-1, 1, -1, -1}}, {"hint_ab", {-1, 2, -1, -1}}, {"hint_mask", {-1, 1, -1, -1}}};
    info.outputs = {{"ab", {-1, 2, -1, -1}}};
    info.parameters = count_parameters(weights);
    built.net = std::make_unique<Siggraph17>(weights);
    return built;
}

} // namespace

const Architecture& siggraph17() {
    static constexpr Architecture kArchitecture{"SIGGRAPH17", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
