#include "core/colour/transfer.h"
#include "core/image/cv_bridge.h"
#include "core/steps/retouch/brush/mask_tiles.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kCalm = 0.0008;  // sigma against grain, share of the height
constexpr double kSoftness = 0.5; // half width of the edge, share of the tolerance
constexpr double kLeastTolerance = 1e-3;
constexpr int kSpot = 2; // px around the place whose mean colour counts
constexpr double kHalf = 0.5;
constexpr float kFullWord = 65535;
constexpr std::size_t kCurve = 4096; // steps of the transfer curve's table

/// Oklab (Ottosson, 2020) of encoded pixels, whose primaries are taken for those of BT.709.
class Oklab {
public:
    explicit Oklab(Transfer transfer) {
        for (std::size_t i = 0; i < curve_.size(); ++i) {
            curve_[i] =
                linear_from_encoded(transfer, static_cast<float>(i) / static_cast<float>(kCurve));
        }
    }
    [[nodiscard]] cv::Vec3f of(const cv::Vec3f& encoded) const {
        const float r = light(encoded[0]);
        const float g = light(encoded[1]);
        const float b = light(encoded[2]);
        const float l = std::cbrt(0.4122214708F * r + 0.5363325363F * g + 0.0514459929F * b);
        const float m = std::cbrt(0.2119034982F * r + 0.6806995451F * g + 0.1073969566F * b);
        const float s = std::cbrt(0.0883024619F * r + 0.2817188376F * g + 0.6299787005F * b);
        return {0.2104542553F * l + 0.7936177850F * m - 0.0040720468F * s,
                1.9779984951F * l - 2.4285922050F * m + 0.4505937099F * s,
                0.0259040371F * l + 0.7827717662F * m - 0.8086757660F * s};
    }

private:
    [[nodiscard]] float light(float encoded) const {
        const float at = std::clamp(encoded, 0.0F, 1.0F) * static_cast<float>(kCurve);
        return curve_[static_cast<std::size_t>(at + 0.5F)];
    }
    std::array<float, kCurve + 1> curve_{};
};

/// 1 at the colour, a half at the tolerance.
cv::Mat nearness(const cv::Mat& picture, const Oklab& oklab, const cv::Vec3f& wanted,
                 double tolerance) {
    cv::Mat share(picture.size(), CV_32F);
    const auto soft = static_cast<float>(2 * kSoftness * tolerance);
    const auto farthest = static_cast<float>((1 + kSoftness) * tolerance);
    cv::parallel_for_({0, picture.rows}, [&](const cv::Range& rows) {
        for (int y = rows.start; y < rows.end; ++y) {
            const auto* in = picture.ptr<cv::Vec3f>(y);
            auto* out = share.ptr<float>(y);
            for (int x = 0; x < picture.cols; ++x) {
                const cv::Vec3f away = oklab.of(in[x]) - wanted;
                const float distance = std::sqrt(away.dot(away));
                const float inside = std::clamp((farthest - distance) / soft, 0.0F, 1.0F);
                out[x] = inside * inside * (3 - 2 * inside);
            }
        }
    });
    return share;
}

/// Takes away what does not hang together with the place by pixels that are half selected at least.
/// Their soft edge stays.
void keep_connected(cv::Mat& share, const cv::Point& place) {
    constexpr int kValueAt = 8; // bit from which on floodFill() reads what it writes
    constexpr int kNeighbours = 8;
    constexpr int kFringe = 5; // px across, of what the edge is grown by
    cv::Mat part = share >= kHalf;
    cv::Mat filled = cv::Mat::zeros(part.rows + 2, part.cols + 2, CV_8U);
    cv::floodFill(part, filled, place, {}, nullptr, {}, {},
                  kNeighbours | cv::FLOODFILL_MASK_ONLY | (255 << kValueAt));
    cv::Mat inside = filled(cv::Rect(1, 1, part.cols, part.rows)).clone();
    cv::dilate(inside, inside, cv::Mat::ones(kFringe, kFringe, CV_8U));
    share.setTo(0, ~inside);
}

} // namespace

Result<MaskTiles> select_by_colour(const Frame& picture, const ColourSelection& selection) {
    MaskTiles mask;
    KINOVAR_TRY(guard_cv("cannot select by colour", [&] {
        const cv::Size size(picture.width(), picture.height());
        const cv::Point place(
            std::clamp(static_cast<int>(selection.x * size.width), 0, size.width - 1),
            std::clamp(static_cast<int>(selection.y * size.height), 0, size.height - 1));
        cv::Mat calm;
        const double sigma = std::max(kCalm * size.height, 0.5);
        cv::GaussianBlur(mat_view(picture), calm, {}, sigma, sigma, cv::BORDER_REPLICATE);
        const cv::Rect spot =
            cv::Rect(place.x - kSpot, place.y - kSpot, 2 * kSpot + 1, 2 * kSpot + 1) &
            cv::Rect({}, size);
        const cv::Scalar mean = cv::mean(calm(spot));
        const Oklab oklab(picture.colour().transfer);
        const cv::Vec3f wanted = oklab.of({static_cast<float>(mean[0]), static_cast<float>(mean[1]),
                                           static_cast<float>(mean[2])});
        cv::Mat share =
            nearness(calm, oklab, wanted, std::max(selection.tolerance, kLeastTolerance));
        if (selection.connected) {
            keep_connected(share, place);
        }
        cv::Mat words;
        share.convertTo(words, CV_16U, kFullWord);
        mask = MaskTiles::from_pixels(size.width, size.height,
                                      {words.begin<std::uint16_t>(), words.end<std::uint16_t>()});
    }));
    return mask;
}

} // namespace kinovar::retouch
