#include "app/cli/portrait_analyse.h"

#include "core/media/picture_file.h"
#include "core/steps/portrait/face/blocklist.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/portrait/face/face_drawing.h"
#include "core/steps/portrait/face/face_names.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;

struct AnalyseFlags {
    std::string input;
    std::string drawing;
};

struct BlockFlags {
    std::string input;
    std::string name;
    std::string reason;
    std::string face = "largest";
};

std::string text_of(const std::vector<portrait::Finding>& findings, std::string_view indent) {
    std::string text;
    for (const portrait::Finding& one : findings) {
        text +=
            fmt::format("{}{}: {} ({})\n", indent, to_string(one.severity), one.message, one.hint);
    }
    return text;
}

std::string text_of(const portrait::PortraitAnalysis& analysis) {
    std::string text = fmt::format("{}×{}{}, {} face{}\n", analysis.width, analysis.height,
                                   analysis.monochrome ? ", black-and-white or toned" : "",
                                   analysis.faces.size(), analysis.faces.size() == 1 ? "" : "s");
    text += text_of(analysis.findings, "  ");
    for (std::size_t i = 0; i < analysis.faces.size(); ++i) {
        const portrait::Face& face = analysis.faces[i];
        const auto strongest = std::max_element(face.expression.begin(), face.expression.end()) -
                               face.expression.begin();
        text += fmt::format("face {}: {:.0f} px wide, turned {:+.0f}°, nods {:+.0f}°, tilted "
                            "{:+.0f}°, about {:.0f} years, {}, sharpness {:.0f}\n",
                            i + 1, face.width(), face.pose.yaw, face.pose.pitch, face.pose.roll,
                            face.age, to_string(static_cast<portrait::Expression>(strongest)),
                            face.sharpness);
        text += text_of(face.findings, "  ");
    }
    text.pop_back();
    return text;
}

Result<portrait::PortraitAnalysis> analysis_of(Session& session, const Frame& picture) {
    KINOVAR_TRY_ASSIGN(const auto analyser, portrait::FaceAnalyser::installed());
    Job& job = session.start_job("analyse", "faces");
    return analyser->analyse(picture, job.stop_token());
}

Status analyse(Session& session, const AnalyseFlags& flags) {
    if (!flags.drawing.empty()) { // an unknown extension is told before the work
        KINOVAR_TRY(media::picture_format_of(flags.drawing));
    }
    KINOVAR_TRY_ASSIGN(const FramePtr picture, media::read_picture(flags.input));
    KINOVAR_TRY_ASSIGN(const auto analysis, analysis_of(session, *picture));
    if (!flags.drawing.empty()) {
        constexpr int kBits = 8;
        KINOVAR_TRY_ASSIGN(const auto format, media::picture_format_of(flags.drawing));
        KINOVAR_TRY_ASSIGN(const FramePtr drawing, portrait::draw_faces(*picture, analysis));
        KINOVAR_TRY(media::write_picture(flags.drawing, *drawing, format, kBits));
    }
    session.result(text_of(analysis), analysis.to_json());
    return {};
}

Status block_add(Session& session, const BlockFlags& flags) {
    KINOVAR_TRY_ASSIGN(portrait::Blocklist list, portrait::Blocklist::load());
    KINOVAR_TRY_ASSIGN(const FramePtr picture, media::read_picture(flags.input));
    KINOVAR_TRY_ASSIGN(const auto analysis, analysis_of(session, *picture));
    KINOVAR_TRY_ASSIGN(const auto chosen, portrait::choose_faces(analysis, flags.face));
    if (chosen.size() != 1) {
        return failure(ErrorCode::InvalidArgument, "one face at a time is put on the list",
                       "say --face N, as portrait analyse shows the numbers");
    }
    const std::string today = fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr)));
    list.add({flags.name, flags.reason, today,
              analysis.faces[static_cast<std::size_t>(chosen.front())].descriptor});
    KINOVAR_TRY(list.save());
    session.result(fmt::format("blocked: {}", flags.name), Json{{"blocked", flags.name}}.dump());
    return {};
}

Status block_list(Session& session) {
    KINOVAR_TRY_ASSIGN(const portrait::Blocklist list, portrait::Blocklist::load());
    std::string text;
    Json faces = Json::array();
    for (const portrait::BlockedFace& face : list.faces()) {
        text += fmt::format("{}  {}  {}\n", face.date, face.name, face.reason);
        faces.push_back({{"name", face.name}, {"reason", face.reason}, {"date", face.date}});
    }
    text +=
        fmt::format("{} in {}", list.faces().size(), portrait::Blocklist::default_path().string());
    session.result(text, Json{{"faces", std::move(faces)}}.dump());
    return {};
}

Status block_remove(Session& session, const std::string& name) {
    KINOVAR_TRY_ASSIGN(portrait::Blocklist list, portrait::Blocklist::load());
    if (!list.remove(name)) {
        return failure(ErrorCode::NotFound, fmt::format("nobody called '{}' is blocked", name),
                       "kinovar-cli portrait block list shows the names");
    }
    KINOVAR_TRY(list.save());
    session.result(fmt::format("no longer blocked: {}", name), Json{{"unblocked", name}}.dump());
    return {};
}

void add_analyse(CLI::App& portrait, Session& session) {
    auto* command = portrait.add_subcommand(
        "analyse", "Find the faces of a picture and say what stands in the way of animating them");
    auto flags = std::make_shared<AnalyseFlags>();
    command->add_option("IMG", flags->input, "A still picture")->required();
    command->add_option("--draw", flags->drawing, "Picture with faces, meshes and findings drawn");
    command->footer("Example: kinovar-cli portrait analyse scan.tif --draw faces.png\n"
                    "With --json all 468 landmarks, irises and poses are printed.");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) { return analyse(out, *flags); };
    });
}

void add_block(CLI::App& portrait, Session& session) {
    auto* block = portrait.add_subcommand("block", "Faces that must not be animated here");
    block->require_subcommand(1);
    block->footer("The list holds descriptors, no pictures; KINOVAR_BLOCKLIST names another file.\n"
                  "Example: kinovar-cli portrait block add her.jpg --name \"A. B.\" --reason "
                  "\"the family asked\"");
    auto flags = std::make_shared<BlockFlags>();
    auto* add = block->add_subcommand("add", "Put a face on the list");
    add->add_option("IMG", flags->input, "A picture of the person")->required();
    add->add_option("--name", flags->name, "Who it is")->required();
    add->add_option("--reason", flags->reason, "Why it must not be animated")->required();
    add->add_option("--face", flags->face, "Number of the face, or \"largest\"")
        ->capture_default_str();
    add->callback([&session, flags] {
        session.run = [flags](Session& out) { return block_add(out, *flags); };
    });
    block->add_subcommand("list", "Who is on the list")->callback([&session] {
        session.run = [](Session& out) { return block_list(out); };
    });
    auto name = std::make_shared<std::string>();
    auto* remove = block->add_subcommand("remove", "Take a person off the list");
    remove->add_option("NAME", *name, "As in the list")->required();
    remove->callback([&session, name] {
        session.run = [name](Session& out) { return block_remove(out, *name); };
    });
}

} // namespace

void add_portrait_analyse(CLI::App& portrait, Session& session) {
    add_analyse(portrait, session);
    add_block(portrait, session);
}

} // namespace kinovar::cli
