#include "core/train/prelu_kernels.h"

// The instruction sets worth their code size: what every x86-64 has, AVX2 and AVX-512 (or NEON).
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SSE4 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/train/prelu_kernels.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::train::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;
using Floats = hn::ScalableTag<float>;
using Vector = hn::Vec<Floats>;

HWY_INLINE Vector load(const float* from) {
    return hn::LoadU(Floats(), from);
}

HWY_INLINE void store(Vector values, float* to) {
    hn::StoreU(values, Floats(), to);
}

HWY_INLINE Vector load(const std::uint16_t* from) {
    const hn::RebindToUnsigned<Floats> wide;
    const hn::Rebind<std::uint16_t, Floats> narrow;
    return hn::BitCast(Floats(), hn::ShiftLeft<16>(hn::PromoteTo(wide, hn::LoadU(narrow, from))));
}

HWY_INLINE void store(Vector values, std::uint16_t* to) {
    const hn::RebindToUnsigned<Floats> wide;
    const hn::RebindToSigned<Floats> integers;
    const hn::Rebind<std::uint16_t, Floats> narrow;
    const auto bits = hn::BitCast(wide, values);
    const auto odd = hn::And(hn::ShiftRight<16>(bits), hn::Set(wide, 1));
    const auto rounded = hn::ShiftRight<16>(hn::Add(bits, hn::Add(odd, hn::Set(wide, 0x7FFF))));
    hn::StoreU(hn::DemoteTo(narrow, hn::BitCast(integers, rounded)), narrow, to);
}

/// Channels are a multiple of the lanes.
template <class Number>
void forward(Number* values, std::size_t pixels, std::size_t channels, const float* slopes) {
    const std::size_t lanes = hn::Lanes(Floats());
    const Vector zero = hn::Zero(Floats());
    for (std::size_t c = 0; c < channels; c += lanes) {
        const Vector slope = load(slopes + c);
        for (std::size_t p = 0; p < pixels; ++p) {
            Number* at = values + p * channels + c;
            const Vector value = load(at);
            store(hn::IfThenElse(hn::Lt(value, zero), hn::Mul(value, slope), value), at);
        }
    }
}

template <class Number>
void backward(Number* gradients, const Number* values, std::size_t pixels, std::size_t channels,
              const float* slopes, float* slope_gradients) {
    const std::size_t lanes = hn::Lanes(Floats());
    const Vector zero = hn::Zero(Floats());
    for (std::size_t c = 0; c < channels; c += lanes) {
        const Vector slope = load(slopes + c);
        Vector sum = zero;
        for (std::size_t p = 0; p < pixels; ++p) {
            const std::size_t at = p * channels + c;
            const Vector value = load(values + at);
            const Vector gradient = load(gradients + at);
            const auto is_negative = hn::Lt(value, zero);
            sum = hn::Add(sum, hn::IfThenElseZero(is_negative, hn::Mul(gradient, value)));
            store(hn::IfThenElse(is_negative, hn::Mul(gradient, slope), gradient), gradients + at);
        }
        store(hn::Add(load(slope_gradients + c), hn::Div(sum, slope)), slope_gradients + c);
    }
}

void forward_float(float* values, std::size_t pixels, std::size_t channels, const float* slopes) {
    forward(values, pixels, channels, slopes);
}

void forward_half(std::uint16_t* values, std::size_t pixels, std::size_t channels,
                  const float* slopes) {
    forward(values, pixels, channels, slopes);
}

void backward_float(float* gradients, const float* values, std::size_t pixels, std::size_t channels,
                    const float* slopes, float* slope_gradients) {
    backward(gradients, values, pixels, channels, slopes, slope_gradients);
}

void backward_half(std::uint16_t* gradients, const std::uint16_t* values, std::size_t pixels,
                   std::size_t channels, const float* slopes, float* slope_gradients) {
    backward(gradients, values, pixels, channels, slopes, slope_gradients);
}

} // namespace kinovar::train::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::train {

HWY_EXPORT(forward_float);
HWY_EXPORT(forward_half);
HWY_EXPORT(backward_float);
HWY_EXPORT(backward_half);

void prelu_forward(float* values, std::size_t pixels, std::size_t channels, const float* slopes) {
    HWY_DYNAMIC_DISPATCH(forward_float)(values, pixels, channels, slopes);
}

void prelu_forward(std::uint16_t* values, std::size_t pixels, std::size_t channels,
                   const float* slopes) {
    HWY_DYNAMIC_DISPATCH(forward_half)(values, pixels, channels, slopes);
}

void prelu_backward(float* gradients, const float* values, std::size_t pixels, std::size_t channels,
                    const float* slopes, float* slope_gradients) {
    HWY_DYNAMIC_DISPATCH(backward_float)
    (gradients, values, pixels, channels, slopes, slope_gradients);
}

void prelu_backward(std::uint16_t* gradients, const std::uint16_t* values, std::size_t pixels,
                    std::size_t channels, const float* slopes, float* slope_gradients) {
    HWY_DYNAMIC_DISPATCH(backward_half)
    (gradients, values, pixels, channels, slopes, slope_gradients);
}

} // namespace kinovar::train
#endif
