#include "app/cli/session.h"
#include "core/credentials/credentials.h"
#include "core/credentials/mark.h"
#include "core/pipeline/source_clip.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;
using credentials::ConsentRecord;
using credentials::Credentials;

constexpr std::int64_t kPicturesLookedAt = 32; // spread over a film

struct Findings {
    std::optional<Credentials> credentials;
    credentials::MarkReading mark;

    /// Whether mark and credentials speak of the same; nothing where one is missing.
    [[nodiscard]] std::optional<bool> agree() const {
        return credentials && mark.present ? std::optional(mark_id(*credentials) == mark.payload.id)
                                           : std::nullopt;
    }
};

Result<std::optional<Credentials>> find_credentials(const std::string& file) {
    auto read = credentials::read_credentials(file);
    if (read) {
        return std::optional(*std::move(read));
    }
    if (read.error().code == ErrorCode::NotFound) {
        return std::optional<Credentials>();
    }
    return failure(std::move(read).error());
}

Result<credentials::MarkReading> find_mark(const pipeline::SourceClip& clip, Session& session) {
    const std::int64_t frames = clip.info().frames;
    const std::int64_t wanted = std::min(frames, kPicturesLookedAt);
    Job& job = session.start_job("verify", "frames");
    job.begin("look for the mark", wanted);
    credentials::MarkDetector detector;
    for (std::int64_t i = 0; i < wanted; ++i) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clip.frame(i * frames / wanted, {}));
        detector.add(*frame);
        job.advance();
    }
    return detector.reading();
}

std::string hex(std::uint32_t id) {
    return fmt::format("{:08x}", id);
}

std::string text_of(const ConsentRecord& consent) {
    std::string text = fmt::format("consent   {}: given by {} ({}), {}, {}, for {}", consent.person,
                                   consent.granted_by, consent.relation, consent.ground,
                                   consent.date, consent.scope);
    for (const std::string& more : {consent.source, consent.note}) {
        text += more.empty() ? more : " · " + more;
    }
    return text + "\n";
}

std::string text_of(const Credentials& found) {
    std::string text =
        fmt::format("source    {} ({})\n", credentials::words_of(found.digital_source_type),
                    found.digital_source_type);
    if (!found.software.empty()) {
        text += fmt::format("software  {}\n", found.software);
    }
    if (!found.action.empty()) {
        text += fmt::format("action    {}\n", found.action);
    }
    for (const credentials::ModelUse& model : found.models) {
        text += fmt::format("model     {} ({})\n", model.id, model.licence);
    }
    for (const ConsentRecord& consent : found.consents) {
        text += text_of(consent);
    }
    return text;
}

std::string text_of(const Findings& findings) {
    std::string text = findings.credentials ? text_of(*findings.credentials)
                                            : std::string("source    no content credentials\n");
    if (!findings.mark.present) {
        return text + "mark      none found";
    }
    text += fmt::format("mark      {} (confidence {:.2f})", hex(findings.mark.payload.id),
                        findings.mark.confidence);
    if (const auto agree = findings.agree()) {
        text += *agree ? ", agrees with the credentials" : ", of OTHER credentials";
    }
    return text;
}

Json json_of(const ConsentRecord& consent) {
    return Json::parse(consent.to_json());
}

Json json_of(const Credentials& found) {
    Json json = {{"digital_source_type", found.digital_source_type},
                 {"digital_source_words", credentials::words_of(found.digital_source_type)},
                 {"software", found.software},
                 {"action", found.action},
                 {"visible_mark", found.visible_mark},
                 {"models", Json::array()},
                 {"consents", Json::array()},
                 {"mark_id", hex(mark_id(found))}};
    for (const credentials::ModelUse& model : found.models) {
        json["models"].push_back({{"id", model.id}, {"licence", model.licence}});
    }
    for (const ConsentRecord& consent : found.consents) {
        json["consents"].push_back(json_of(consent));
    }
    return json;
}

Json json_of(const std::string& file, const Findings& findings) {
    Json json = {{"file", file}, {"credentials", nullptr}};
    if (findings.credentials) {
        json["credentials"] = json_of(*findings.credentials);
    }
    json["mark"] = {{"present", findings.mark.present}, {"confidence", findings.mark.confidence}};
    if (findings.mark.present) {
        json["mark"]["id"] = hex(findings.mark.payload.id);
    }
    if (const auto agree = findings.agree()) {
        json["mark"]["agrees"] = *agree;
    }
    return json;
}

Status verify(Session& session, const std::string& file) {
    const media::ReaderOptions reader{.threads = session.options.threads};
    KINOVAR_TRY_ASSIGN(const auto clip, pipeline::SourceClip::open(file, reader));
    Findings findings;
    KINOVAR_TRY_ASSIGN(findings.credentials, find_credentials(file));
    KINOVAR_TRY_ASSIGN(findings.mark, find_mark(*clip, session));
    if (!findings.credentials && !findings.mark.present) {
        return failure(
            ErrorCode::NotFound,
            fmt::format("{} has neither content credentials nor an invisible mark", file),
            "that proves nothing: both can be removed, by heavy cropping for example");
    }
    session.result(text_of(findings), json_of(file, findings).dump());
    if (!findings.agree().value_or(true)) {
        return failure(ErrorCode::Refused,
                       fmt::format("{}: mark {} belongs to other credentials than those it carries",
                                   file, hex(findings.mark.payload.id)),
                       "the credentials were changed, or put onto other pictures; ask for the "
                       "original export");
    }
    return {};
}

} // namespace

void add_verify(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand(
        "verify", "Read content credentials and the invisible mark of an export");
    auto file = std::make_shared<std::string>();
    command->add_option("FILE", *file, "Film, still, folder, or name.%06d.ext")->required();
    command->footer(
        "Exit code: 0 found, and nothing contradicts · 1 nothing found, or not readable "
        "· 3 mark and credentials contradict.\n"
        "Example: kinovar-cli verify portrait.mp4 --json");
    command->callback(
        [&session, file] { session.run = [file](Session& out) { return verify(out, *file); }; });
}

} // namespace kinovar::cli
