#include "core/train/compact_net.h"

#include "core/base/file.h"
#include "core/nn/loaders/checkpoint.h"
#include "core/train/prelu.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>
#include <fmt/format.h>

#include <cmath>

namespace kinovar::train {

namespace {

constexpr std::int64_t kKernel = 3;
constexpr std::int64_t kTaps = kKernel * kKernel;
constexpr std::int64_t kEdgeFilters = 3;
/// Channels between the two convolutions of a branch, as multiple of the features.
constexpr std::int64_t kBranchWidth = 2;

// Standard deviations of new weights, as part of what keeps the variance of a ReLU network (He et
// al., 2015). Small beside the identity, so that deep networks begin as shallow ones.
constexpr double kBodyPart = 0.3;
constexpr double kEdgePart = 0.3;
constexpr double kTailPart = 0.1;
constexpr double kFirstSlope = 0.25;

constexpr std::uint64_t kLargestFile = 64U << 20U;

// Places in TrainableNet::parameters_.
enum Parameter : std::uint8_t {
    HeadWeight,
    HeadBias,
    BodyWeight,
    BodyBias,
    BranchSqueeze,
    BranchExpand,
    Edges,
    TailWeight,
    TailBias,
    Slopes
};

double he_deviation(std::int64_t inputs) {
    return std::sqrt(2.0 / static_cast<double>(inputs));
}

/// The identity as a convolution: features × features × 3 × 3.
at::Tensor identity_kernel(std::int64_t features) {
    at::Tensor kernel = at::zeros({features, features, kKernel, kKernel});
    kernel.select(3, 1).select(2, 1).fill_diagonal_(1);
    return kernel;
}

at::Tensor edge_kernels() {
    constexpr double kEighth = 0.125;
    return at::tensor({1., 0., -1., 2., 0.,  -2., 1.,  0.,  -1., //
                       1., 2., 1.,  0., 0.,  0.,  -1., -2., -1., //
                       0., 1., 0.,  1., -4., 1.,  0.,  1.,  0.},
                      at::kFloat)
        .view({kEdgeFilters, kTaps})
        .mul(kEighth);
}

at::Tensor channels_last(const at::Tensor& tensor) {
    return tensor.contiguous(at::MemoryFormat::ChannelsLast);
}

std::string key_of(std::size_t index, const char* name) {
    return fmt::format("body.{}.{}", index, name);
}

nn::NamedTensor named_tensor(std::string key, const at::Tensor& tensor) {
    const at::Tensor dense = tensor.detach().to(at::kCPU, at::kFloat).contiguous();
    const float* values = dense.data_ptr<float>();
    return {std::move(key), dense.sizes().vec(), {values, values + dense.numel()}};
}

at::Tensor tensor_of(const nn::Weight& weight) {
    return at::tensor(weight.values, at::kFloat).view(weight.shape);
}

/// The shape that the tensors' sizes tell.
Result<NetShape> shape_of(const nn::StateDict& stored) {
    const int rows = stored.count_blocks("body.");
    const std::int64_t features = stored.dim("body.0.weight", 0);
    const std::int64_t outputs =
        stored.dim(key_of(static_cast<std::size_t>(rows) - 1, "weight"), 0);
    const auto scale = static_cast<std::int64_t>(std::lround(std::sqrt(outputs)));
    if (rows < 3 || rows % 2 == 0 || features < 1 || outputs < 1 || scale * scale != outputs) {
        return failure(ErrorCode::Unsupported, "this is no SRVGGNetCompact of one channel",
                       "only weights that kinovar-cli train has written can be evaluated");
    }
    return NetShape{static_cast<int>(features), (rows - 3) / 2, static_cast<int>(scale)};
}

Result<PlainNet> plain_net_of(nn::StateDict stored) {
    KINOVAR_TRY_ASSIGN(const NetShape shape, shape_of(stored));
    PlainNet net{shape, {}, {}, {}};
    const std::int64_t f = shape.features;
    const auto last = static_cast<std::size_t>(shape.depth) + 1;
    for (std::size_t i = 0; i <= last; ++i) {
        const std::int64_t inputs = i == 0 ? 1 : f;
        const std::int64_t outputs = i == last ? std::int64_t{shape.scale} * shape.scale : f;
        KINOVAR_TRY_ASSIGN(
            const nn::Weight weight,
            stored.take(key_of(2 * i, "weight"), {outputs, inputs, kKernel, kKernel}));
        KINOVAR_TRY_ASSIGN(const nn::Weight bias, stored.take(key_of(2 * i, "bias"), {outputs}));
        net.weights.push_back(tensor_of(weight));
        net.biases.push_back(tensor_of(bias));
        if (i < last) {
            KINOVAR_TRY_ASSIGN(const nn::Weight slope,
                               stored.take(key_of(2 * i + 1, "weight"), {f}));
            net.slopes.push_back(tensor_of(slope));
        }
    }
    KINOVAR_TRY(stored.check_all_taken());
    return net;
}

} // namespace

std::int64_t NetShape::parameters() const {
    const std::int64_t f = features;
    const std::int64_t outputs = static_cast<std::int64_t>(scale) * scale;
    return (kTaps * f + f) + depth * (kTaps * f * f + f) + (depth + 1) * f +
           (kTaps * f * outputs + outputs);
}

at::Tensor PlainNet::forward(const at::Tensor& input, at::ScalarType precision) const {
    at::Tensor picture = channels_last(input.to(precision));
    const std::size_t last = weights.size() - 1;
    for (std::size_t i = 0; i <= last; ++i) {
        picture = at::conv2d(picture, channels_last(weights[i].to(precision)),
                             biases[i].to(precision), 1, 1);
        if (i < last) {
            picture = train::prelu(channels_last(picture), slopes[i]);
        }
    }
    picture = picture.to(at::kFloat);
    if (shape.scale == 1) {
        return picture + input;
    }
    const std::vector<std::int64_t> size{input.size(2) * shape.scale, input.size(3) * shape.scale};
    return at::pixel_shuffle(picture, shape.scale) +
           at::upsample_nearest2d(input, at::OptionalIntArrayRef(size), c10::nullopt);
}

std::vector<at::Tensor> PlainNet::tensors() const {
    std::vector<at::Tensor> all = weights;
    all.insert(all.end(), biases.begin(), biases.end());
    all.insert(all.end(), slopes.begin(), slopes.end());
    return all;
}

PlainNet PlainNet::detached() const {
    PlainNet copy{shape, {}, {}, {}};
    for (const at::Tensor& tensor : weights) {
        copy.weights.push_back(tensor.detach().clone());
    }
    for (const at::Tensor& tensor : biases) {
        copy.biases.push_back(tensor.detach().clone());
    }
    for (const at::Tensor& tensor : slopes) {
        copy.slopes.push_back(tensor.detach().clone());
    }
    return copy;
}

std::vector<nn::NamedTensor> PlainNet::named() const {
    std::vector<nn::NamedTensor> all;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        all.push_back(named_tensor(key_of(2 * i, "weight"), weights[i]));
        all.push_back(named_tensor(key_of(2 * i, "bias"), biases[i]));
        if (i < slopes.size()) {
            all.push_back(named_tensor(key_of(2 * i + 1, "weight"), slopes[i]));
        }
    }
    return all;
}

Result<PlainNet> read_plain_net(const std::filesystem::path& path) {
    Result<PlainNet> net = read_file(path, kLargestFile).and_then([](const std::string& bytes) {
        return nn::parse_safetensors(bytes).and_then(
            [](nn::StateDict&& stored) { return plain_net_of(std::move(stored)); });
    });
    if (!net) {
        return failure(net.error().within(path.string()));
    }
    return net;
}

TrainableNet::TrainableNet(const NetShape& shape, std::int64_t seed, at::Device device)
    : shape_(shape), edge_filters_(edge_kernels().to(device)),
      identity_(identity_kernel(shape.features).unsqueeze(0).to(device)) {
    const std::int64_t f = shape.features;
    const std::int64_t n = shape.depth;
    const std::int64_t wide = kBranchWidth * f;
    const std::int64_t outputs = static_cast<std::int64_t>(shape.scale) * shape.scale;
    auto generator = at::make_generator<at::CPUGeneratorImpl>(static_cast<std::uint64_t>(seed));
    const auto random = [&](at::IntArrayRef size, double deviation) {
        return at::randn(size, generator) * deviation;
    };
    parameters_.resize(Slopes + 1);
    parameters_[HeadWeight] = random({f, 1, kKernel, kKernel}, he_deviation(kTaps));
    parameters_[HeadBias] = at::zeros({f});
    parameters_[BodyWeight] =
        random({n, f, f, kKernel, kKernel}, kBodyPart * he_deviation(kTaps * f));
    parameters_[BodyBias] = at::zeros({n, f});
    // A step of the optimiser changes each factor of a branch by about the learning rate; the other
    // factor, summed over the channels in between, must not multiply that.
    const double narrow = 1 / static_cast<double>(wide);
    parameters_[BranchSqueeze] = random({n, wide, f}, narrow);
    parameters_[BranchExpand] = random({n, f * kTaps, wide}, narrow);
    parameters_[Edges] = random({n, f * f, kEdgeFilters}, kEdgePart * he_deviation(f * kTaps));
    parameters_[TailWeight] =
        random({outputs, f, kKernel, kKernel}, kTailPart * he_deviation(kTaps * f));
    parameters_[TailBias] = at::zeros({outputs});
    parameters_[Slopes] = at::full({n + 1, f}, kFirstSlope);
    for (at::Tensor& parameter : parameters_) {
        parameter = parameter.to(device).requires_grad_();
    }
}

const std::vector<std::string>& TrainableNet::names() {
    static const std::vector<std::string> kNames{
        "head.weight",   "head.bias",    "body.weight", "body.bias", "branch.squeeze",
        "branch.expand", "branch.edges", "tail.weight", "tail.bias", "slopes"};
    return kNames;
}

at::Tensor TrainableNet::body_weights() const {
    const std::int64_t f = shape_.features;
    const std::int64_t n = shape_.depth;
    // Depth × (outputs · taps) × inputs, to depth × outputs × inputs × taps.
    const at::Tensor branch = at::bmm(parameters_[BranchExpand], parameters_[BranchSqueeze])
                                  .view({n, f, kTaps, f})
                                  .transpose(2, 3);
    const at::Tensor edges = at::matmul(parameters_[Edges], edge_filters_).view({n, f, f, kTaps});
    const at::Tensor sum = (branch + edges).reshape({n, f, f, kKernel, kKernel});
    return parameters_[BodyWeight] + sum + identity_;
}

PlainNet TrainableNet::fold() const {
    PlainNet net{shape_, {}, {}, {}};
    net.weights.push_back(parameters_[HeadWeight]);
    net.biases.push_back(parameters_[HeadBias]);
    if (shape_.depth > 0) {
        for (const at::Tensor& weight : body_weights().unbind(0)) {
            net.weights.push_back(weight);
        }
        for (const at::Tensor& bias : parameters_[BodyBias].unbind(0)) {
            net.biases.push_back(bias);
        }
    }
    net.weights.push_back(parameters_[TailWeight]);
    net.biases.push_back(parameters_[TailBias]);
    for (const at::Tensor& slope : parameters_[Slopes].unbind(0)) {
        net.slopes.push_back(slope);
    }
    return net;
}

void TrainableNet::keep_slopes_positive() {
    const at::NoGradGuard no_gradients;
    parameters_[Slopes].clamp_min_(kLeastSlope);
}

} // namespace kinovar::train
