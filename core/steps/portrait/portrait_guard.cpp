#include "core/steps/portrait/portrait_guard.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::portrait {

namespace {

constexpr std::string_view kRelease = "release";
constexpr std::string_view kAll = "all";

bool names_a_release(std::string ground) {
    std::transform(ground.begin(), ground.end(), ground.begin(), [](unsigned char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : static_cast<char>(c);
    });
    return ground.find(kRelease) != std::string::npos;
}

bool refuses(const Finding& finding) {
    return finding.severity == Severity::Refusal && finding.kind != FindingKind::Blocked;
}

bool is_refused(const Face& face) {
    return std::any_of(face.findings.begin(), face.findings.end(), &refuses);
}

tl::unexpected<Error> refusal(const FaceFinding& found, const PortraitAnalysis& analysis,
                              std::string hint) {
    return failure(ErrorCode::Refused, sentence_of(found, analysis), std::move(hint));
}

/// What a finding asks for before the face may move.
Status check(const FaceFinding& found, const PortraitAnalysis& analysis,
             const credentials::ConsentRecord& consent) {
    const Finding& finding = found.finding;
    if (refuses(finding)) {
        return refusal(found, analysis, finding.hint);
    }
    const bool blocked = finding.kind == FindingKind::Blocked;
    if (!blocked && finding.severity != Severity::Consent) {
        return {};
    }
    if (consent == credentials::ConsentRecord{}) {
        return refusal(found, analysis, finding.hint);
    }
    if (const Status complete = consent.check(); !complete) {
        return refusal(
            found, analysis,
            fmt::format("the consent record is not complete: {}", complete.error().message));
    }
    if (blocked && !names_a_release(consent.ground)) {
        return refusal(found, analysis,
                       "only the institution that blocked this face can release it: a consent "
                       "record whose ground says so, as in \"release by the museum\"");
    }
    return {};
}

} // namespace

std::vector<FaceFinding> findings_of(const PortraitAnalysis& analysis,
                                     const std::vector<int>& faces) {
    std::vector<FaceFinding> found;
    for (const Finding& finding : analysis.findings) {
        found.push_back({-1, finding});
    }
    for (const int face : faces) {
        for (const Finding& finding : analysis.faces[static_cast<std::size_t>(face)].findings) {
            found.push_back({face, finding});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const FaceFinding& a, const FaceFinding& b) {
        return a.finding.severity > b.finding.severity;
    });
    return found;
}

std::string sentence_of(const FaceFinding& found, const PortraitAnalysis& analysis) {
    return found.face >= 0 && analysis.faces.size() > 1
               ? fmt::format("face {}: {}", found.face + 1, found.finding.message)
               : found.finding.message;
}

Result<Permission> permission_for(const PortraitAnalysis& analysis, std::string_view choice,
                                  const credentials::ConsentRecord& consent) {
    for (const FaceFinding& found : findings_of(analysis, {})) {
        KINOVAR_TRY(check(found, analysis, consent));
    }
    Permission permission;
    KINOVAR_TRY_ASSIGN(permission.faces, choose_faces(analysis, choice));
    if (choice == kAll) {
        std::vector<int> good;
        std::vector<FaceFinding> left_out;
        for (const int face : permission.faces) {
            if (!is_refused(analysis.faces[static_cast<std::size_t>(face)])) {
                good.push_back(face);
                continue;
            }
            for (FaceFinding& found : findings_of(analysis, {face})) {
                if (found.face == face && refuses(found.finding)) {
                    found.finding.message += "; it is left as it is";
                    left_out.push_back(std::move(found));
                }
            }
        }
        if (!good.empty()) {
            permission.faces = std::move(good);
            permission.warnings = std::move(left_out);
        }
    }
    for (FaceFinding& found : findings_of(analysis, permission.faces)) {
        KINOVAR_TRY(check(found, analysis, consent));
        if (found.finding.severity >= Severity::Warning) {
            permission.warnings.push_back(std::move(found));
        }
    }
    return permission;
}

} // namespace kinovar::portrait
