#include "core/steps/enhance/tone_table.h"

namespace kinovar::steps {

namespace {

void change_channel(const float* in, float* out, std::size_t values, const ToneTable* table) {
    if (table == nullptr) {
        for (std::size_t i = 0; i < values; i += Frame::kChannels) {
            out[i] = in[i];
        }
        return;
    }
    for (std::size_t i = 0; i < values; i += Frame::kChannels) {
        out[i] = (*table)(in[i]);
    }
}

} // namespace

ToneTable::ToneTable(const Function& function, double low, double high)
    : factor_(static_cast<float>(kCells / (high - low))),
      offset_(static_cast<float>(-low * kCells / (high - low))) {
    cells_.resize(kCells + 1);
    double value = function(low);
    for (int i = 0; i < kCells; ++i) {
        const double next = function(low + (high - low) * (i + 1) / kCells);
        cells_[static_cast<std::size_t>(i)] = {static_cast<float>(value),
                                               static_cast<float>(next - value)};
        value = next;
    }
    cells_.back() = {static_cast<float>(value), 0}; // for the range's very end
}

FramePtr toned(const Frame& picture, const ToneTables& tables) {
    auto result = std::make_shared<Frame>(picture.width(), picture.height(), picture.colour());
    result->set_origin(picture.origin());
    const std::size_t row_values = static_cast<std::size_t>(picture.width()) * Frame::kChannels;
    for (int y = 0; y < picture.height(); ++y) {
        // Channel by channel within a row: the row stays in the first cache, the table too.
        for (std::size_t c = 0; c < tables.size(); ++c) {
            change_channel(picture.row(y) + c, result->row(y) + c, row_values - c, tables[c].get());
        }
    }
    return result;
}

} // namespace kinovar::steps
