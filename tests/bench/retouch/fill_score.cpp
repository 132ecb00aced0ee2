#include "tests/bench/retouch/fill_score.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::bench {

namespace {

/// Mean square of the finest octave below a mask.
double fine_energy(const cv::Mat& picture, const cv::Mat& mask) {
    constexpr double kOctave = 1;
    cv::Mat calm;
    cv::GaussianBlur(picture, calm, {}, kOctave);
    const cv::Mat fine = picture - calm;
    return std::pow(cv::norm(fine, cv::NORM_L2, mask), 2) / std::max(cv::countNonZero(mask), 1);
}

} // namespace

retouch::Hole elliptic_hole(const cv::Point& middle, int length, double thinness, double turn) {
    retouch::Hole hole;
    hole.where = {middle.x - length / 2, middle.y - length / 2, length, length};
    hole.mask = cv::Mat::zeros(hole.where.size(), CV_8U);
    const int half = length / 2 - 1;
    cv::ellipse(hole.mask, {length / 2, length / 2}, {half, cvRound(half / thinness)}, turn, 0, 360,
                255, cv::FILLED);
    return hole;
}

cv::Mat broken_picture(const cv::Mat& truth, const retouch::Hole& hole) {
    cv::Mat broken = truth.clone();
    broken(hole.where).setTo(cv::Scalar(0.9, 0.1, 0.5), hole.mask);
    return broken;
}

void FillScore::add(const cv::Mat& truth, const retouch::Hole& hole, const cv::Mat& pixels,
                    const cv::Mat& counted) {
    const cv::Mat mask = counted.empty() ? hole.mask : hole.mask & counted;
    constexpr int kLeast = 30; // px
    if (cv::countNonZero(mask) < kLeast) {
        return;
    }
    constexpr int kAround = 4;
    const cv::Rect part = retouch::with_margin(hole, kAround, truth.size());
    cv::Mat filled = truth(part).clone();
    const cv::Rect inner = hole.where - part.tl();
    pixels.copyTo(filled(inner), mask);
    const double error =
        cv::norm(filled, truth(part), cv::NORM_L2SQR) / (3.0 * cv::countNonZero(mask));
    decibels_ += std::min(-10 * std::log10(std::max(error, 1e-12)), kMostDecibels);
    cv::Mat whole = cv::Mat::zeros(part.size(), CV_8U);
    mask.copyTo(whole(inner));
    constexpr double kNothing = 1e-9;
    log_texture_ += std::log((fine_energy(filled, whole) + kNothing) /
                             (fine_energy(truth(part), whole) + kNothing));
    ++holes_;
}

double FillScore::decibels() const {
    return decibels_ / std::max(holes_, 1);
}

double FillScore::texture() const {
    return std::exp(log_texture_ / std::max(holes_, 1));
}

cv::Mat strip_of(const std::vector<cv::Mat>& pieces, int enlargement) {
    cv::Mat strip;
    cv::hconcat(pieces, strip);
    cv::resize(strip, strip, {}, enlargement, enlargement, cv::INTER_NEAREST);
    return strip;
}

void write_strip(const std::string& file, const cv::Mat& strip) {
    cv::Mat bytes;
    constexpr double kWhite = 255;
    strip.convertTo(bytes, CV_8UC3, kWhite);
    cv::cvtColor(bytes, bytes, cv::COLOR_RGB2BGR);
    cv::imwrite(file, bytes);
}

} // namespace kinovar::bench
