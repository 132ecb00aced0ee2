#include "core/nn/graph_tf/tfjs_net.h"

#include "core/nn/graph_tf/plan.h"
#include "core/nn/tfjs/read_graph.h"
#include "core/nn/torch_runtime.h"

#include <fmt/format.h>

#include <list>
#include <mutex>

namespace kinovar::nn {

namespace {

using graph_tf::Plan;
using graph_tf::Program;
using tfjs::Shape;
using Shapes = std::vector<Shape>;

constexpr std::int64_t kPictureRank = 4;
constexpr std::size_t kRememberedPlans = 4;
constexpr int kMaxHalo = 128; // of a network that was not measured
constexpr std::int64_t kMaxMultiple = 128;
constexpr std::int64_t kProbeSide = 128; // input size at which a network of free size is looked at

Shape channels_first(const Shape& shape) {
    return shape.size() == kPictureRank ? Shape{shape[0], shape[3], shape[1], shape[2]} : shape;
}

class TfjsNet final : public Net {
public:
    explicit TfjsNet(Program program) : program_(std::move(program)) {}

    [[nodiscard]] std::vector<at::Tensor>
    forward(const std::vector<at::Tensor>& inputs) const override {
        if (inputs.size() != program_.inputs.size()) {
            throw std::invalid_argument(fmt::format("the network takes {} inputs, not {}",
                                                    program_.inputs.size(), inputs.size()));
        }
        graph_tf::Tensors operands;
        Shapes shapes;
        for (const at::Tensor& input : inputs) {
            operands.push_back(input.dim() == kPictureRank
                                   ? input.permute({0, 2, 3, 1}).contiguous()
                                   : input.contiguous());
            const auto sizes = operands.back().sizes();
            shapes.emplace_back(sizes.begin(), sizes.end());
        }
        graph_tf::Tensors results = plan_for(shapes)->run(std::move(operands));
        for (at::Tensor& result : results) {
            result = result.dim() == kPictureRank ? result.permute({0, 3, 1, 2}) : result;
        }
        return results;
    }

    /// Throws std::invalid_argument when inputs of these shapes do not fit.
    [[nodiscard]] std::shared_ptr<const Plan> plan_for(const Shapes& shapes) const {
        check(shapes);
        const std::lock_guard lock(mutex_);
        for (auto entry = plans_.begin(); entry != plans_.end(); ++entry) {
            if (entry->first == shapes) {
                plans_.splice(plans_.begin(), plans_, entry);
                return entry->second;
            }
        }
        plans_.emplace_front(shapes, std::make_shared<const Plan>(program_, shapes));
        if (plans_.size() > kRememberedPlans) {
            plans_.pop_back();
        }
        return plans_.front().second;
    }

    void forget_plans() const {
        const std::lock_guard lock(mutex_);
        plans_.clear();
    }

    [[nodiscard]] const Program& program() const { return program_; }

private:
    void check(const Shapes& shapes) const {
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            const Shape& wanted = program_.inputs[i].shape;
            bool fits = wanted.empty() || wanted.size() == shapes[i].size();
            for (std::size_t axis = 0; fits && axis < wanted.size(); ++axis) {
                fits = wanted[axis] < 0 || wanted[axis] == shapes[i][axis];
            }
            if (!fits) {
                throw std::invalid_argument(fmt::format(
                    "input {} must be {}, not {}", program_.inputs[i].name,
                    shape_text(channels_first(wanted)), shape_text(channels_first(shapes[i]))));
            }
        }
    }

    Program program_;
    mutable std::mutex mutex_;
    mutable std::list<std::pair<Shapes, std::shared_ptr<const Plan>>> plans_; // last used first
};

/// Shapes of the inputs with `side` pixels where a picture's size is free and 1 for other free
/// axes.
Shapes probe_shapes(const Program& program, std::int64_t side) {
    Shapes shapes;
    for (const tfjs::GraphPort& port : program.inputs) {
        Shape shape = port.shape;
        for (std::size_t axis = 0; axis < shape.size(); ++axis) {
            const bool of_picture = shape.size() == kPictureRank && (axis == 1 || axis == 2);
            if (shape[axis] < 0) {
                shape[axis] = of_picture ? side : 1;
            }
        }
        shapes.push_back(std::move(shape));
    }
    return shapes;
}

bool has_free_size(const Program& program) {
    const Shape& shape = program.inputs[0].shape;
    return shape.size() == kPictureRank && (shape[1] < 0 || shape[2] < 0);
}

/// Output pixels per input pixel; 0 where that is no whole number, or not the same along both axes.
std::int64_t scale_of(const Shape& input, const Shape& output) {
    if (input.size() != kPictureRank || output.size() != kPictureRank ||
        output[1] % input[1] != 0 || output[2] % input[2] != 0 ||
        output[1] / input[1] != output[2] / input[2]) {
        return 0;
    }
    return output[1] / input[1];
}

/// The smallest power of two such that a picture of an odd multiple of it is enlarged exactly.
std::int64_t find_multiple(const TfjsNet& net, std::int64_t scale) {
    for (std::int64_t multiple = 1; multiple < kMaxMultiple; multiple *= 2) {
        const Shapes shapes = probe_shapes(net.program(), kProbeSide + multiple);
        try {
            const Plan plan(net.program(), shapes);
            if (scale_of(shapes[0], plan.output_shapes()[0]) == scale) {
                return multiple;
            }
        } catch (const std::invalid_argument&) {
            continue; // a picture of that size does not go through
        }
    }
    return kMaxMultiple;
}

void describe_ports(const Program& program, const Plan& plan, ModelInfo& info) {
    for (const tfjs::GraphPort& port : program.inputs) {
        info.inputs.push_back({port.name, channels_first(port.shape)});
    }
    const bool free = has_free_size(program);
    for (std::size_t i = 0; i < program.outputs.size(); ++i) {
        Shape shape = channels_first(plan.output_shapes()[i]);
        if (free && shape.size() == kPictureRank) {
            shape[2] = shape[3] = -1;
        }
        info.outputs.push_back({program.outputs[i].name, std::move(shape)});
    }
}

ModelInfo describe(const TfjsNet& net) {
    const Program& program = net.program();
    ModelInfo info;
    const Shapes shapes = probe_shapes(program, kProbeSide);
    const std::shared_ptr<const Plan> plan = net.plan_for(shapes);
    describe_ports(program, *plan, info);
    const Shape& input = shapes[0];
    const Shape& output = plan->output_shapes()[0];
    const std::int64_t scale = scale_of(input, output);
    info.scale = static_cast<int>(std::max<std::int64_t>(scale, 1));
    info.in_channels = static_cast<int>(input.size() == kPictureRank ? input[3] : 0);
    info.out_channels = static_cast<int>(output.size() == kPictureRank ? output[3] : 0);
    const bool picture = scale > 0 && info.in_channels == info.out_channels;
    info.task = !picture ? Task::Analyse : scale > 1 ? Task::Upscale : Task::Other;
    info.channels = info.in_channels == 3   ? Channels::Rgb
                    : info.in_channels == 1 ? Channels::Luma
                                            : Channels::Any;
    if (input.size() == kPictureRank) {
        info.bytes_per_pixel =
            plan->peak_numbers() * static_cast<std::int64_t>(sizeof(float)) / (input[1] * input[2]);
    }
    if (has_free_size(program) && scale > 0) {
        info.size_multiple = static_cast<int>(find_multiple(net, scale));
    }
    const std::int64_t radius = plan->receptive_radius();
    // MAXIM mixes a grid over the whole picture: 320 pixels from a cut the result still differs by
    // 10/255 (rms 1.2/255; docs/performance.md), so no halo helps.
    info.whole_only = radius < 0;
    info.receptive_radius = static_cast<int>(
        radius >= 0 ? radius : std::min<std::int64_t>(std::max(input[1], input[2]), kProbeSide));
    info.halo = std::min(info.receptive_radius, kMaxHalo);
    net.forget_plans();
    return info;
}

} // namespace

Result<BuiltNet> make_tfjs_net(tfjs::Graph graph) {
    return guarded([&]() -> Result<BuiltNet> {
        const at::InferenceMode inference;
        apply_threads();
        BuiltNet built;
        const std::int64_t parameters = graph.parameters;
        const Hash128 fingerprint = graph.fingerprint;
        const bool layers = graph.format == "layers-model";
        try {
            auto net = std::make_unique<const TfjsNet>(graph_tf::make_program(std::move(graph)));
            built.info = describe(*net);
            built.net = std::move(net);
        } catch (const std::invalid_argument& problem) {
            return failure(ErrorCode::Corrupt, problem.what());
        }
        built.info.architecture = layers ? "tfjs layers" : "tfjs graph";
        built.info.parameters = parameters;
        built.info.fingerprint = fingerprint;
        return built;
    });
}

Result<BuiltNet> load_tfjs(const std::filesystem::path& model_json) {
    KINOVAR_TRY_ASSIGN(tfjs::Graph graph, tfjs::read_graph(model_json));
    Result<BuiltNet> built = make_tfjs_net(std::move(graph));
    if (!built) {
        return failure(built.error().within(model_json.string()));
    }
    return built;
}

} // namespace kinovar::nn
