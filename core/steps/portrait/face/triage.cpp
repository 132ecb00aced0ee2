#include "core/steps/portrait/face/triage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace kinovar::portrait {

namespace {

constexpr float kLeastWidth = 64; // px
constexpr float kGoodWidth = 100;
constexpr float kLeastSharpness = 15;
constexpr float kGoodSharpness = 50;
constexpr float kMostTurn = 40; // degrees
constexpr float kGoodTurn = 25;
constexpr float kEyesClosed = 0.10F;
constexpr float kSurelySeen = 0.75F;
constexpr double kMostBeyond = 0.12; // share of landmarks outside of the picture
constexpr double kSomeBeyond = 0.03;
// Between the middles, in mean face widths: nearer than this the elastic fields around both heads
// meet.
constexpr float kFieldsMeet = 1.8F;
constexpr int kAdult = 18; // years

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

void check_hidden(Face& face, const FaceEvidence& evidence, const PortraitAnalysis& analysis) {
    const auto beyond =
        std::count_if(face.mesh.points.begin(), face.mesh.points.end(), [&](const Point3& point) {
            return point.x < 0 || point.y < 0 || point.x > static_cast<float>(analysis.width - 1) ||
                   point.y > static_cast<float>(analysis.height - 1);
        });
    const double share = static_cast<double>(beyond) / kLandmarks;
    if (share > kSomeBeyond) {
        face.findings.push_back(
            {FindingKind::Hidden, share > kMostBeyond ? Severity::Refusal : Severity::Warning,
             fmt::format("{:.0f} % of the face lie outside of the picture", 100 * share),
             "scan the picture with its whole edge, or choose one that shows the whole face"});
    }
    if (evidence.mouth_hidden) {
        face.findings.push_back({FindingKind::Hidden, Severity::Refusal,
                                 "nose and mouth seem to be covered by a mask, a hand or cloth",
                                 "choose a picture in which the whole face is free"});
    }
}

void check_human(Face& face, const FaceEvidence& evidence) {
    if (evidence.seen < kSurelySeen) {
        face.findings.push_back(
            {FindingKind::NotHuman, Severity::Warning,
             "this may not be a living person's face: an animal, a statue or a pattern can look "
             "like one",
             "look at it yourself; leave it out with --face if it is none"});
    }
}

void check_age(Face& face) {
    if (face.minor_score >= kMinorLimit) {
        face.findings.push_back(
            {FindingKind::Minor, Severity::Consent,
             fmt::format("this may be somebody under {} (estimated age {:.0f}, which can be off "
                         "by ten years)",
                         kAdult, face.age),
             "give a consent record that says who agreed and on which ground"});
    }
}

void check_blocked(Face& face, const Blocklist& blocklist) {
    if (const BlockedFace* blocked = blocklist.find(face.descriptor)) {
        face.findings.push_back(
            {FindingKind::Blocked, Severity::Refusal,
             fmt::format("this face is on the list of those that must not be animated here: {}, "
                         "since {} ({})",
                         blocked->name, blocked->date, blocked->reason),
             "ask who keeps the list; kinovar-cli portrait block list shows it"});
    }
}

void check_glasses(Face& face, const FaceEvidence& evidence) {
    if (evidence.glasses) {
        face.findings.push_back({FindingKind::Glasses, Severity::Note,
                                 "there are spectacles: blinks are made shallower, so that their "
                                 "rims do not bend",
                                 "nothing needs to be done"});
    }
}

/// Warns both of two faces whose fields meet.
void check_neighbours(std::vector<Face>& faces) {
    for (std::size_t i = 0; i < faces.size(); ++i) {
        for (std::size_t j = i + 1; j < faces.size(); ++j) {
            const FaceBox& a = faces[i].box;
            const FaceBox& b = faces[j].box;
            const float distance =
                std::hypot(a.x0 + a.x1 - b.x0 - b.x1, a.y0 + a.y1 - b.y0 - b.y1) / 2;
            if (distance > kFieldsMeet * (faces[i].width() + faces[j].width()) / 2) {
                continue;
            }
            for (const auto& [face, other] : {std::pair{i, j}, std::pair{j, i}}) {
                faces[face].findings.push_back(
                    {FindingKind::FacesMeet, Severity::Warning,
                     fmt::format("face {} is so near that it is dragged along", other + 1),
                     "animate one of the two, and keep its turns small"});
            }
        }
    }
}

} // namespace

double minor_score(double under_age, const FaceMesh& mesh, const HeadPose& pose) {
    // Diameter of an iris in face widths: up to .087 in adults, .09 to .125 in small children.
    constexpr double kAdultIris = 0.088;
    constexpr double kChildIris = 0.100;
    constexpr double kMostWeight = 0.5; // irises alone are measured too coarsely
    const double width = std::max(static_cast<double>(pose.scale), 1.0);
    const double share = static_cast<double>(mesh.irises[0].radius + mesh.irises[1].radius) / width;
    const double large = std::clamp((share - kAdultIris) / (kChildIris - kAdultIris), 0.0, 1.0);
    return 1 - (1 - under_age) * (1 - kMostWeight * large);
}

void triage(PortraitAnalysis& analysis, const TriageEvidence& evidence) {
    analysis.findings.clear();
    if (analysis.faces.empty()) {
        analysis.findings.push_back(
            {FindingKind::NoFace, Severity::Refusal, "no face was found in the picture",
             "choose a picture in which a face is seen from the front, or cut one out larger"});
    }
    if (evidence.scratched) {
        analysis.findings.push_back(
            {FindingKind::Scratched, Severity::Warning,
             "the print has scratches or cracks, which would move with the face",
             "mend them first with --restore"});
    }
    for (std::size_t i = 0; i < analysis.faces.size(); ++i) {
        Face& face = analysis.faces[i];
        const FaceEvidence seen = i < evidence.faces.size() ? evidence.faces[i] : FaceEvidence{};
        face.findings.clear();
        check_blocked(face, evidence.blocklist);
        check_size(face);
        check_sharpness(face);
        check_turn(face);
        check_hidden(face, seen, analysis);
        check_human(face, seen);
        check_age(face);
        check_eyes(face);
        check_glasses(face, seen);
    }
    check_neighbours(analysis.faces);
}

} // namespace kinovar::portrait
