#include "core/steps/portrait/face/face_names.h"

namespace kinovar::portrait {

std::string_view to_string(FindingKind kind) {
    switch (kind) {
    case FindingKind::NoFace:
        return "no-face";
    case FindingKind::TooSmall:
        return "too-small";
    case FindingKind::TooBlurred:
        return "too-blurred";
    case FindingKind::TurnedAway:
        return "turned-away";
    case FindingKind::Hidden:
        return "hidden";
    case FindingKind::FacesMeet:
        return "faces-meet";
    case FindingKind::NotHuman:
        return "not-human";
    case FindingKind::EyesClosed:
        return "eyes-closed";
    case FindingKind::Scratched:
        return "scratched";
    case FindingKind::Minor:
        return "minor";
    case FindingKind::Blocked:
        return "blocked";
    case FindingKind::Glasses:
        return "glasses";
    }
    return "unknown";
}

std::string_view to_string(Severity severity) {
    switch (severity) {
    case Severity::Note:
        return "note";
    case Severity::Warning:
        return "warning";
    case Severity::Consent:
        return "consent";
    case Severity::Refusal:
        return "refusal";
    }
    return "unknown";
}

std::string_view to_string(Expression expression) {
    switch (expression) {
    case Expression::Angry:
        return "angry";
    case Expression::Disgust:
        return "disgust";
    case Expression::Fear:
        return "fear";
    case Expression::Happy:
        return "happy";
    case Expression::Sad:
        return "sad";
    case Expression::Surprise:
        return "surprise";
    case Expression::Neutral:
        return "neutral";
    }
    return "unknown";
}

} // namespace kinovar::portrait
