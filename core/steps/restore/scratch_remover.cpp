#include "core/steps/restore/scratch_remover.h"

#include "core/image/luma.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <vector>

namespace kinovar::steps {

namespace {

constexpr double kReferenceLines = 480;
constexpr int kCourseSteps = 3;        ///< of Gauss-Newton
constexpr double kCourseRows = 10;     ///< smoothing of the course, rows at 480 lines
constexpr double kMostCourse = 1.0;    ///< px at 480 lines that the course may leave the straight
constexpr float kMostHeight = 0.5F;    ///< of a row's line, encoded
constexpr float kLeastHeight = 0.004F; ///< mean of a line that is worth the subtraction
constexpr float kBurntWhite = 0.985F;
constexpr float kBurntBlack = 0.015F;

using Values = std::vector<float>;

/// Strip of one channel around a line, width × rows, with the line's course.
struct Strip {
    int left = 0;
    int width = 0;
    int rows = 0;
    Values values;
    [[nodiscard]] const float* row(int y) const {
        return values.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
    }
};

/// Gaussian smoothing of a row of numbers, with nothing beyond its ends.
Values blurred(Values values, double sigma) {
    const int reach = static_cast<int>(std::ceil(3 * sigma));
    const cv::Mat padded(1, static_cast<int>(values.size()), CV_32F, values.data());
    Values out(values.size());
    cv::Mat target(padded.size(), CV_32F, out.data());
    cv::GaussianBlur(padded, target, {2 * reach + 1, 1}, sigma, 0, cv::BORDER_CONSTANT);
    return out;
}

/// Weighted Gaussian smoothing along the rows.
Values smoothed(const Values& values, const Values& weights, double sigma) {
    Values weighted(values.size());
    std::transform(values.begin(), values.end(), weights.begin(), weighted.begin(),
                   std::multiplies<>());
    Values sums = blurred(std::move(weighted), sigma);
    const Values trust = blurred(weights, sigma);
    for (std::size_t y = 0; y < sums.size(); ++y) {
        sums[y] /= trust[y] + 1e-12F;
    }
    return sums;
}

Values median_of_five(const Values& values) {
    const int rows = static_cast<int>(values.size());
    Values out(values.size());
    for (int y = 0; y < rows; ++y) {
        std::array<float, 5> window{};
        for (int i = -2; i <= 2; ++i) {
            const int at = std::clamp(y + i, 0, rows - 1);
            window[static_cast<std::size_t>(i + 2)] = values[static_cast<std::size_t>(at)];
        }
        std::nth_element(window.begin(), window.begin() + 2, window.end());
        out[static_cast<std::size_t>(y)] = window[2];
    }
    return out;
}

/// Smooths as far as every other row predicts the rows between best.
Values adaptively_smoothed(const Values& values, double unit) {
    constexpr std::array kSigmas{2.5, 5.0, 10.0, 20.0};
    double least = 1e30;
    double chosen = kSigmas.back();
    for (const double sigma : kSigmas) {
        double error = 0;
        for (const int parity : {0, 1}) {
            Values weights(values.size());
            for (std::size_t y = 0; y < weights.size(); ++y) {
                weights[y] = static_cast<int>(y / 2 % 2) == parity ? 1.0F : 0.0F;
            }
            const Values guess = smoothed(values, weights, sigma * unit);
            for (std::size_t y = 0; y < values.size(); ++y) {
                const double miss = weights[y] > 0 ? 0 : values[y] - guess[y];
                error += miss * miss;
            }
        }
        if (error < least) {
            least = error;
            chosen = sigma;
        }
    }
    return smoothed(values, Values(values.size(), 1.0F), chosen * unit);
}

/// One line on one picture.
class LineFit {
public:
    LineFit(const ScratchLine& line, int width, int height)
        : line_(line), unit_(std::max(1.0, height / kReferenceLines)) {
        const double lean = std::abs(line.tilt) / 2 + kMostCourse * unit_;
        const int reach = static_cast<int>(std::ceil(4 * line.width + 3 * unit_ + lean));
        left_ = std::max(0, static_cast<int>(std::floor(line.x)) - reach);
        width_ = std::min(width, static_cast<int>(std::ceil(line.x)) + reach + 1) - left_;
        for (int y = 0; y < height; ++y) {
            const double place = height > 1 ? static_cast<double>(y) / (height - 1) - 0.5 : 0;
            course_.push_back(static_cast<float>(line.x + line.tilt * place));
        }
        straight_ = course_;
    }

    [[nodiscard]] int left() const { return left_; }
    [[nodiscard]] int width() const { return width_; }

    /// Finds the line's course from the strip (of luma).
    void find_course(const Strip& strip) {
        for (int step = 0; step < kCourseSteps; ++step) {
            Values shift(course_.size()), trust(course_.size());
            const Values heights = fit_rows(strip, &shift);
            const Values calm = adaptively_smoothed(median_of_five(heights), unit_);
            for (std::size_t y = 0; y < trust.size(); ++y) {
                const float height = std::max(0.0F, calm[y] * static_cast<float>(line_.polarity));
                trust[y] = height * height + 1e-8F;
                shift[y] *= height / (height * height + 1e-6F) * static_cast<float>(line_.polarity);
                shift[y] = std::clamp(shift[y], -1.0F, 1.0F);
            }
            shift = smoothed(shift, trust, kCourseRows * unit_);
            const auto most = static_cast<float>(kMostCourse * unit_);
            for (std::size_t y = 0; y < course_.size(); ++y) {
                course_[y] =
                    std::clamp(course_[y] + shift[y], straight_[y] - most, straight_[y] + most);
            }
        }
    }

    /// Smoothed height of the line in every row; of the line's polarity only. Empty: not worth it.
    [[nodiscard]] Values heights(const Strip& strip) const {
        Values result = adaptively_smoothed(median_of_five(fit_rows(strip, nullptr)), unit_);
        float mean = 0;
        for (float& height : result) {
            height = line_.polarity > 0 ? std::max(0.0F, height) : std::min(0.0F, height);
            mean += std::abs(height) / static_cast<float>(result.size());
        }
        return mean < kLeastHeight ? Values{} : result;
    }

    [[nodiscard]] float bell(int x, int y) const {
        const double t =
            (x - static_cast<double>(course_[static_cast<std::size_t>(y)])) / line_.width;
        return static_cast<float>(std::exp(-t * t / 2));
    }
    [[nodiscard]] float course(int y) const { return course_[static_cast<std::size_t>(y)]; }
    [[nodiscard]] double line_width() const { return line_.width; }
    [[nodiscard]] double unit() const { return unit_; }

private:
    /// Least squares of every row: height · bell + slant background. `slope`: the factor of the
    /// bell's derivative by its place, from a second fit to what is left.
    [[nodiscard]] Values fit_rows(const Strip& strip, Values* slope) const {
        Values heights(static_cast<std::size_t>(strip.rows));
        const double reach = 3 * line_.width + 2.5 * unit_;
        for (int y = 0; y < strip.rows; ++y) {
            const double centre = static_cast<double>(course_[static_cast<std::size_t>(y)]);
            const int low = std::max(0, static_cast<int>(std::ceil(centre - reach)) - strip.left);
            const int high = std::min(strip.width - 1,
                                      static_cast<int>(std::floor(centre + reach)) - strip.left);
            std::array<double, 9> gram{};
            std::array<double, 3> right{};
            for (int i = low; i <= high; ++i) {
                const double d = strip.left + i - centre;
                const std::array base{static_cast<double>(bell(strip.left + i, y)), 1.0, d / reach};
                for (std::size_t a = 0; a < 3; ++a) {
                    right[a] += base[a] * static_cast<double>(strip.row(y)[i]);
                    for (std::size_t b = 0; b < 3; ++b) {
                        gram[3 * a + b] += base[a] * base[b];
                    }
                }
            }
            const std::array<double, 3> fit = solved(gram, right);
            heights[static_cast<std::size_t>(y)] =
                std::clamp(static_cast<float>(fit[0]), -kMostHeight, kMostHeight);
            if (slope != nullptr) {
                (*slope)[static_cast<std::size_t>(y)] = slope_of_row(strip, y, low, high, fit);
            }
        }
        return heights;
    }

    [[nodiscard]] float slope_of_row(const Strip& strip, int y, int low, int high,
                                     const std::array<double, 3>& fit) const {
        const double centre = static_cast<double>(course_[static_cast<std::size_t>(y)]);
        const double reach = 3 * line_.width + 2.5 * unit_;
        double gg = 1e-9, gr = 0;
        for (int i = low; i <= high; ++i) {
            const double d = strip.left + i - centre;
            const auto level = static_cast<double>(bell(strip.left + i, y));
            const double derivative = d / (line_.width * line_.width) * level;
            const double rest = static_cast<double>(strip.row(y)[i]) -
                                (fit[0] * level + fit[1] + fit[2] * d / reach);
            gg += derivative * derivative;
            gr += derivative * rest;
        }
        return static_cast<float>(gr / gg);
    }

    /// Cramer's rule for three unknowns; zeros where they are not determined.
    static std::array<double, 3> solved(const std::array<double, 9>& m,
                                        const std::array<double, 3>& r) {
        const auto determinant = [](const std::array<double, 9>& a) {
            return a[0] * (a[4] * a[8] - a[5] * a[7]) - a[1] * (a[3] * a[8] - a[5] * a[6]) +
                   a[2] * (a[3] * a[7] - a[4] * a[6]);
        };
        const double whole = determinant(m);
        std::array<double, 3> out{};
        if (std::abs(whole) < 1e-9) {
            return out;
        }
        for (std::size_t column = 0; column < 3; ++column) {
            std::array<double, 9> part = m;
            for (std::size_t row = 0; row < 3; ++row) {
                part[3 * row + column] = r[row];
            }
            out[column] = determinant(part) / whole;
        }
        return out;
    }

    ScratchLine line_;
    double unit_;
    int left_ = 0;
    int width_ = 0;
    Values course_;
    Values straight_;
};

Strip strip_of(const Frame& frame, const LineFit& fit, const std::array<float, 3>& weights) {
    Strip strip{fit.left(), fit.width(), frame.height(), {}};
    strip.values.reserve(static_cast<std::size_t>(strip.width) *
                         static_cast<std::size_t>(strip.rows));
    for (int y = 0; y < strip.rows; ++y) {
        const float* pixel = frame.row(y) + Frame::kChannels * strip.left;
        for (int i = 0; i < strip.width; ++i, pixel += Frame::kChannels) {
            strip.values.push_back(weights[0] * pixel[0] + weights[1] * pixel[1] +
                                   weights[2] * pixel[2]);
        }
    }
    return strip;
}

void subtract(Frame& frame, const LineFit& fit, const Values& heights, int channel) {
    for (int y = 0; y < frame.height(); ++y) {
        float* pixel = frame.row(y) + Frame::kChannels * fit.left() + channel;
        const float height = heights[static_cast<std::size_t>(y)];
        for (int i = 0; i < fit.width(); ++i, pixel += Frame::kChannels) {
            *pixel -= height * fit.bell(fit.left() + i, y);
        }
    }
}

/// Draws a row across the burnt core of a line: straight between the means beside it, with the
/// grain of the columns beside.
void draw_across(Frame& frame, const Frame& original, const LineFit& fit, int y) {
    const int core = static_cast<int>(std::ceil(2.5 * fit.line_width()));
    const int beside = std::max(2, static_cast<int>(std::lround(2 * fit.unit())));
    const int middle = static_cast<int>(std::lround(fit.course(y)));
    const int low = middle - core;
    const int high = middle + core;
    if (low - beside < 0 || high + beside >= frame.width()) {
        return;
    }
    const float* source = original.row(y);
    float* target = frame.row(y);
    for (int c = 0; c < Frame::kChannels; ++c) {
        const auto mean_of = [&](int from) {
            float sum = 0;
            for (int x = from; x < from + beside; ++x) {
                sum += source[Frame::kChannels * x + c];
            }
            return sum / static_cast<float>(beside);
        };
        const float left = mean_of(low - beside);
        const float right = mean_of(high + 1);
        for (int x = low; x <= high; ++x) {
            const float share = static_cast<float>(x - low + 1) / static_cast<float>(2 * core + 2);
            // A row's grain repeats with the width of what is beside, so neighbours differ.
            const int from = (x - low) % (2 * beside);
            const int place = from < beside ? low - beside + from : high + 1 + from - beside;
            const float grain =
                source[Frame::kChannels * place + c] - (from < beside ? left : right);
            target[Frame::kChannels * x + c] = left + share * (right - left) + grain;
        }
    }
}

void remove_line(Frame& frame, const Frame& original, const ScratchLine& line, bool monochrome) {
    LineFit fit(line, frame.width(), frame.height());
    if (fit.width() < 3) {
        return;
    }
    const LumaWeights weights = luma_weights(frame);
    const std::array<float, 3> luma{static_cast<float>(weights.red),
                                    static_cast<float>(weights.green),
                                    static_cast<float>(weights.blue)};
    const Strip strip = strip_of(frame, fit, luma);
    fit.find_course(strip);
    const Values heights = fit.heights(strip);
    for (int c = 0; c < Frame::kChannels; ++c) {
        std::array<float, 3> channel{};
        channel[static_cast<std::size_t>(c)] = 1;
        const Values own = monochrome ? heights : fit.heights(strip_of(frame, fit, channel));
        if (!own.empty()) {
            subtract(frame, fit, own, c);
        }
    }
    if (heights.empty()) {
        return;
    }
    for (int y = 0; y < frame.height(); ++y) {
        const int middle = static_cast<int>(std::lround(fit.course(y)));
        if (middle < 0 || middle >= frame.width()) {
            continue;
        }
        const float* core = original.row(y) + Frame::kChannels * middle;
        const float value = luma[0] * core[0] + luma[1] * core[1] + luma[2] * core[2];
        const float height = std::abs(heights[static_cast<std::size_t>(y)]);
        const bool burnt = line.polarity > 0 ? value > kBurntWhite : value < kBurntBlack;
        if (burnt && height > kLeastHeight) {
            draw_across(frame, original, fit, y);
        }
    }
}

} // namespace

FramePtr without_scratches(const FramePtr& frame, std::span<const ScratchLine> lines,
                           bool monochrome) {
    if (lines.empty()) {
        return frame;
    }
    auto result = std::make_shared<Frame>(*frame);
    for (const ScratchLine& line : lines) {
        remove_line(*result, *frame, line, monochrome);
    }
    return result;
}

} // namespace kinovar::steps
