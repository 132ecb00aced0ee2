#include "core/steps/portrait/animate/laplace.h"

#include <Eigen/Sparse>

#include <vector>

namespace kinovar::portrait {
namespace {

using Sparse = Eigen::SparseMatrix<double>;
using Columns = Eigen::MatrixXd;

/// What keeps parts without a known node from being undetermined.
constexpr double kLeak = 1e-9;

struct System {
    Sparse matrix; ///< lower half
    Columns right;
};

System system_of(const cv::Mat& field, const cv::Mat1b& known, const cv::Mat1f& conductance,
                 const cv::Mat1i& number, int count) {
    const int channels = field.channels();
    System system{Sparse(count, count), Columns::Zero(count, channels)};
    std::vector<Eigen::Triplet<double>> entries;
    entries.reserve(static_cast<std::size_t>(count) * 3);
    const auto conducts = [&](int row, int column) {
        return conductance.empty() ? 1.0 : static_cast<double>(conductance(row, column));
    };
    constexpr int kSteps[4][2] = {{0, 1}, {0, -1}, {1, 0}, {-1, 0}};
    for (int row = 0; row < field.rows; ++row) {
        for (int column = 0; column < field.cols; ++column) {
            const int me = number(row, column);
            if (me < 0) {
                continue;
            }
            double sum = kLeak;
            for (const auto& step : kSteps) {
                const int y = row + step[0];
                const int x = column + step[1];
                if (y < 0 || x < 0 || y >= field.rows || x >= field.cols) {
                    continue;
                }
                const double flow = (conducts(row, column) + conducts(y, x)) / 2;
                sum += flow;
                if (known(y, x) != 0) {
                    const float* values = field.ptr<float>(y) + x * channels;
                    for (int c = 0; c < channels; ++c) {
                        system.right(me, c) += flow * values[c];
                    }
                } else if (number(y, x) < me) {
                    entries.emplace_back(me, number(y, x), -flow);
                }
            }
            entries.emplace_back(me, me, sum);
        }
    }
    system.matrix.setFromTriplets(entries.begin(), entries.end());
    return system;
}

} // namespace

void laplace_fill(cv::Mat& field, const cv::Mat1b& known, const cv::Mat1f& conductance) {
    CV_Assert(field.depth() == CV_32F && field.size() == known.size());
    cv::Mat1i number(field.size(), -1);
    int count = 0;
    for (int row = 0; row < field.rows; ++row) {
        for (int column = 0; column < field.cols; ++column) {
            if (known(row, column) == 0) {
                number(row, column) = count++;
            }
        }
    }
    if (count == 0) {
        return;
    }
    const System system = system_of(field, known, conductance, number, count);
    const Eigen::SimplicialLDLT<Sparse> solver(system.matrix);
    const Columns solved = solver.solve(system.right);
    const int channels = field.channels();
    for (int row = 0; row < field.rows; ++row) {
        for (int column = 0; column < field.cols; ++column) {
            if (number(row, column) >= 0) {
                float* values = field.ptr<float>(row) + column * channels;
                for (int c = 0; c < channels; ++c) {
                    values[c] = static_cast<float>(solved(number(row, column), c));
                }
            }
        }
    }
}

} // namespace kinovar::portrait
