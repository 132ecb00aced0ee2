#include "core/image/row_source.h"

#include "core/image/row_kernels.h"

#include <algorithm>

namespace kinovar {

namespace {

constexpr int kNone = -1;
constexpr int kRingRows = 8;

} // namespace

RowRing::RowRing(int width, int capacity)
    : rows_(width, capacity), number_(static_cast<std::size_t>(capacity), kNone) {}

float* RowRing::put(int y) {
    number_[slot(y)] = y;
    return rows_.row(static_cast<int>(slot(y)));
}

void RowRing::clear() {
    std::fill(number_.begin(), number_.end(), kNone);
}

VerticalStep::VerticalStep(Direction direction, chroma::Phase phase, int width, int fine,
                           RowSource& below)
    : direction_(direction), phase_(phase), width_(width), fine_(fine), below_(below),
      ring_(width, kRingRows) {}

const float* VerticalStep::row(int y) {
    if (ring_.holds(y)) {
        return ring_.get(y);
    }
    const chroma::Taps taps = direction_ == Direction::Up ? chroma::taps_up(phase_, fine_, y)
                                                          : chroma::taps_down(phase_, fine_, y);
    std::array<const float*, chroma::Taps::kMost> sources{};
    for (int i = 0; i < taps.count; ++i) {
        sources[static_cast<std::size_t>(i)] =
            below_.row(taps.position[static_cast<std::size_t>(i)]);
    }
    float* target = ring_.put(y);
    rows::blend(target, sources.data(), taps.weight.data(), taps.count,
                static_cast<std::size_t>(width_));
    return target;
}

void VerticalStep::restart() {
    ring_.clear();
    below_.restart();
}

} // namespace kinovar
