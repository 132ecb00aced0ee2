#include "core/steps/portrait/face/glasses.h"
#include "tests/steps/portrait/features/drawn_face.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kinovar::portrait {
namespace {

TEST(Glasses, DrawnRimsAreSeen) {
    for (const float width : {100.F, 300.F, 900.F}) {
        const auto bare = test::drawn_face({.width = width});
        const auto worn = test::drawn_face({.width = width, .spectacles = true});
        EXPECT_FALSE(wears_glasses(*bare.still, bare.face.mesh)) << width;
        EXPECT_TRUE(wears_glasses(*worn.still, worn.face.mesh)) << width;
    }
}

TEST(Glasses, DamagedMeshesHaveNone) {
    auto drawn = test::drawn_face({.spectacles = true});
    drawn.face.mesh.points.fill(Point3{std::nanf(""), 0, 0});
    EXPECT_FALSE(wears_glasses(*drawn.still, drawn.face.mesh));
    drawn.face.mesh.points.fill(Point3{10, 10, 0});
    EXPECT_FALSE(wears_glasses(*drawn.still, drawn.face.mesh));
}

} // namespace
} // namespace kinovar::portrait
