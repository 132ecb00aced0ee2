#include "core/steps/portrait/face/face_geometry.h"
#include "core/steps/portrait/face/triage.h"
#include "tests/support/support.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace kinovar::portrait {
namespace {

/// A face with which nothing is wrong.
Face good_face(float x = 300) {
    Face face;
    face.box = {x - 100, 200, x + 100, 420, 1};
    face.pose.scale = 200;
    for (Point3& point : face.mesh.points) {
        point = {x, 300, 0};
    }
    face.age = 40;
    face.sharpness = 200;
    face.eye_aspect = {0.3F, 0.3F};
    return face;
}

PortraitAnalysis picture_with(std::vector<Face> faces) {
    PortraitAnalysis analysis;
    analysis.width = 1200;
    analysis.height = 800;
    analysis.faces = std::move(faces);
    return analysis;
}

const Finding* finding(const std::vector<Finding>& list, FindingKind kind) {
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const Finding& one) { return one.kind == kind; });
    return found == list.end() ? nullptr : &*found;
}

/// What is said of a face after a change.
std::optional<Severity> severity(FindingKind kind, const std::function<void(Face&)>& change,
                                 const FaceEvidence& evidence = {}) {
    PortraitAnalysis analysis = picture_with({good_face()});
    change(analysis.faces[0]);
    triage(analysis, {.faces = {evidence}});
    const Finding* found = finding(analysis.faces[0].findings, kind);
    if (found == nullptr) {
        return std::nullopt;
    }
    EXPECT_FALSE(found->message.empty());
    EXPECT_FALSE(found->hint.empty());
    return found->severity;
}

TEST(Triage, AGoodPortraitIsReady) {
    PortraitAnalysis analysis = picture_with({good_face()});
    triage(analysis, {});
    EXPECT_TRUE(analysis.findings.empty());
    EXPECT_TRUE(analysis.faces[0].findings.empty());
}

TEST(Triage, APictureWithoutAFaceIsRefused) {
    PortraitAnalysis analysis = picture_with({});
    triage(analysis, {});
    ASSERT_EQ(analysis.findings.size(), 1U);
    EXPECT_EQ(analysis.findings[0].kind, FindingKind::NoFace);
    EXPECT_EQ(analysis.findings[0].severity, Severity::Refusal);
}

TEST(Triage, SizeSharpnessAndTurnHaveTwoLimits) {
    const auto wide = [](float width) {
        return severity(FindingKind::TooSmall, [=](Face& face) { face.pose.scale = width; });
    };
    EXPECT_EQ(wide(63), Severity::Refusal);
    EXPECT_EQ(wide(64), Severity::Warning);
    EXPECT_EQ(wide(99), Severity::Warning);
    EXPECT_EQ(wide(100), std::nullopt);
    const auto sharp = [](float sharpness) {
        return severity(FindingKind::TooBlurred, [=](Face& face) { face.sharpness = sharpness; });
    };
    EXPECT_EQ(sharp(14), Severity::Refusal);
    EXPECT_EQ(sharp(49), Severity::Warning);
    EXPECT_EQ(sharp(50), std::nullopt);
    const auto turned = [](float yaw) {
        return severity(FindingKind::TurnedAway, [=](Face& face) { face.pose.yaw = yaw; });
    };
    EXPECT_EQ(turned(-41), Severity::Refusal);
    EXPECT_EQ(turned(26), Severity::Warning);
    EXPECT_EQ(turned(-25), std::nullopt);
}

TEST(Triage, EyesMouthAndEdges) {
    EXPECT_EQ(severity(FindingKind::EyesClosed, [](Face& face) { face.eye_aspect[1] = 0.09F; }),
              Severity::Note);
    EXPECT_EQ(severity(FindingKind::Hidden, [](Face&) {}, {.mouth_hidden = true}),
              Severity::Refusal);
    const auto beyond = [](int landmarks) {
        return severity(FindingKind::Hidden, [=](Face& face) {
            for (int i = 0; i < landmarks; ++i) {
                face.mesh.points[static_cast<std::size_t>(i)].x = -5;
            }
        });
    };
    EXPECT_EQ(beyond(5), std::nullopt);
    EXPECT_EQ(beyond(30), Severity::Warning);
    EXPECT_EQ(beyond(100), Severity::Refusal);
    EXPECT_EQ(severity(FindingKind::Glasses, [](Face&) {}, {.glasses = true}), Severity::Note);
    EXPECT_EQ(severity(FindingKind::NotHuman, [](Face&) {}, {.seen = 0.65F}), Severity::Warning);
}

TEST(Triage, MinorsNeedConsent) {
    EXPECT_EQ(severity(FindingKind::Minor, [](Face& face) { face.minor_score = kMinorLimit; }),
              Severity::Consent);
    EXPECT_EQ(
        severity(FindingKind::Minor, [](Face& face) { face.minor_score = kMinorLimit - 0.01; }),
        std::nullopt);
    // Large irises raise the score, those of an adult do not.
    FaceMesh mesh;
    HeadPose pose;
    pose.scale = 100;
    mesh.irises = {Iris{{}, 4}, Iris{{}, 4}};
    EXPECT_NEAR(minor_score(0.05, mesh, pose), 0.05, 1e-9);
    mesh.irises = {Iris{{}, 5.5F}, Iris{{}, 5.5F}};
    EXPECT_GT(minor_score(0.05, mesh, pose), kMinorLimit);
}

TEST(Triage, NeighboursThatMeetAreBothWarned) {
    PortraitAnalysis analysis = picture_with({good_face(300), good_face(560), good_face(1050)});
    triage(analysis, {});
    EXPECT_NE(finding(analysis.faces[0].findings, FindingKind::FacesMeet), nullptr);
    EXPECT_NE(finding(analysis.faces[1].findings, FindingKind::FacesMeet), nullptr);
    EXPECT_EQ(finding(analysis.faces[2].findings, FindingKind::FacesMeet), nullptr);
}

TEST(Triage, BlockedFacesAreRefusedAndScratchedPrintsOffered) {
    PortraitAnalysis analysis = picture_with({good_face()});
    analysis.faces[0].descriptor = {0.6F, 0.8F};
    TriageEvidence evidence;
    evidence.blocklist.add({"A. B.", "the family asked", "2024-05-01", {0.8F, 0.6F}});
    evidence.scratched = true;
    triage(analysis, evidence);
    const Finding* blocked = finding(analysis.faces[0].findings, FindingKind::Blocked);
    ASSERT_NE(blocked, nullptr);
    EXPECT_EQ(blocked->severity, Severity::Refusal);
    EXPECT_NE(blocked->message.find("the family asked"), std::string::npos);
    const Finding* scratched = finding(analysis.findings, FindingKind::Scratched);
    ASSERT_NE(scratched, nullptr);
    EXPECT_NE(scratched->hint.find("--restore"), std::string::npos);
    // Findings are replaced, not added to.
    triage(analysis, {});
    EXPECT_TRUE(analysis.faces[0].findings.empty());
}

} // namespace
} // namespace kinovar::portrait
