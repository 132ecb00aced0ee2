#include "core/steps/portrait/portrait_guard.h"
#include "tests/support/support.h"

namespace {

using namespace kinovar;
using namespace kinovar::portrait;

const Finding kSmall{FindingKind::TooSmall, Severity::Refusal, "the face is 40 px wide",
                     "scan it larger"};
const Finding kSoft{FindingKind::TooBlurred, Severity::Warning, "the face is soft", "scan again"};
const Finding kChild{FindingKind::Minor, Severity::Consent, "this looks like a child",
                     "give a consent record"};
const Finding kBlocked{FindingKind::Blocked, Severity::Refusal, "this face is blocked",
                       "ask the institution"};
const Finding kNote{FindingKind::EyesClosed, Severity::Note, "the eyes are closed", "nothing"};

Face face_with(std::vector<Finding> findings, float width = 200) {
    Face face;
    face.pose.scale = width;
    face.findings = std::move(findings);
    return face;
}

PortraitAnalysis picture_of(std::vector<Face> faces) {
    PortraitAnalysis analysis;
    analysis.faces = std::move(faces);
    return analysis;
}

credentials::ConsentRecord whole_record() {
    return {.person = "Anna Petrova",
            .relation = "daughter",
            .granted_by = "Maria Petrova",
            .ground = "heir",
            .date = "2026-03-01"};
}

TEST(PortraitGuard, AnAdultNeedsNoRecord) {
    const auto permission = permission_for(picture_of({face_with({})}), "largest", {});
    ASSERT_OK(permission);
    EXPECT_EQ(permission->faces, std::vector<int>{0});
    EXPECT_TRUE(permission->warnings.empty());
}

TEST(PortraitGuard, RefusesWithTheSentenceAndTheWayOn) {
    const auto none = permission_for(picture_of({face_with({kSoft, kSmall})}), "largest", {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::Refused);
    EXPECT_EQ(none.error().message, kSmall.message);
    EXPECT_EQ(none.error().hint, kSmall.hint);

    PortraitAnalysis empty;
    empty.findings.push_back(
        {FindingKind::NoFace, Severity::Refusal, "no face", "another picture"});
    const auto nobody = permission_for(empty, "largest", {});
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().code, ErrorCode::Refused);
    EXPECT_EQ(nobody.error().message, "no face");
}

TEST(PortraitGuard, WarningsAreTold) {
    const auto permission =
        permission_for(picture_of({face_with({kNote, kSoft}), face_with({kSmall}, 40)}), "1", {});
    ASSERT_OK(permission);
    ASSERT_EQ(permission->warnings.size(), 1U);
    const PortraitAnalysis two = picture_of({face_with({}), face_with({})});
    EXPECT_EQ(sentence_of(permission->warnings.front(), two), "face 1: the face is soft");
    EXPECT_EQ(sentence_of(permission->warnings.front(), picture_of({face_with({})})),
              "the face is soft");
}

TEST(PortraitGuard, AllLeavesOutWhoCannotMove) {
    const PortraitAnalysis group =
        picture_of({face_with({}), face_with({kSmall}, 40), face_with({kSoft})});
    const auto permission = permission_for(group, "all", {});
    ASSERT_OK(permission);
    EXPECT_EQ(permission->faces, (std::vector<int>{0, 2}));
    EXPECT_EQ(permission->warnings.size(), 2U);
    EXPECT_FALSE(permission_for(group, "1,2", {}));
    EXPECT_FALSE(permission_for(picture_of({face_with({kSmall})}), "all", {}));
}

TEST(PortraitGuard, MinorsNeedAWholeRecord) {
    const PortraitAnalysis child = picture_of({face_with({kChild})});
    const auto refused = permission_for(child, "largest", {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Refused);
    EXPECT_EQ(refused.error().hint, kChild.hint);

    credentials::ConsentRecord half = whole_record();
    half.date.clear();
    const auto incomplete = permission_for(child, "largest", half);
    ASSERT_FALSE(incomplete);
    EXPECT_EQ(incomplete.error().code, ErrorCode::Refused);
    EXPECT_NE(incomplete.error().hint.find("not complete"), std::string::npos);

    EXPECT_OK(permission_for(child, "largest", whole_record()));
    // In a group the child is not left out silently either.
    EXPECT_FALSE(permission_for(picture_of({face_with({}), face_with({kChild})}), "all", {}));
    EXPECT_OK(permission_for(picture_of({face_with({}), face_with({kChild})}), "1", {}));
}

TEST(PortraitGuard, BlockedFacesNeedTheInstitutionsRelease) {
    for (const Severity severity : {Severity::Refusal, Severity::Consent}) {
        Finding blocked = kBlocked;
        blocked.severity = severity;
        const PortraitAnalysis picture = picture_of({face_with({blocked})});
        EXPECT_FALSE(permission_for(picture, "largest", {}));
        const auto refused = permission_for(picture, "largest", whole_record());
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::Refused);
        credentials::ConsentRecord release = whole_record();
        release.ground = "Release by the museum of 3 March";
        EXPECT_OK(permission_for(picture, "largest", release));
        release.person.clear();
        EXPECT_FALSE(permission_for(picture, "largest", release));
        // With "all" a blocked face is not left out silently.
        EXPECT_FALSE(permission_for(picture_of({face_with({}), face_with({blocked})}), "all", {}));
    }
}

} // namespace
