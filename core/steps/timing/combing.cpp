#include "core/steps/timing/combing.h"

#include "core/image/luma.h"
#include "core/pipeline/analysis.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace kinovar::steps {

namespace {

constexpr std::int64_t kVersion = 1;
constexpr int kNoiseLevels = 3;
constexpr int kBlock = 16;
constexpr double kRank = 0.99;

constexpr std::int64_t kPlaces = 8;
constexpr std::int64_t kPairsAPlace = 4;
/// Mean combing, in levels, below which a pair of frames tells nothing.
constexpr double kTelling = 0.02;
/// Of the combing of the wrong order, how much of the right order's is left.
constexpr double kClear = 0.4;
/// Of the pairs that tell something: telecined film has two or three combed frames in five.
constexpr double kShareOfPairs = 0.3;

enum class Vote : std::uint8_t { None, Progressive, TopFirst, BottomFirst };

std::uint64_t combing_of_row(const std::uint8_t* above, const std::uint8_t* row,
                             const std::uint8_t* below, int width) {
    std::uint64_t sum = 0;
    for (int x = 0; x < width; ++x) {
        const int up = row[x] - above[x];
        const int down = row[x] - below[x];
        const int out = std::min(std::abs(up), std::abs(down));
        sum += static_cast<unsigned>((up > 0) == (down > 0) && out > kNoiseLevels ? out : 0);
    }
    return sum;
}

Vote vote_of(const LumaPicture& earlier, const LumaPicture& later) {
    const double own = combing(later, later);
    const double top_first = combing(later, earlier) - own;
    const double bottom_first = combing(earlier, later) - own;
    const double high = std::max(top_first, bottom_first);
    if (high < kTelling) {
        return Vote::None;
    }
    if (std::min(top_first, bottom_first) > kClear * high) {
        return Vote::Progressive;
    }
    return top_first < bottom_first ? Vote::TopFirst : Vote::BottomFirst;
}

Result<FieldOrder> measure(const pipeline::Clip& clip, const pipeline::Pull& pull) {
    const std::int64_t frames = clip.info().frames;
    std::array<std::int64_t, 4> votes{};
    for (std::int64_t place = 0; place < kPlaces; ++place) {
        const std::int64_t first =
            std::max<std::int64_t>(0, frames - kPairsAPlace - 1) * place / (kPlaces - 1);
        LumaPicture earlier;
        for (std::int64_t n = first; n <= std::min(first + kPairsAPlace, frames - 1); ++n) {
            KINOVAR_TRY_ASSIGN(const FramePtr frame, clip.frame(n, pull));
            LumaPicture later = luma_picture(*frame);
            if (n > first) {
                ++votes[static_cast<std::size_t>(vote_of(earlier, later))];
            }
            earlier = std::move(later);
        }
    }
    const std::int64_t top = votes[static_cast<std::size_t>(Vote::TopFirst)];
    const std::int64_t bottom = votes[static_cast<std::size_t>(Vote::BottomFirst)];
    const std::int64_t telling = top + bottom + votes[static_cast<std::size_t>(Vote::Progressive)];
    if (telling == 0) {
        return FieldOrder::Unknown;
    }
    if (static_cast<double>(std::max(top, bottom)) < kShareOfPairs * static_cast<double>(telling)) {
        return FieldOrder::Progressive;
    }
    return top > bottom ? FieldOrder::TopFirst : FieldOrder::BottomFirst;
}

} // namespace

LumaPicture luma_picture(const Frame& frame) {
    LumaPicture picture{frame.width(), frame.height(),
                        std::vector<std::uint8_t>(frame.values().size() / Frame::kChannels)};
    luma_of(frame, std::span<std::uint8_t>(picture.pixels));
    return picture;
}

double combing(const LumaPicture& upper, const LumaPicture& lower) {
    std::uint64_t sum = 0;
    for (int y = 1; y + 1 < upper.height; ++y) {
        const LumaPicture& own = y % 2 == 0 ? upper : lower;
        const LumaPicture& other = y % 2 == 0 ? lower : upper;
        sum += combing_of_row(other.row(y - 1), own.row(y), other.row(y + 1), upper.width);
    }
    return static_cast<double>(sum) / static_cast<double>(upper.pixels.size());
}

double unlikeness(const LumaPicture& a, const LumaPicture& b) {
    std::vector<double> blocks;
    for (int top = 0; top < a.height; top += kBlock) {
        const int bottom = std::min(top + kBlock, a.height);
        for (int left = 0; left < a.width; left += kBlock) {
            const int right = std::min(left + kBlock, a.width);
            int sum = 0;
            for (int y = top; y < bottom; ++y) {
                const std::uint8_t* p = a.row(y);
                const std::uint8_t* q = b.row(y);
                for (int x = left; x < right; ++x) {
                    sum += std::abs(p[x] - q[x]);
                }
            }
            blocks.push_back(static_cast<double>(sum) / ((bottom - top) * (right - left)));
        }
    }
    const auto rank = static_cast<std::ptrdiff_t>(kRank * static_cast<double>(blocks.size() - 1));
    std::nth_element(blocks.begin(), blocks.begin() + rank, blocks.end());
    return blocks[static_cast<std::size_t>(rank)];
}

Result<FieldOrder> find_field_order(const pipeline::Clip& clip, const pipeline::Pull& pull) {
    const Hash128 key = Hasher().add(clip.info().key).add("field order").add(kVersion).finish();
    KINOVAR_TRY_ASSIGN(const auto bytes,
                       pipeline::analyses().get(key, [&]() -> Result<std::string> {
                           KINOVAR_TRY_ASSIGN(const FieldOrder order, measure(clip, pull));
                           return std::string(1, static_cast<char>(order));
                       }));
    const int order = bytes->empty() ? 0 : bytes->front();
    if (order < 0 || order > static_cast<int>(FieldOrder::BottomFirst)) {
        return FieldOrder::Unknown;
    }
    return static_cast<FieldOrder>(order);
}

} // namespace kinovar::steps
