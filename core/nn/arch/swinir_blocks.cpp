#include "core/nn/arch/swinir_blocks.h"

#include <cmath>

namespace kinovar::nn::arch {

namespace {

constexpr double kNormEpsilon = 1e-5;
constexpr float kForbidden =
    -100; // what the authors add to scores of pixels that are not neighbours

/// Scores by relative place: the table has a row for each of the (2w-1)² differences.
at::Tensor place_bias(const Weight& table, std::int64_t window) {
    const std::int64_t heads = table.shape[1];
    const std::int64_t area = window * window;
    std::vector<float> bias(static_cast<std::size_t>(heads * area * area));
    for (std::int64_t from = 0; from < area; ++from) {
        for (std::int64_t to = 0; to < area; ++to) {
            const std::int64_t down = from / window - to / window + window - 1;
            const std::int64_t across = from % window - to % window + window - 1;
            const std::int64_t row = down * (2 * window - 1) + across;
            for (std::int64_t head = 0; head < heads; ++head) {
                bias[static_cast<std::size_t>((head * area + from) * area + to)] =
                    table.values[static_cast<std::size_t>(row * heads + head)];
            }
        }
    }
    return device_tensor(bias, {heads, area, area});
}

/// Forbids pairs of which one lies before and one behind the seam along one axis; `stride` brings a
/// pixel's number to its place along that axis.
at::Tensor seam_mask(std::int64_t window, std::int64_t shift, bool across) {
    const std::int64_t area = window * window;
    const auto behind = [&](std::int64_t pixel) {
        return (across ? pixel % window : pixel / window) >= window - shift;
    };
    std::vector<float> mask(static_cast<std::size_t>(area * area), 0.0F);
    for (std::int64_t from = 0; from < area; ++from) {
        for (std::int64_t to = 0; to < area; ++to) {
            if (behind(from) != behind(to)) {
                mask[static_cast<std::size_t>(from * area + to)] = kForbidden;
            }
        }
    }
    return device_tensor(mask, {area, area});
}

Linear take_scaled_queries(StateDict& weights, const std::string& key, std::int64_t channels,
                           double scale) {
    constexpr std::int64_t kParts = 3; // queries, keys, values
    at::Tensor matrix = take_tensor(weights, key + ".weight", {kParts * channels, channels});
    at::Tensor bias = take_tensor(weights, key + ".bias", {kParts * channels});
    matrix.narrow(0, 0, channels).mul_(scale);
    bias.narrow(0, 0, channels).mul_(scale);
    return {std::move(matrix), std::move(bias)};
}

} // namespace

SwinBlock::SwinBlock(StateDict& weights, const std::string& key, const Size& size)
    : size_(size), norm1_(weights, key + "norm1", size.channels, kNormEpsilon),
      norm2_(weights, key + "norm2", size.channels, kNormEpsilon),
      project_(weights, key + "attn.proj", size.channels, size.channels),
      widen_(weights, key + "mlp.fc1", size.channels),
      narrow_(weights, key + "mlp.fc2", widen_.out_features(), size.channels) {
    const std::int64_t differences = 2 * size.window - 1;
    const Weight table = take_weight(weights, key + "attn.relative_position_bias_table",
                                     {differences * differences, -1});
    heads_ = std::max<std::int64_t>(1, table.shape[1]);
    if (size.channels % heads_ != 0) {
        throw BadWeights({ErrorCode::Corrupt,
                          key + "attn.relative_position_bias_table: the channels cannot be shared "
                                "out evenly to its heads",
                          {}});
    }
    bias_ = place_bias(table, size.window);
    query_key_value_ =
        take_scaled_queries(weights, key + "attn.qkv", size.channels,
                            1 / std::sqrt(static_cast<double>(size.channels / heads_)));
    if (size.shift > 0) {
        mask_right_ = seam_mask(size.window, size.shift, /*across=*/true);
        mask_bottom_ = seam_mask(size.window, size.shift, /*across=*/false);
    }
    weights.drop(key + "attn.relative_position_index"); // follow from the window's size
    weights.drop(key + "attn_mask");
}

at::Tensor SwinBlock::attend(const at::Tensor& input) const {
    const std::int64_t window = size_.window;
    const std::int64_t area = window * window;
    const std::int64_t count = input.size(0);
    const std::int64_t rows = input.size(1) / window;
    const std::int64_t columns = input.size(2) / window;
    // N, rows, y, columns, x, C → windows × area × C
    const at::Tensor windows = input.reshape({count, rows, window, columns, window, size_.channels})
                                   .transpose(2, 3)
                                   .reshape({count * rows * columns, area, size_.channels});
    const at::Tensor parts =
        query_key_value_(windows)
            .reshape({count * rows * columns, area, 3, heads_, size_.channels / heads_})
            .permute({2, 0, 3, 1, 4});
    at::Tensor scores = at::matmul(parts.select(0, 0), parts.select(0, 1).transpose(-2, -1));
    scores.add_(bias_);
    if (size_.shift > 0) {
        const at::Tensor grid = scores.view({count, rows, columns, heads_, area, area});
        grid.select(1, rows - 1).add_(mask_bottom_);
        grid.select(2, columns - 1).add_(mask_right_);
    }
    const at::Tensor mixed = at::matmul(at::softmax(scores, -1), parts.select(0, 2))
                                 .transpose(1, 2)
                                 .reshape({count * rows * columns, area, size_.channels});
    return project_(mixed)
        .reshape({count, rows, columns, window, window, size_.channels})
        .transpose(2, 3)
        .reshape(input.sizes());
}

at::Tensor SwinBlock::operator()(const at::Tensor& input) const {
    at::Tensor blob = norm1_(input);
    if (size_.shift > 0) {
        blob = attend(at::roll(blob, {-size_.shift, -size_.shift}, {1, 2}));
        blob = at::roll(blob, {size_.shift, size_.shift}, {1, 2});
    } else {
        blob = attend(blob);
    }
    blob.add_(input);
    return narrow_(at::gelu(widen_(norm2_(blob)))).add_(blob);
}

} // namespace kinovar::nn::arch
