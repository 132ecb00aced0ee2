#include "core/steps/portrait/face/triage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {

namespace {

constexpr float kLeastWidth = 64; // px
constexpr float kGoodWidth = 100;
constexpr float kLeastSharpness = 15;
constexpr float kGoodSharpness = 50;
constexpr float kMostTurn = 40; // degrees
constexpr float kGoodTurn = 25;
constexpr float kEyesClosed = 0.10F;

void check_size(Face& face) {
    if (face.width() >= kGoodWidth) {
        return;
    }
    const bool refused = face.width() < kLeastWidth;
    face.findings.push_back(
        {FindingKind::TooSmall, refused ? Severity::Refusal : Severity::Warning,
         fmt::format("the face is {:.0f} px wide; {}", face.width(),
                     refused ? fmt::format("at least {:.0f} are needed", kLeastWidth)
                             : fmt::format("from {:.0f} on it looks well", kGoodWidth)),
         "scan it at a higher resolution, or enlarge it first with --restore"});
}

void check_sharpness(Face& face) {
    if (face.sharpness >= kGoodSharpness) {
        return;
    }
    const bool refused = face.sharpness < kLeastSharpness;
    face.findings.push_back(
        {FindingKind::TooBlurred, refused ? Severity::Refusal : Severity::Warning,
         refused ? "the face is too blurred to follow lids and lips"
                 : "the face is soft: fine features will not be seen to move",
         "scan the original again in focus, or choose another picture of this person"});
}

void check_turn(Face& face) {
    const float yaw = std::abs(face.pose.yaw);
    if (yaw <= kGoodTurn) {
        return;
    }
    const bool refused = yaw > kMostTurn;
    face.findings.push_back(
        {FindingKind::TurnedAway, refused ? Severity::Refusal : Severity::Warning,
         fmt::format("the head is turned away by {:.0f}°; {}", yaw,
                     refused ? fmt::format("up to {:.0f}° can be animated", kMostTurn)
                             : fmt::format("up to {:.0f}° looks well", kGoodTurn)),
         refused ? "choose a picture that shows the face from the front"
                 : "keep turns small, or choose a picture more from the front"});
}

void check_eyes(Face& face) {
    if (std::min(face.eye_aspect[0], face.eye_aspect[1]) >= kEyesClosed) {
        return;
    }
    face.findings.push_back({FindingKind::EyesClosed, Severity::Note,
                             "the eyes are closed or nearly so: there will be no blink",
                             "nothing needs to be done"});
}

} // namespace

void triage(PortraitAnalysis& analysis) {
    analysis.findings.clear();
    if (analysis.faces.empty()) {
        analysis.findings.push_back(
            {FindingKind::NoFace, Severity::Refusal, "no face was found in the picture",
             "choose a picture in which a face is seen from the front, or cut one out larger"});
    }
    for (Face& face : analysis.faces) {
        face.findings.clear();
        check_size(face);
        check_sharpness(face);
        check_turn(face);
        check_eyes(face);
    }
}

} // namespace kinovar::portrait
