#include "core/steps/timing/field_fill.h"

#include "core/steps/timing/field_row.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace kinovar::steps {

namespace {

constexpr float kLevel = 1.0F / 255;
/// An edge is followed where the lines above and below differ by so much,
constexpr float kSteep = 12 * kLevel;
/// and where three pixels along it are so much more alike than straight down.
constexpr float kClearly = 32 * kLevel;
/// In a single picture, a value so far outside those above and below belongs to another moment.
constexpr float kComb = 10 * kLevel;
constexpr int kMostSlant = 2;
constexpr int kMargin = kMostSlant + 1;
constexpr int kGreen = 1; ///< stands for luma in the search for edges

int mirrored(int y, int height) {
    const int top = std::abs(y);
    return top < height ? top : 2 * (height - 1) - top;
}

/// Works on one picture.
class FieldFiller {
public:
    FieldFiller(const FieldSurroundings& around, bool keeps_upper)
        : now_(*around.now), before_(around.before ? *around.before : fallback(around.after)),
          after_(around.after ? *around.after : fallback(around.before)),
          previous_(around.previous ? *around.previous : now_),
          next_(around.next ? *around.next : now_),
          alone_(around.previous == nullptr && around.next == nullptr &&
                 (around.before == nullptr || around.after == nullptr)),
          first_missing_(keeps_upper ? 1 : 0),
          values_(static_cast<std::size_t>(now_.width()) * Frame::kChannels), kinds_(values_) {}

    std::shared_ptr<Frame> run() {
        auto frame = std::make_shared<Frame>(now_); // the kept lines are there
        auto origin = std::make_shared<OriginPlane>();
        origin->width = now_.width();
        origin->height = now_.height();
        if (now_.origin()) {
            origin->pixels = now_.origin()->pixels;
        } else {
            origin->pixels.assign(
                values_ / Frame::kChannels * static_cast<std::size_t>(now_.height()), Origin::Scan);
        }
        for (int y = first_missing_; y < now_.height(); y += 2) {
            fill_row(*frame, y);
            mark(*origin, y);
        }
        frame->set_origin(std::move(origin));
        return frame;
    }

private:
    [[nodiscard]] const Frame& fallback(const Frame* other) const { return other ? *other : now_; }

    [[nodiscard]] const float* at(const Frame& frame, int y) const {
        return frame.row(mirrored(y, frame.height()));
    }
    [[nodiscard]] std::array<const float*, 2> pair(const Frame& frame, int y, int distance) const {
        return {at(frame, y - distance), at(frame, y + distance)};
    }
    [[nodiscard]] std::array<const float*, 5> five(const Frame& frame, int y) const {
        return {at(frame, y), at(frame, y - 2), at(frame, y + 2), at(frame, y - 4),
                at(frame, y + 4)};
    }

    void fill_row(Frame& frame, int y) {
        float* row = frame.row(y);
        const FieldRows rows{.near = pair(now_, y, 1),
                             .far = pair(now_, y, 3),
                             .previous = pair(previous_, y, 1),
                             .next = pair(next_, y, 1),
                             .before = five(before_, y),
                             .after = five(after_, y),
                             .woven = now_.row(y)};
        if (alone_) { // nothing tells what moves
            fill_where_combed(rows, row);
        } else {
            fill_field_row(rows, values_, row, kinds_.data());
        }
        follow_edges(rows.near, row);
    }

    void fill_where_combed(const FieldRows& rows, float* row) {
        for (std::size_t i = 0; i < values_; ++i) {
            const auto [low, high] = std::minmax(rows.near[0][i], rows.near[1][i]);
            const float woven = rows.woven[i];
            const bool combed = woven < low - kComb || woven > high + kComb;
            row[i] = combed ? (low + high) / 2 : woven;
            kinds_[i] = static_cast<std::uint8_t>(combed ? FieldPixel::Fast : FieldPixel::Woven);
        }
    }

    /// Three pixels along a slant: how unlike they are.
    static float unlike(const float* above, const float* below, int slant) {
        float sum = 0;
        for (int k = -1; k <= 1; ++k) {
            sum += std::abs(above[(k + slant) * Frame::kChannels] -
                            below[(k - slant) * Frame::kChannels]);
        }
        return sum;
    }

    void follow_edges(const std::array<const float*, 2>& near, float* row) const {
        for (int x = kMargin; x < now_.width() - kMargin; ++x) {
            const std::size_t i = static_cast<std::size_t>(x) * Frame::kChannels;
            const float* above = near[0] + i;
            const float* below = near[1] + i;
            if (kinds_[i + kGreen] != static_cast<std::uint8_t>(FieldPixel::Fast) ||
                std::abs(above[kGreen] - below[kGreen]) < kSteep) {
                continue;
            }
            const int slant = slant_of(above + kGreen, below + kGreen);
            if (slant == 0) {
                continue;
            }
            const int shift = slant * Frame::kChannels;
            for (int c = 0; c < Frame::kChannels; ++c) {
                const float along = (above[shift + c] + below[c - shift]) / 2;
                row[i + static_cast<std::size_t>(c)] =
                    (row[i + static_cast<std::size_t>(c)] + along) / 2;
            }
        }
    }

    static int slant_of(const float* above, const float* below) {
        float least = unlike(above, below, 0) - kClearly;
        int found = 0;
        for (const int side : {-1, 1}) {
            for (int slant = 1; slant <= kMostSlant; ++slant) {
                const float cost = unlike(above, below, side * slant);
                if (cost >= least) {
                    break; // a wider slant is trusted only behind a narrower one
                }
                least = cost;
                found = side * slant;
            }
        }
        return found;
    }

    void mark(OriginPlane& origin, int y) const {
        Origin* to = origin.pixels.data() +
                     static_cast<std::size_t>(y) * static_cast<std::size_t>(origin.width);
        for (std::size_t i = 0; i < values_; i += Frame::kChannels, ++to) {
            const int kind = std::max({kinds_[i], kinds_[i + 1], kinds_[i + 2]});
            if (kind != static_cast<int>(FieldPixel::Woven)) {
                *to = std::max(*to, Origin::Neighbour);
            }
        }
    }

    const Frame& now_;
    const Frame& before_;
    const Frame& after_;
    const Frame& previous_;
    const Frame& next_;
    bool alone_;
    int first_missing_;
    std::size_t values_;
    std::vector<std::uint8_t> kinds_;
};

} // namespace

std::shared_ptr<Frame> fill_field(const FieldSurroundings& around, bool keeps_upper) {
    return FieldFiller(around, keeps_upper).run();
}

} // namespace kinovar::steps
