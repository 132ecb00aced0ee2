// How well skin that was smoothed is told from skin as cameras see it, and what putting texture
// back does to it. Faces of the shared portraits, plain and worse (JPEG, soft, small), against the
// same smoothed in several ways. Prints Markdown tables; --raw prints a line a picture instead.
// With --sheets the step `deplastic` mends the smoothed faces instead: scores and likeness before
// and after, and pictures (as it was, smoothed, mended; a cheek and an eye enlarged).
//   bench_retouch_skin [--raw] [--every N] [--sheets FOLDER] [--picture FILE]

#include "core/image/cv_bridge.h"
#include "core/media/picture_file.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/retouch/skin/bands.h"
#include "core/steps/retouch/skin/deplastic.h"
#include "core/steps/retouch/skin/missing.h"
#include "core/steps/retouch/skin/plastic.h"
#include "core/steps/retouch/skin/skin_mask.h"
#include "tests/steps/memory_clip.h"
#include "tests/support/support.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/photo.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

namespace kinovar {
namespace {

namespace fs = std::filesystem;
using portrait::FaceMesh;
using retouch::PlasticScore;

/// 8-bit BGR to 8-bit BGR.
using Treatment = std::function<cv::Mat(const cv::Mat&)>;
struct Named {
    const char* name;
    bool plastic;
    Treatment treat;
};

cv::Mat through_jpeg(const cv::Mat& picture, int quality) {
    std::vector<std::uint8_t> bytes;
    cv::imencode(".jpg", picture, bytes, {cv::IMWRITE_JPEG_QUALITY, quality});
    return cv::imdecode(bytes, cv::IMREAD_COLOR);
}
cv::Mat gaussian(const cv::Mat& picture, double sigma) {
    cv::Mat result;
    cv::GaussianBlur(picture, result, {}, sigma);
    return result;
}
cv::Mat bilateral(const cv::Mat& picture, double tone, double reach) {
    cv::Mat result;
    cv::bilateralFilter(picture, result, -1, tone, reach);
    return result;
}
cv::Mat median(const cv::Mat& picture) {
    cv::Mat result;
    cv::medianBlur(picture, result, 7);
    return result;
}
cv::Mat means(const cv::Mat& picture, float strength) {
    cv::Mat result;
    cv::fastNlMeansDenoisingColored(picture, result, strength, strength, 5, 13);
    return result;
}
cv::Mat edges_kept(const cv::Mat& picture) {
    cv::Mat result;
    cv::edgePreservingFilter(picture, result, cv::RECURS_FILTER, 12, 0.25F);
    return result;
}
cv::Mat there_and_back(const cv::Mat& picture, double scale) {
    cv::Mat result;
    cv::resize(picture, result, {}, scale, scale, cv::INTER_AREA);
    cv::resize(result, result, picture.size(), 0, 0, cv::INTER_CUBIC);
    return result;
}

std::vector<Named> treatments() {
    return {
        {"as it is", false, [](const cv::Mat& p) { return p; }},
        {"JPEG 75", false, [](const cv::Mat& p) { return through_jpeg(p, 75); }},
        {"JPEG 50", false, [](const cv::Mat& p) { return through_jpeg(p, 50); }},
        {"Gaussian 1 px", false, [](const cv::Mat& p) { return gaussian(p, 1); }},
        {"half size", false, [](const cv::Mat& p) { return there_and_back(p, 0.5); }},
        {"bilateral", true, [](const cv::Mat& p) { return bilateral(p, 30, 5); }},
        {"bilateral, JPEG 90", true,
         [](const cv::Mat& p) { return through_jpeg(bilateral(p, 30, 5), 90); }},
        {"NLM", true, [](const cv::Mat& p) { return means(p, 8); }},
        {"JPEG 75, NLM", true, [](const cv::Mat& p) { return means(through_jpeg(p, 75), 8); }},
        {"median 7", true, [](const cv::Mat& p) { return median(p); }},
        {"edge preserving", true, [](const cv::Mat& p) { return edges_kept(p); }},
    };
}

/// Faces wider than this are measured smaller, so they are treated so.
constexpr double kUsualSide = 360;

struct Portrait {
    std::string name;
    cv::Mat picture; ///< 8-bit BGR
    FaceMesh mesh;
};

Result<FramePtr> frame_of(const cv::Mat& bgr) {
    cv::Mat rgb;
    cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
    rgb.convertTo(rgb, CV_32F, 1 / 255.0);
    return frame_from_mat(rgb, ColourSpec::srgb());
}

std::vector<Portrait> portraits(const portrait::FaceAnalyser& analyser, int every) {
    std::vector<fs::path> files;
    for (const char* folder : {"data/portraits/stills", "data/portraits/fairface"}) {
        for (const auto& entry : fs::directory_iterator(test::shared_folder() / folder)) {
            const std::string name = entry.path().filename().string();
            const bool drawn = name.starts_with("paint_") || name.starts_with("dog_");
            if (entry.path().extension() == ".jpg" && !drawn) {
                files.push_back(entry.path());
            }
        }
    }
    std::sort(files.begin(), files.end(), std::greater<>()); // stills first
    std::vector<Portrait> list;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const bool crop = files[i].parent_path().filename() == "fairface";
        if (crop && i % static_cast<std::size_t>(every) != 0) {
            continue;
        }
        cv::Mat picture = cv::imread(files[i].string(), cv::IMREAD_COLOR);
        auto frame = frame_of(picture);
        auto mesh = frame ? analyser.find_mesh(**frame) : failure(ErrorCode::Internal, "");
        if (!mesh) {
            continue;
        }
        const auto& points = mesh->points;
        const double width = points[454].x - points[234].x;
        if (width > kUsualSide) { // once, not for each treatment
            const double scale = kUsualSide / width;
            cv::resize(picture, picture, {}, scale, scale, cv::INTER_AREA);
            frame = frame_of(picture);
            mesh = analyser.find_mesh(**frame);
        }
        if (mesh) {
            list.push_back({files[i].stem().string(), picture, *mesh});
        }
    }
    return list;
}

double area_under_curve(const std::vector<double>& real, const std::vector<double>& plastic) {
    double sum = 0;
    for (const double a : plastic) {
        for (const double b : real) {
            sum += a > b ? 1 : a == b ? 0.5 : 0;
        }
    }
    return sum / (static_cast<double>(real.size()) * static_cast<double>(plastic.size()));
}

double share_above(const std::vector<double>& values, double limit) {
    return static_cast<double>(std::count_if(values.begin(), values.end(),
                                             [&](double value) { return value > limit; })) /
           static_cast<double>(std::max<std::size_t>(values.size(), 1));
}

double at_share(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

void print_tables(const std::map<std::string, std::vector<double>>& scores) {
    std::vector<double> real;
    std::vector<double> plastic;
    for (const Named& one : treatments()) {
        auto& all = one.plastic ? plastic : real;
        const auto& values = scores.at(one.name);
        all.insert(all.end(), values.begin(), values.end());
    }
    const double limit = at_share(real, 0.95);
    fmt::print("| picture | faces | median score | listed (> 0) | flagged (> 1.5) | AUC |\n"
               "|---|---|---|---|---|---|\n");
    for (const Named& one : treatments()) {
        const auto& values = scores.at(one.name);
        fmt::print("| {}{} | {} | {:.2f} | {:.0f} % | {:.0f} % | {} |\n",
                   one.plastic ? "smoothed: " : "", one.name, values.size(), at_share(values, 0.5),
                   100 * share_above(values, retouch::kPlasticList),
                   100 * share_above(values, retouch::kPlasticFlag),
                   one.plastic ? fmt::format("{:.3f}", area_under_curve(real, values)) : "");
    }
    fmt::print("\nAUC {:.3f}; recall {:.0f} % at 5 % false alarms (score {:.2f}).\n\n",
               area_under_curve(real, plastic), 100 * share_above(plastic, limit), limit);
    fmt::print("| score above | precision | recall | false alarms |\n|---|---|---|---|\n");
    for (const double at : {-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0}) {
        // As many smoothed faces as others.
        const double found = share_above(plastic, at);
        const double wrong = share_above(real, at);
        fmt::print("| {:.1f} | {:.0f} % | {:.0f} % | {:.0f} % |\n", at,
                   100 * found / std::max(found + wrong, 1e-9), 100 * found, 100 * wrong);
    }
}

cv::Mat bytes_of(const Frame& frame) {
    cv::Mat bgr;
    mat_view(frame).convertTo(bgr, CV_8U, 255);
    cv::cvtColor(bgr, bgr, cv::COLOR_RGB2BGR);
    return bgr;
}

/// Places of the face, side by side in each picture and enlarged; a picture a row.
cv::Mat sheet_of(const std::vector<cv::Mat>& pictures, const FaceMesh& mesh) {
    constexpr int kCheek = 50;
    constexpr int kEye = 159;
    constexpr int kSide = 72;
    constexpr int kTimes = 4;
    std::vector<cv::Mat> rows;
    for (const cv::Mat& picture : pictures) {
        std::vector<cv::Mat> row;
        for (const int landmark : {kCheek, kEye}) {
            const auto& point = mesh.points[static_cast<std::size_t>(landmark)];
            const int x = std::clamp(cvRound(point.x) - kSide / 2, 0, picture.cols - kSide);
            const int y = std::clamp(cvRound(point.y) - kSide / 2, 0, picture.rows - kSide);
            cv::Mat part;
            cv::resize(picture(cv::Rect(x, y, kSide, kSide)), part, {}, kTimes, kTimes,
                       cv::INTER_NEAREST);
            row.push_back(part);
        }
        cv::hconcat(row, rows.emplace_back());
    }
    cv::Mat sheet;
    cv::hconcat(rows, sheet);
    return sheet;
}

Result<FramePtr> mended(const FramePtr& picture) {
    auto clip = std::make_shared<steps::test::MemoryClip>(std::vector{picture}, "bench");
    KINOVAR_TRY_ASSIGN(const auto step, steps::deplastic_step_type().make({{"all", true}}));
    KINOVAR_TRY_ASSIGN(const auto result, step->apply(clip));
    return result->frame(0, {});
}

/// Finest texture of the skin, in 8-bit levels.
double texture_of(const Frame& picture, const FaceMesh& mesh) {
    const cv::Mat luma = retouch::luma_levels(mat_view(picture));
    const auto masks = retouch::face_masks(luma.size(), mesh, {1, 0, 0, 0, 1, 0});
    return retouch::texture_levels(luma, masks.skin).fine;
}

struct Likenesses {
    std::vector<double> all;
    std::vector<double> texture[3];
};

Status mend_one(const portrait::FaceAnalyser& analyser, const Portrait& one, const Named& smoothed,
                const fs::path& folder, Likenesses& likenesses) {
    KINOVAR_TRY_ASSIGN(const FramePtr real, frame_of(one.picture));
    KINOVAR_TRY_ASSIGN(const FramePtr smooth, frame_of(smoothed.treat(one.picture)));
    KINOVAR_TRY_ASSIGN(const FramePtr after, mended(smooth));
    std::string row = fmt::format("| {} | {} |", one.name, smoothed.name);
    std::size_t place = 0;
    for (const FramePtr& picture : {real, smooth, after}) {
        KINOVAR_TRY_ASSIGN(const auto score, retouch::plastic_score(*picture, one.mesh));
        const double texture = texture_of(*picture, one.mesh);
        likenesses.texture[place++].push_back(texture);
        row += fmt::format(" {} | {:.2f} |", score ? fmt::format("{:.2f}", score->score) : "–",
                           texture);
    }
    KINOVAR_TRY_ASSIGN(const auto before, analyser.descriptor(*smooth, one.mesh));
    KINOVAR_TRY_ASSIGN(const auto now, analyser.descriptor(*after, one.mesh));
    const double alike = portrait::likeness(before, now);
    likenesses.all.push_back(alike);
    fmt::print("{} {:.4f} |\n", row, alike);
    cv::imwrite((folder / fmt::format("{}-{}.png", one.name, smoothed.name)).string(),
                sheet_of({one.picture, bytes_of(*smooth), bytes_of(*after)}, one.mesh));
    return {};
}

Status mend_all(const portrait::FaceAnalyser& analyser, int every, const fs::path& folder) {
    fmt::print("| portrait | smoothed by | score | texture | smoothed | texture | mended | texture "
               "| likeness before and after mending |\n|---|---|---|---|---|---|---|---|---|\n");
    Likenesses likenesses;
    const std::vector<Named> known = treatments();
    const auto named = [&](const std::string& name) {
        return *std::find_if(known.begin(), known.end(),
                             [&](const Named& one) { return one.name == name; });
    };
    const Named smoothings[] = {named("bilateral"), named("NLM")};
    std::size_t count = 0;
    for (const Portrait& one : portraits(analyser, every)) {
        KINOVAR_TRY(mend_one(analyser, one, smoothings[count++ % 2], folder, likenesses));
        std::fflush(stdout);
    }
    const auto& all = likenesses.all;
    if (!all.empty()) {
        fmt::print("\n{} pictures; likeness: least {:.4f}, mean {:.4f}; texture (median): real "
                   "{:.2f}, smoothed {:.2f}, mended {:.2f} levels.\n",
                   all.size(), *std::min_element(all.begin(), all.end()),
                   std::accumulate(all.begin(), all.end(), 0.0) / static_cast<double>(all.size()),
                   at_share(likenesses.texture[0], 0.5), at_share(likenesses.texture[1], 0.5),
                   at_share(likenesses.texture[2], 0.5));
    }
    return {};
}

Status say(const portrait::FaceAnalyser& analyser, const std::string& file) {
    KINOVAR_TRY_ASSIGN(const FramePtr picture, media::read_picture(file));
    KINOVAR_TRY_ASSIGN(const FaceMesh mesh, analyser.find_mesh(*picture));
    KINOVAR_TRY_ASSIGN(const auto score, retouch::plastic_score(*picture, mesh));
    if (score) {
        fmt::print("{}: r1 {:.3f}, r2 {:.3f}, kurtosis {:.3f}, score {:.3f}; ", file, score->r1,
                   score->r2, score->kurtosis, score->score);
    }
    fmt::print("texture {:.2f} levels\n", texture_of(*picture, mesh));
    return {};
}

Status run(bool raw, int every, const std::string& sheets, const std::vector<std::string>& files) {
    KINOVAR_TRY_ASSIGN(const auto analyser, portrait::FaceAnalyser::installed());
    for (const std::string& file : files) {
        KINOVAR_TRY(say(*analyser, file));
    }
    if (!files.empty()) {
        return {};
    }
    if (!sheets.empty()) {
        return mend_all(*analyser, every, sheets);
    }
    std::map<std::string, std::vector<double>> scores;
    for (const Portrait& one : portraits(*analyser, every)) {
        for (const Named& treatment : treatments()) {
            KINOVAR_TRY_ASSIGN(const FramePtr frame, frame_of(treatment.treat(one.picture)));
            KINOVAR_TRY_ASSIGN(const auto score, retouch::plastic_score(*frame, one.mesh));
            if (!score) {
                continue;
            }
            scores[treatment.name].push_back(score->score);
            if (raw) {
                fmt::print("{}\t{}\t{}\t{:.3f}\t{:.3f}\t{:.3f}\t{:.3f}\n", one.name, treatment.name,
                           treatment.plastic ? 1 : 0, score->r1, score->r2, score->kurtosis,
                           score->score);
            }
        }
    }
    if (!raw) {
        print_tables(scores);
    }
    return {};
}

} // namespace
} // namespace kinovar

int main(int argc, char** argv) {
    CLI::App app("Plastic faces: how surely they are found");
    bool raw = false;
    int every = 1;
    app.add_flag("--raw", raw, "a line a picture");
    app.add_option("--every", every, "only each n-th crop of FairFace")->check(CLI::PositiveNumber);
    std::string sheets;
    app.add_option("--sheets", sheets, "a folder for pictures of mended faces")
        ->check(CLI::ExistingDirectory);
    std::vector<std::string> files;
    app.add_option("--picture", files, "only the numbers of this picture; repeat it");
    CLI11_PARSE(app, argc, argv);
    const auto done = kinovar::run(raw, every, sheets, files);
    if (!done) {
        fmt::print(stderr, "error: {}\n", done.error().one_line());
        return 1;
    }
    return 0;
}
