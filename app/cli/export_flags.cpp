#include "app/cli/export_flags.h"

#include "core/steps/step_catalogue.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>

namespace kinovar::cli {

Result<render::FrameRange> range_from_text(const std::string& text) {
    render::FrameRange range;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, range.first);
    if (first.ec == std::errc{} && first.ptr == end) {
        range.last = range.first;
        return range;
    }
    if (first.ec == std::errc{} && *first.ptr == '-') {
        const auto last = std::from_chars(first.ptr + 1, end, range.last);
        if (last.ec == std::errc{} && last.ptr == end && range.first <= range.last) {
            return range;
        }
    }
    return failure(ErrorCode::InvalidArgument, fmt::format("'{}' is not a range of frames", text),
                   "--frames 0-47 (both included, counted from 0)");
}

namespace {

constexpr std::size_t kMostListed = 12;

/// "800K", "8M", "1.5M", "200000".
Result<std::uint64_t> bytes_from_text(const std::string& text) {
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    const std::string unit(read.ptr, end);
    const double times = unit.empty() || unit == "B"   ? 1
                         : unit == "K" || unit == "KB" ? 1U << 10U
                         : unit == "M" || unit == "MB" ? 1U << 20U
                                                       : 0;
    constexpr double kMost = 4e9;
    if (read.ec != std::errc{} || !(number * times >= 1 && number * times <= kMost)) {
        return failure(ErrorCode::InvalidArgument, fmt::format("'{}' is no size of a file", text),
                       "--max-size 800K or --max-size 8M");
    }
    return static_cast<std::uint64_t>(number * times);
}

std::string damage_text(const std::vector<media::DamagedFrame>& damaged) {
    std::string text;
    for (std::size_t i = 0; i < damaged.size() && i < kMostListed; ++i) {
        text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", damaged[i].frame, damaged[i].reason);
    }
    if (damaged.size() > kMostListed) {
        text += fmt::format(" and {} more", damaged.size() - kMostListed);
    }
    return fmt::format("{} damaged frame{} of the source, the one before repeated: {}",
                       damaged.size(), damaged.size() == 1 ? "" : "s", text);
}

nlohmann::ordered_json json_of(const credentials::Credentials& credentials) {
    using Json = nlohmann::ordered_json;
    Json json = {{"digital_source_type", credentials.digital_source_type},
                 {"software", credentials.software},
                 {"action", credentials.action},
                 {"visible_mark", credentials.visible_mark},
                 {"models", Json::array()},
                 {"consents", Json::array()}};
    for (const credentials::ModelUse& model : credentials.models) {
        json["models"].push_back({{"id", model.id}, {"licence", model.licence}});
    }
    for (const credentials::ConsentRecord& consent : credentials.consents) {
        json["consents"].push_back(Json::parse(consent.to_json()));
    }
    return json;
}

nlohmann::ordered_json json_of(const render::RenderRequest& request,
                               const render::RenderReport& report) {
    using Json = nlohmann::ordered_json;
    const auto worked = static_cast<double>(report.frames - report.resumed_frames);
    Json json = {{"output", request.output.string()},
                 {"frames", report.frames},
                 {"resumed_frames", report.resumed_frames},
                 {"width", report.width},
                 {"height", report.height},
                 {"seconds", report.seconds},
                 {"fps", report.seconds > 0 ? worked / report.seconds : 0.0},
                 {"credits", Json::array()},
                 {"damaged", Json::array()},
                 {"conversions", Json::array()},
                 {"differences", Json::array()}};
    for (const pipeline::Credit& credit : report.credits) {
        json["credits"].push_back({{"text", credit.text}, {"commercial", credit.commercial}});
    }
    if (!report.fitted.empty()) {
        json["fitted"] = report.fitted;
    }
    if (report.credentials) {
        json["credentials"] = json_of(*report.credentials);
    }
    for (const media::DamagedFrame& damage : report.damaged) {
        json["damaged"].push_back({{"frame", damage.frame}, {"reason", damage.reason}});
    }
    for (const media::StreamProblem& problem : report.conversions) {
        json["conversions"].push_back(
            {{"stream", problem.stream}, {"what", problem.what}, {"remedy", problem.remedy}});
    }
    for (const media::Difference& difference : report.differences) {
        json["differences"].push_back(difference.what);
    }
    return json;
}

std::string credits_text(const render::RenderReport& report) {
    std::string text;
    for (const pipeline::Credit& credit : report.credits) {
        text += "\ncredits: " + credit.text;
    }
    if (!report.fitted.empty()) {
        text += "\nto fit the size: " + report.fitted;
    }
    if (report.credentials) {
        text += "\nwritten into it: " + report.credentials->action;
        for (const credentials::ConsentRecord& consent : report.credentials->consents) {
            text += fmt::format("\nconsent: {}, by {} ({})", consent.person, consent.granted_by,
                                consent.date);
        }
    }
    return text;
}

void warn_of(Session& session, const render::RenderReport& report) {
    for (const pipeline::Credit& credit : report.credits) {
        if (!credit.commercial) {
            session.warning("not for commercial use, or not known to be: " + credit.text);
        }
    }
    if (!report.damaged.empty()) {
        session.warning(damage_text(report.damaged));
    }
    for (const media::StreamProblem& problem : report.conversions) {
        session.warning(fmt::format("{}: {}", problem.what,
                                    problem.remedy.empty() ? "left out" : problem.remedy));
    }
    for (const media::Difference& difference : report.differences) {
        session.warning("the export differs from its source: " + difference.what);
    }
}

} // namespace

void ExportFlags::add_to(CLI::App& command) {
    command.add_option("--frames", frames, "Only these, as A-B: both included, counted from 0");
    command.add_option(
        "--codec", codec,
        "h264, h265, ffv1, prores, dnxhr, gif, webp, png, tiff, dpx or exr; without it "
        "the name of OUT decides");
    command.add_option("--crf", crf, "Quality of H.264 and H.265: lower is better, 0 lossless")
        ->check(CLI::Range(0, 51));
    command.add_option("--max-size", max_size,
                       "Of a GIF or WebP, as 800K or 8M: rate, size and colours are chosen to fit");
    command.add_option("--depth", depth, "Bits a channel; without it as the source")
        ->check(CLI::IsMember({8, 10, 12, 16}));
    command.add_option("--speed", speed, "Preset of x264 and x265 (veryfast … veryslow)");
    command.add_option("--origin", origin,
                       "Folder for one PNG a frame that says where each pixel comes from "
                       "(0 scan, 1 neighbour, 2 model, 3 hand)");
    command.add_flag("--no-resume", no_resume,
                     "Begin anew instead of going on where a run stopped");
    command.add_flag("--drop-unsupported", drop_unsupported,
                     "Leave out streams that the container cannot hold");
}

Status ExportFlags::fill(render::RenderRequest& request, const Session& session) const {
    if (!codec.empty()) {
        KINOVAR_TRY_ASSIGN(request.codec, media::codec_from_text(codec));
    }
    if (!frames.empty()) {
        KINOVAR_TRY_ASSIGN(request.frames, range_from_text(frames));
    }
    if (!max_size.empty()) {
        KINOVAR_TRY_ASSIGN(request.encode.max_bytes, bytes_from_text(max_size));
    }
    request.encode.crf = crf;
    request.encode.depth = depth;
    request.encode.speed = speed;
    request.origin_folder = origin;
    request.resume = !no_resume;
    request.drop_unsupported = drop_unsupported;
    request.threads = session.options.threads;
    return {};
}

Status render_and_report(Session& session, const render::RenderRequest& request) {
    Job& job = session.start_job(request.output.filename().string(), "frames");
    KINOVAR_TRY_ASSIGN(const render::RenderReport report,
                       render::render(steps::step_catalogue(), request, job));
    warn_of(session, report);
    const auto worked = static_cast<double>(report.frames - report.resumed_frames);
    session.result(fmt::format("{}: {} frames, {}×{}, {:.1f} s ({:.2f} fps)",
                               request.output.string(), report.frames, report.width, report.height,
                               report.seconds, report.seconds > 0 ? worked / report.seconds : 0.0) +
                       credits_text(report),
                   json_of(request, report).dump());
    return {};
}

} // namespace kinovar::cli
