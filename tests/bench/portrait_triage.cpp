// What triage says of pictures whose truth is known: recall of minors by age group on FairFace, and
// the verdicts over a folder of stills. Prints Markdown tables; --raw prints a line a face instead.
//   bench_portrait_triage [--raw] [--draw FOLDER]

#include "core/media/picture_file.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/portrait/face/face_drawing.h"
#include "core/steps/portrait/face/face_names.h"
#include "tests/support/support.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

namespace kinovar {
namespace {

namespace fs = std::filesystem;
using portrait::Face;
using portrait::FaceAnalyser;
using portrait::Finding;
using portrait::FindingKind;
using portrait::PortraitAnalysis;
using portrait::Severity;

struct Flags {
    bool raw = false;
    std::string drawings;
    std::string only;
};

using Row = std::map<std::string, std::string>;

std::vector<Row> read_table(const fs::path& path) {
    std::ifstream file(path);
    const auto cells = [](const std::string& line) {
        std::vector<std::string> list;
        std::istringstream stream(line);
        for (std::string cell; std::getline(stream, cell, '\t');) {
            list.push_back(cell);
        }
        return list;
    };
    std::string line;
    std::getline(file, line);
    const auto names = cells(line);
    std::vector<Row> rows;
    while (std::getline(file, line)) {
        const auto values = cells(line);
        Row& row = rows.emplace_back();
        for (std::size_t i = 0; i < std::min(names.size(), values.size()); ++i) {
            row[names[i]] = values[i];
        }
    }
    return rows;
}

/// "too-small!" of a refusal, "minor?" where consent is asked, "too-small" of a warning or note.
std::string verdict(const PortraitAnalysis& analysis) {
    std::set<std::string> words;
    const auto add = [&](const std::vector<Finding>& findings) {
        for (const Finding& one : findings) {
            const char* mark = one.severity == Severity::Refusal   ? "!"
                               : one.severity == Severity::Consent ? "?"
                                                                   : "";
            words.insert(fmt::format("{}{}", to_string(one.kind), mark));
        }
    };
    add(analysis.findings);
    for (const Face& face : analysis.faces) {
        add(face.findings);
    }
    return words.empty() ? "ready" : fmt::format("{}", fmt::join(words, ", "));
}

void print_raw(const std::string& name, const std::string& group,
               const PortraitAnalysis& analysis) {
    for (const Face& face : analysis.faces) {
        fmt::print("{}\t{}\t{}\t{:.3f}\t{:.0f}\t{:.1f}\t{:.1f}\t{:.1f}\t{:.1f}\t{:.3f}\t{:.0f}\t{:."
                   "3f}\t{:.3f}\t{}\n",
                   name, group, analysis.faces.size(), face.mesh.presence, face.width(),
                   face.pose.yaw, face.pose.pitch, face.pose.roll, face.age, face.minor_score,
                   face.sharpness, face.eye_aspect[0], face.eye_aspect[1], verdict(analysis));
    }
    if (analysis.faces.empty()) {
        fmt::print("{}\t{}\t0\t{}\n", name, group, verdict(analysis));
    }
}

Result<PortraitAnalysis> analysed(const FaceAnalyser& analyser, const fs::path& file,
                                  const Flags& flags) {
    KINOVAR_TRY_ASSIGN(const FramePtr picture, media::read_picture(file));
    KINOVAR_TRY_ASSIGN(auto analysis, analyser.analyse(*picture, {}));
    if (!flags.drawings.empty()) {
        constexpr int kBits = 8;
        KINOVAR_TRY_ASSIGN(const FramePtr drawing, portrait::draw_faces(*picture, analysis));
        KINOVAR_TRY(media::write_picture(fs::path(flags.drawings) / (file.stem().string() + ".png"),
                                         *drawing, media::PictureFormat::Png, kBits));
    }
    return analysis;
}

bool asks_consent(const PortraitAnalysis& analysis) {
    if (analysis.faces.empty()) {
        return false;
    }
    const Face& largest =
        *std::max_element(analysis.faces.begin(), analysis.faces.end(),
                          [](const Face& a, const Face& b) { return a.width() < b.width(); });
    return std::any_of(largest.findings.begin(), largest.findings.end(),
                       [](const Finding& one) { return one.kind == FindingKind::Minor; });
}

Status ages(const FaceAnalyser& analyser, const fs::path& folder, const Flags& flags) {
    struct Group {
        int faces = 0, found = 0, consent = 0;
    };
    std::map<std::string, Group> groups;
    for (Row& row : read_table(folder / "labels.tsv")) {
        if (row["file"].find(flags.only) == std::string::npos) {
            continue;
        }
        KINOVAR_TRY_ASSIGN(const auto analysis, analysed(analyser, folder / row["file"], flags));
        if (flags.raw) {
            print_raw(row["file"], row["age_group"], analysis);
        }
        Group& group = groups[row["age_group"]];
        group.faces += 1;
        group.found += analysis.faces.empty() ? 0 : 1;
        group.consent += asks_consent(analysis) ? 1 : 0;
    }
    if (!flags.raw) {
        fmt::print(
            "| age group | faces | found | consent asked | share |\n|---|---|---|---|---|\n");
        for (const auto& [name, group] : groups) {
            fmt::print("| {} | {} | {} | {} | {:.0f} % |\n", name, group.faces, group.found,
                       group.consent, 100.0 * group.consent / std::max(group.faces, 1));
        }
    }
    return {};
}

Status stills(const FaceAnalyser& analyser, const fs::path& folder, const Flags& flags) {
    if (!flags.raw) {
        fmt::print("\n| still | labelled | faces | found | verdict |\n|---|---|---|---|---|\n");
    }
    for (Row& row : read_table(folder / "labels.tsv")) {
        if (row["file"].find(flags.only) == std::string::npos) {
            continue;
        }
        KINOVAR_TRY_ASSIGN(const auto analysis,
                           analysed(analyser, folder / "stills" / row["file"], flags));
        if (flags.raw) {
            print_raw(row["file"], row["faces"], analysis);
        } else {
            fmt::print("| {} | {}; {}; minor: {} | {} | {} | {} |\n",
                       fs::path(row["file"]).stem().string(), row["what"], row["pose"],
                       row["minor_visible"], row["faces"], analysis.faces.size(),
                       verdict(analysis));
        }
    }
    return {};
}

Status run(const Flags& flags) {
    const fs::path folder = test::shared_folder() / "data/portraits";
    KINOVAR_TRY_ASSIGN(const auto analyser, FaceAnalyser::installed());
    KINOVAR_TRY(ages(*analyser, folder / "fairface", flags));
    return stills(*analyser, folder, flags);
}

} // namespace
} // namespace kinovar

int main(int argc, char** argv) {
    CLI::App app("Triage of portraits, measured.");
    kinovar::Flags flags;
    app.add_flag("--raw", flags.raw, "One line a face instead of tables");
    app.add_option("--draw", flags.drawings, "Folder for the pictures with faces drawn");
    app.add_option("--only", flags.only, "Only files whose name contains this");
    CLI11_PARSE(app, argc, argv);
    const kinovar::Status status = kinovar::run(flags);
    if (!status) {
        fmt::print(stderr, "error: {}\n", status.error().one_line());
        return 1;
    }
    return 0;
}
