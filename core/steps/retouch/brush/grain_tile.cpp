#include "core/steps/retouch/brush/grain_tile.h"

#include "core/base/mix64.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

namespace kinovar::retouch {

namespace {

constexpr int kSample = 32;       // px a side of what is measured
constexpr int kStep = 16;         // from one place that may be measured to the next
constexpr int kReach = 64;        // how far from the place they are looked for, at least
constexpr double kFine = 3;       // px: sigma below which things count as grain
constexpr double kCoarse = 8;     // … and above which as shading, which is no structure either
constexpr double kDarkest = 0.02; // tones beyond are clipped and have no grain
constexpr double kBrightest = 0.98;
constexpr int kMostSamples = 96;
constexpr double kFlatShare = 1.0 / 3; // of the samples, the flattest
constexpr double kOutlier = 3.5;       // robust deviations
constexpr double kMadToSigma = 1.4826;

struct Sample {
    cv::Rect where;
    double structure = 0;
    double tone = 0;
};

/// Places around that the cover leaves alone; in need, any.
std::vector<Sample> places(const cv::Size& picture, const cv::Rect& where, const cv::Mat& cover) {
    const int reach = std::max(kReach, std::max(where.width, where.height) / 2);
    const cv::Rect around = cv::Rect(where.x - reach, where.y - reach, where.width + 2 * reach,
                                     where.height + 2 * reach) &
                            cv::Rect({}, picture);
    std::vector<Sample> clear;
    std::vector<Sample> all;
    for (int y = around.y; y + kSample <= around.br().y; y += kStep) {
        for (int x = around.x; x + kSample <= around.br().x; x += kStep) {
            const cv::Rect sample(x, y, kSample, kSample);
            const cv::Rect common = sample & where;
            all.push_back({sample});
            if (common.empty() ||
                (!cover.empty() && cv::countNonZero(cover(common - where.tl())) == 0)) {
                clear.push_back({sample});
            }
        }
    }
    std::vector<Sample>& chosen = clear.empty() ? all : clear;
    const std::size_t every = chosen.size() / kMostSamples + 1;
    std::vector<Sample> few;
    for (std::size_t i = 0; i < chosen.size(); i += every) {
        few.push_back(chosen[i]);
    }
    return few;
}

cv::Mat with_margin(const cv::Mat& picture, const cv::Rect& where, int margin, cv::Rect& inner) {
    const cv::Rect outer = cv::Rect(where.x - margin, where.y - margin, where.width + 2 * margin,
                                    where.height + 2 * margin) &
                           cv::Rect({}, picture.size());
    inner = where - outer.tl();
    return picture(outer);
}

void measure(const cv::Mat& picture, Sample& sample) {
    cv::Rect inner;
    const cv::Mat part = with_margin(picture, sample.where, static_cast<int>(2 * kCoarse), inner);
    cv::Mat grey;
    cv::transform(part, grey, cv::Matx13f(1.0F / 3, 1.0F / 3, 1.0F / 3));
    cv::Mat fine;
    cv::Mat coarse;
    cv::GaussianBlur(grey, fine, {}, kFine);
    cv::GaussianBlur(grey, coarse, {}, kCoarse);
    const cv::Mat between = fine(inner) - coarse(inner);
    sample.structure = cv::norm(between);
    sample.tone = cv::mean(grey(inner))[0];
}

/// The flattest, of these the one of the likest brightness. None: the picture is too small.
const Sample* best_of(std::vector<Sample>& samples, double tone) {
    if (samples.empty()) {
        return nullptr;
    }
    const bool any_usable = std::any_of(samples.begin(), samples.end(), [](const Sample& sample) {
        return sample.tone > kDarkest && sample.tone < kBrightest;
    });
    if (any_usable) {
        std::erase_if(samples, [](const Sample& sample) {
            return sample.tone <= kDarkest || sample.tone >= kBrightest;
        });
    }
    std::sort(samples.begin(), samples.end(),
              [](const Sample& a, const Sample& b) { return a.structure < b.structure; });
    const auto flat =
        static_cast<std::ptrdiff_t>(std::ceil(static_cast<double>(samples.size()) * kFlatShare));
    return &*std::min_element(samples.begin(), samples.begin() + flat,
                              [&](const Sample& a, const Sample& b) {
                                  return std::abs(a.tone - tone) < std::abs(b.tone - tone);
                              });
}

/// What is fine in the sample, without what stands out: one plane a channel, mean zero.
std::vector<cv::Mat> grain_of(const cv::Mat& picture, const cv::Rect& where) {
    cv::Rect inner;
    const cv::Mat part = with_margin(picture, where, static_cast<int>(3 * kFine), inner);
    cv::Mat smooth;
    cv::GaussianBlur(part, smooth, {}, kFine);
    const cv::Mat fine = part(inner) - smooth(inner);
    std::vector<cv::Mat> planes;
    cv::split(fine, planes);
    for (cv::Mat& plane : planes) {
        std::vector<float> sizes(plane.begin<float>(), plane.end<float>());
        std::transform(sizes.begin(), sizes.end(), sizes.begin(),
                       [](float value) { return std::abs(value); });
        const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
        std::nth_element(sizes.begin(), middle, sizes.end());
        const double most = kOutlier * kMadToSigma * static_cast<double>(*middle);
        plane = cv::max(cv::min(plane, most), -most);
        plane -= cv::mean(plane)[0];
    }
    return planes;
}

} // namespace

GrainTile::GrainTile(const cv::Mat& picture, const cv::Rect& where, const cv::Mat& cover,
                     double tone, std::uint64_t seed)
    : tile_(cv::Mat::zeros(kSide, kSide, CV_32FC3)) {
    std::vector<Sample> samples = places(picture.size(), where, cover);
    for (Sample& sample : samples) {
        measure(picture, sample);
    }
    const Sample* sample = best_of(samples, tone);
    if (sample == nullptr) {
        return;
    }
    cv::Mat noise(kSide, kSide, CV_32F);
    cv::RNG(mix64(seed)).fill(noise, cv::RNG::NORMAL, 0, 1.0 / kSample);
    cv::dft(noise, noise);
    std::vector<cv::Mat> planes = grain_of(picture, sample->where);
    for (cv::Mat& plane : planes) {
        cv::Mat spectrum = cv::Mat::zeros(kSide, kSide, CV_32F);
        plane.copyTo(spectrum(cv::Rect(0, 0, kSample, kSample)));
        cv::dft(spectrum, spectrum, 0, kSample);
        cv::mulSpectrums(spectrum, noise, spectrum, 0);
        cv::idft(spectrum, plane, cv::DFT_SCALE | cv::DFT_REAL_OUTPUT);
    }
    cv::merge(planes, tile_);
}

} // namespace kinovar::retouch
