#include "core/nn/arch/fomm_networks.h"
#include "core/nn/arch/registry.h"

#include <fmt/format.h>

#include <stdexcept>

namespace kinovar::nn::arch {

namespace {

// "First Order Motion Model for Image Animation" (A. Siarohin et al., NeurIPS 2019): key points of
// a driving picture move a source picture.

const char* const kDetector = "kp_detector.";
const char* const kGenerator = "generator.";
constexpr std::int64_t kRgb = 3;

enum Input : std::size_t { Source, Driving, DrivingInitial, Relative, AlignCorners };

class Fomm final : public Net {
public:
    explicit Fomm(StateDict& weights)
        : detector_(weights, kDetector), generator_(weights, kGenerator, detector_.count()) {}

    [[nodiscard]] std::int64_t size_multiple() const {
        return std::max(detector_.size_multiple(), generator_.size_multiple());
    }
    [[nodiscard]] std::int64_t points() const { return detector_.count(); }

    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        const at::Tensor& source = inputs.at(Source);
        check_size(source);
        check_size(inputs.at(Driving));
        check_size(inputs.at(DrivingInitial));
        const bool relative = is_on(inputs.at(Relative));
        const bool corners = is_on(inputs.at(AlignCorners));
        const KeyPoints from = detector_(source);
        const KeyPoints driving = detector_(inputs.at(Driving));
        const KeyPoints initial = detector_(inputs.at(DrivingInitial));
        const KeyPoints to = relative ? relative_key_points(from, driving, initial) : driving;
        const Motion motion = generator_.motion_of(source, from, to, corners);
        const at::Tensor picture = generator_.draw(generator_.features_of(source), motion, corners);
        return {picture,          from.value,    from.jacobian,    driving.value,
                driving.jacobian, initial.value, initial.jacobian, to.value,
                to.jacobian,      motion.mask,   motion.occlusion};
    }

private:
    static bool is_on(const at::Tensor& option) { return option.item<float>() != 0; }

    void check_size(const at::Tensor& picture) const {
        if (picture.size(2) % size_multiple() != 0 || picture.size(3) % size_multiple() != 0) {
            throw std::invalid_argument(
                fmt::format("a picture of {} × {}: both sides must be multiples of {}",
                            picture.size(3), picture.size(2), size_multiple()));
        }
    }

    KeyPointDetector detector_;
    MotionGenerator generator_;
};

bool matches(const StateDict& weights) {
    return weights.rank("kp_detector.kp.weight") == 4 &&
           weights.rank("generator.dense_motion_network.mask.weight") == 4;
}

/// Checkpoints of the authors' trainer hold the discriminator and the optimisers' state as well.
void drop_training_parts(StateDict& weights) {
    for (const char* prefix : {"discriminator.", "optimizer_generator.", "optimizer_discriminator.",
                               "optimizer_kp_detector."}) {
        (void)weights.split_off(prefix);
    }
}

std::vector<Port> outputs_of(std::int64_t points) {
    std::vector<Port> ports = {{"prediction", {-1, kRgb, -1, -1}}};
    for (const char* name : {"kp_source", "kp_driving", "kp_driving_initial", "kp_used"}) {
        ports.push_back({fmt::format("{}_value", name), {-1, points, 2}});
        ports.push_back({fmt::format("{}_jacobian", name), {-1, points, 2, 2}});
    }
    ports.push_back({"mask", {-1, points + 1, -1, -1}});
    ports.push_back({"occlusion", {-1, 1, -1, -1}});
    return ports;
}

Result<BuiltNet> build(StateDict& weights) {
    BuiltNet built;
    drop_training_parts(weights);
    ModelInfo& info = built.info;
    info.parameters = count_parameters(weights);
    auto net = std::make_unique<Fomm>(weights);
    const std::vector<std::int64_t> picture = {1, kRgb, -1, -1};
    info.task = Task::Animate;
    info.window = 3;
    info.whole_only = true;
    info.size_multiple = static_cast<int>(net->size_multiple());
    // Relative: whether the driving clip's movement since its first frame is applied, instead of
    // its poses as they are. AlignCorners: see sample(); 0 is what current PyTorch does.
    info.inputs = {{"source", picture},
                   {"driving", picture},
                   {"driving_initial", picture},
                   {"relative", {1}},
                   {"align_corners", {1}}};
    info.outputs = outputs_of(net->points());
    built.net = std::move(net);
    return built;
}

} // namespace

const Architecture& fomm() {
    static constexpr Architecture kArchitecture{"First Order Motion Model", &matches, &build};
    return kArchitecture;
}

} // namespace kinovar::nn::arch
