#include "core/nn/arch/swinir_ending.h"

#include <fmt/format.h>

#include <cmath>

namespace kinovar::nn::arch {

namespace {

constexpr float kSlope = 0.2F;
constexpr float kSlopeBefore = 0.01F;

/// The factor whose shuffle turns `made` channels into `wanted`.
int factor_of(std::int64_t made, std::int64_t wanted) {
    const auto factor =
        static_cast<int>(std::lround(std::sqrt(static_cast<double>(made / wanted))));
    if (factor < 1 || std::int64_t{factor} * factor * wanted != made) {
        throw BadWeights(
            {ErrorCode::Corrupt,
             fmt::format("upsample makes {} channels, which is no square number times {}", made,
                         wanted),
             {}});
    }
    return factor;
}

} // namespace

SwinEnding::SwinEnding(StateDict& weights, std::int64_t channels, int colours) {
    if (weights.has("conv_up1.weight")) {
        take_nearest(weights, channels, colours);
    } else if (weights.has("conv_before_upsample.0.weight")) {
        take_shuffles(weights, channels, colours);
    } else if (weights.has("upsample.0.weight")) {
        last_ = take_same_conv(weights, "upsample.0", {channels});
        last_factor_ = factor_of(last_.out_channels(), colours);
        scale_ = last_factor_;
    } else {
        last_ = take_same_conv(weights, "conv_last", {channels, colours});
        is_residual_ = true;
    }
}

void SwinEnding::take_nearest(StateDict& weights, std::int64_t channels, int colours) {
    before_ = take_same_conv(weights, "conv_before_upsample.0", {channels});
    const std::int64_t features = before_->out_channels();
    for (const std::string key : {"conv_up1", "conv_up2"}) {
        if (weights.has(key + ".weight")) {
            steps_.push_back({take_same_conv(weights, key, {features, features}), 2, true});
            scale_ *= steps_.back().factor;
        }
    }
    high_ = take_same_conv(weights, "conv_hr", {features, features});
    last_ = take_same_conv(weights, "conv_last", {features, colours});
}

void SwinEnding::take_shuffles(StateDict& weights, std::int64_t channels, int colours) {
    before_ = take_same_conv(weights, "conv_before_upsample.0", {channels});
    const std::int64_t features = before_->out_channels();
    constexpr int kStep = 2; // every second member of the sequence is a shuffle
    for (int i = 0; weights.has(fmt::format("upsample.{}.weight", i)); i += kStep) {
        Conv2d conv = take_same_conv(weights, fmt::format("upsample.{}", i), {features});
        const int factor = factor_of(conv.out_channels(), features);
        steps_.push_back({std::move(conv), factor, false});
        scale_ *= factor;
    }
    last_ = take_same_conv(weights, "conv_last", {features, colours});
}

at::Tensor SwinEnding::operator()(at::Tensor blob) const {
    if (before_) {
        blob = (*before_)(blob, leaky_relu(kSlopeBefore));
    }
    for (const Step& step : steps_) {
        if (step.nearest) {
            const std::array<std::int64_t, 2> size = {blob.size(2) * step.factor,
                                                      blob.size(3) * step.factor};
            blob = at::upsample_nearest2d(blob, at::IntArrayRef(size), c10::nullopt, c10::nullopt);
            blob = step.conv(blob, leaky_relu(kSlope));
        } else {
            blob = at::pixel_shuffle(step.conv(blob), step.factor);
        }
    }
    if (high_) {
        blob = (*high_)(blob, leaky_relu(kSlope));
    }
    blob = last_(blob);
    return last_factor_ > 1 ? at::pixel_shuffle(blob, last_factor_) : blob;
}

} // namespace kinovar::nn::arch
