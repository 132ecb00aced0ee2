#include "core/steps/measure/path_split.h"

#include <Eigen/Dense>
#include <Eigen/Eigenvalues>
#include <Eigen/SparseCholesky>
#include <Eigen/SparseCore>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <memory>
#include <mutex>
#include <numbers>

namespace kinovar::steps {

namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Index = Eigen::Index;

constexpr std::size_t kFewest = 6;
constexpr std::size_t kWindow = 96;
constexpr std::size_t kHop = 48;
constexpr int kDifferences = 3;
constexpr int kAveraged = 12;
constexpr int kJumpRounds = 4;
/// White share of the unsteady part: keeps the matrices regular and allows for errors of measuring.
constexpr double kWhite = 0.01;

constexpr std::array kUnsteadyMemory{0.0, 0.3, 0.5};
struct Smoothness {
    int order;     ///< the difference that is random
    double memory; ///< its autoregression
};
constexpr std::array kSmoothness{Smoothness{2, 0.0}, Smoothness{2, 0.8}, Smoothness{2, 0.95},
                                 Smoothness{3, 0.0}, Smoothness{3, 0.8}, Smoothness{3, 0.95}};
/// Relative to the typical size.
constexpr std::array kUnsteadySizes{0.14, 0.28, 0.43, 0.64, 0.86, 1.14, 1.57, 2.1};
constexpr std::array kSmoothSizes{0.002, 0.0043, 0.0086, 0.017, 0.036,
                                  0.071, 0.14,   0.29,   0.57,  1.14};

Matrix differences(Index n, int order) {
    Matrix d = Matrix::Identity(n, n);
    for (int i = 0; i < order; ++i) {
        d = (d.bottomRows(d.rows() - 1) - d.topRows(d.rows() - 1)).eval();
    }
    return d;
}

Matrix autoregressive(Index n, double memory) {
    Matrix k(n, n);
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < n; ++j) {
            k(i, j) = i == j ? 1 : std::pow(memory, std::abs(static_cast<double>(i - j)));
        }
    }
    return k;
}

/// For one pair of memories: a basis in which the covariances of unsteady and smooth are both
/// diagonal (1 and `ratio`), and the way back to the unsteady part.
struct Basis {
    Matrix to_basis; ///< basis coefficients of third differences
    Vector ratio;
    Matrix from_basis; ///< unsteady part of coefficients
    double log_volume = 0;
};

/// All of them for paths of n frames; they do not depend on the path.
using Bases = std::vector<Basis>;

Bases make_bases(Index n) {
    const Matrix d = differences(n, kDifferences);
    Bases bases;
    for (const double memory : kUnsteadyMemory) {
        Matrix unsteady = autoregressive(n, memory);
        unsteady.diagonal().array() += kWhite;
        const Matrix of_unsteady = d * unsteady * d.transpose();
        for (const Smoothness& kind : kSmoothness) {
            const Index m = n - kind.order;
            const Matrix rest = differences(m, kDifferences - kind.order);
            const Matrix of_smooth = rest * autoregressive(m, kind.memory) * rest.transpose();
            const Eigen::GeneralizedSelfAdjointEigenSolver<Matrix> solver(of_smooth, of_unsteady);
            Basis basis;
            basis.to_basis = solver.eigenvectors().transpose();
            basis.ratio = solver.eigenvalues().cwiseMax(0);
            basis.from_basis = unsteady * d.transpose() * solver.eigenvectors();
            basis.log_volume = 2 * Eigen::PartialPivLU<Matrix>(solver.eigenvectors())
                                       .matrixLU()
                                       .diagonal()
                                       .cwiseAbs()
                                       .array()
                                       .log()
                                       .sum();
            bases.push_back(std::move(basis));
        }
    }
    return bases;
}

std::shared_ptr<const Bases> bases_for(Index n) {
    constexpr std::size_t kKept = 6;
    static std::mutex mutex; // guards recent
    static std::deque<std::pair<Index, std::shared_ptr<const Bases>>> recent;
    const std::lock_guard lock(mutex);
    for (const auto& [length, bases] : recent) {
        if (length == n) {
            return bases;
        }
    }
    auto bases = std::make_shared<const Bases>(make_bases(n));
    recent.emplace_back(n, bases);
    if (recent.size() > kKept) {
        recent.pop_front();
    }
    return bases;
}

struct Candidate {
    std::size_t basis;
    double unsteady, smooth; ///< variances
    double likelihood;       ///< its logarithm
};

Vector clipped(const Vector& values) {
    std::vector<double> size(values.data(), values.data() + values.size());
    for (double& value : size) {
        value = std::abs(value);
    }
    const auto middle = size.begin() + static_cast<std::ptrdiff_t>(size.size() / 2);
    std::nth_element(size.begin(), middle, size.end());
    constexpr double kSixSigma = 6 * 1.4826;
    const double most = kSixSigma * *middle + 1e-9;
    return values.cwiseMin(most).cwiseMax(-most);
}

std::vector<Candidate> candidates(const Bases& bases, const Vector& differences,
                                  const UnsteadyPrior& prior) {
    const Vector data = clipped(differences);
    std::vector<Candidate> all;
    for (std::size_t b = 0; b < bases.size(); ++b) {
        const Vector square = (bases[b].to_basis * data).array().square();
        for (const double unsteady_size : kUnsteadySizes) {
            const double unsteady = std::pow(unsteady_size * prior.typical, 2);
            const double off = std::log(unsteady_size) / prior.spread;
            for (const double smooth_size : kSmoothSizes) {
                const double smooth = std::pow(smooth_size * prior.typical, 2);
                const Vector variance = (smooth * bases[b].ratio).array() + unsteady;
                const double likelihood = -0.5 * ((square.array() / variance.array()).sum() +
                                                  variance.array().log().sum() + off * off) +
                                          0.5 * bases[b].log_volume;
                all.push_back({b, unsteady, smooth, likelihood});
            }
        }
    }
    const auto better = [](const Candidate& a, const Candidate& b) {
        return a.likelihood > b.likelihood;
    };
    std::partial_sort(all.begin(), all.begin() + kAveraged, all.end(), better);
    all.resize(kAveraged);
    return all;
}

struct Split {
    Vector unsteady;
    double size = 0; ///< standard deviation of the unsteady part
};

Split split_once(const Bases& bases, const Vector& path, const UnsteadyPrior& prior) {
    const Vector data = differences(path.size(), kDifferences) * path;
    const std::vector<Candidate> best = candidates(bases, data, prior);
    Split split{.unsteady = Vector::Zero(path.size())};
    double sum = 0;
    for (const Candidate& candidate : best) {
        const Basis& basis = bases[candidate.basis];
        const double weight = std::exp(candidate.likelihood - best.front().likelihood);
        const Vector variance = (candidate.smooth * basis.ratio).array() + candidate.unsteady;
        const Vector coefficients = (basis.to_basis * data).array() / variance.array();
        split.unsteady += weight * candidate.unsteady * (basis.from_basis * coefficients);
        split.size += weight * std::sqrt(candidate.unsteady);
        sum += weight;
    }
    split.unsteady /= sum;
    split.size /= sum;
    return split;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Whether the path stays where it is but for unsteadiness of the usual size.
bool on_tripod(const Vector& path, const UnsteadyPrior& prior) {
    constexpr double kWidest = 2.0; // times the typical size
    constexpr double kMostDrift = 2.0;
    constexpr double kRoughness = 0.6;
    constexpr double kFromMedian = 1.4826;
    std::vector<double> values(path.data(), path.data() + path.size());
    const double centre = median(values);
    for (double& value : values) {
        value = std::abs(value - centre);
    }
    const Index third = path.size() / 3;
    const double drift = std::abs(path.head(third).mean() - path.tail(third).mean());
    const Vector steps = path.tail(path.size() - 1) - path.head(path.size() - 1);
    const double spread = (path.array() - path.mean()).square().mean();
    // Von Neumann's ratio: 2 for white noise, near 0 for a slow sway.
    const bool rough =
        steps.squaredNorm() / static_cast<double>(steps.size()) > kRoughness * spread;
    return rough && kFromMedian * median(values) < kWidest * prior.typical &&
           drift < kMostDrift * prior.typical;
}

/// Jumps are taken out of the path step by step, so that they do not bend what is around them.
Vector split_window(const Vector& path, const UnsteadyPrior& prior) {
    if (on_tripod(path, prior)) {
        return path.array() - path.mean();
    }
    const auto bases = bases_for(path.size());
    Vector jumps = Vector::Zero(path.size());
    Split split;
    for (int round = 0; round < kJumpRounds; ++round) {
        split = split_once(*bases, path - jumps, prior);
        const Vector whole = split.unsteady + jumps;
        const double most = prior.jump * split.size;
        jumps = whole - whole.cwiseMin(most).cwiseMax(-most);
        if (jumps.isZero()) {
            break;
        }
    }
    return split.unsteady + jumps;
}

} // namespace

std::vector<double> unsteady_part(std::span<const double> path, const UnsteadyPrior& prior) {
    const std::size_t n = path.size();
    std::vector<double> result(n, 0.0);
    if (n < kFewest) {
        return result;
    }
    std::vector<double> weights(n, 0.0);
    for (std::size_t from = 0;; from += kHop) {
        // The last window takes in a short rest.
        const bool last = from + kWindow + kHop / 2 >= n;
        const std::size_t to = last ? n : from + kWindow;
        const Vector window =
            Eigen::Map<const Vector>(path.data() + from, static_cast<Index>(to - from));
        const Vector part = split_window(window, prior);
        for (std::size_t i = from; i < to; ++i) {
            const double to_start = from == 0 ? 1e9 : static_cast<double>(i - from) + 0.5;
            const double to_end = last ? 1e9 : static_cast<double>(to - i) - 0.5;
            const double weight = std::min({to_start, to_end, static_cast<double>(kHop)});
            result[i] += weight * part(static_cast<Index>(i - from));
            weights[i] += weight;
        }
        if (last) {
            break;
        }
    }
    for (std::size_t i = 0; i < n; ++i) {
        result[i] /= weights[i];
    }
    return result;
}

std::vector<double> slow_trend(std::span<const double> path, const TrendPrior& prior) {
    const auto n = static_cast<Index>(path.size());
    std::vector<double> trend(path.begin(), path.end());
    if (n < 3) {
        return trend;
    }
    constexpr int kRounds = 30;
    constexpr double kForgiving = 1.5; // 1: a bend costs its size; 2: hardly more than a small one
    const double stiffness = std::pow(prior.period / (2 * std::numbers::pi), 4);
    const Eigen::Map<const Vector> data(path.data(), n);
    Vector bend_weight = Vector::Ones(n - 2);
    Vector smooth = data;
    for (int round = 0; round < kRounds; ++round) {
        std::vector<Eigen::Triplet<double>> entries;
        for (Index i = 0; i < n; ++i) {
            entries.emplace_back(i, i, 1.0);
        }
        constexpr std::array kBend{1.0, -2.0, 1.0};
        for (Index i = 0; i + 2 < n; ++i) {
            for (Index j = 0; j < 3; ++j) {
                for (Index k = 0; k < 3; ++k) {
                    entries.emplace_back(i + j, i + k,
                                         stiffness * bend_weight(i) *
                                             kBend[static_cast<std::size_t>(j)] *
                                             kBend[static_cast<std::size_t>(k)]);
                }
            }
        }
        Eigen::SparseMatrix<double> matrix(n, n);
        matrix.setFromTriplets(entries.begin(), entries.end());
        smooth = Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>>(matrix).solve(data);
        for (Index i = 0; i + 2 < n; ++i) {
            const double bend = smooth(i) - 2 * smooth(i + 1) + smooth(i + 2);
            bend_weight(i) = std::pow(1 + std::abs(bend) / prior.change, -kForgiving);
        }
    }
    std::copy(smooth.begin(), smooth.end(), trend.begin());
    return trend;
}

} // namespace kinovar::steps
