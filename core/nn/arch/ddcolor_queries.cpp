#include "core/nn/arch/ddcolor_queries.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace kinovar::nn::arch {

namespace {

constexpr std::int64_t kHeads = 8; // of every official model; not to be seen in the file
constexpr double kNormEpsilon = 1e-5;
constexpr double kPositionEpsilon = 1e-6;
constexpr double kTemperature = 10000;

/// L × numbers: sines and cosines of 1 … length over the length, of falling frequency.
at::Tensor waves(std::int64_t length, std::int64_t numbers, const at::TensorOptions& options) {
    const double unit = 2 * std::numbers::pi / (static_cast<double>(length) + kPositionEpsilon);
    const at::Tensor angle = at::arange(1, length + 1, options) * unit;
    const at::Tensor exponent =
        at::arange(0, numbers / 2, options) * (2.0 / static_cast<double>(numbers));
    const at::Tensor phase = angle.unsqueeze(1) / at::pow(kTemperature, exponent);
    return at::stack({at::sin(phase), at::cos(phase)}, 2).flatten(1);
}

/// 1 × HW × channels: where each pixel is (N. Carion et al., DETR, 2020); rows first.
at::Tensor position_code(const at::Tensor& picture, std::int64_t channels) {
    const std::int64_t height = picture.size(2);
    const std::int64_t width = picture.size(3);
    const std::int64_t half = channels / 2;
    const auto options = picture.options();
    const at::Tensor rows = waves(height, half, options).unsqueeze(1).expand({-1, width, -1});
    const at::Tensor columns = waves(width, half, options).unsqueeze(0).expand({height, -1, -1});
    return at::cat({rows, columns}, 2).view({1, height * width, channels});
}

/// N × L × C → N × heads × L × C / heads
at::Tensor in_heads(const at::Tensor& rows) {
    return rows.view({rows.size(0), rows.size(1), kHeads, rows.size(2) / kHeads}).transpose(1, 2);
}

} // namespace

ColourQueries::Attention::Attention(StateDict& weights, const std::string& key,
                                    const std::string& name, std::int64_t features)
    : out_(weights, fmt::format("{}.{}.out_proj", key, name), features, features),
      norm_(weights, key + ".norm", features, kNormEpsilon) {
    const std::string in = fmt::format("{}.{}.in_proj", key, name);
    const at::Tensor kernels = take_tensor(weights, in + "_weight", {3 * features, features});
    const at::Tensor biases = take_tensor(weights, in + "_bias", {3 * features});
    const auto part = [&](std::int64_t index) {
        return Linear(kernels.narrow(0, index * features, features).clone(),
                      biases.narrow(0, index * features, features).clone());
    };
    query_ = part(0);
    key_ = part(1);
    value_ = part(2);
}

at::Tensor ColourQueries::Attention::operator()(const at::Tensor& queries, const at::Tensor& where,
                                                const at::Tensor& keys,
                                                const at::Tensor& values) const {
    const at::Tensor q = in_heads(query_(queries + where));
    const at::Tensor k = in_heads(key_(keys));
    const double size = 1 / std::sqrt(static_cast<double>(q.size(3)));
    const at::Tensor attention = at::softmax(at::matmul(q * size, k.transpose(2, 3)), -1);
    const at::Tensor seen =
        at::matmul(attention, in_heads(value_(values))).transpose(1, 2).flatten(2);
    return norm_(queries + out_(seen));
}

ColourQueries::ColourQueries(StateDict& weights, const std::string& prefix,
                             const std::vector<std::int64_t>& widths)
    : start_(take_tensor(weights, prefix + "query_feat.weight", {-1, -1}).unsqueeze(0)) {
    const std::int64_t features = start_.size(2);
    if (features % (2 * kHeads) != 0) {
        throw BadWeights({ErrorCode::Unsupported,
                          fmt::format("\"{}query_feat.weight\" has {} features, which {} heads "
                                      "cannot share",
                                      prefix, features, kHeads),
                          {}});
    }
    positions_ =
        take_tensor(weights, prefix + "query_embed.weight", {count(), features}).unsqueeze(0);
    const auto sizes = static_cast<std::int64_t>(widths.size());
    levels_ = take_tensor(weights, prefix + "level_embed.weight", {sizes, features});
    for (std::size_t i = 0; i < widths.size(); ++i) {
        project_.push_back(take_same_conv(weights, fmt::format("{}input_proj.{}", prefix, i),
                                          {.in = widths[i], .out = features, .kernel = 1}));
    }
    const std::string layers = prefix + "transformer_";
    const int count = weights.count_blocks(layers + "ffn_layers.");
    for (int i = 0; i < count; ++i) {
        Attention cross(weights, fmt::format("{}cross_attention_layers.{}", layers, i),
                        "multihead_attn", features);
        Attention self(weights, fmt::format("{}self_attention_layers.{}", layers, i), "self_attn",
                       features);
        const std::string ffn = fmt::format("{}ffn_layers.{}", layers, i);
        Linear widen(weights, ffn + ".linear1", features);
        Linear narrow(weights, ffn + ".linear2", widen.out_features(), features);
        layers_.push_back({std::move(cross), std::move(self), std::move(widen), std::move(narrow),
                           LayerNorm(weights, ffn + ".norm", features, kNormEpsilon)});
    }
    last_norm_ = LayerNorm(weights, prefix + "decoder_norm", features, kNormEpsilon);
    const std::string embed = prefix + "color_embed.layers.";
    const int embed_count = weights.count_blocks(embed);
    std::int64_t in = features;
    for (int i = 0; i < std::max(1, embed_count); ++i) {
        embed_.emplace_back(weights, fmt::format("{}{}", embed, i), in);
        in = embed_.back().out_features();
    }
}

at::Tensor ColourQueries::operator()(const std::vector<at::Tensor>& features,
                                     const at::Tensor& picture) const {
    std::vector<at::Tensor> seen;
    std::vector<at::Tensor> located; // with where it is
    for (std::size_t i = 0; i < project_.size(); ++i) {
        const at::Tensor rows = project_[i](features.at(i)).flatten(2).transpose(1, 2);
        seen.push_back(rows + levels_[static_cast<std::int64_t>(i)]);
        located.push_back(seen.back() + position_code(features[i], start_.size(2)));
    }
    at::Tensor queries = start_.expand({picture.size(0), -1, -1});
    for (std::size_t i = 0; i < layers_.size(); ++i) {
        const Layer& layer = layers_[i];
        const std::size_t level = i % seen.size();
        queries = layer.cross(queries, positions_, located[level], seen[level]);
        queries = layer.self(queries, positions_, queries + positions_, queries);
        queries = layer.norm(queries + layer.narrow(at::relu(layer.widen(queries))));
    }
    queries = last_norm_(queries);
    for (std::size_t i = 0; i < embed_.size(); ++i) {
        queries = i == 0 ? embed_[i](queries) : embed_[i](at::relu(queries));
    }
    const at::Tensor planes = at::matmul(queries, picture.flatten(2));
    return planes.view({picture.size(0), count(), picture.size(2), picture.size(3)});
}

} // namespace kinovar::nn::arch
