#include "core/steps/portrait/face/face.h"
#include "core/steps/portrait/face/face_geometry.h"
#include "tests/support/support.h"

#include <cmath>

namespace kinovar::portrait {
namespace {

/// The mean face at a place and size.
Face mean_face(float x, float y, float width) {
    Face face;
    for (std::size_t i = 0; i < face.mesh.points.size(); ++i) {
        const Point3& point = canonical_face()[i];
        face.mesh.points[i] = {x + width * point.x, y + width * point.y, width * point.z};
    }
    face.mesh.irises = {Iris{{x - 0.2F * width, y}, 0.04F * width},
                        Iris{{x + 0.2F * width, y}, 0.04F * width}};
    face.mesh.presence = 1;
    face.pose = fit_pose(face.mesh);
    return face;
}

PortraitAnalysis three_faces() {
    PortraitAnalysis analysis;
    analysis.width = 1200;
    analysis.height = 600;
    analysis.faces = {mean_face(200, 300, 150), mean_face(600, 300, 220), mean_face(1000, 300, 90)};
    return analysis;
}

TEST(Faces, AreChosenByNumberSizeOrAll) {
    const PortraitAnalysis analysis = three_faces();
    EXPECT_EQ(choose_faces(analysis, "largest").value(), std::vector{1});
    EXPECT_EQ(choose_faces(analysis, "all").value(), (std::vector{0, 1, 2}));
    EXPECT_EQ(choose_faces(analysis, "3,1").value(), (std::vector{0, 2}));
    EXPECT_EQ(choose_faces(analysis, "2,2").value(), std::vector{1});
    for (const char* wrong : {"", "0", "4", "1,", ",1", "1 2", "-1", "eldest", "99999999999"}) {
        const auto chosen = choose_faces(analysis, wrong);
        ASSERT_FALSE(chosen) << wrong;
        EXPECT_EQ(chosen.error().code, ErrorCode::InvalidArgument) << wrong;
        EXPECT_FALSE(chosen.error().hint.empty());
    }
    EXPECT_EQ(choose_faces({}, "all").error().code, ErrorCode::NotFound);
}

TEST(Faces, MovesSurviveBeingWritten) {
    const std::vector<LandmarkMove> moves{{0, 159, 0.01F, -0.02F}, {2, 469, 0, 0.5F}};
    const auto again = landmark_moves_from_json(to_json(moves));
    ASSERT_OK(again);
    EXPECT_EQ(*again, moves);
    EXPECT_TRUE(landmark_moves_from_json(R"({"moves": []})")->empty());
}

TEST(Faces, WrongMovesAreNamed) {
    for (const char* wrong :
         {"", "[]", "{}", R"({"moves": 3})", R"({"moves": [3]})",
          R"({"moves": [{"face": 0, "landmark": 1, "dx": 0, "dy": 0}]})",
          R"({"moves": [{"face": 1, "landmark": 470, "dx": 0, "dy": 0}]})",
          R"({"moves": [{"face": 1, "landmark": 18446744073709551615, "dx": 0, "dy": 0}]})",
          R"({"moves": [{"face": 1, "landmark": 1.5, "dx": 0, "dy": 0}]})",
          R"({"moves": [{"face": 1, "landmark": 1, "dx": 2, "dy": 0}]})",
          R"({"moves": [{"face": 1, "landmark": 1, "dx": 0}]})"}) {
        const auto moves = landmark_moves_from_json(wrong);
        ASSERT_FALSE(moves) << wrong;
        EXPECT_EQ(moves.error().code, ErrorCode::Corrupt) << wrong;
    }
}

TEST(Faces, NeighboursFollowAMoveSmoothly) {
    const PortraitAnalysis before = three_faces();
    const PortraitAnalysis after = with_moves(before, {{1, 159, 0, -0.05F}, {1, 468, 0.02F, 0}});
    const auto moved = [&](std::size_t landmark) {
        const Point3& from = before.faces[1].mesh.points[landmark];
        const Point3& to = after.faces[1].mesh.points[landmark];
        return std::hypot(to.x - from.x, to.y - from.y);
    };
    const float width = before.faces[1].width();
    EXPECT_NEAR(moved(159), 0.05F * width, 0.001F * width);
    EXPECT_GT(moved(158), 0.2F * moved(159));
    EXPECT_LT(moved(158), moved(159));
    EXPECT_EQ(moved(152), 0); // the chin
    EXPECT_NEAR(after.faces[1].mesh.irises[0].centre.x,
                before.faces[1].mesh.irises[0].centre.x + 0.02F * width, 0.01F);
    EXPECT_EQ(after.faces[0].mesh.points, before.faces[0].mesh.points);
    EXPECT_GT(after.faces[1].eye_aspect[0], before.faces[1].eye_aspect[0]);
    // A face that is not there is passed over.
    EXPECT_EQ(with_moves(before, {{7, 1, 0.1F, 0}}).faces[0].mesh.points,
              before.faces[0].mesh.points);
}

TEST(Faces, JsonTellsWhatIsKnown) {
    PortraitAnalysis analysis = three_faces();
    analysis.faces[0].findings.push_back(
        {FindingKind::TooSmall, Severity::Warning, "small", "scan it larger"});
    analysis.faces[0].descriptor = {1, 2, 3};
    const std::string text = analysis.to_json();
    for (const char* part : {R"("kind":"too-small")", R"("severity":"warning")", R"("number":3)",
                             R"("landmarks")", R"("neutral")", R"("monochrome":false)"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part;
    }
    EXPECT_EQ(text.find("descriptor"), std::string::npos);
}

} // namespace
} // namespace kinovar::portrait
