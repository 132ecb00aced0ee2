#include "core/nn/arch/colour_hint_net.h"

#include <ATen/ATen.h>

#include <array>
#include <cmath>

namespace kinovar::nn {

namespace {

constexpr std::int64_t kReduction = 4; ///< of the planes before the first convolution
constexpr std::int64_t kStem = kReduction * kReduction + kHintPlanes - 1;
constexpr std::array<std::int64_t, 4> kWidths{48, 72, 96, 128};
constexpr std::int64_t kAffinity = 24; ///< numbers that places are compared by
constexpr std::int64_t kGates = 5;     ///< painted, nearest, likely, attention, grey
constexpr std::int64_t kHeadOut = kGates + 3;
constexpr double kSlope = 0.1;
constexpr double kUnitLight = 0.05; ///< a difference of light that counts like a unit of distance
constexpr double kNothing = 1e4;
constexpr double kFirstHead = 2e-3;
/// At the start nearly all is for the painted colours; the error is about 5 in a*b*.
const std::vector<float> kFirstBias{3, -1, 0, -0.5F, -1.5F, 0, 0, -2.3F};

std::int64_t plane(HintPlane which) {
    return static_cast<std::int64_t>(which);
}

at::Tensor planes_from(const at::Tensor& planes, HintPlane first, std::int64_t count) {
    return planes.narrow(1, plane(first), count);
}

void add_conv(std::vector<HintNetParameter>& all, const std::string& name, std::int64_t in,
              std::int64_t out, std::int64_t side) {
    const double fan_in = static_cast<double>(in * side * side);
    all.push_back({name + ".weight", {out, in, side, side}, std::sqrt(2 / fan_in), {}});
    all.push_back({name + ".bias", {out}, 0, {}});
}

void add_pair(std::vector<HintNetParameter>& all, const std::string& name, std::int64_t in,
              std::int64_t out) {
    add_conv(all, name + ".0", in, out, 3);
    add_conv(all, name + ".1", out, out, 3);
}

std::vector<HintNetParameter> list_parameters() {
    std::vector<HintNetParameter> all;
    add_pair(all, "hint.down0", kStem, kWidths[0]);
    add_pair(all, "hint.down1", kWidths[0], kWidths[1]);
    add_pair(all, "hint.down2", kWidths[1], kWidths[2]);
    add_pair(all, "hint.down3", kWidths[2], kWidths[3]);
    add_conv(all, "hint.whole.0", kWidths[3], kWidths[3], 1);
    add_conv(all, "hint.whole.1", kWidths[3], kWidths[3], 1);
    add_pair(all, "hint.up2", kWidths[3] + kWidths[2], kWidths[2]);
    add_pair(all, "hint.up1", kWidths[2] + kWidths[1], kWidths[1]);
    add_pair(all, "hint.up0", kWidths[1] + kWidths[0], kWidths[0]);
    add_conv(all, "hint.query", kWidths[0], kAffinity, 1);
    add_conv(all, "hint.key", kWidths[0], kAffinity, 1);
    // softplus(0.54) = 1: as spread_by_likeness() weighs distance, light and texture.
    all.push_back({"hint.nearness", {3}, 0, {0.54F, 0.54F, 0.54F}});
    add_conv(all, "hint.head.0", kWidths[0] + 2, kWidths[0], 3);
    all.push_back({"hint.head.1.weight", {kHeadOut, kWidths[0], 3, 3}, kFirstHead, {}});
    all.push_back({"hint.head.1.bias", {kHeadOut}, 0, kFirstBias});
    return all;
}

class Forward {
public:
    Forward(const HintNetWeights& weights, const at::Tensor& planes, const at::Tensor& hints)
        : weights_(weights), planes_(planes), hints_(hints) {}

    HintNetAnswer run() {
        const at::Tensor level0 = pair("hint.down0", stem());
        const at::Tensor level1 = pair("hint.down1", at::avg_pool2d(level0, 2));
        const at::Tensor level2 = pair("hint.down2", at::avg_pool2d(level1, 2));
        at::Tensor deep = pair("hint.down3", at::avg_pool2d(level2, 2));
        deep = deep + whole_of(deep);
        at::Tensor up = pair("hint.up2", at::cat({enlarged(deep, 2), level2}, 1));
        up = pair("hint.up1", at::cat({enlarged(up, 2), level1}, 1));
        up = pair("hint.up0", at::cat({enlarged(up, 2), level0}, 1));
        const at::Tensor attended = attend(up);
        const at::Tensor seen = at::cat({up, at::avg_pool2d(attended, 2)}, 1);
        const at::Tensor head = enlarged(
            conv("hint.head.1", at::leaky_relu(conv("hint.head.0", seen), kSlope)), kReduction);
        const at::Tensor gates = head.narrow(1, 0, kGates).softmax(1);
        return {gates.narrow(1, 0, 3),
                gates.narrow(1, 3, 1) * enlarged(attended, 2) + head.narrow(1, kGates, 2),
                head.narrow(1, kGates + 2, 1)};
    }

private:
    const at::Tensor& weight(const std::string& name) const { return weights_.at(name); }

    at::Tensor conv(const std::string& name, const at::Tensor& input) const {
        const at::Tensor& kernel = weight(name + ".weight");
        const std::int64_t padding = kernel.size(2) / 2;
        return at::conv2d(input, kernel, weight(name + ".bias"), 1, padding);
    }

    at::Tensor pair(const std::string& name, const at::Tensor& input) const {
        const at::Tensor middle = at::leaky_relu(conv(name + ".0", input), kSlope);
        return at::leaky_relu(conv(name + ".1", middle), kSlope);
    }

    static at::Tensor enlarged(const at::Tensor& input, std::int64_t factor) {
        return at::upsample_bilinear2d(input, {input.size(2) * factor, input.size(3) * factor},
                                       false);
    }

    /// Light pixel by pixel, the rest at a quarter of the size.
    at::Tensor stem() const {
        return at::cat(
            {at::pixel_unshuffle(planes_from(planes_, HintPlane::Light, 1), kReduction),
             at::avg_pool2d(planes_from(planes_, HintPlane::Texture, kHintPlanes - 1), kReduction)},
            1);
    }

    at::Tensor whole_of(const at::Tensor& deep) const {
        const at::Tensor mean = deep.mean({2, 3}, true);
        return conv("hint.whole.1", at::leaky_relu(conv("hint.whole.0", mean), kSlope));
    }

    /// Mean of the hints' colours at half the size, each counting by how much its place is alike
    /// (learnt; light; texture) and near.
    at::Tensor attend(const at::Tensor& features) const {
        const std::int64_t count = planes_.size(0), height = features.size(2),
                           width = features.size(3), hints = hints_.size(1);
        const at::Tensor x = hints_.select(2, 0), y = hints_.select(2, 1);
        const auto index_of = [&](std::int64_t reduction, std::int64_t rows, std::int64_t columns) {
            const auto cell = [&](const at::Tensor& place, std::int64_t cells) {
                return (place / static_cast<double>(reduction)).floor().clamp(0, cells - 1);
            };
            return (cell(y, rows) * columns + cell(x, columns)).to(at::kLong);
        };
        const at::Tensor query = conv("hint.query", features).flatten(2).transpose(1, 2);
        const at::Tensor keys = conv("hint.key", features).flatten(2);
        const at::Tensor at_hints = index_of(kReduction, height, width);
        const at::Tensor key =
            keys.gather(2, at_hints.unsqueeze(1).expand({count, kAffinity, hints}));
        const at::Tensor nearness = at::softplus(weight("hint.nearness"));
        at::Tensor logits = at::bmm(query, key) / std::sqrt(static_cast<double>(kAffinity));
        logits = logits - distances(x, y, height, width) * nearness.select(0, 0);
        logits = enlarged(logits.transpose(1, 2).reshape({count, hints, height, width}), 2);
        const at::Tensor finer = at::avg_pool2d(planes_from(planes_, HintPlane::Light, 2), 2);
        const at::Tensor there = finer.flatten(2).gather(
            2, index_of(2, 2 * height, 2 * width).unsqueeze(1).expand({count, 2, hints})); // N×2×K
        for (std::int64_t which = 0; which < 2; ++which) {
            const at::Tensor unlike = (finer.select(1, which).unsqueeze(1) -
                                       there.select(1, which).reshape({count, hints, 1, 1}))
                                          .abs();
            logits = logits - unlike * (nearness.select(0, which + 1) / kUnitLight);
        }
        const at::Tensor strength = hints_.select(2, 4);
        const at::Tensor bonus =
            strength.clamp_min(1e-4).log() - (strength <= 0).to(strength.scalar_type()) * kNothing;
        const at::Tensor shares =
            (logits + bonus.reshape({count, hints, 1, 1})).softmax(1).flatten(2); // N×K×P
        const at::Tensor colours = hints_.narrow(2, 2, 2).transpose(1, 2);        // N×2×K
        return at::bmm(colours, shares).reshape({count, 2, 2 * height, 2 * width});
    }

    /// N×P×K, in units.
    at::Tensor distances(const at::Tensor& x, const at::Tensor& y, std::int64_t height,
                         std::int64_t width) const {
        const auto centres = [&](std::int64_t length) {
            return (at::arange(length, hints_.options()) + 0.5) * static_cast<double>(kReduction);
        };
        const at::Tensor dx = centres(width).reshape({1, 1, -1, 1}) - x.unsqueeze(1).unsqueeze(1);
        const at::Tensor dy = centres(height).reshape({1, -1, 1, 1}) - y.unsqueeze(1).unsqueeze(1);
        const at::Tensor unit = hints_.select(2, 5).unsqueeze(1).unsqueeze(1).clamp_min(1);
        return ((dx * dx + dy * dy).sqrt() / unit).flatten(1, 2);
    }

    const HintNetWeights& weights_;
    const at::Tensor& planes_;
    const at::Tensor& hints_;
};

} // namespace

const std::vector<HintNetParameter>& hint_net_parameters() {
    static const std::vector<HintNetParameter> kAll = list_parameters();
    return kAll;
}

HintNetAnswer run_hint_net(const HintNetWeights& weights, const at::Tensor& planes,
                           const at::Tensor& hints) {
    return Forward(weights, planes, hints).run();
}

at::Tensor hint_net_colours(const HintNetAnswer& answer, const at::Tensor& planes) {
    at::Tensor sum = answer.extra;
    const std::array first{HintPlane::PaintedA, HintPlane::NearestA, HintPlane::LikelyA};
    for (std::size_t i = 0; i < first.size(); ++i) {
        sum = sum + answer.shares.narrow(1, static_cast<std::int64_t>(i), 1) *
                        planes_from(planes, first[i], 2);
    }
    return sum;
}

} // namespace kinovar::nn
