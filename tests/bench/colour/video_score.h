#pragma once

#include "tests/bench/colour/video_clips.h"

namespace kinovar::bench {

/// Chroma of a picture against the truth: dB, peak 255, both channels together.
[[nodiscard]] double ab_psnr(const cv::Mat& ab, const cv::Mat& truth);

/// Unrest of colours along motion, measured where the motion of the clean light is sure there and
/// back; motion by OpenCV's own dense inverse search, found once a clip.
class FlickerMeter {
public:
    /// Of the film in its own light (before it was aged).
    explicit FlickerMeter(const VideoClip& clip);

    struct Flicker {
        double along = 0; ///< mean |ab(t) − ab(t−1) brought here|
        double error = 0; ///< mean |change of ab − change of the true ab|, the same way
    };
    [[nodiscard]] Flicker of(const AbFilm& film) const;

private:
    [[nodiscard]] cv::Mat change(const AbFilm& film, std::size_t t) const;

    const AbFilm* truth_;
    std::vector<cv::Mat> maps_; ///< frame t's pixels in frame t − 1
    std::vector<cv::Mat> sure_; ///< CV_8U
};

/// One way of colouring a film.
struct VideoScore {
    std::string method;
    double mean = 0;   ///< dB, over frames that are no keys
    double middle = 0; ///< of the frame in the middle
    double last = 0;   ///< of the last frame that is no key
    FlickerMeter::Flicker flicker;
    double seconds = 0; ///< a frame
};
[[nodiscard]] VideoScore score_of(std::string method, const AbFilm& film, std::size_t last,
                                  const VideoClip& clip, const FlickerMeter& meter, double seconds);

/// What confidence says about errors: of the pixels whose confidence lies within a tenth, how many
/// there are and how far they are from the truth.
struct ConfidenceBin {
    double share = 0;
    double error = 0; ///< mean distance in the a*b* plane
    double bad = 0;   ///< share of them that is more than kBadError off
};
inline constexpr double kBadError = 10;
inline constexpr int kConfidenceBins = 10;
[[nodiscard]] std::vector<ConfidenceBin>
calibration_of(const AbFilm& film, const std::vector<cv::Mat>& confidence, const AbFilm& truth);

} // namespace kinovar::bench
