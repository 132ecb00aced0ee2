#include "tests/bench/colour/video_score.h"

#include "core/image/luma.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include <cmath>

namespace kinovar::bench {

namespace {

constexpr double kPeak = 255;
constexpr double kHomePx = 0.7;

cv::Mat luma_plane(const Frame& frame) {
    cv::Mat luma(frame.height(), frame.width(), CV_8U);
    luma_of(frame, std::span<std::uint8_t>(luma.data, luma.total()));
    return luma;
}

cv::Mat map_of(const cv::Mat& flow) {
    cv::Mat map = flow.clone();
    for (int y = 0; y < map.rows; ++y) {
        for (int x = 0; x < map.cols; ++x) {
            map.at<cv::Vec2f>(y, x) += cv::Vec2f(static_cast<float>(x), static_cast<float>(y));
        }
    }
    return map;
}

cv::Mat brought(const cv::Mat& picture, const cv::Mat& map) {
    cv::Mat moved;
    cv::remap(picture, moved, map, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    return moved;
}

cv::Mat agreeing(const cv::Mat& there, const cv::Mat& back) {
    const cv::Mat home = there + brought(back, map_of(there));
    cv::Mat sure(there.size(), CV_8U);
    for (int y = 0; y < sure.rows; ++y) {
        for (int x = 0; x < sure.cols; ++x) {
            const bool inside =
                cv::Rect(0, 0, sure.cols, sure.rows)
                    .contains(cv::Point(x, y) + cv::Point(there.at<cv::Point2f>(y, x)));
            sure.at<std::uint8_t>(y, x) =
                inside && cv::norm(home.at<cv::Vec2f>(y, x)) < kHomePx ? 255 : 0;
        }
    }
    return sure;
}

} // namespace

double ab_psnr(const cv::Mat& ab, const cv::Mat& truth) {
    const double distance = cv::norm(ab, truth, cv::NORM_L2);
    const double mean = distance * distance / (2.0 * static_cast<double>(ab.total()));
    return 10 * std::log10(kPeak * kPeak / std::max(mean, 1e-6));
}

FlickerMeter::FlickerMeter(const VideoClip& clip) : truth_(&clip.truth) {
    const auto search = cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_MEDIUM);
    cv::Mat before;
    for (std::int64_t t = 0; t < clip.frames(); ++t) {
        const cv::Mat here = luma_plane(**clip.grey->frame(t, {}));
        if (t > 0) {
            cv::Mat there, back;
            search->calc(here, before, there);
            search->calc(before, here, back);
            maps_.push_back(map_of(there));
            sure_.push_back(agreeing(there, back));
        }
        before = here;
    }
}

cv::Mat FlickerMeter::change(const AbFilm& film, std::size_t t) const {
    return film[t] - brought(film[t - 1], maps_[t - 1]);
}

FlickerMeter::Flicker FlickerMeter::of(const AbFilm& film) const {
    Flicker sum;
    for (std::size_t t = 1; t < film.size(); ++t) {
        const cv::Mat own = change(film, t);
        const cv::Scalar along = cv::mean(cv::abs(own), sure_[t - 1]);
        const cv::Scalar error = cv::mean(cv::abs(own - change(*truth_, t)), sure_[t - 1]);
        sum.along += (along[0] + along[1]) / 2;
        sum.error += (error[0] + error[1]) / 2;
    }
    const auto pairs = static_cast<double>(film.size() - 1);
    return {sum.along / pairs, sum.error / pairs};
}

VideoScore score_of(std::string method, const AbFilm& film, std::size_t last, const VideoClip& clip,
                    const FlickerMeter& meter, double seconds) {
    VideoScore score;
    score.method = std::move(method);
    for (std::size_t t = 1; t <= last; ++t) {
        score.mean += ab_psnr(film[t], clip.truth[t]) / static_cast<double>(last);
    }
    score.middle = ab_psnr(film[film.size() / 2], clip.truth[film.size() / 2]);
    score.last = ab_psnr(film[last], clip.truth[last]);
    score.flicker = meter.of(film);
    score.seconds = seconds;
    return score;
}

std::vector<ConfidenceBin>
calibration_of(const AbFilm& film, const std::vector<cv::Mat>& confidence, const AbFilm& truth) {
    std::vector<ConfidenceBin> bins(kConfidenceBins);
    double total = 0;
    for (std::size_t t = 1; t < film.size(); ++t) {
        for (int y = 0; y < film[t].rows; ++y) {
            for (int x = 0; x < film[t].cols; ++x) {
                const float sure = confidence[t].at<float>(y, x);
                const int at =
                    std::clamp(static_cast<int>(sure * kConfidenceBins), 0, kConfidenceBins - 1);
                const double error =
                    cv::norm(film[t].at<cv::Vec2f>(y, x) - truth[t].at<cv::Vec2f>(y, x));
                ConfidenceBin& bin = bins[static_cast<std::size_t>(at)];
                bin.share += 1;
                bin.error += error;
                bin.bad += error > kBadError ? 1 : 0;
                total += 1;
            }
        }
    }
    for (ConfidenceBin& bin : bins) {
        const double count = std::max(bin.share, 1.0);
        bin = {bin.share / total, bin.error / count, bin.bad / count};
    }
    return bins;
}

} // namespace kinovar::bench
