#include "core/image/luma.h"

#include "core/image/row_kernels.h"

#include <array>
#include <cassert>

namespace kinovar {

namespace {

std::array<float, 3> float_weights(const Frame& frame) {
    const LumaWeights weights = luma_weights(frame);
    return {static_cast<float>(weights.red), static_cast<float>(weights.green),
            static_cast<float>(weights.blue)};
}

} // namespace

LumaWeights luma_weights(const Frame& frame) {
    const bool is_rgb = frame.colour().matrix == Matrix::Rgb;
    return luma_weights(frame.colour().resolved(frame.height(), is_rgb).matrix);
}

void luma_of(const Frame& frame, std::span<float> luma) {
    assert(luma.size() * Frame::kChannels == frame.values().size());
    rows::luma(luma.data(), frame.values().data(), luma.size(), float_weights(frame).data());
}

void luma_of(const Frame& frame, std::span<std::uint8_t> luma) {
    assert(luma.size() * Frame::kChannels == frame.values().size());
    rows::luma(luma.data(), frame.values().data(), luma.size(), float_weights(frame).data());
}

std::shared_ptr<Frame> with_luma_changed(const Frame& frame, std::span<const float> change) {
    assert(change.size() * Frame::kChannels == frame.values().size());
    auto changed = std::make_shared<Frame>(frame.width(), frame.height(), frame.colour());
    changed->set_origin(frame.origin());
    const float* in = frame.values().data();
    float* out = changed->values().data();
    for (const float step : change) {
        out[0] = in[0] + step;
        out[1] = in[1] + step;
        out[2] = in[2] + step;
        in += Frame::kChannels;
        out += Frame::kChannels;
    }
    return changed;
}

} // namespace kinovar
