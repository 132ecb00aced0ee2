#include "tests/bench/colour/levin.h"

#include <Eigen/SparseLU>

#include <algorithm>
#include <cmath>
#include <vector>

namespace kinovar::bench {

namespace {

using Matrix = Eigen::SparseMatrix<double>;

struct Neighbour {
    int index;
    double light;
    double weight = 0;
};

std::vector<Neighbour> neighbours_of(const cv::Mat& light, int y, int x) {
    std::vector<Neighbour> around;
    for (int ny = std::max(0, y - 1); ny <= std::min(light.rows - 1, y + 1); ++ny) {
        for (int nx = std::max(0, x - 1); nx <= std::min(light.cols - 1, x + 1); ++nx) {
            if (ny != y || nx != x) {
                around.push_back({ny * light.cols + nx, light.at<float>(ny, nx)});
            }
        }
    }
    return around;
}

/// Gaussian of the difference of light; its width follows the window's variance, yet the most like
/// neighbour keeps a say of at least 1 %.
void weigh(std::vector<Neighbour>& around, double here) {
    constexpr double kShareOfVariance = 0.6;
    constexpr double kLeastVariance = 2e-6;
    const double least_say = std::log(100.0);
    const auto count = static_cast<double>(around.size() + 1);
    double mean = here / count;
    double closest = 1;
    for (const Neighbour& one : around) {
        mean += one.light / count;
        closest = std::min(closest, (one.light - here) * (one.light - here));
    }
    double variance = (here - mean) * (here - mean) / count;
    for (const Neighbour& one : around) {
        variance += (one.light - mean) * (one.light - mean) / count;
    }
    const double width =
        std::max({kShareOfVariance * variance, closest / least_say, kLeastVariance});
    double sum = 0;
    for (Neighbour& one : around) {
        one.weight = std::exp(-(one.light - here) * (one.light - here) / width);
        sum += one.weight;
    }
    for (Neighbour& one : around) {
        one.weight /= sum;
    }
}

Matrix equations(const cv::Mat& light, const cv::Mat& given) {
    std::vector<Eigen::Triplet<double>> entries;
    const int count = light.rows * light.cols;
    for (int i = 0; i < count; ++i) {
        const int y = i / light.cols;
        const int x = i % light.cols;
        entries.emplace_back(i, i, 1);
        if (given.at<float>(y, x) > 0) {
            continue;
        }
        std::vector<Neighbour> around = neighbours_of(light, y, x);
        weigh(around, light.at<float>(y, x));
        for (const Neighbour& one : around) {
            entries.emplace_back(i, one.index, -one.weight);
        }
    }
    Matrix matrix(count, count);
    matrix.setFromTriplets(entries.begin(), entries.end());
    return matrix;
}

} // namespace

Result<cv::Mat> colour_by_levin(const colourise::Guide& guide, const colourise::Seeds& seeds) {
    if (seeds.empty()) {
        return cv::Mat(cv::Mat::zeros(guide.work.size(), CV_32FC2));
    }
    Eigen::SparseLU<Matrix> solver;
    solver.isSymmetric(true); // its pattern is
    solver.setPivotThreshold(0);
    solver.compute(equations(guide.work, seeds.weight));
    if (solver.info() != Eigen::Success) {
        return failure(ErrorCode::Internal, "the equations of Levin et al. have no solution");
    }
    cv::Mat ab(guide.work.size(), CV_32FC2);
    for (int channel = 0; channel < 2; ++channel) {
        Eigen::VectorXd given(ab.rows * ab.cols);
        for (int i = 0; i < ab.rows * ab.cols; ++i) {
            given[i] = seeds.ab.at<cv::Vec2f>(i / ab.cols, i % ab.cols)[channel];
        }
        const Eigen::VectorXd solved = solver.solve(given);
        for (int i = 0; i < ab.rows * ab.cols; ++i) {
            ab.at<cv::Vec2f>(i / ab.cols, i % ab.cols)[channel] = static_cast<float>(solved[i]);
        }
    }
    return ab;
}

} // namespace kinovar::bench
