#include "tests/support/film_measure.h"

#include "core/image/luma.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kinovar::test {

namespace {

constexpr float kPeak = 255;
constexpr int kTaps = 4;

cv::Mat view(const LumaPlane& plane) {
    // OpenCV has no read-only matrix; these are only read.
    return {plane.height, plane.width, CV_32F, const_cast<float*>(plane.levels.data())};
}

LumaPlane plane_of(const cv::Mat& mat) {
    LumaPlane plane(mat.cols, mat.rows);
    mat.copyTo(view(plane));
    return plane;
}

/// Weights of the pixels −1, 0, 1, 2 for a point `t` (0 … 1) behind pixel 0.
std::array<float, kTaps> cubic_weights(double t) {
    const double t2 = t * t;
    const double t3 = t2 * t;
    return {static_cast<float>((-t3 + 2 * t2 - t) / 2),
            static_cast<float>((3 * t3 - 5 * t2 + 2) / 2),
            static_cast<float>((-3 * t3 + 4 * t2 + t) / 2), static_cast<float>((t3 - t2) / 2)};
}

cv::Mat interpolated(const cv::Mat& source, double dx, double dy) {
    const int whole_x = static_cast<int>(std::floor(dx));
    const int whole_y = static_cast<int>(std::floor(dy));
    const auto across = cubic_weights(dx - whole_x);
    const auto down = cubic_weights(dy - whole_y);
    const int margin_x = std::abs(whole_x) + kTaps;
    const int margin_y = std::abs(whole_y) + kTaps;
    cv::Mat wide;
    cv::copyMakeBorder(source, wide, margin_y, margin_y, margin_x, margin_x,
                       cv::BORDER_REFLECT_101);
    cv::Mat rows(wide.rows, source.cols, CV_32F);
    for (int y = 0; y < wide.rows; ++y) {
        const float* from = wide.ptr<float>(y) + margin_x + whole_x - 1;
        float* to = rows.ptr<float>(y);
        for (int x = 0; x < rows.cols; ++x) {
            to[x] = across[0] * from[x] + across[1] * from[x + 1] + across[2] * from[x + 2] +
                    across[3] * from[x + 3];
        }
    }
    cv::Mat result(source.size(), CV_32F);
    for (int y = 0; y < result.rows; ++y) {
        std::array<const float*, kTaps> from{};
        for (int i = 0; i < kTaps; ++i) {
            from[static_cast<std::size_t>(i)] = rows.ptr<float>(y + margin_y + whole_y - 1 + i);
        }
        float* to = result.ptr<float>(y);
        for (int x = 0; x < result.cols; ++x) {
            to[x] = down[0] * from[0][x] + down[1] * from[1][x] + down[2] * from[2][x] +
                    down[3] * from[3][x];
        }
    }
    return result;
}

/// The weight that a residual gets is (1 + (r / 2s)²)⁻²; s never below this many levels.
constexpr double kLeastScale = 1.0;
/// Crushed and burnt-out pixels say nothing about gain or place.
constexpr float kBlack = 6;
constexpr float kWhite = 249;

double median_size(const cv::Mat& values) {
    std::vector<float> sizes;
    constexpr int kEvery = 7; // enough pixels for a median
    for (int y = 0; y < values.rows; ++y) {
        const float* row = values.ptr<float>(y);
        for (int x = y % kEvery; x < values.cols; x += kEvery) {
            sizes.push_back(std::abs(row[x]));
        }
    }
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle;
}

/// One Gauss-Newton step; `moved` has been brought to the reference by what is known so far.
/// Returns the largest change of the displacement in px.
double improve(const cv::Mat& reference, const cv::Mat& moved, int margin, Placement& placement) {
    const double gain = std::exp(placement.log_gain);
    const cv::Mat brought = interpolated(moved, placement.dx, placement.dy);
    const cv::Mat residual = brought - gain * reference;
    constexpr double kSigmaOfMedian = 1.4826;
    const double scale = 2 * std::max(kLeastScale, kSigmaOfMedian * median_size(residual));
    cv::Matx33d normal = cv::Matx33d::zeros();
    cv::Vec3d right(0, 0, 0);
    for (int y = margin; y < reference.rows - margin; ++y) {
        const float* wanted = reference.ptr<float>(y);
        const float* here = brought.ptr<float>(y);
        const float* above = brought.ptr<float>(y - 1);
        const float* below = brought.ptr<float>(y + 1);
        const float* error = residual.ptr<float>(y);
        for (int x = margin; x < reference.cols - margin; ++x) {
            if (here[x] < kBlack || here[x] > kWhite) {
                continue;
            }
            const double ratio = error[x] / scale;
            const double weight = 1 / ((1 + ratio * ratio) * (1 + ratio * ratio));
            const cv::Vec3d slope((here[x + 1] - here[x - 1]) / 2.0, (below[x] - above[x]) / 2.0,
                                  -gain * wanted[x]);
            for (int i = 0; i < 3; ++i) {
                for (int j = 0; j < 3; ++j) {
                    normal(i, j) += weight * slope[i] * slope[j];
                }
                right[i] -= weight * slope[i] * error[x];
            }
        }
    }
    constexpr double kTiny = 1e-6; // a picture without any detail does not move
    for (int i = 0; i < 3; ++i) {
        normal(i, i) += kTiny * (1 + normal(i, i));
    }
    const cv::Vec3d change = normal.solve(right, cv::DECOMP_CHOLESKY);
    placement.dx += std::clamp(change[0], -2.0, 2.0);
    placement.dy += std::clamp(change[1], -2.0, 2.0);
    placement.log_gain += std::clamp(change[2], -0.5, 0.5);
    return std::max(std::abs(change[0]), std::abs(change[1]));
}

} // namespace

LumaPlane luma_plane(const Frame& frame) {
    LumaPlane plane(frame.width(), frame.height());
    luma_of(frame, std::span<float>(plane.levels));
    for (float& level : plane.levels) {
        level *= kPeak;
    }
    return plane;
}

Frame frame_of(const LumaPlane& plane, const ColourSpec& colour) {
    Frame frame(plane.width, plane.height, colour);
    float* pixel = frame.values().data();
    for (const float level : plane.levels) {
        std::fill_n(pixel, Frame::kChannels, level / kPeak);
        pixel += Frame::kChannels;
    }
    return frame;
}

Placement find_placement(const LumaPlane& reference, const LumaPlane& moved) {
    constexpr int kLevels = 4;
    constexpr int kSteps = 12;
    constexpr double kEnough = 0.002; // px
    constexpr int kSmallest = 32;     // px; smaller levels hold too little
    constexpr double kBlur = 1.0;     // against grain and aliasing
    std::vector<std::array<cv::Mat, 2>> pyramid(1);
    cv::GaussianBlur(view(reference), pyramid[0][0], {}, kBlur);
    cv::GaussianBlur(view(moved), pyramid[0][1], {}, kBlur);
    while (pyramid.size() < kLevels &&
           std::min(pyramid.back()[0].cols, pyramid.back()[0].rows) >= 2 * kSmallest) {
        std::array<cv::Mat, 2> half;
        cv::pyrDown(pyramid.back()[0], half[0]);
        cv::pyrDown(pyramid.back()[1], half[1]);
        pyramid.push_back(std::move(half));
    }
    Placement placement;
    for (std::size_t level = pyramid.size(); level-- > 0;) {
        const auto& [wanted, found] = pyramid[level];
        // What the gate covers or uncovers at an edge is no part of the other picture.
        const int margin = std::max(2, std::min(wanted.cols, wanted.rows) / 16);
        for (int step = 0; step < kSteps; ++step) {
            if (improve(wanted, found, margin, placement) < kEnough) {
                break;
            }
        }
        if (level > 0) {
            placement.dx *= 2;
            placement.dy *= 2;
        }
    }
    return placement;
}

LumaPlane undone(const LumaPlane& moved, const Placement& placement) {
    const cv::Mat brought = interpolated(view(moved), placement.dx, placement.dy);
    return plane_of(brought * std::exp(-placement.log_gain));
}

LumaPlane placed(const LumaPlane& reference, const Placement& placement) {
    const cv::Mat brought = interpolated(view(reference), -placement.dx, -placement.dy);
    return plane_of(brought * std::exp(placement.log_gain));
}

LumaPlane blurred(const LumaPlane& plane, double sigma) {
    if (sigma <= 0) {
        return plane;
    }
    cv::Mat soft;
    cv::GaussianBlur(view(plane), soft, {}, sigma);
    return plane_of(soft);
}

double mean_squared_error(const LumaPlane& a, const LumaPlane& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.levels.size(); ++i) {
        const double difference =
            std::clamp(a.levels[i], 0.0F, kPeak) - std::clamp(b.levels[i], 0.0F, kPeak);
        sum += difference * difference;
    }
    return sum / static_cast<double>(a.levels.size());
}

double psnr_of(double error) {
    constexpr double kMost = 99;
    return error > 0 ? std::min(kMost, 10 * std::log10(kPeak * kPeak / error)) : kMost;
}

double deviation(std::span<const double> values) {
    if (values.size() < 2) {
        return 0;
    }
    const auto count = static_cast<double>(values.size());
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double squares = 0;
    for (const double value : values) {
        squares += (value - mean) * (value - mean);
    }
    return std::sqrt(squares / count);
}

double deviation_from_line(std::span<const double> values) {
    if (values.size() < 3) {
        return 0;
    }
    const double middle = static_cast<double>(values.size() - 1) / 2;
    double rise = 0;
    double run = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double at = static_cast<double>(i) - middle;
        rise += at * values[i];
        run += at * at;
    }
    std::vector<double> rest(values.begin(), values.end());
    for (std::size_t i = 0; i < rest.size(); ++i) {
        rest[i] -= rise / run * (static_cast<double>(i) - middle);
    }
    return deviation(rest);
}

void OctaveSpectrum::add(const LumaPlane& noise) {
    constexpr int kBlock = 64;
    cv::Mat window;
    cv::createHanningWindow(window, {kBlock, kBlock}, CV_32F);
    const cv::Mat all = view(noise);
    for (int y = 0; y + kBlock <= all.rows; y += kBlock / 2) {
        for (int x = 0; x + kBlock <= all.cols; x += kBlock / 2) {
            const cv::Mat block = all({x, y, kBlock, kBlock});
            const cv::Mat flat = (block - cv::mean(block)[0]).mul(window);
            cv::Mat spectrum;
            cv::dft(flat, spectrum, cv::DFT_COMPLEX_OUTPUT);
            for (int v = 0; v < kBlock; ++v) {
                const auto* row = spectrum.ptr<cv::Vec2f>(v);
                for (int u = 0; u < kBlock; ++u) {
                    const double fx = std::min(u, kBlock - u) / static_cast<double>(kBlock);
                    const double fy = std::min(v, kBlock - v) / static_cast<double>(kBlock);
                    const double frequency = std::hypot(fx, fy);
                    if (frequency <= 0 || frequency > 0.5) {
                        continue;
                    }
                    const int octave = static_cast<int>(std::floor(-std::log2(frequency))) - 1;
                    if (octave < kOctaves) {
                        const auto at = static_cast<std::size_t>(octave);
                        sum_[at] += row[u].dot(row[u]);
                        ++count_[at];
                    }
                }
            }
        }
    }
}

std::array<double, OctaveSpectrum::kOctaves> OctaveSpectrum::power() const {
    std::array<double, kOctaves> mean{};
    for (std::size_t i = 0; i < mean.size(); ++i) {
        mean[i] = count_[i] > 0 ? sum_[i] / static_cast<double>(count_[i]) : 0;
    }
    return mean;
}

Patches find_patches(std::span<const std::uint8_t> mask, int width, int height, int smallest) {
    const cv::Mat marks(height, width, CV_8U, const_cast<std::uint8_t*>(mask.data()));
    cv::Mat labels;
    constexpr int kNeighbours = 8;
    const int count = cv::connectedComponents(marks, labels, kNeighbours, CV_32S);
    std::vector<std::vector<std::int32_t>> lists(static_cast<std::size_t>(count));
    for (std::int32_t i = 0; i < width * height; ++i) {
        const int label = labels.at<int>(i / width, i % width);
        if (label > 0) {
            lists[static_cast<std::size_t>(label)].push_back(i);
        }
    }
    Patches patches;
    for (auto& list : lists) {
        if (!list.empty() && static_cast<int>(list.size()) >= smallest) {
            patches.pixels.push_back(std::move(list));
        }
    }
    return patches;
}

std::vector<std::uint8_t> moved_and_grown(std::span<const std::uint8_t> mask, int width, int height,
                                          int dx, int dy, int radius) {
    cv::Mat moved = cv::Mat::zeros(height, width, CV_8U);
    for (int y = std::max(0, dy); y < std::min(height, height + dy); ++y) {
        for (int x = std::max(0, dx); x < std::min(width, width + dx); ++x) {
            moved.at<std::uint8_t>(y, x) =
                mask[static_cast<std::size_t>((y - dy) * width + x - dx)];
        }
    }
    const int side = 2 * radius + 1;
    cv::dilate(moved, moved, cv::Mat::ones(side, side, CV_8U));
    return {moved.datastart, moved.dataend};
}

} // namespace kinovar::test
