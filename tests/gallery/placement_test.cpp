#include "core/gallery/placement.h"
#include "tests/gallery/faces.h"
#include "tests/support/support.h"

namespace kinovar::gallery {
namespace {

using test::darkest_near;
using test::dotted_face;
using test::mesh_at;

constexpr int kWidth = 640;
constexpr int kHeight = 360;

portrait::PortraitAnalysis analysis_of(const portrait::FaceMesh& mesh, int width, int height) {
    portrait::Face face;
    face.mesh = mesh;
    face.pose = portrait::fit_pose(mesh);
    portrait::PortraitAnalysis analysis;
    analysis.width = width;
    analysis.height = height;
    analysis.faces.push_back(face);
    return analysis;
}

TEST(GalleryPlacement, EyesComeToOnePlaceWhateverThePicture) {
    for (const auto& [x, y, size, lean] :
         {std::tuple{200.F, 180.F, 160.F, 0.F}, std::tuple{260.F, 150.F, 90.F, 0.15F},
          std::tuple{180.F, 240.F, 200.F, -0.1F}}) {
        const portrait::FaceMesh mesh = mesh_at(x, y, size, lean);
        const auto analysis = analysis_of(mesh, 400, 400);
        const Similarity place = place_face(analysis.faces.front(), kWidth, kHeight);
        const auto frame = place_picture(*dotted_face(400, 400, mesh), place, kWidth, kHeight);
        ASSERT_OK(frame);
        const auto placed = place_analysis(analysis, 0, place, kWidth, kHeight);
        const auto& points = placed.faces.front().mesh.points;
        EXPECT_NEAR((points[33].x + points[263].x) / 2, kWidth / 2.0, 1);
        EXPECT_NEAR((points[33].y + points[263].y) / 2, 0.42 * kHeight, 3);
        EXPECT_NEAR(points[33].y, points[263].y, 1);
        EXPECT_NEAR(placed.faces.front().width(), 0.34 * kHeight, 1);
        // The picture and its landmarks went the same way.
        for (const std::size_t i : {33U, 263U, 1U}) {
            const portrait::Point2 dot = darkest_near(**frame, {points[i].x, points[i].y}, 5);
            EXPECT_NEAR(dot.x, points[i].x, 1.1) << i;
            EXPECT_NEAR(dot.y, points[i].y, 1.1) << i;
        }
    }
}

TEST(GalleryPlacement, BeyondThePictureThereIsNoEdgeAndNoBlack) {
    const portrait::FaceMesh mesh = mesh_at(60, 60, 60);
    const auto analysis = analysis_of(mesh, 120, 140);
    const Similarity place = place_face(analysis.faces.front(), kWidth, kHeight);
    const auto frame = place_picture(*dotted_face(120, 140, mesh), place, kWidth, kHeight);
    ASSERT_OK(frame);
    for (int x = 1; x < kWidth; ++x) {
        const float* row = (*frame)->row(kHeight / 8);
        EXPECT_LT(std::abs(row[x * 3 + 1] - row[(x - 1) * 3 + 1]), 0.03F) << x;
        EXPECT_GT(row[x * 3 + 1], 0.1F) << x;
    }
}

TEST(GalleryPlacement, ATinyFaceIsNotEnlargedBeyondSense) {
    const auto analysis = analysis_of(mesh_at(30, 30, 20), 60, 60);
    EXPECT_DOUBLE_EQ(place_face(analysis.faces.front(), 1920, 1080).scale(), kMostEnlarged);
}

TEST(GalleryPlacement, ASimilarityAndItsInverseCancel) {
    const Similarity one{1.2, 0.4, 30, -12};
    const portrait::Point2 there = one.inverse()(one({50, 70}));
    EXPECT_NEAR(there.x, 50, 1e-3);
    EXPECT_NEAR(there.y, 70, 1e-3);
}

} // namespace
} // namespace kinovar::gallery
