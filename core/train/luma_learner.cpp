#include "core/train/luma_learner.h"

#include <fmt/format.h>
#include <torch/torch.h>

namespace kinovar::train {

namespace {

/// Makes gradients of the squared error about as long as those of the absolute error, for errors as
/// they are late in training.
constexpr double kSquaredWeight = 25;

NetShape shape_of(const TrainOptions& options) {
    return {options.features, options.depth, options.scale};
}

at::Tensor tensor_of(const std::vector<float>& values, int count, int side, at::Device device) {
    return at::from_blob(const_cast<float*>(values.data()), {count, 1, side, side}, at::kFloat)
        .to(device);
}

} // namespace

LumaLearner::LumaLearner(const TrainRequest& request, const PatchSource& source,
                         std::vector<ValidationPair> pairs)
    : source_(source), pairs_(std::move(pairs)), schedule_(request.options),
      device_(request.options.device),
      net_(shape_of(request.options), request.options.seed, device_), adam_(net_.parameters()),
      average_(net_.fold().detached()), best_(average_.detached()) {}

Result<double> LumaLearner::psnr_before() const {
    return validate_without_net(pairs_, net_.shape().scale);
}

double LumaLearner::psnr() const {
    return validate(average_, pairs_);
}

double LumaLearner::learn(std::int64_t number, double progress) {
    if (!batches_) {
        batches_.emplace(source_, number);
    }
    const Batch batch = batches_->take();
    const PlainNet current = net_.fold();
    const at::Tensor input = tensor_of(batch.inputs, batch.count, batch.side, device_);
    const at::Tensor target =
        tensor_of(batch.targets, batch.count, batch.side * batch.scale, device_);
    const at::ScalarType precision = schedule_.is_mixed(progress) ? at::kBFloat16 : at::kFloat;
    const at::Tensor error = current.forward(input, precision) - target;
    const bool is_squared = Schedule::is_squared(progress);
    const at::Tensor loss = is_squared ? error.square().mean() : error.abs().mean();
    (is_squared ? loss * kSquaredWeight : loss).backward();
    follow_average(current, number + 1);
    adam_.step(number + 1, schedule_.rate(progress));
    net_.keep_slopes_positive();
    return loss.item<double>();
}

void LumaLearner::follow_average(const PlainNet& current, std::int64_t step) {
    const at::NoGradGuard no_gradients;
    const auto averages = average_.tensors();
    const auto weights = current.tensors();
    for (std::size_t i = 0; i < averages.size(); ++i) {
        averages[i].lerp_(weights[i].detach(), 1 - average_memory(step));
    }
}

std::vector<StateTensor> LumaLearner::state() {
    std::vector<StateTensor> all;
    const auto& names = TrainableNet::names();
    const auto& parameters = net_.parameters();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        all.push_back({"parameter." + names[i], parameters[i].detach()});
        all.push_back({"mean." + names[i], adam_.means()[i]});
        all.push_back({"square." + names[i], adam_.squares()[i]});
    }
    const auto add_net = [&](const std::string& prefix, const PlainNet& net) {
        const auto tensors = net.tensors();
        for (std::size_t i = 0; i < tensors.size(); ++i) {
            all.push_back({fmt::format("{}.{}", prefix, i), tensors[i]});
        }
    };
    add_net("average", average_);
    add_net("best", best_);
    return all;
}

Status LumaLearner::write(const std::filesystem::path& path,
                          std::map<std::string, std::string> metadata) const {
    metadata["architecture"] = "SRVGGNetCompact";
    metadata["channels"] = "luma";
    metadata["scale"] = std::to_string(net_.shape().scale);
    return nn::write_safetensors(path, best_.named(), metadata);
}

} // namespace kinovar::train
