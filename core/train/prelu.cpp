#include "core/train/prelu.h"

#include "core/train/prelu_kernels.h"

#include <ATen/Parallel.h>
#include <torch/torch.h>

namespace kinovar::train {

namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// Pixels that are worth a thread.
constexpr std::int64_t kGrain = 4096;

template <class Number>
void run_forward(Number* values, std::int64_t pixels, std::int64_t channels, const float* slopes) {
    at::parallel_for(0, pixels, kGrain, [&](std::int64_t first, std::int64_t end) {
        prelu_forward(values + first * channels, static_cast<std::size_t>(end - first),
                      static_cast<std::size_t>(channels), slopes);
    });
}

/// The gradient of the slopes: a row for each thread, to be summed.
template <class Number>
at::Tensor run_backward(Number* gradients, const Number* values, std::int64_t pixels,
                        std::int64_t channels, const float* slopes) {
    at::Tensor sums = at::zeros({at::get_num_threads(), channels}, at::kFloat);
    at::parallel_for(0, pixels, kGrain, [&](std::int64_t first, std::int64_t end) {
        prelu_backward(gradients + first * channels, values + first * channels,
                       static_cast<std::size_t>(end - first), static_cast<std::size_t>(channels),
                       slopes, sums.data_ptr<float>() + at::get_thread_num() * channels);
    });
    return sums.sum(0);
}

std::uint16_t* bits_of(const at::Tensor& tensor) {
    return reinterpret_cast<std::uint16_t*>(tensor.data_ptr<at::BFloat16>());
}

class PreluInPlace : public torch::autograd::Function<PreluInPlace> {
public:
    static at::Tensor forward(AutogradContext* context, const at::Tensor& values,
                              const at::Tensor& slopes) {
        const std::int64_t channels = values.size(1);
        const std::int64_t pixels = values.numel() / channels;
        if (values.scalar_type() == at::kBFloat16) {
            run_forward(bits_of(values), pixels, channels, slopes.data_ptr<float>());
        } else {
            run_forward(values.data_ptr<float>(), pixels, channels, slopes.data_ptr<float>());
        }
        context->mark_dirty({values});
        context->save_for_backward({values, slopes});
        return values;
    }

    static variable_list backward(AutogradContext* context, const variable_list& outputs) {
        const variable_list saved = context->get_saved_variables();
        const at::Tensor& values = saved[0];
        const float* slopes = saved[1].data_ptr<float>();
        const std::int64_t channels = values.size(1);
        const std::int64_t pixels = values.numel() / channels;
        // Made by the next convolution's backward pass for this function alone.
        at::Tensor gradients = outputs[0].contiguous(at::MemoryFormat::ChannelsLast);
        at::Tensor slope_gradients;
        if (values.scalar_type() == at::kBFloat16) {
            slope_gradients =
                run_backward(bits_of(gradients), bits_of(values), pixels, channels, slopes);
        } else {
            slope_gradients = run_backward(gradients.data_ptr<float>(), values.data_ptr<float>(),
                                           pixels, channels, slopes);
        }
        return {gradients, slope_gradients};
    }
};

} // namespace

at::Tensor prelu(const at::Tensor& values, const at::Tensor& slopes) {
    if (!values.is_cpu() || !values.is_contiguous(at::MemoryFormat::ChannelsLast)) {
        return at::prelu(values, slopes.to(values.scalar_type()));
    }
    return PreluInPlace::apply(values, slopes);
}

} // namespace kinovar::train
