#include "tests/bench/retouch/still_section.h"

#include "core/image/cv_bridge.h"
#include "core/media/picture_file.h"
#include "core/steps/retouch/fill/surroundings.h"
#include "tests/bench/retouch/fill_score.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>
#include <opencv2/photo.hpp>

#include <algorithm>
#include <chrono>
#include <functional>

namespace kinovar::bench {

namespace {

using retouch::Hole;

struct Way {
    std::string name;
    std::function<cv::Mat(const cv::Mat& picture, const Hole& hole)> fill;
};

cv::Mat by_opencv(const cv::Mat& picture, const Hole& hole, int method) {
    constexpr double kRadius = 4;
    constexpr double kWhite = 255;
    constexpr int kMargin = 32;
    const cv::Rect part = retouch::with_margin(hole, kMargin, picture.size());
    cv::Mat bytes;
    picture(part).convertTo(bytes, CV_8UC3, kWhite);
    cv::Mat filled;
    cv::inpaint(bytes, retouch::mask_in(hole, part), filled, kRadius, method);
    filled.convertTo(filled, CV_32FC3, 1 / kWhite);
    return filled(hole.where - part.tl()).clone();
}

std::vector<Way> all_ways() {
    return {
        {"Telea",
         [](const cv::Mat& p, const Hole& h) { return by_opencv(p, h, cv::INPAINT_TELEA); }},
        {"Navier-Stokes",
         [](const cv::Mat& p, const Hole& h) { return by_opencv(p, h, cv::INPAINT_NS); }},
        {"FSR", [](const cv::Mat& p, const Hole& h) { return retouch::fill_by_frequencies(p, h); }},
        {"heal", [](const cv::Mat& p, const Hole& h) { return retouch::fill_by_healing(p, h); }},
        {"patches",
         [](const cv::Mat& p, const Hole& h) { return retouch::fill_by_patches(p, h, {}); }},
        {"chosen",
         [](const cv::Mat& p, const Hole& h) {
             return retouch::invent_from_surroundings(p, h, {}).pixels;
         }},
    };
}

Result<std::vector<cv::Mat>> pictures_of(const std::filesystem::path& folder, int every) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() == ".png" || entry.path().extension() == ".jpg") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    constexpr double kLines = 512;
    constexpr int kLeastSide = 240; // every hole must fit
    std::vector<cv::Mat> pictures;
    for (std::size_t i = 0; i < files.size(); i += static_cast<std::size_t>(every)) {
        KINOVAR_TRY_ASSIGN(const FramePtr frame, media::read_picture(files[i]));
        cv::Mat picture = mat_view(*frame).clone();
        if (const double scale = kLines / picture.rows; scale < 1) {
            cv::resize(picture, picture, {}, scale, scale, cv::INTER_AREA);
        }
        if (std::min(picture.rows, picture.cols) >= kLeastSide) {
            pictures.push_back(picture);
        }
    }
    return pictures;
}

struct Shape {
    const char* name;
    int length;
    double thinness;
};
constexpr Shape kShapes[] = {{"spot 10", 10, 1},        {"spot 20", 20, 1},
                             {"finger 40 × 13", 40, 3}, {"spot 40", 40, 1},
                             {"finger 80 × 27", 80, 3}, {"spot 80", 80, 1}};

struct Row {
    FillScore score;
    double seconds = 0;
};

cv::Mat strip_row(const cv::Mat& truth, const Hole& hole, const std::vector<cv::Mat>& filled) {
    const int margin = hole.where.width / 2;
    const cv::Rect view = retouch::with_margin(hole, margin, truth.size());
    std::vector<cv::Mat> pieces{truth(view), broken_picture(truth, hole)(view)};
    for (const cv::Mat& pixels : filled) {
        pieces.push_back(truth(view).clone());
        pixels.copyTo(pieces.back()(hole.where - view.tl()), hole.mask);
    }
    for (cv::Mat& piece : pieces) {
        const cv::Size size(3 * kShapes[3].length, 3 * kShapes[3].length);
        cv::resize(piece, piece, size, 0, 0, cv::INTER_CUBIC);
    }
    return strip_of(pieces, 1);
}

} // namespace

Result<std::string> still_tables(const std::filesystem::path& folder, int every,
                                 const std::string& sheets) {
    KINOVAR_TRY_ASSIGN(const auto pictures, pictures_of(folder, every));
    const std::vector<Way> ways = all_ways();
    const cv::Point2d places[] = {{0.3, 0.35}, {0.62, 0.55}, {0.45, 0.75}};
    std::string text = "| hole, px |";
    for (const Way& way : ways) {
        text += fmt::format(" {} |", way.name);
    }
    text += "\n|---|---|---|---|---|---|---|\n";
    for (const Shape& shape : kShapes) {
        std::vector<Row> rows(ways.size());
        std::vector<cv::Mat> strips;
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            const cv::Mat& truth = pictures[i];
            for (const cv::Point2d& place : places) {
                const cv::Point middle(cvRound(place.x * truth.cols),
                                       cvRound(place.y * truth.rows));
                const Hole hole = elliptic_hole(middle, shape.length, shape.thinness,
                                                35.0 * static_cast<double>(i));
                const cv::Mat broken = broken_picture(truth, hole);
                std::vector<cv::Mat> filled;
                for (std::size_t w = 0; w < ways.size(); ++w) {
                    const auto begin = std::chrono::steady_clock::now();
                    filled.push_back(ways[w].fill(broken, hole));
                    rows[w].seconds +=
                        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin)
                            .count();
                    rows[w].score.add(truth, hole, filled.back());
                }
                strips.push_back(strip_row(truth, hole, filled));
            }
        }
        text += fmt::format("| {} |", shape.name);
        for (const Row& row : rows) {
            text += fmt::format(" {:.1f} dB, {:.2f}, {:.0f} ms |", row.score.decibels(),
                                row.score.texture(), 1000 * row.seconds / row.score.holes());
        }
        text += "\n";
        if (!sheets.empty()) {
            cv::Mat sheet;
            cv::vconcat(strips, sheet);
            write_strip(fmt::format("{}/stills-{}-{}.png", sheets, shape.length,
                                    static_cast<int>(shape.thinness)),
                        sheet);
        }
    }
    return text;
}

} // namespace kinovar::bench
