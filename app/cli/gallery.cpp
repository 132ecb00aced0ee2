#include "core/gallery/gallery.h"

#include "app/cli/session.h"
#include "core/steps/portrait/face/face_names.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <charconv>

namespace kinovar::cli {

namespace {

constexpr int kSmallestSide = 64;
constexpr int kLargestSide = 8192;

struct GalleryFlags {
    std::string input;
    std::string output;
    std::string size = "1920x1080";
    std::string codec;
    gallery::GalleryOptions options;
    bool no_mark = false;
};

Status read_size(const std::string& text, int& width, int& height) {
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, width);
    if (first.ec == std::errc{} && first.ptr != end && *first.ptr == 'x') {
        const auto second = std::from_chars(first.ptr + 1, end, height);
        const auto fits = [](int side) { return side >= kSmallestSide && side <= kLargestSide; };
        if (second.ec == std::errc{} && second.ptr == end && fits(width) && fits(height)) {
            return {};
        }
    }
    return failure(ErrorCode::InvalidArgument, fmt::format("'{}' is no size", text),
                   fmt::format("--size 1920x1080 (each {} to {})", kSmallestSide, kLargestSide));
}

std::string name_of(const gallery::Triage& triage) {
    const std::string file = triage.entry.file.filename().string();
    return triage.entry.name.empty() ? file : fmt::format("{} ({})", triage.entry.name, file);
}

bool weighs(const gallery::Triage& triage, const portrait::Finding& finding) {
    return triage.taken ? finding.severity == portrait::Severity::Warning
                        : finding.severity >= portrait::Severity::Consent;
}

void warn_of(Session& session, const gallery::GalleryReport& report) {
    for (const gallery::Triage& triage : report.triage) {
        for (const portrait::Finding& finding : triage.findings) {
            if (weighs(triage, finding)) {
                session.warning(fmt::format("{}{}: {} ({})", triage.taken ? "" : "left out: ",
                                            name_of(triage), finding.message, finding.hint));
            }
        }
    }
}

nlohmann::ordered_json json_of(const GalleryFlags& flags, const gallery::GalleryReport& report) {
    using Json = nlohmann::ordered_json;
    Json json = {{"output", flags.output},
                 {"frames", report.frames},
                 {"sections", report.sections},
                 {"sections_kept", report.sections_kept},
                 {"seconds", report.seconds},
                 {"contact_sheet",
                  report.contact_sheet.empty() ? Json() : Json(report.contact_sheet.string())},
                 {"portraits", Json::array()}};
    for (const gallery::Triage& triage : report.triage) {
        Json findings = Json::array();
        for (const portrait::Finding& finding : triage.findings) {
            findings.push_back({{"kind", portrait::to_string(finding.kind)},
                                {"severity", portrait::to_string(finding.severity)},
                                {"message", finding.message},
                                {"hint", finding.hint}});
        }
        json["portraits"].push_back({{"file", triage.entry.file.string()},
                                     {"name", triage.entry.name},
                                     {"years", triage.entry.years},
                                     {"taken", triage.taken},
                                     {"findings", std::move(findings)}});
    }
    return json;
}

std::string text_of(const GalleryFlags& flags, const gallery::GalleryReport& report) {
    const auto taken = std::count_if(report.triage.begin(), report.triage.end(),
                                     [](const gallery::Triage& one) { return one.taken; });
    std::string text =
        fmt::format("{}: {} of {} portraits, {} frames, {}×{}, {} of {} sections kept, {:.1f} s",
                    flags.output, taken, report.triage.size(), report.frames, flags.options.width,
                    flags.options.height, report.sections_kept, report.sections, report.seconds);
    if (!report.contact_sheet.empty()) {
        text += fmt::format("\nwhat was left out, and why: {}", report.contact_sheet.string());
    }
    return text;
}

Status run_gallery(GalleryFlags& flags, Session& session) {
    gallery::GalleryOptions& options = flags.options;
    KINOVAR_TRY(read_size(flags.size, options.width, options.height));
    KINOVAR_TRY_ASSIGN(options.encode.codec, flags.codec.empty()
                                                 ? media::default_codec_for(flags.output)
                                                 : media::codec_from_text(flags.codec));
    options.visible_mark = !flags.no_mark;
    KINOVAR_TRY_ASSIGN(const auto entries, gallery::read_gallery(flags.input));
    Job& job = session.start_job(std::filesystem::path(flags.output).filename().string(), "frames");
    KINOVAR_TRY_ASSIGN(const gallery::GalleryReport report,
                       gallery::make_gallery(entries, flags.output, options, job));
    warn_of(session, report);
    session.result(text_of(flags, report), json_of(flags, report).dump());
    return {};
}

void add_look_options(CLI::App& command, GalleryFlags& flags) {
    gallery::GalleryOptions& options = flags.options;
    command
        .add_option("--preset", options.preset, "How the faces move, where the list does not say")
        ->capture_default_str();
    command.add_option("--title", options.title, "Shown first");
    command.add_option("--size", flags.size, "Of the film, WIDTHxHEIGHT")->capture_default_str();
    command.add_flag("--restore", options.restore, "Repair the photographs first");
    command.add_option("--consent", options.consent,
                       "Consent record (JSON) for all who have none of their own in the list");
    command.add_flag("--no-mark", flags.no_mark, "Without the visible mark in the corner");
    command.add_option("--seed", options.seed, "Another one moves the faces otherwise")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
}

void add_length_options(CLI::App& command, GalleryFlags& flags) {
    gallery::GalleryOptions& options = flags.options;
    auto* total = command.add_option("--seconds", options.total, "Length of the whole film");
    total->check(CLI::PositiveNumber);
    command
        .add_option("--per-face", options.per_face,
                    "Seconds that one face is shown, without the passage to the next")
        ->check(CLI::PositiveNumber)
        ->excludes(total)
        ->capture_default_str();
    command.add_option("--passage", options.passage, "Seconds in which a face flows into the next")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command.add_option("--music", options.music, "A sound file: looped or trimmed, and faded");
    command.add_option("--fade", options.fade, "Seconds of the fades of picture and music")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command.add_option("--fps", options.fps, "Frames a second")->capture_default_str();
}

void add_encoding_options(CLI::App& command, GalleryFlags& flags) {
    media::EncodeOptions& encode = flags.options.encode;
    command.add_option("--codec", flags.codec,
                       "h264, h265, ffv1, prores, dnxhr or gif; without it the name of OUT "
                       "decides");
    command.add_option("--crf", encode.crf, "Quality of H.264 and H.265: lower is better")
        ->check(CLI::Range(0, 51));
    command.add_option("--depth", encode.depth, "Bits a channel")
        ->check(CLI::IsMember({8, 10, 12}));
    command.add_option("--speed", encode.speed, "Preset of x264 and x265 (veryfast … veryslow)");
}

} // namespace

void add_gallery(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand(
        "gallery", "A film of many portraits that come to life, each flowing into the next");
    auto flags = std::make_shared<GalleryFlags>();
    command
        ->add_option("IN", flags->input,
                     "A folder of portraits (\"Ivan Petrov 1921-1943.jpg\"), or a CSV list with "
                     "the columns file,name,years,caption,preset,script,consent")
        ->required();
    command->add_option("OUT", flags->output, "The film")->required();
    add_length_options(*command, *flags);
    add_look_options(*command, *flags);
    add_encoding_options(*command, *flags);
    command->footer("Example: kinovar-cli gallery heroes.csv heroes.mp4 --music waltz.flac "
                    "--title \"Faces of heroes\"\n"
                    "Portraits that cannot be shown are listed, and shown in OUT-left-out.png. "
                    "The same command again renders only what changed.");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) { return run_gallery(*flags, out); };
    });
}

} // namespace kinovar::cli
