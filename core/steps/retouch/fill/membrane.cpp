#include "core/steps/retouch/fill/membrane.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace kinovar::retouch {

namespace {

using Value = cv::Vec4f; // of up to four channels

constexpr int kSweeps = 2; // of Gauss-Seidel, before and after the coarser level
constexpr int kCoarsestSweeps = 60;
constexpr int kMostCycles = 40;
constexpr double kAccuracy = 3e-5; // of the greatest value, of what is still wrong
constexpr int kLeastSide = 8;      // a coarser grid helps above it

/// count · u − (sum of the neighbours) = right on the unknown cells of one grid; the others stay.
struct Level {
    cv::Mat mask; ///< CV_8U, not 0: unknown
    cv::Mat u;
    cv::Mat right;

    [[nodiscard]] bool unknown(int x, int y) const { return mask.at<std::uint8_t>(y, x) != 0; }

    /// Sum of the neighbours inside the grid, and how many there are.
    [[nodiscard]] std::pair<Value, float> around(int x, int y) const {
        Value sum = Value::all(0);
        float count = 0;
        const auto add = [&](bool inside, int at_y, int at_x) {
            if (inside) {
                sum += u.at<Value>(at_y, at_x);
                ++count;
            }
        };
        add(x > 0, y, x - 1);
        add(x + 1 < mask.cols, y, x + 1);
        add(y > 0, y - 1, x);
        add(y + 1 < mask.rows, y + 1, x);
        return {sum, std::max(count, 1.0F)};
    }
    [[nodiscard]] Value residual(int x, int y) const {
        const auto [sum, count] = around(x, y);
        return right.at<Value>(y, x) + sum - count * u.at<Value>(y, x);
    }
    void sweep(int times) {
        for (int i = 0; i < times; ++i) {
            for (int y = 0; y < mask.rows; ++y) {
                for (int x = 0; x < mask.cols; ++x) {
                    if (unknown(x, y)) {
                        const auto [sum, count] = around(x, y);
                        u.at<Value>(y, x) = (sum + right.at<Value>(y, x)) * (1 / count);
                    }
                }
            }
        }
    }
};

class Membrane {
public:
    Membrane(const cv::Mat& values, const cv::Mat& mask) {
        levels_.push_back({mask, values, cv::Mat(mask.size(), CV_32FC4, cv::Scalar::all(0))});
        while (std::min(levels_.back().mask.cols, levels_.back().mask.rows) > kLeastSide) {
            cv::Mat coarse = coarser(levels_.back().mask);
            if (cv::countNonZero(coarse) == 0) {
                break;
            }
            const cv::Mat zero(coarse.size(), CV_32FC4, cv::Scalar::all(0));
            levels_.push_back({coarse, zero.clone(), zero.clone()});
        }
    }

    void solve(float accuracy) {
        for (int i = 0; i < kMostCycles; ++i) {
            cycle(0);
            if (greatest_residual() < accuracy) {
                return;
            }
        }
    }

private:
    /// Cells all of whose parts are unknown: corrections then never reach beyond the border.
    static cv::Mat coarser(const cv::Mat& mask) {
        cv::Mat coarse((mask.rows + 1) / 2, (mask.cols + 1) / 2, CV_8U);
        for (int y = 0; y < coarse.rows; ++y) {
            for (int x = 0; x < coarse.cols; ++x) {
                const cv::Rect parts = cv::Rect(2 * x, 2 * y, 2, 2) & cv::Rect({}, mask.size());
                const bool all = cv::countNonZero(mask(parts)) == parts.area();
                coarse.at<std::uint8_t>(y, x) = all ? 255 : 0;
            }
        }
        return coarse;
    }

    void cycle(std::size_t n) {
        Level& fine = levels_[n];
        if (n + 1 == levels_.size()) {
            fine.sweep(kCoarsestSweeps);
            return;
        }
        fine.sweep(kSweeps);
        Level& coarse = levels_[n + 1];
        restrict_residual(fine, coarse);
        cycle(n + 1);
        correct(fine, coarse);
        fine.sweep(kSweeps);
    }

    static void restrict_residual(const Level& fine, Level& coarse) {
        coarse.u.setTo(cv::Scalar::all(0));
        coarse.right.setTo(cv::Scalar::all(0));
        for (int y = 0; y < fine.mask.rows; ++y) {
            for (int x = 0; x < fine.mask.cols; ++x) {
                if (fine.unknown(x, y)) {
                    coarse.right.at<Value>(y / 2, x / 2) += fine.residual(x, y);
                }
            }
        }
    }

    /// Adds the coarse correction, bilinear between the middles of the cells.
    static void correct(Level& fine, const Level& coarse) {
        constexpr float kNear = 0.75F;
        const auto at = [&](int y, int x) {
            return coarse.u.at<Value>(std::clamp(y, 0, coarse.u.rows - 1),
                                      std::clamp(x, 0, coarse.u.cols - 1));
        };
        for (int y = 0; y < fine.mask.rows; ++y) {
            for (int x = 0; x < fine.mask.cols; ++x) {
                if (fine.unknown(x, y)) {
                    const int other_y = y / 2 + (y % 2 == 0 ? -1 : 1);
                    const int other_x = x / 2 + (x % 2 == 0 ? -1 : 1);
                    const Value here = kNear * at(y / 2, x / 2) + (1 - kNear) * at(y / 2, other_x);
                    const Value beside =
                        kNear * at(other_y, x / 2) + (1 - kNear) * at(other_y, other_x);
                    fine.u.at<Value>(y, x) += kNear * here + (1 - kNear) * beside;
                }
            }
        }
    }

    [[nodiscard]] float greatest_residual() const {
        const Level& fine = levels_.front();
        float greatest = 0;
        for (int y = 0; y < fine.mask.rows; ++y) {
            for (int x = 0; x < fine.mask.cols; ++x) {
                if (fine.unknown(x, y)) {
                    const Value left = fine.residual(x, y);
                    greatest = std::max(greatest, static_cast<float>(cv::norm(left, cv::NORM_INF)));
                }
            }
        }
        return greatest;
    }

    std::vector<Level> levels_;
};

} // namespace

void fill_membrane(cv::Mat& values, const cv::Mat& mask) {
    CV_Assert(values.depth() == CV_32F && values.channels() <= Value::channels &&
              mask.type() == CV_8U && mask.size() == values.size());
    const cv::Mat known = mask == 0;
    const int count = cv::countNonZero(known);
    if (count == 0 || count == static_cast<int>(mask.total())) {
        return;
    }
    std::vector<cv::Mat> planes;
    cv::split(values, planes);
    const std::size_t channels = planes.size();
    double greatest = 0;
    for (cv::Mat& plane : planes) {
        plane.setTo(cv::mean(plane, known), mask);
        greatest = std::max(greatest, cv::norm(plane, cv::NORM_INF));
    }
    planes.resize(Value::channels, cv::Mat::zeros(values.size(), CV_32F));
    cv::Mat wide;
    cv::merge(planes, wide);
    Membrane(wide, mask).solve(static_cast<float>(kAccuracy * greatest));
    cv::split(wide, planes);
    planes.resize(channels);
    cv::merge(planes, values);
}

} // namespace kinovar::retouch
