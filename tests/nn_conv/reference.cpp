#include "tests/nn_conv/reference.h"

#include <algorithm>
#include <cmath>

namespace kinovar::nn::conv::test {
namespace {

double at(const ConstView& picture, int y, int x, int c) {
    return picture.data[y * picture.step_y + x * picture.step_x + c];
}

void add(Exact& result, const ConstView& picture, double scale, int y, int x, int c) {
    if (picture.data != nullptr) {
        result.value += scale * at(picture, y, x, c);
        result.magnitude += std::abs(scale * at(picture, y, x, c));
    }
}

double slope_of(const Epilogue& epilogue, int channel) {
    switch (epilogue.activation) {
    case Activation::None:
        return 1;
    case Activation::LeakyRelu:
        return epilogue.slope;
    case Activation::PRelu:
        return epilogue.slopes[static_cast<std::size_t>(channel)];
    }
    return 1;
}

} // namespace

Exact exact_convolution(const ConstView& input, std::span<const float> weights,
                        std::span<const float> bias, int y, int x, int out_channel) {
    const auto out = static_cast<std::size_t>(out_channel);
    Exact result;
    if (!bias.empty()) {
        result.value = bias[out];
        result.magnitude = std::abs(result.value);
    }
    for (int row = std::max(0, y - 1); row <= std::min(input.height - 1, y + 1); ++row) {
        for (int column = std::max(0, x - 1); column <= std::min(input.width - 1, x + 1);
             ++column) {
            const auto tap = static_cast<std::size_t>((row - y + 1) * 3 + column - x + 1);
            for (int c = 0; c < input.channels; ++c) {
                const std::size_t pair =
                    out * static_cast<std::size_t>(input.channels) + static_cast<std::size_t>(c);
                const double product =
                    at(input, row, column, c) * static_cast<double>(weights[pair * 9 + tap]);
                result.value += product;
                result.magnitude += std::abs(product);
            }
        }
    }
    return result;
}

Exact exact_epilogue(Exact result, const Epilogue& epilogue, int y, int x, int out_channel) {
    const double slope = slope_of(epilogue, out_channel);
    if (!epilogue.activate_last && result.value < 0) {
        result.value *= slope;
    }
    result.value *= epilogue.scale;
    result.magnitude *= std::abs(epilogue.scale) * std::max(1.0, std::abs(slope));
    add(result, epilogue.first, epilogue.first_scale, y, x, out_channel);
    add(result, epilogue.second, epilogue.second_scale, y, x, out_channel);
    if (epilogue.activate_last && result.value < 0) {
        result.value *= slope;
    }
    return result;
}

} // namespace kinovar::nn::conv::test
