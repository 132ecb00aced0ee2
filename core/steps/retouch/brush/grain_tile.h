#pragma once

#include <opencv2/core.hpp>

#include <cstdint>

namespace kinovar::retouch {

/// Fresh grain like that of a picture around a place: noise with the strength, the fineness and the
/// likeness of channels that are measured in flat spots of like brightness. It repeats itself every
/// 256 px.
class GrainTile {
public:
    /// `picture`: CV_32FC3, encoded. `where`, `cover` (CV_32F of that size, may be empty: all of
    /// it): the place, which is not looked at. `tone`: mean of R, G, B that the grain is for.
    /// `seed`: the same gives the same grain. Throws cv::Exception.
    GrainTile(const cv::Mat& picture, const cv::Rect& where, const cv::Mat& cover, double tone,
              std::uint64_t seed);
    /// The part of a picture that is looked at for a place.
    [[nodiscard]] static cv::Rect looks_at(const cv::Size& picture, const cv::Rect& where);
    /// Of a pixel of the picture; mean zero.
    [[nodiscard]] const cv::Vec3f& at(int x, int y) const {
        return tile_.at<cv::Vec3f>((y + from_.y) & (kSide - 1), (x + from_.x) & (kSide - 1));
    }

private:
    static constexpr int kSide = 256; // a power of two
    cv::Point from_;                  // where the tile begins: another one for each seed
    cv::Mat tile_;                    // CV_32FC3
};

} // namespace kinovar::retouch
