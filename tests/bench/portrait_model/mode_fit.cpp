#include "tests/bench/portrait_model/mode_fit.h"

#include "core/steps/portrait/face/similarity.h"

#include <Eigen/Dense>
#include <Eigen/Sparse>

#include <algorithm>
#include <cmath>
#include <vector>

namespace kinovar::portrait {
namespace {

/// A landmark of the picture's left half or of the midline, and where it goes (x outwards).
struct Pin {
    int landmark;
    float out, down, back;
};

// What stays where it is in every motion of the mouth, and in those about the eyes.
constexpr int kAboveMouth[] = {10,  109, 67,  103, 54,  21, 162, 127, 234, 151, 9,   8,   168, 6,
                               197, 195, 107, 66,  105, 63, 70,  33,  133, 159, 145, 160, 158, 46};
constexpr int kBelowEyes[] = {234, 93, 132, 58, 172, 136, 150, 149, 176, 148, 152,
                              61,  0,  17,  13, 14,  4,   1,   2,   5,   195, 48,
                              205, 50, 187, 40, 37,  84,  91,  146, 127};

constexpr Pin kWiden[] = {
    {61, .5F, 0, .12F},       {78, .5F, 0, .12F},       {40, .32F, .02F, .07F},
    {91, .32F, 0, .07F},      {81, .20F, .04F, .03F},   {178, .20F, .02F, .03F},
    {0, 0, .06F, .03F},       {13, 0, .05F, .02F},      {14, 0, .03F, .02F},
    {17, 0, -.02F, 0},        {205, .12F, -.02F, .02F}, {50, .06F, -.03F, .01F},
    {187, .14F, -.02F, .02F}, {48, .06F, 0, 0},         {4, 0, 0, 0},
    {2, 0, .02F, 0},          {152, 0, .02F, 0},        {148, 0, .02F, 0},
    {172, .05F, 0, 0},        {58, .04F, 0, 0},         {132, .02F, 0, 0}};
constexpr Pin kRaise[] = {
    {61, 0, -1, .32F},        {78, 0, -.98F, .32F},     {40, 0, -.70F, .22F},
    {91, 0, -.78F, .20F},     {81, 0, -.58F, .16F},     {178, 0, -.62F, .15F},
    {0, 0, -.50F, .14F},      {13, 0, -.54F, .14F},     {14, 0, -.55F, .13F},
    {17, 0, -.50F, .10F},     {205, .14F, -.38F, .08F}, {50, .10F, -.30F, .06F},
    {187, .12F, -.48F, .12F}, {117, .02F, -.12F, .04F}, {230, 0, -.08F, .03F},
    {48, .04F, -.14F, .02F},  {4, 0, -.03F, 0},         {2, 0, -.10F, .03F},
    {152, 0, -.25F, .06F},    {148, 0, -.24F, .06F},    {172, .02F, -.14F, .06F},
    {58, .02F, -.06F, .04F},  {132, 0, -.02F, .02F}};
constexpr Pin kOpen[] = {
    {13, 0, -.26F, .06F},    {81, 0, -.22F, .08F},    {0, 0, -.18F, .06F},    {40, 0, -.11F, .10F},
    {14, 0, .74F, .20F},     {178, 0, .62F, .20F},    {17, 0, .72F, .24F},    {91, 0, .44F, .20F},
    {61, -.02F, .06F, .18F}, {78, -.02F, .06F, .18F}, {152, 0, .50F, .30F},   {148, 0, .49F, .30F},
    {150, 0, .38F, .22F},    {172, .01F, .20F, .12F}, {58, .01F, .08F, .05F}, {132, 0, .02F, .01F},
    {205, -.02F, 0, .03F},   {50, 0, 0, 0},           {48, 0, -.02F, 0},      {4, 0, 0, 0},
    {2, 0, -.03F, .01F}};
constexpr Pin kBrow[] = {{105, .02F, -1, .12F},
                         {66, .02F, -1, .14F},
                         {107, .02F, -.92F, .15F},
                         {63, .02F, -.94F, .10F},
                         {70, .02F, -.66F, .06F},
                         {52, .02F, -.90F, .10F},
                         {65, .02F, -.92F, .12F},
                         {55, .02F, -.80F, .12F},
                         {53, .02F, -.80F, .08F},
                         {46, .02F, -.52F, .05F},
                         {9, 0, -.42F, .12F},
                         {8, 0, -.22F, .06F},
                         {151, 0, -.40F, .12F},
                         {10, 0, -.08F, .06F},
                         {109, 0, -.08F, .05F},
                         {67, 0, -.08F, .04F},
                         {103, 0, -.06F, .03F},
                         {54, 0, -.04F, 0},
                         {168, 0, -.06F, .02F},
                         {6, 0, 0, 0},
                         {159, 0, .02F, 0},
                         {145, 0, .02F, 0},
                         {33, 0, 0, 0},
                         {133, 0, 0, 0},
                         {21, 0, 0, 0},
                         {162, 0, 0, 0}};
constexpr Pin kEye[] = {
    {159, 0, -.80F, .10F}, {160, 0, -.64F, .08F}, {158, 0, -.70F, .08F}, {161, 0, -.38F, .04F},
    {157, 0, -.40F, .03F}, {246, 0, -.20F, .02F}, {173, 0, -.16F, .01F}, {145, 0, .20F, -.03F},
    {144, 0, .18F, -.03F}, {153, 0, .18F, -.03F}, {163, 0, .12F, -.02F}, {154, 0, .13F, -.02F},
    {33, 0, 0, 0},         {133, 0, 0, 0},        {230, 0, .10F, -.03F}, {105, 0, 0, 0},
    {107, 0, 0, 0},        {46, 0, 0, 0},         {70, 0, 0, 0},         {52, 0, -.02F, 0},
    {65, 0, -.02F, 0},     {53, 0, -.02F, 0},     {168, 0, 0, 0},        {6, 0, 0, 0},
    {117, 0, .03F, 0},     {9, 0, 0, 0},          {10, 0, 0, 0},         {54, 0, 0, 0}};

using Sparse = Eigen::SparseMatrix<double>;
using Solution = Eigen::Matrix<double, Eigen::Dynamic, 3>;

template <class Row>
bool all_of_row(const Triangle& t, const Row& first, const Row& second) {
    const auto has = [&](std::uint16_t i) {
        return std::find(first.begin(), first.end(), i) != first.end() ||
               std::find(second.begin(), second.end(), i) != second.end();
    };
    return has(t.a) && has(t.b) && has(t.c);
}

bool spans_an_opening(const Triangle& t) {
    return all_of_row(t, inner_upper_lip(), inner_lower_lip()) ||
           all_of_row(t, upper_lid(0), lower_lid(0)) || all_of_row(t, upper_lid(1), lower_lid(1));
}

/// Each landmark's difference from the mean of its neighbours, nearer ones counting for more.
Sparse bending(const Points& points, std::span<const Triangle> triangles) {
    Sparse weights(kLandmarks, kLandmarks);
    std::vector<Eigen::Triplet<double>> entries;
    const auto join = [&](int a, int b) {
        const Point3& p = points[static_cast<std::size_t>(a)];
        const Point3& q = points[static_cast<std::size_t>(b)];
        const double length = std::hypot(p.x - q.x, p.y - q.y, p.z - q.z);
        entries.emplace_back(a, b, 1 / std::max(length, 0.005));
        entries.emplace_back(b, a, 1 / std::max(length, 0.005));
    };
    for (const Triangle& t : triangles) {
        if (!spans_an_opening(t)) {
            join(t.a, t.b);
            join(t.b, t.c);
            join(t.c, t.a);
        }
    }
    weights.setFromTriplets(entries.begin(), entries.end());
    Sparse rows(kLandmarks, kLandmarks);
    std::vector<Eigen::Triplet<double>> scaled;
    for (int column = 0; column < kLandmarks; ++column) {
        const double sum = weights.col(column).sum();
        scaled.emplace_back(column, column, 1);
        for (Sparse::InnerIterator it(weights, column); it; ++it) {
            scaled.emplace_back(column, static_cast<int>(it.row()), -it.value() / sum);
        }
    }
    rows.setFromTriplets(scaled.begin(), scaled.end());
    return rows;
}

Points spread(const Sparse& bend, std::vector<Pin> pins, std::span<const int> still,
              const std::array<std::uint16_t, kLandmarks>& mirror) {
    constexpr double kPinWeight = 100;
    for (const int landmark : still) {
        const bool set = std::any_of(pins.begin(), pins.end(),
                                     [&](const Pin& pin) { return pin.landmark == landmark; });
        if (!set) {
            pins.push_back({landmark, 0, 0, 0});
        }
    }
    Sparse matrix = bend.transpose() * bend;
    Solution right = Solution::Zero(kLandmarks, 3);
    const auto hold = [&](int landmark, float x, float y, float z) {
        matrix.coeffRef(landmark, landmark) += kPinWeight;
        right.row(landmark) += kPinWeight * Eigen::RowVector3d(x, y, z);
    };
    for (const Pin& pin : pins) {
        hold(pin.landmark, -pin.out, pin.down, pin.back);
        const int other = mirror[static_cast<std::size_t>(pin.landmark)];
        if (other != pin.landmark) {
            hold(other, pin.out, pin.down, pin.back);
        }
    }
    const Eigen::SimplicialLDLT<Sparse> solver(matrix);
    const Solution solved = solver.solve(right);
    Points mode;
    for (int i = 0; i < kLandmarks; ++i) {
        const auto at = [&](int axis) { return static_cast<float>(solved(i, axis)); };
        mode[static_cast<std::size_t>(i)] = {at(0), at(1), at(2)};
    }
    return mode;
}

} // namespace

ModeRows fitted_modes(const Points& points, std::span<const Triangle> triangles) {
    const Sparse bend = bending(points, triangles);
    const auto mirror = mirror_pairs(points);
    const auto mode = [&](std::span<const Pin> pins, std::span<const int> still) {
        Points raw = spread(bend, {pins.begin(), pins.end()}, still, mirror);
        Points even;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            const Point3& other = raw[mirror[i]];
            even[i] = {(raw[i].x - other.x) / 2, (raw[i].y + other.y) / 2,
                       (raw[i].z + other.z) / 2};
        }
        return even;
    };
    return {mode(kWiden, kAboveMouth), mode(kRaise, kAboveMouth), mode(kOpen, kAboveMouth),
            mode(kBrow, kBelowEyes), mode(kEye, kBelowEyes)};
}

} // namespace kinovar::portrait
