#include "core/steps/portrait/animate/head_fields.h"
#include "core/steps/portrait/animate/head_warp.h"
#include "core/steps/portrait/animate/laplace.h"
#include "tests/steps/portrait/animate/placed_face.h"
#include "tests/support/support.h"

#include <Eigen/Dense>
#include <gtest/gtest.h>

#include <random>

namespace kinovar::portrait {
namespace {

/// The same filling by a dense solve of all nodes.
cv::Mat1f dense_fill(const cv::Mat1f& field, const cv::Mat1b& known, const cv::Mat1f& conductance) {
    const int count = static_cast<int>(field.total());
    Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(count, count);
    Eigen::VectorXd right = Eigen::VectorXd::Zero(count);
    for (int row = 0; row < field.rows; ++row) {
        for (int column = 0; column < field.cols; ++column) {
            const int me = row * field.cols + column;
            if (known(row, column) != 0) {
                matrix(me, me) = 1;
                right(me) = field(row, column);
                continue;
            }
            for (const auto& [dr, dc] : {std::pair{0, 1}, {0, -1}, {1, 0}, {-1, 0}}) {
                const int r = row + dr;
                const int c = column + dc;
                if (r >= 0 && c >= 0 && r < field.rows && c < field.cols) {
                    const double flow = (conductance(row, column) + conductance(r, c)) / 2.0;
                    matrix(me, me) += flow;
                    matrix(me, r * field.cols + c) -= flow;
                }
            }
        }
    }
    const Eigen::VectorXd solved = matrix.fullPivLu().solve(right);
    cv::Mat1f result(field.size());
    for (int i = 0; i < count; ++i) {
        result(i / field.cols, i % field.cols) = static_cast<float>(solved(i));
    }
    return result;
}

TEST(FaceFields, LaplaceFillAgreesWithADenseSolve) {
    std::mt19937 random(3);
    std::uniform_real_distribution<float> value(0.2F, 1);
    cv::Mat1f field(11, 14);
    cv::Mat1f conductance(field.size());
    cv::Mat1b known(field.size());
    for (int i = 0; i < static_cast<int>(field.total()); ++i) {
        field(i / 14, i % 14) = value(random);
        conductance(i / 14, i % 14) = value(random);
        known(i / 14, i % 14) = value(random) > 0.75F ? 255 : 0;
    }
    const cv::Mat1f wanted = dense_fill(field, known, conductance);
    cv::Mat filled = field.clone();
    laplace_fill(filled, known, conductance);
    EXPECT_LT(cv::norm(filled, wanted, cv::NORM_INF), 1e-5);
}

TEST(FaceFields, APartWithoutKnownNodesBecomesZero) {
    cv::Mat field = cv::Mat1f(4, 5, 7.0F);
    laplace_fill(field, cv::Mat1b::zeros(4, 5));
    EXPECT_EQ(cv::countNonZero(field), 0);
}

HeadSurroundings surroundings(int size) {
    HeadSurroundings around;
    around.width = size;
    around.height = size;
    return around;
}

TEST(FaceFields, HeadFollowsAndFarPlacesStay) {
    const Face face = test::placed_face({256, 220, 150});
    const HeadFields fields = head_fields(face, surroundings(512));
    const auto follow = [&](float x, float y) {
        return between_nodes(fields.follow, fields.grid.node({x, y}));
    };
    EXPECT_GT(follow(256, 220), 0.99F);
    EXPECT_EQ(follow(20, 20), 0);
    EXPECT_EQ(follow(256, 500), 0);
    double least = 0;
    cv::minMaxLoc(fields.follow, &least);
    EXPECT_GE(least, 0);
}

TEST(FaceFields, ANeighbourStaysWhereItIs) {
    const Face face = test::placed_face({200, 220, 120});
    const Face next = test::placed_face({390, 220, 120});
    HeadSurroundings around = surroundings(600);
    const HeadPose poses[] = {next.pose};
    around.neighbours = poses;
    const HeadFields fields = head_fields(face, around);
    const HeadMotion motion(test::lively_motion());
    const cv::Mat2f moves = forward_moves(fields, face.pose, motion, 0);
    for (const Point3& p : next.mesh.points) {
        const cv::Vec2f move = between_nodes(moves, fields.grid.node({p.x, p.y}));
        EXPECT_LT(cv::norm(move), 0.05);
    }
    EXPECT_FALSE(heads_meet(face, next));
    EXPECT_TRUE(heads_meet(face, test::placed_face({310, 230, 120})));
}

TEST(FaceFields, BackwardMovesUndoForwardMoves) {
    const Face face = test::placed_face({256, 240, 180, 5, -4, 8});
    const HeadFields fields = head_fields(face, surroundings(512));
    const cv::Mat2f forward =
        forward_moves(fields, face.pose, HeadMotion(test::lively_motion()), 0);
    const cv::Mat2f back = backward_moves(fields, forward);
    double worst = 0;
    for (int row = 0; row < forward.rows; ++row) {
        for (int column = 0; column < forward.cols; ++column) {
            const cv::Vec2f from = back(row, column) / fields.grid.step;
            const cv::Vec2f there = between_nodes(
                forward, {static_cast<float>(column) + from[0], static_cast<float>(row) + from[1]});
            worst = std::max(worst, cv::norm(there + back(row, column)));
        }
    }
    EXPECT_LT(worst, 0.05); // px
}

} // namespace
} // namespace kinovar::portrait
