#include "core/gallery/triage.h"

#include "core/base/file.h"
#include "core/gallery/placement.h"
#include "core/gallery/sitter.h"
#include "core/pipeline/analysis.h"
#include "core/steps/portrait/face/blocklist.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/portrait/portrait_guard.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace kinovar::gallery {

namespace {

using Json = nlohmann::ordered_json;
using portrait::Finding;
using portrait::FindingKind;
using portrait::Severity;

/// Count up when the same picture would be judged otherwise.
constexpr std::int64_t kTriageVersion = 1;
constexpr std::uint64_t kLargestPicture = std::uint64_t{2} << 30U;

Result<Hash128> content_of(const std::filesystem::path& file) {
    KINOVAR_TRY_ASSIGN(const std::string bytes, read_file(file, kLargestPicture));
    return Hasher().add(bytes).finish();
}

/// Whoever is put on the list tomorrow must not be taken by what was found today.
std::string blocklist_bytes() {
    const auto bytes = read_file(portrait::Blocklist::default_path(), kLargestPicture);
    return bytes ? *bytes : std::string();
}

std::string to_bytes(const std::vector<Finding>& findings) {
    Json json = Json::array();
    for (const Finding& finding : findings) {
        json.push_back({static_cast<int>(finding.kind), static_cast<int>(finding.severity),
                        finding.message, finding.hint});
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// What to_bytes() made; the store has checked that it is whole.
std::vector<Finding> from_bytes(const std::string& bytes) {
    std::vector<Finding> findings;
    for (const Json& item : Json::parse(bytes)) {
        findings.push_back({static_cast<FindingKind>(item[0].get<int>()),
                            static_cast<Severity>(item[1].get<int>()), item[2].get<std::string>(),
                            item[3].get<std::string>()});
    }
    return findings;
}

void add_softness(const portrait::Face& face, const GalleryOptions& options,
                  std::vector<Finding>& findings) {
    const double enlarged = place_face(face, options.width, options.height).scale();
    if (enlarged > kSoftBeyond) {
        findings.push_back(
            {FindingKind::TooSmall, Severity::Warning,
             fmt::format("the face is {:.0f} px wide and is enlarged {:.1f} times for the film",
                         face.width(), enlarged),
             "scan it at a higher resolution, or use --restore"});
    }
}

Result<std::vector<Finding>> findings_of(const Entry& entry, const GalleryOptions& options,
                                         const std::stop_token& stop) {
    KINOVAR_TRY_ASSIGN(const auto analyser, portrait::FaceAnalyser::installed());
    const auto picture = read_still(entry.file, options.restore, stop);
    if (!picture) {
        return failure(picture.error());
    }
    KINOVAR_TRY_ASSIGN(const portrait::PortraitAnalysis analysis,
                       analyser->analyse(**picture, stop));
    std::vector<Finding> findings = analysis.findings;
    if (!analysis.faces.empty()) {
        KINOVAR_TRY_ASSIGN(const std::vector<int> faces,
                           portrait::choose_faces(analysis, "largest"));
        const portrait::Face& face = analysis.faces[static_cast<std::size_t>(faces.front())];
        findings.insert(findings.end(), face.findings.begin(), face.findings.end());
        add_softness(face, options, findings);
    }
    return findings;
}

/// Trouble of one picture, not of the whole run.
bool is_of_picture(const Error& error) {
    return error.code == ErrorCode::Corrupt || error.code == ErrorCode::Unsupported ||
           error.code == ErrorCode::Unreadable || error.code == ErrorCode::NotFound;
}

Finding unreadable(const Error& error) {
    return {FindingKind::NoFace, Severity::Refusal, error.message,
            error.hint.empty() ? "put a picture there that can be read" : error.hint};
}

Result<credentials::ConsentRecord> consent_of(const Entry& entry, const GalleryOptions& options) {
    const std::string file = entry.consent.empty() ? options.consent.string() : entry.consent;
    return credentials::read_consent(file);
}

/// Whether the portrait may be animated, by the guard rails that hold for all portraits. The
/// finding in the way comes first, with the way on that suits this consent.
bool judge(std::vector<Finding>& findings, const credentials::ConsentRecord& consent) {
    portrait::PortraitAnalysis analysis;
    analysis.findings = findings;
    analysis.faces.emplace_back(); // where there is none, a finding says so
    const auto permission = portrait::permission_for(analysis, "largest", consent);
    if (permission) {
        return true;
    }
    const auto in_the_way =
        std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
            return finding.message == permission.error().message;
        });
    if (in_the_way != findings.end()) {
        in_the_way->hint = permission.error().hint;
        std::rotate(findings.begin(), in_the_way, in_the_way + 1);
    }
    return false;
}

Result<Looked> look(const Entry& entry, const GalleryOptions& options, const std::string& blocked,
                    const std::stop_token& stop) {
    Looked looked;
    looked.triage.entry = entry;
    KINOVAR_TRY_ASSIGN(looked.consent, consent_of(entry, options));
    const auto content = content_of(entry.file);
    std::vector<Finding>& findings = looked.triage.findings;
    if (!content) {
        findings = {unreadable(content.error())};
        return looked;
    }
    looked.content = *content;
    Hasher key;
    key.add("gallery triage").add(kTriageVersion).add(*content).add(blocked);
    key.add(static_cast<std::int64_t>(options.restore));
    key.add(static_cast<std::int64_t>(options.width));
    key.add(static_cast<std::int64_t>(options.height));
    const auto bytes = pipeline::analyses().get(key.finish(), [&]() -> Result<std::string> {
        KINOVAR_TRY_ASSIGN(const auto found, findings_of(entry, options, stop));
        return to_bytes(found);
    });
    if (!bytes && !is_of_picture(bytes.error())) {
        return failure(bytes.error().within(entry.file.string()));
    }
    findings = bytes ? from_bytes(**bytes) : std::vector{unreadable(bytes.error())};
    looked.triage.taken = judge(findings, looked.consent);
    return looked;
}

} // namespace

Result<std::vector<Looked>> look_at(const std::vector<Entry>& entries,
                                    const GalleryOptions& options, Job& job) {
    std::vector<Looked> all;
    const std::string blocked = blocklist_bytes();
    job.begin("look", static_cast<std::int64_t>(entries.size()));
    for (const Entry& entry : entries) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(Looked looked, look(entry, options, blocked, job.stop_token()));
        all.push_back(std::move(looked));
        job.advance();
    }
    return all;
}

const Finding* reason_of(const Triage& triage) {
    return triage.taken || triage.findings.empty() ? nullptr : &triage.findings.front();
}

} // namespace kinovar::gallery
