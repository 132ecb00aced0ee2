#include "core/train/colour_learner.h"

#include "core/nn/loaders/safetensors_writer.h"

#include <torch/torch.h>

#include <algorithm>
#include <cmath>

namespace kinovar::train {

namespace {

using colourise::HintSample;
using nn::HintNetWeights;
using nn::HintPlane;

/// Beyond this error (a*b*: 10) it counts by its amount, not by its square.
constexpr double kSmoothBeta = 0.2;
constexpr double kEdgeShare = 0.1;     ///< of the differences of neighbours
constexpr double kDecibelShare = 0.05; ///< of the logarithm of each sample's squared error
constexpr double kLeastSquared = 2e-3;
constexpr double kErrorShare = 0.02; ///< of how well the error is foretold
constexpr double kLeastError = 0.01;
constexpr double kLeastForetold = -4.6; ///< its logarithm
constexpr double kLongestGradient = 0.3;
constexpr double kPeak = 255 / nn::kHintNetChroma;

struct Tensors {
    at::Tensor planes, hints, truth;
};

/// All samples are of one size; hints are filled up with such of no strength.
Tensors stacked(std::span<const HintSample> samples, at::Device device) {
    std::size_t most = 0;
    for (const HintSample& sample : samples) {
        most = std::max(most, sample.hints.size());
    }
    std::vector<at::Tensor> planes, hints, truth;
    for (const HintSample& sample : samples) {
        const auto picture = [&](const std::vector<float>& values, std::int64_t channels) {
            return at::from_blob(const_cast<float*>(values.data()),
                                 {channels, sample.height, sample.width}, at::kFloat);
        };
        planes.push_back(picture(sample.planes, nn::kHintPlanes));
        truth.push_back(picture(sample.truth, 2));
        std::vector<float> numbers = sample.hints;
        numbers.resize(most, 0);
        hints.push_back(at::tensor(numbers).reshape({-1, nn::kHintNumbers}));
    }
    return {at::stack(planes).to(device), at::stack(hints).to(device), at::stack(truth).to(device)};
}

/// Of each sample.
at::Tensor squared_errors(const at::Tensor& found, const at::Tensor& truth) {
    return (found - truth).square().mean({1, 2, 3});
}

at::Tensor edge_error(const at::Tensor& found, const at::Tensor& truth) {
    const at::Tensor error = found - truth;
    return error.diff(1, 2).abs().mean() + error.diff(1, 3).abs().mean();
}

at::Tensor loss_of(const nn::HintNetAnswer& answer, const Tensors& batch) {
    const at::Tensor found = nn::hint_net_colours(answer, batch.planes);
    const at::Tensor size = (found.detach() - batch.truth).abs().mean(1, true) + kLeastError;
    // Not below the least size there is: a slip there would cost without bounds.
    const at::Tensor error = answer.error.clamp_min(kLeastForetold);
    const at::Tensor foretold = ((-error).exp() * size + error).mean();
    return at::smooth_l1_loss(found, batch.truth, at::Reduction::Mean, kSmoothBeta) +
           edge_error(found, batch.truth) * kEdgeShare +
           (squared_errors(found, batch.truth) + kLeastSquared).log().mean() * kDecibelShare +
           foretold * kErrorShare;
}

double psnr_of(const at::Tensor& found, const at::Tensor& truth) {
    return 10 * std::log10(kPeak * kPeak / squared_errors(found, truth).mean().item<double>());
}

HintNetWeights first_weights(std::int64_t seed, at::Device device) {
    at::Generator generator = at::detail::createCPUGenerator(static_cast<std::uint64_t>(seed));
    HintNetWeights weights;
    for (const nn::HintNetParameter& parameter : nn::hint_net_parameters()) {
        at::Tensor tensor = at::zeros(parameter.shape);
        if (parameter.spread > 0) {
            tensor.normal_(0, parameter.spread, generator);
        } else if (!parameter.values.empty()) {
            tensor.copy_(at::tensor(parameter.values));
        }
        weights[parameter.name] = tensor.to(device).set_requires_grad(true);
    }
    return weights;
}

std::vector<at::Tensor> values_of(const HintNetWeights& weights) {
    std::vector<at::Tensor> values;
    for (const auto& [name, tensor] : weights) {
        values.push_back(tensor);
    }
    return values;
}

HintNetWeights copy_of(const HintNetWeights& weights) {
    HintNetWeights copy;
    for (const auto& [name, tensor] : weights) {
        copy[name] = tensor.detach().clone();
    }
    return copy;
}

} // namespace

ColourLearner::ColourLearner(const TrainRequest& request, const ColourSamples& samples,
                             std::vector<HintSample> validation)
    : samples_(samples), validation_(std::move(validation)), schedule_(request.options),
      device_(request.options.device), weights_(first_weights(request.options.seed, device_)),
      parameters_(values_of(weights_)), adam_(parameters_, kLongestGradient),
      average_(copy_of(weights_)), best_(copy_of(weights_)) {}

std::int64_t ColourLearner::parameters() const {
    std::int64_t count = 0;
    for (const at::Tensor& tensor : parameters_) {
        count += tensor.numel();
    }
    return count;
}

Result<double> ColourLearner::psnr_before() const {
    double sum = 0;
    for (const HintSample& sample : validation_) {
        const Tensors one = stacked({&sample, 1}, at::kCPU);
        const auto ab = [&](HintPlane first) {
            return one.planes.narrow(1, static_cast<std::int64_t>(first), 2);
        };
        sum += psnr_of(ab(HintPlane::PaintedA), one.truth);
    }
    return sum / static_cast<double>(validation_.size());
}

double ColourLearner::psnr() const {
    const at::NoGradGuard no_gradients;
    double sum = 0;
    for (const HintSample& sample : validation_) {
        const Tensors one = stacked({&sample, 1}, device_);
        const nn::HintNetAnswer answer = nn::run_hint_net(average_, one.planes, one.hints);
        sum += psnr_of(nn::hint_net_colours(answer, one.planes), one.truth);
    }
    return sum / static_cast<double>(validation_.size());
}

double ColourLearner::learn(std::int64_t number, double progress) {
    if (!batches_) {
        batches_.emplace(samples_, number);
    }
    const std::vector<HintSample> samples = batches_->take();
    const Tensors batch = stacked(samples, device_);
    const at::Tensor loss = loss_of(nn::run_hint_net(weights_, batch.planes, batch.hints), batch);
    loss.backward();
    adam_.step(number + 1, schedule_.rate(progress));
    const at::NoGradGuard no_gradients;
    for (auto& [name, tensor] : average_) {
        tensor.lerp_(weights_.at(name).detach(), 1 - average_memory(number + 1));
    }
    return loss.item<double>();
}

void ColourLearner::keep_best() {
    best_ = copy_of(average_);
}

std::vector<StateTensor> ColourLearner::state() {
    std::vector<StateTensor> all;
    std::size_t i = 0;
    for (const auto& [name, tensor] : weights_) {
        all.push_back({"parameter." + name, tensor.detach()});
        all.push_back({"mean." + name, adam_.means()[i]});
        all.push_back({"square." + name, adam_.squares()[i]});
        all.push_back({"average." + name, average_.at(name)});
        all.push_back({"best." + name, best_.at(name)});
        ++i;
    }
    return all;
}

Status ColourLearner::write(const std::filesystem::path& path,
                            std::map<std::string, std::string> metadata) const {
    metadata["architecture"] = "ColourHintNet";
    std::vector<nn::NamedTensor> tensors;
    for (const auto& [name, tensor] : best_) {
        const at::Tensor dense = tensor.to(at::kCPU).contiguous();
        const float* values = dense.data_ptr<float>();
        tensors.push_back({name, dense.sizes().vec(), {values, values + dense.numel()}});
    }
    return nn::write_safetensors(path, tensors, metadata);
}

} // namespace kinovar::train
