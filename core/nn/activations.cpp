#include "core/nn/activations.h"

#include <ATen/Parallel.h>

namespace kinovar::nn {

namespace {

constexpr std::int64_t kValuesPerTask = 1 << 15;

void prelu_rows(float* values, const float* slopes, std::int64_t rows, std::int64_t channels) {
    for (std::int64_t row = 0; row < rows; ++row) {
        for (std::int64_t c = 0; c < channels; ++c) {
            const float value = values[c];
            values[c] = value < 0 ? value * slopes[c] : value;
        }
        values += channels;
    }
}

} // namespace

void prelu_in_place(at::Tensor& tensor, const at::Tensor& slopes) {
    if (!tensor.is_cpu() || !tensor.is_contiguous(at::MemoryFormat::ChannelsLast)) {
        tensor = at::prelu(tensor, slopes);
        return;
    }
    const std::int64_t channels = tensor.size(1);
    const std::int64_t rows = tensor.numel() / channels;
    float* values = tensor.data_ptr<float>();
    const float* factors = slopes.data_ptr<float>();
    const std::int64_t grain = std::max<std::int64_t>(1, kValuesPerTask / channels);
    at::parallel_for(0, rows, grain, [&](std::int64_t begin, std::int64_t end) {
        prelu_rows(values + begin * channels, factors, end - begin, channels);
    });
}

} // namespace kinovar::nn
