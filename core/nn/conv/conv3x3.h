#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace kinovar::nn::conv {

/// A picture of floats whose channels lie side by side (H×W×C, "channels last"):
/// value (y, x, c) at data[y·step_y + x·step_x + c]. step_x may exceed channels, so that a view can
/// be some channels of a wider picture: concatenation then costs nothing.
struct View {
    float* data = nullptr;
    int height = 0, width = 0, channels = 0;
    std::ptrdiff_t step_y = 0, step_x = 0;
};
struct ConstView {
    const float* data = nullptr;
    int height = 0, width = 0, channels = 0;
    std::ptrdiff_t step_y = 0, step_x = 0;
};

enum class Activation : std::uint8_t {
    None,
    LeakyRelu, ///< one slope for all channels; 0 is a plain ReLU
    PRelu,     ///< a slope per output channel
};

/// What happens to a result before it is stored:
///   out = scale · act(conv + bias) + first_scale · first + second_scale · second
/// or, with activate_last, act(scale · (conv + bias) + …) of the whole sum. The pictures added (of
/// the output's size; data null: none) may be the output itself.
struct Epilogue {
    Activation activation = Activation::None;
    float slope = 0;               ///< of LeakyRelu
    std::span<const float> slopes; ///< of PRelu, one per output channel
    bool activate_last = false;
    float scale = 1;
    ConstView first;
    float first_scale = 1;
    ConstView second;
    float second_scale = 1;
};

/// A 3×3 convolution, stride 1, padding 1 with zeros, by Winograd's F(4×4, 3×3)
/// (Lavin & Gray 2016, "Fast Algorithms for Convolutional Neural Networks"). The weights are
/// transformed once, when it is made. Instructions are chosen at run time (AVX-512, AVX2,
/// baseline).
class Conv3x3 {
public:
    /// `weights`: out × in × 3 × 3; `bias`: one per output channel, or none.
    Conv3x3(std::span<const float> weights, std::span<const float> bias, int out_channels,
            int in_channels);
    ~Conv3x3();
    Conv3x3(Conv3x3&&) noexcept;
    Conv3x3& operator=(Conv3x3&&) noexcept;

    [[nodiscard]] int in_channels() const;
    [[nodiscard]] int out_channels() const;
    /// Operations of the plain convolution of a picture, a multiplication and an addition being
    /// two.
    [[nodiscard]] double flops(int height, int width) const;
    /// `input` and `output` have the same height and width, their channel counts are this one's,
    /// and they do not overlap. Uses `threads` threads (OpenMP).
    /// Picture sizes times strides are limited by std::ptrdiff_t, tiles of 4×4 by int.
    /// Safe to call from several threads at a time. Throws std::bad_alloc.
    /// Error against exact arithmetic: below 4e-6 of the sum of |weight·value| of each result.
    void run(const ConstView& input, const View& output, const Epilogue& epilogue,
             int threads) const;

private:
    struct Weights;
    std::unique_ptr<const Weights> weights_;
};

/// "AVX3_SPL", "AVX3", "AVX2" … : what run() uses on this machine.
[[nodiscard]] const char* instruction_set();

} // namespace kinovar::nn::conv
