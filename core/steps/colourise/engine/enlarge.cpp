#include "core/steps/colourise/engine/guide.h"

#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::colourise {

namespace {

/// A difference of lightness (0 to 1) that halves a neighbour's say.
constexpr float kLightSigma = 0.02F;

/// Where pixels of the whole picture lie between two lines or columns of the reduced one.
struct Between {
    int first, second;
    float share; ///< of the second
};

std::vector<Between> places_between(int whole, int reduced) {
    std::vector<Between> places(static_cast<std::size_t>(whole));
    const float scale = static_cast<float>(reduced) / static_cast<float>(whole);
    for (int i = 0; i < whole; ++i) {
        const float at = (static_cast<float>(i) + 0.5F) * scale - 0.5F;
        const float floor = std::floor(at);
        places[static_cast<std::size_t>(i)] = {
            std::clamp(static_cast<int>(floor), 0, reduced - 1),
            std::clamp(static_cast<int>(floor) + 1, 0, reduced - 1), at - floor};
    }
    return places;
}

template <int Channels>
void enlarge_row(const Guide& guide, const cv::Mat& ab, int y, const Between& rows,
                 const std::vector<Between>& columns, float* out) {
    const float* light = guide.lightness.ptr<float>(y);
    const std::array<const float*, 2> work{guide.work.ptr<float>(rows.first),
                                           guide.work.ptr<float>(rows.second)};
    const std::array<const float*, 2> colour{ab.ptr<float>(rows.first), ab.ptr<float>(rows.second)};
    const std::array<float, 2> shares{1 - rows.share, rows.share};
    for (std::size_t x = 0; x < columns.size(); ++x) {
        const Between& column = columns[x];
        const float here = light[x] / 100;
        std::array<float, Channels> sum{};
        float total = 0;
        for (std::size_t r = 0; r < 2; ++r) {
            for (int c = 0; c < 2; ++c) {
                const int at = c == 0 ? column.first : column.second;
                const float unlike = (work[r][at] - here) / kLightSigma;
                const float weight =
                    shares[r] * (c == 0 ? 1 - column.share : column.share) / (1 + unlike * unlike);
                total += weight;
                for (int k = 0; k < Channels; ++k) {
                    sum[static_cast<std::size_t>(k)] += weight * colour[r][at * Channels + k];
                }
            }
        }
        for (std::size_t k = 0; k < Channels; ++k) {
            out[x * Channels + k] = sum[k] / total;
        }
    }
}

} // namespace

cv::Mat enlarge_along(const Guide& guide, const cv::Mat& ab) {
    CV_Assert(ab.size() == guide.work.size() && (ab.type() == CV_32F || ab.type() == CV_32FC2));
    if (guide.lightness.size() == ab.size()) {
        return ab.clone();
    }
    cv::Mat whole(guide.lightness.size(), ab.type());
    const auto rows = places_between(whole.rows, ab.rows);
    const auto columns = places_between(whole.cols, ab.cols);
    cv::parallel_for_(cv::Range(0, whole.rows), [&](const cv::Range& range) {
        for (int y = range.start; y < range.end; ++y) {
            const Between& between = rows[static_cast<std::size_t>(y)];
            auto* out = whole.ptr<float>(y);
            if (ab.channels() == 1) {
                enlarge_row<1>(guide, ab, y, between, columns, out);
            } else {
                enlarge_row<2>(guide, ab, y, between, columns, out);
            }
        }
    });
    return whole;
}

} // namespace kinovar::colourise
