#include "core/nn/arch/colorizer_stages.h"
#include "core/nn/arch/registry.h"

namespace kinovar::nn::arch {

namespace {

// "Colorful Image Colorization" (R. Zhang, P. Isola, A. Efros, ECCV 2016): a classifier over 313
// colours at a quarter of the resolution; the answer is their mean weighted by probability.

constexpr int kSizeMultiple = 8;
constexpr int kMaxL = 100;
constexpr double kCentreL = 50;
constexpr double kUnitL = 100;
constexpr double kUnitAb = 110;
constexpr std::int64_t kEnlargement = 4;
// Along the layers, in pixels of the input: stages 1 to 7 at strides 1 to 8 (two of them dilated by
// two), the deconvolution, stage 8 at stride 4, the bilinear enlargement.
constexpr int kReceptiveRadius = 2 + 4 + 12 + 24 + 48 + 48 + 24 + 8 + 8 + 5;

class Eccv16 final : public Net {
public:
    explicit Eccv16(StateDict& weights)
        : model1_(weights, "model1", 1, {.last_stride = 2}),
          model2_(weights, "model2", model1_.out_channels(), {.last_stride = 2}),
          model3_(weights, "model3", model2_.out_channels(), {.convolutions = 3, .last_stride = 2}),
          model4_(weights, "model4", model3_.out_channels(), {.convolutions = 3}),
          model5_(weights, "model5", model4_.out_channels(), {.convolutions = 3, .dilation = 2}),
          model6_(weights, "model6", model5_.out_channels(), {.convolutions = 3, .dilation = 2}),
          model7_(weights, "model7", model6_.out_channels(), {.convolutions = 3}),
          enlarge8_(
              take_deconv(weights, "model8.0", {.in = model7_.out_channels(), .kernel = 4}, 2, 1)),
          model8_(weights, "model8", enlarge8_.out_channels(),
                  {.first_index = 2, .normalised = false}),
          classes_(
              take_same_conv(weights, "model8.6", {.in = model8_.out_channels(), .kernel = 1})),
          colours_(take_same_conv(
              weights, "model_out",
              {.in = classes_.out_channels(), .out = 2, .kernel = 1, .bias = false})) {}

    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        at::Tensor picture = (inputs.at(0) - kCentreL) / kUnitL;
        for (const ColorizerStage* stage :
             {&model1_, &model2_, &model3_, &model4_, &model5_, &model6_, &model7_}) {
            picture = (*stage)(std::move(picture));
        }
        picture = model8_(enlarge8_(picture).relu_());
        const at::Tensor likely = at::softmax(classes_(picture), 1);
        return {enlarge_bilinear(colours_(likely), kEnlargement).mul_(kUnitAb)};
    }

private:
    ColorizerStage model1_, model2_, model3_, model4_, model5_, model6_, model7_;
    ConvTranspose2d enlarge8_;
    ColorizerStage model8_;
    Conv2d classes_, colours_;
};

bool matches(const StateDict& weights) {
    return weights.dim("model1.0.weight", 1) == 1 && weights.rank("model8.6.weight") == 4 &&
           weights.dim("model_out.weight", 0) == 2;
}

Result<BuiltNet> build(StateDict& weights) {
    BuiltNet built;
    ModelInfo& info = built.info;
    info.task = Task::Colourise;
    info.in_channels = 1;
    info.out_channels = 2;
    info.channels = Channels::LabL;
    info.value_max = kMaxL;
    info.size_multiple = kSizeMultiple;
    info.receptive_radius = kReceptiveRadius;
    info.halo = kReceptiveRadius;
    info.inputs = {{"L", {-1, 1, -1, -1}}};
    info.outputs = {{"ab", {-1, 2, -1, -1}}};
    info.parameters = count_parameters(weights);
    built.net = std::make_unique<Eccv16>(weights);
    return built;
}

} // namespace

const Architecture& eccv16() {
    static constexpr Architecture kArchitecture{"ECCV16", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
