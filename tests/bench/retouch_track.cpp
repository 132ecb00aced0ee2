// How far tracks of fixes drift: regions of the clip whose motion is known, as it is and with
// changing light and grain; and how much time of the
// processor a frame takes. With the words CLIP region|face X Y WIDTH
// HEIGHT KEY FIRST STEP OUT.png: a sheet of a fix's place (shares of the picture) through a clip.
#include "core/image/cv_bridge.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/measure/shots.h"
#include "core/steps/retouch/track/region_track.h"
#include "core/steps/retouch/track/tracker.h"
#include "tests/steps/memory_clip.h"
#include "tests/support/support.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <ctime>
#include <fstream>
#include <numbers>

namespace {

using namespace kinovar;
using namespace kinovar::retouch;

constexpr int kSide = 41; // px of the regions
constexpr int kStep = 60; // px between them
constexpr int kMargin = 45;

/// From the photo that the clip shows to each of its frames.
std::vector<Affine> true_motion(const std::filesystem::path& file, const cv::Size& size) {
    const auto json = nlohmann::json::parse(std::ifstream(file));
    std::vector<Affine> maps;
    for (const auto& row : json.at("per_frame_cx_cy_zoom_rotdeg")) {
        const double zoom = row.at(2).get<double>();
        const double angle = row.at(3).get<double>() * std::numbers::pi / 180;
        const double along = std::cos(angle) / zoom;
        const double across = std::sin(angle) / zoom;
        const Affine turned{along, -across, 0, across, along, 0};
        const cv::Point2d centre(size.width / 2.0, size.height / 2.0);
        const Affine to_photo =
            moved(turned, cv::Point2d(row.at(0).get<double>(), row.at(1).get<double>()) -
                              apply(turned, centre));
        maps.push_back(inverse(to_photo));
    }
    return maps;
}

FramePtr spoilt(const Frame& frame, double gain, double noise, std::uint64_t seed) {
    cv::RNG numbers(seed);
    cv::Mat specks(frame.height(), frame.width(), CV_32FC3);
    numbers.fill(specks, cv::RNG::NORMAL, 0, std::max(noise, 1e-9));
    const cv::Mat sum = mat_view(frame) * gain + specks;
    return *frame_from_mat(cv::min(cv::max(sum, 0), 1), frame.colour());
}

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

double drift(const Affine& found, const Affine& truth, const cv::Rect2d& box) {
    double sum = 0;
    int count = 0;
    for (double y = box.y; y <= box.br().y; y += 4) {
        for (double x = box.x; x <= box.br().x; x += 4) {
            const cv::Point2d off = apply(found, {x, y}) - apply(truth, {x, y});
            sum += off.dot(off);
            ++count;
        }
    }
    return std::sqrt(sum / count);
}

void run(const steps::test::MemoryClip& source, const std::vector<Affine>& truth, bool spoil) {
    std::vector<FramePtr> frames;
    const auto count = source.info().frames;
    for (std::int64_t n = 0; n < count; ++n) {
        const double gain = spoil ? 0.8 + 0.4 * static_cast<double>(n) / (count - 1) : 1;
        const double noise = spoil ? 5 / 255.0 : 0;
        frames.push_back(
            spoilt(**source.frame(n, {}), gain, noise, static_cast<std::uint64_t>(n) + 1));
    }
    const std::string name =
        fmt::format("{} {}", spoil, std::chrono::steady_clock::now().time_since_epoch().count());
    auto clip = std::make_shared<steps::test::MemoryClip>(std::move(frames), name);
    clip->set_shots(steps::listed_shots({}, count));
    const WorkPictures pictures(clip);
    const cv::Size size = pictures.size();
    std::vector<std::vector<double>> drifts(4);
    const std::array<int, 4> at{1, 12, 24, 47};
    int lost = 0;
    double least = 1;
    int regions = 0;
    for (std::int64_t n = 0; n < count; ++n) { // what all fixes share
        static_cast<void>(pictures.at(n, {}));
    }
    const std::clock_t start = std::clock();
    for (int y = kMargin; y + kSide + kMargin < size.height; y += kStep) {
        for (int x = kMargin; x + kSide + kMargin < size.width; x += kStep) {
            const cv::Rect2d box(x, y, kSide, kSide);
            const Affine last = after(truth[47], inverse(truth[0]));
            bool inside = true;
            for (const cv::Point2d& corner : {box.tl(), box.br()}) {
                const cv::Point2d there = apply(last, corner);
                inside = inside && there.x > 10 && there.y > 10 && there.x < size.width - 10 &&
                         there.y < size.height - 10;
            }
            if (!inside) {
                continue;
            }
            ++regions;
            for (std::size_t i = 0; i < at.size(); ++i) {
                const auto place = follow_region(pictures, box, 0, at[i], {0, count - 1}, {});
                if (!place || place->lost) {
                    ++lost;
                    continue;
                }
                const Affine true_map =
                    after(truth[static_cast<std::size_t>(at[i])], inverse(truth[0]));
                drifts[i].push_back(drift(place->pose, true_map, box));
                least = std::min(least, place->confidence);
            }
        }
    }
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    fmt::print("| {} | {} | {} |", spoil ? "gain 0.8-1.2, noise 5" : "as it is", regions, lost);
    for (const auto& some : drifts) {
        fmt::print(" {:.3f} / {:.3f} |", quantile(some, 0.5), quantile(some, 1));
    }
    fmt::print(" {:.2f} | {:.1f} |\n", least, 1000 * seconds / (47.0 * std::max(1, regions)));
}

/// The place of a fix through a clip, for the eye: `box` in shares at frame `key`.
struct Sheet {
    std::filesystem::path clip;
    std::string follow;
    std::array<double, 4> box{}; ///< x, y, width, height
    std::int64_t key = 0, first = 0, step = 1;
    std::filesystem::path out;
};

cv::Mat drawn(const Frame& frame, const Fix& fix, const Placement& placement, std::int64_t n) {
    cv::Mat picture;
    mat_view(frame).convertTo(picture, CV_8UC3, 255);
    cv::cvtColor(picture, picture, cv::COLOR_RGB2BGR);
    const cv::Scalar colour = placement.lost ? cv::Scalar(0, 0, 255)
                                             : cv::Scalar(0, 255 * placement.confidence,
                                                          255 * (1 - placement.confidence));
    std::vector<cv::Point> corners;
    for (const StrokePoint& point : fix.area.marks[0].points) {
        corners.emplace_back(apply(placement.to_now, {point.at.x * frame.width() - 0.5,
                                                      point.at.y * frame.height() - 0.5}));
    }
    cv::polylines(picture, corners, true, colour, placement.lost ? 1 : 2, cv::LINE_AA);
    cv::putText(picture,
                fmt::format("{} {:.2f}{}", n, placement.confidence, placement.lost ? " lost" : ""),
                {6, 22}, cv::FONT_HERSHEY_SIMPLEX, 0.7, {0, 255, 255}, 2, cv::LINE_AA);
    cv::resize(picture, picture, {}, 0.5 * 640 / picture.cols, 0.5 * 640 / picture.cols,
               cv::INTER_AREA);
    return picture;
}

Status write_sheet(const Sheet& sheet) {
    KINOVAR_TRY_ASSIGN(const auto clip, pipeline::SourceClip::open(sheet.clip));
    const cv::Size size(clip->info().width, clip->info().height);
    const Tracker tracker(clip, size);
    Fix fix;
    fix.kind = Paint{};
    fix.follow = sheet.follow == "face" ? Follow::Face : Follow::Region;
    fix.drawn_at = sheet.key;
    fix.last = kLastOfAnyFilm;
    const auto& [x, y, width, height] = sheet.box;
    fix.area.marks = {
        {Mark::Shape::Outline,
         true,
         {},
         {{{x, y}, 1}, {{x + width, y}, 1}, {{x + width, y + height}, 1}, {{x, y + height}, 1}}}};
    std::vector<cv::Mat> rows;
    std::vector<cv::Mat> row;
    constexpr int kAcross = 4;
    constexpr int kCells = 16;
    for (int i = 0; i < kCells; ++i) {
        const std::int64_t n = sheet.first + i * sheet.step;
        if (n >= clip->info().frames) {
            break;
        }
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clip->frame(n, {}));
        KINOVAR_TRY_ASSIGN(const Placement placement, tracker.at(fix, n, {}));
        row.push_back(drawn(*frame, fix, placement, n));
        if (row.size() == kAcross) {
            rows.emplace_back();
            cv::hconcat(row, rows.back());
            row.clear();
        }
    }
    cv::Mat all;
    cv::vconcat(rows, all);
    cv::imwrite(sheet.out, all);
    return {};
}

} // namespace

int main(int count, char** words) {
    if (constexpr int kWords = 11; count == kWords) {
        const Sheet sheet{
            words[1],
            words[2],
            {std::stod(words[3]), std::stod(words[4]), std::stod(words[5]), std::stod(words[6])},
            std::stoll(words[7]),
            std::stoll(words[8]),
            std::stoll(words[9]),
            words[10]};
        if (const Status status = write_sheet(sheet); !status) {
            fmt::print(stderr, "error: {}\n", status.error().one_line());
            return 1;
        }
        return 0;
    }
    const std::filesystem::path folder = kinovar::test::shared_folder() / "data/clips";
    const auto opened = pipeline::SourceClip::open(folder / "pan_otters.mkv");
    if (!opened) {
        fmt::print(stderr, "error: {}\n", opened.error().one_line());
        return 1;
    }
    const auto clip = steps::test::in_memory(**opened, 0, (*opened)->info().frames - 1, "otters");
    const auto truth = true_motion(folder / "pan_otters.motion.json",
                                   {(*opened)->info().width, (*opened)->info().height});
    fmt::print("Drift in px, median / most, of {0} × {0} px regions after 1, 12, 24, 47 frames\n",
               kSide);
    fmt::print("| pan_otters | regions | lost | 1 | 12 | 24 | 47 | least confidence | ms a frame "
               "|\n|---|---|---|---|---|---|---|---|---|\n");
    run(**clip, truth, false);
    run(**clip, truth, true);
    return 0;
}
