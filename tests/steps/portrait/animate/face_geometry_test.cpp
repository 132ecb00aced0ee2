#include "core/steps/portrait/face/face_geometry.h"
#include "tests/steps/portrait/animate/placed_face.h"
#include "tests/support/support.h"

#include <cmath>
#include <fstream>
#include <set>
#include <sstream>

namespace kinovar::portrait {
namespace {

constexpr int kAxes = 3;

std::array<float, kAxes> axes_of(const Point3& p) {
    return {p.x, p.y, p.z};
}

TEST(FaceGeometry, CanonicalFaceIsSymmetricAndOneWide) {
    const auto& face = canonical_face();
    const auto mirror = mirrored_landmarks();
    for (std::size_t i = 0; i < face.size(); ++i) {
        const Point3& other = face[mirror[i]];
        EXPECT_NEAR(face[i].x, -other.x, 2e-4F) << i;
        EXPECT_NEAR(face[i].y, other.y, 2e-4F) << i;
        EXPECT_NEAR(face[i].z, other.z, 2e-4F) << i;
        EXPECT_EQ(mirror[mirror[i]], i);
    }
    EXPECT_NEAR(face[454].x - face[234].x, 1, 1e-3F);
    EXPECT_NEAR(face[454].y + face[234].y, 0, 2e-3F);
    EXPECT_EQ(mirror[33], 263);
    EXPECT_EQ(mirror[61], 291);
    EXPECT_EQ(mirror[13], 13);
}

TEST(FaceGeometry, ModesChangeTheirMeasureByOne) {
    const auto y = [](Mode mode, int i) {
        return expression_mode(mode)[static_cast<std::size_t>(i)].y;
    };
    const auto& widen = expression_mode(Mode::Widen);
    EXPECT_NEAR(widen[291].x - widen[61].x, 1, 0.06);
    EXPECT_NEAR(-(y(Mode::Raise, 61) + y(Mode::Raise, 291)) / 2, 1, 0.06);
    EXPECT_NEAR(y(Mode::Open, 14) - y(Mode::Open, 13), 1, 0.06);
    EXPECT_NEAR(-(y(Mode::Brow, 105) + y(Mode::Brow, 334)) / 2, 1, 0.06);
    EXPECT_NEAR((y(Mode::Eye, 145) - y(Mode::Eye, 159) + y(Mode::Eye, 374) - y(Mode::Eye, 386)) / 2,
                1, 0.06);
}

TEST(FaceGeometry, TrianglesCoverTheFaceOnceAndUseEveryLandmark) {
    double area = 0;
    std::set<int> used;
    int backwards = 0;
    const auto& face = canonical_face();
    for (const Triangle& t : face_triangles()) {
        const Point3& a = face[t.a];
        const Point3& b = face[t.b];
        const Point3& c = face[t.c];
        const double twice = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
        backwards += twice <= 0 ? 1 : 0;
        area += twice / 2;
        used.insert({t.a, t.b, t.c});
    }
    EXPECT_EQ(used.size(), static_cast<std::size_t>(kLandmarks));
    EXPECT_LE(backwards, 6); // of nearly no area: at the rim and between the lips
    double oval = 0;
    const auto rim = face_oval();
    for (std::size_t i = 0; i < rim.size(); ++i) {
        const Point3& a = face[rim[i]];
        const Point3& b = face[rim[(i + 1) % rim.size()]];
        oval += (a.x * b.y - b.x * a.y) / 2.0;
    }
    EXPECT_NEAR(area, oval, 0.01 * oval);
}

TEST(FaceGeometry, PoseReadsBackAnglesAndPlace) {
    for (const float yaw : {-25.0F, 0.0F, 12.0F}) {
        for (const float pitch : {-10.0F, 8.0F}) {
            const Face face = test::placed_face({300, 200, 150, yaw, pitch, 20});
            const HeadPose pose = fit_pose(face.mesh);
            EXPECT_NEAR(pose.yaw, yaw, 0.01);
            EXPECT_NEAR(pose.pitch, pitch, 0.01);
            EXPECT_NEAR(pose.roll, 20, 0.01);
            EXPECT_NEAR(pose.scale, 150, 0.01);
            EXPECT_NEAR(fit_pose(face.mesh, true).yaw, yaw, 0.01);
        }
    }
}

TEST(FaceGeometry, SignsOfAnglesAreThoseOfTheHeader) {
    const auto nose = [](float yaw, float pitch) {
        const Face face = test::placed_face({0, 0, 100, yaw, pitch, 0});
        return face.mesh.points[4];
    };
    EXPECT_GT(nose(15, 0).x, nose(0, 0).x);
    EXPECT_GT(nose(0, 15).y, nose(0, 0).y);
    const Face tilted = test::placed_face({0, 0, 100, 0, 0, 15});
    EXPECT_GT(tilted.mesh.points[263].y, tilted.mesh.points[33].y);
}

TEST(FaceGeometry, AgreesWithTheFaceUsedInDevelopment) {
    KINOVAR_NEEDS_SHARED(path, "data/portraits/model/canonical_face_468.txt");
    FaceMesh theirs;
    std::array<std::array<Point3, kLandmarks>, kModes> modes;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::istringstream row(line);
        std::size_t i = 0;
        if (!(row >> i) || i >= kLandmarks) {
            continue;
        }
        row >> theirs.points[i].x >> theirs.points[i].y >> theirs.points[i].z;
        for (auto& mode : modes) {
            row >> mode[i].x >> mode[i].y >> mode[i].z;
        }
    }
    const HeadPose pose = fit_pose(theirs);
    double squares = 0;
    for (std::size_t i = 0; i < kLandmarks; ++i) {
        const auto ours = axes_of(to_picture(pose, canonical_face()[i]));
        const auto other = axes_of(theirs.points[i]);
        for (std::size_t k = 0; k < kAxes; ++k) {
            squares += std::pow(ours[k] - other[k], 2);
        }
    }
    EXPECT_LT(std::sqrt(squares / kLandmarks), 0.025); // of a face width
    for (int m = 0; m < kModes; ++m) {
        double dot = 0;
        double a = 0;
        double b = 0;
        for (std::size_t i = 0; i < kLandmarks; ++i) {
            const Point3& p = expression_mode(static_cast<Mode>(m))[i];
            const Point3& q = modes[static_cast<std::size_t>(m)][i];
            dot += p.x * q.x + p.y * q.y;
            a += p.x * p.x + p.y * p.y;
            b += q.x * q.x + q.y * q.y;
        }
        EXPECT_GT(dot / std::sqrt(a * b), 0.6) << "mode " << m;
    }
}

} // namespace
} // namespace kinovar::portrait
