#include "core/steps/colourise/engine/smooth_solver.h"

#include "core/steps/colourise/engine/colour_kernels.h"

#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <vector>

namespace kinovar::colourise {

namespace {

/// Of lightness (0 to 1) between neighbours: what makes them half as close.
constexpr float kLightSigma = 0.03F;
/// What binds neighbours across the hardest edge.
constexpr float kLeastBond = 1e-3F;
/// No place holds its colour more firmly than this.
constexpr float kFirmest = 1e6F;
/// Over-relaxation and sweeps of each level.
constexpr float kRelaxation = 1.7F;
constexpr int kSweeps = 30;
/// Levels end where a side is shorter than this.
constexpr int kCoarsest = 6;
/// Smaller pictures are worked on by one thread.
constexpr int kLeastForThreads = 256 * 256;

/// What a level is solved from. All CV_32F.
struct Level {
    cv::Mat light;
    cv::Mat a, b; ///< given colours
    cv::Mat firm; ///< how firmly they hold
};

float bond(float one, float other) {
    const float unlike = (one - other) / kLightSigma;
    const float squared = unlike * unlike;
    return 1 / (1 + squared * squared) + kLeastBond;
}

/// Half the size: means of light and, by firmness, of given colours.
Level reduced(const Level& fine) {
    const int rows = (fine.light.rows + 1) / 2;
    const int cols = (fine.light.cols + 1) / 2;
    Level coarse;
    for (cv::Mat* mat : {&coarse.light, &coarse.a, &coarse.b, &coarse.firm}) {
        mat->create(rows, cols, CV_32F);
    }
    for (int y = 0; y < rows; ++y) {
        const int ys[2] = {2 * y, std::min(2 * y + 1, fine.light.rows - 1)};
        for (int x = 0; x < cols; ++x) {
            const int xs[2] = {2 * x, std::min(2 * x + 1, fine.light.cols - 1)};
            float light = 0;
            float a = 0;
            float b = 0;
            float firm = 0;
            for (const int fy : ys) {
                for (const int fx : xs) {
                    const float weight = fine.firm.at<float>(fy, fx);
                    light += fine.light.at<float>(fy, fx);
                    a += weight * fine.a.at<float>(fy, fx);
                    b += weight * fine.b.at<float>(fy, fx);
                    firm += weight;
                }
            }
            coarse.light.at<float>(y, x) = light / 4;
            coarse.a.at<float>(y, x) = firm > 0 ? a / firm : 0;
            coarse.b.at<float>(y, x) = firm > 0 ? b / firm : 0;
            coarse.firm.at<float>(y, x) = std::min(firm, kFirmest);
        }
    }
    return coarse;
}

/// A picture split like a chessboard into two of half the width, each with a border of one place.
/// The places of colour c in row y are x = 2k + ((y + c) mod 2).
class Board {
public:
    explicit Board(const cv::Size& size)
        : stride_((size.width + 1) / 2 + 2),
          fields_{std::vector<float>(stride_ * (static_cast<std::size_t>(size.height) + 2)),
                  std::vector<float>(stride_ * (static_cast<std::size_t>(size.height) + 2))} {}

    /// The first place of a row, −1 ≤ y ≤ height; [-1] may be read.
    [[nodiscard]] float* row(int colour, int y) {
        return fields_[static_cast<std::size_t>(colour)].data() +
               stride_ * static_cast<std::size_t>(y + 1) + 1;
    }
    [[nodiscard]] float& at(int y, int x) { return row((x + y) & 1, y)[x / 2]; }

private:
    std::size_t stride_;
    std::array<std::vector<float>, 2> fields_;
};

class LevelSolver {
public:
    explicit LevelSolver(const Level& level)
        : size_(level.light.size()), a_(size_), b_(size_), given_a_(size_), given_b_(size_),
          left_(size_), right_(size_), up_(size_), down_(size_) {
        set_weights(level);
    }

    void start_from(const cv::Mat& a, const cv::Mat& b, int scale) {
        for (int y = 0; y < size_.height; ++y) {
            for (int x = 0; x < size_.width; ++x) {
                a_.at(y, x) = a.at<float>(y / scale, x / scale);
                b_.at(y, x) = b.at<float>(y / scale, x / scale);
            }
        }
    }

    void sweep(int times) {
        for (int i = 0; i < 2 * times; ++i) {
            for_rows([&](const cv::Range& rows) {
                for (int y = rows.start; y < rows.end; ++y) {
                    relax(i & 1, y);
                }
            });
        }
    }

    void read(cv::Mat& a, cv::Mat& b) {
        a.create(size_, CV_32F);
        b.create(size_, CV_32F);
        for (int y = 0; y < size_.height; ++y) {
            for (int x = 0; x < size_.width; ++x) {
                a.at<float>(y, x) = a_.at(y, x);
                b.at<float>(y, x) = b_.at(y, x);
            }
        }
    }

private:
    void for_rows(const std::function<void(const cv::Range&)>& work) const {
        const cv::Range all(0, size_.height);
        if (size_.area() < kLeastForThreads) {
            work(all);
        } else {
            cv::parallel_for_(all, work);
        }
    }

    void set_weights(const Level& level) {
        for_rows([&](const cv::Range& rows) {
            for (int y = rows.start; y < rows.end; ++y) {
                for (int x = 0; x < size_.width; ++x) {
                    set_weight(level, y, x);
                }
            }
        });
    }

    void set_weight(const Level& level, int y, int x) {
        const float* light = level.light.ptr<float>(y);
        const float here = light[x];
        const float left = x > 0 ? bond(here, light[x - 1]) : 0;
        const float right = x + 1 < size_.width ? bond(here, light[x + 1]) : 0;
        const float up = y > 0 ? bond(here, level.light.at<float>(y - 1, x)) : 0;
        const float down = y + 1 < size_.height ? bond(here, level.light.at<float>(y + 1, x)) : 0;
        const float firm = level.firm.at<float>(y, x);
        const float sum = left + right + up + down + firm;
        const float scale = sum > 0 ? kRelaxation / sum : 0;
        left_.at(y, x) = left * scale;
        right_.at(y, x) = right * scale;
        up_.at(y, x) = up * scale;
        down_.at(y, x) = down * scale;
        given_a_.at(y, x) = firm * scale * level.a.at<float>(y, x);
        given_b_.at(y, x) = firm * scale * level.b.at<float>(y, x);
    }

    void relax(int colour, int y) {
        const int other = 1 - colour;
        const int shift = (y + colour) & 1;
        const auto count = static_cast<std::size_t>((size_.width + 1 - shift) / 2);
        for (const bool first : {true, false}) {
            Board& board = first ? a_ : b_;
            const float* beside = board.row(other, y) + shift;
            kernels::relax({board.row(colour, y), beside - 1, beside, board.row(other, y - 1),
                            board.row(other, y + 1)},
                           {left_.row(colour, y), right_.row(colour, y), up_.row(colour, y),
                            down_.row(colour, y), (first ? given_a_ : given_b_).row(colour, y)},
                           1 - kRelaxation, count);
        }
    }

    cv::Size size_;
    Board a_, b_, given_a_, given_b_, left_, right_, up_, down_;
};

/// Solves the coarser levels first and starts from their result.
void solve(const Level& level, cv::Mat& a, cv::Mat& b) {
    LevelSolver solver(level);
    if (std::min(level.light.rows, level.light.cols) > kCoarsest) {
        cv::Mat coarse_a;
        cv::Mat coarse_b;
        solve(reduced(level), coarse_a, coarse_b);
        solver.start_from(coarse_a, coarse_b, 2);
    } else {
        const double all = cv::sum(level.firm)[0];
        const cv::Mat mean_a(level.light.size(), CV_32F, level.a.dot(level.firm) / all);
        const cv::Mat mean_b(level.light.size(), CV_32F, level.b.dot(level.firm) / all);
        solver.start_from(mean_a, mean_b, 1);
    }
    solver.sweep(kSweeps);
    solver.read(a, b);
}

} // namespace

cv::Mat solve_smooth(const cv::Mat& light, const cv::Mat& ab, const cv::Mat& firmness) {
    CV_Assert(ab.size() == light.size() && firmness.size() == light.size());
    std::array<cv::Mat, 2> given;
    cv::split(ab, given.data());
    cv::Mat a;
    cv::Mat b;
    solve({light, given[0], given[1], cv::min(firmness, kFirmest)}, a, b);
    cv::Mat solved;
    cv::merge(std::array<cv::Mat, 2>{a, b}, solved);
    return solved;
}

} // namespace kinovar::colourise
