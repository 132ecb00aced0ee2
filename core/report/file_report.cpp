#include "core/report/file_report.h"

#include "core/credentials/credentials.h"
#include "core/media/media_info.h"
#include "core/report/credentials_section.h"
#include "core/report/hint_section.h"

#include <fmt/format.h>

namespace kinovar::report {

namespace {

using credentials::Credentials;

Section facts_of(const media::MediaInfo& info) {
    Section section{.heading = "File"};
    auto& rows = section.table.rows;
    rows.push_back({{"Name"}, {info.path.string()}});
    rows.push_back({{"Container"}, {info.container}});
    rows.push_back({{"Size"}, {fmt::format("{} bytes", info.bytes)}});
    if (info.has_video) {
        const media::VideoInfo& video = info.video;
        rows.push_back(
            {{"Pictures"},
             {fmt::format("{} frames of {} × {} at {:.6g} a second ({}), {}, {}", video.frames,
                          video.width, video.height, video.rate.value(),
                          timecode(video.frames, video.rate), video.codec, video.pixel_format)}});
    }
    for (const auto& [name, value] : info.metadata) {
        rows.push_back({{name}, {value}});
    }
    section.lines = info.warnings;
    return section;
}

void add_credentials(const Credentials& found, std::vector<Section>& sections) {
    Section section{.heading = "Content credentials"};
    auto& rows = section.table.rows;
    rows.push_back({{"Source"},
                    {fmt::format("{} ({})", credentials::words_of(found.digital_source_type),
                                 found.digital_source_type)}});
    if (!found.software.empty()) {
        rows.push_back({{"Software"}, {found.software}});
    }
    if (!found.action.empty()) {
        rows.push_back({{"What was done"}, {found.action}});
    }
    for (const credentials::ModelUse& model : found.models) {
        rows.push_back({{"Model"}, {fmt::format("{} ({})", model.id, model.licence)}});
    }
    rows.push_back({{"Number of the invisible mark"}, {fmt::format("{:08x}", mark_id(found))}});
    sections.push_back(std::move(section));
    if (!found.consents.empty()) {
        sections.push_back(consent_section(found.consents, 2));
    }
}

} // namespace

Result<Report> report_of_file(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(const media::MediaInfo info, media::probe(path));
    Report report;
    report.title = "Report: " + path.filename().string();
    report.subtitle = "Made by Kinovar " KINOVAR_VERSION;
    report.sections.push_back(facts_of(info));
    const auto found = credentials::read_credentials(path);
    if (found) {
        add_credentials(*found, report.sections);
    } else if (found.error().code == ErrorCode::NotFound) {
        report.sections.push_back(
            {.heading = "Content credentials",
             .lines = {"There are none. That proves nothing: they can be removed."}});
    } else {
        return failure(found.error());
    }
    return report;
}

} // namespace kinovar::report
