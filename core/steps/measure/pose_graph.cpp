#include "core/steps/measure/pose_graph.h"

#include <Eigen/SparseCholesky>
#include <Eigen/SparseCore>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr int kRounds = 10;
constexpr double kFromMedian = 1.4826;

struct Edge {
    Eigen::Index from, to;
    double change;
    double trust; ///< from how well the pictures matched and how far apart they are
    double weight;
};

std::vector<Edge> edges_of(std::span<const SurveyFacts> facts, const PairValue& value) {
    std::vector<Edge> edges;
    for (std::size_t n = 0; n < facts.size(); ++n) {
        for (std::size_t i = 0; i < kSurveyLags.size(); ++i) {
            const auto lag = static_cast<std::size_t>(kSurveyLags[i]);
            const PictureMotion& motion = facts[n].motion[i];
            if (n >= lag) {
                constexpr double kLeastTrust = 1e-4; // keeps the chain of frames in one piece
                const double trust = kLeastTrust + motion.matched / static_cast<double>(lag);
                edges.push_back({static_cast<Eigen::Index>(n - lag), static_cast<Eigen::Index>(n),
                                 value(motion), trust, trust});
            }
        }
    }
    return edges;
}

Eigen::VectorXd solve(const std::vector<Edge>& edges, Eigen::Index frames) {
    std::vector<Eigen::Triplet<double>> entries;
    Eigen::VectorXd right = Eigen::VectorXd::Zero(frames);
    for (const Edge& edge : edges) {
        entries.emplace_back(edge.from, edge.from, edge.weight);
        entries.emplace_back(edge.to, edge.to, edge.weight);
        entries.emplace_back(edge.to, edge.from, -edge.weight);
        right(edge.from) -= edge.weight * edge.change;
        right(edge.to) += edge.weight * edge.change;
    }
    entries.emplace_back(0, 0, 1.0); // the first frame stays at 0
    Eigen::SparseMatrix<double> matrix(frames, frames);
    matrix.setFromTriplets(entries.begin(), entries.end());
    return Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>>(matrix).solve(right);
}

void reweight(std::vector<Edge>& edges, const Eigen::VectorXd& path) {
    std::vector<double> off(edges.size());
    for (std::size_t i = 0; i < edges.size(); ++i) {
        off[i] = std::abs(path(edges[i].to) - path(edges[i].from) - edges[i].change);
    }
    std::vector<double> sorted = off;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    const double scale = 3 * (kFromMedian * *middle + 1e-6);
    for (std::size_t i = 0; i < edges.size(); ++i) {
        const double relative = off[i] / scale;
        edges[i].weight = edges[i].trust / (1 + relative * relative);
    }
}

} // namespace

std::vector<double> path_of(std::span<const SurveyFacts> facts, const PairValue& value) {
    if (facts.size() < 2) {
        return std::vector<double>(facts.size(), 0.0);
    }
    std::vector<Edge> edges = edges_of(facts, value);
    Eigen::VectorXd path;
    for (int round = 0; round < kRounds; ++round) {
        path = solve(edges, static_cast<Eigen::Index>(facts.size()));
        reweight(edges, path);
    }
    path.array() -= path(0);
    return {path.data(), path.data() + path.size()};
}

} // namespace kinovar::steps
