#include "tests/bench/retouch/neighbour_section.h"

#include "core/image/cv_bridge.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/retouch/fill/neighbours.h"
#include "core/steps/retouch/fill/surroundings.h"
#include "tests/bench/retouch/fill_score.h"

#include <fmt/format.h>

#include <chrono>
#include <map>

namespace kinovar::bench {

namespace {

using retouch::Brought;
using retouch::Hole;

struct Film {
    std::string name;
    std::vector<FramePtr> frames;
};

struct Scores {
    FillScore real, invented, all;
    double found = 0; ///< share of the holes, summed
    double seconds = 0;
};

Result<Film> film_of(const std::filesystem::path& file) {
    KINOVAR_TRY_ASSIGN(const auto clip, pipeline::SourceClip::open(file));
    Film film{file.stem().string(), {}};
    for (std::int64_t n = 0; n < clip->info().frames; ++n) {
        KINOVAR_TRY_ASSIGN(FramePtr frame, clip->frame(n, {}));
        film.frames.push_back(std::move(frame));
    }
    return film;
}

/// `stays`: the same hole is in every frame.
retouch::Neighbourhood around_of(const Film& film, std::int64_t n, const Hole& hole, bool stays) {
    retouch::Neighbourhood around;
    around.frame = n;
    around.shot = {0, static_cast<std::int64_t>(film.frames.size()) - 1};
    around.picture = [&film, hole, stays](std::int64_t at) -> Result<FramePtr> {
        const FramePtr& frame = film.frames[static_cast<std::size_t>(at)];
        return stays ? frame_from_mat(broken_picture(mat_view(*frame), hole), frame->colour())
                     : Result<FramePtr>(frame);
    };
    around.hole = [hole, stays](std::int64_t /*at*/) -> Result<Hole> {
        return stays ? hole : Hole{};
    };
    return around;
}

struct Places {
    std::vector<cv::Point2d> at{{0.3, 0.35}, {0.55, 0.3}, {0.7, 0.6}, {0.42, 0.7}};
    std::vector<double> when{0.3, 0.5, 0.75};
};

Status measure(const Film& film, int size, bool stays, const std::string& sheets, Scores& scores,
               std::map<int, FillScore>& by_distance) {
    const Places places;
    std::vector<cv::Mat> rows;
    for (const double when : places.when) {
        const auto n = static_cast<std::int64_t>(when * static_cast<double>(film.frames.size()));
        const cv::Mat truth = mat_view(*film.frames[static_cast<std::size_t>(n)]);
        for (const cv::Point2d& at : places.at) {
            const Hole hole = elliptic_hole(
                {cvRound(at.x * truth.cols), cvRound(at.y * truth.rows)}, size, 1.5, 30);
            const cv::Mat broken = broken_picture(truth, hole);
            const auto begin = std::chrono::steady_clock::now();
            KINOVAR_TRY_ASSIGN(
                const Brought brought,
                retouch::bring_from_neighbours(broken, hole, around_of(film, n, hole, stays), {}));
            scores.seconds +=
                std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
            scores.found +=
                1.0 * cv::countNonZero(brought.found) / std::max(cv::countNonZero(hole.mask), 1);
            scores.real.add(truth, hole, brought.pixels, brought.found);
            const auto invented = retouch::invent_from_surroundings(broken, hole, {});
            scores.invented.add(truth, hole, invented.pixels, brought.found);
            scores.all.add(truth, hole, invented.pixels);
            double farthest = 0;
            cv::minMaxLoc(brought.away, nullptr, &farthest);
            for (int away = 1; away <= static_cast<int>(farthest); ++away) {
                by_distance[away].add(truth, hole, brought.pixels, brought.away == away);
            }
            const cv::Rect view = retouch::with_margin(hole, size / 2, truth.size());
            cv::Mat filled = broken(view).clone();
            brought.pixels.copyTo(filled(hole.where - view.tl()), brought.found);
            cv::Mat other = truth(view).clone();
            invented.pixels.copyTo(other(hole.where - view.tl()), hole.mask);
            rows.push_back(strip_of({truth(view), broken(view), filled, other}, 2));
        }
    }
    if (!sheets.empty()) {
        cv::Mat sheet;
        cv::vconcat(rows, sheet);
        write_strip(fmt::format("{}/neighbours-{}-{}{}.png", sheets, film.name, size,
                                stays ? "-stays" : ""),
                    sheet);
    }
    return {};
}

} // namespace

Result<std::string> neighbour_tables(const std::filesystem::path& clips,
                                     const std::string& sheets) {
    std::string text =
        "| film | hole, px | found | real pixels, dB | surroundings there, dB | "
        "texture real | texture surroundings | s |\n|---|---|---|---|---|---|---|---|\n";
    std::map<int, FillScore> by_distance;
    for (const char* name : {"pan_otters.mkv", "woman_restaurant.mkv"}) {
        KINOVAR_TRY_ASSIGN(const Film film, film_of(clips / name));
        for (const bool stays : {false, true}) {
            for (const int size : {24, 48, 96}) {
                Scores scores;
                KINOVAR_TRY(measure(film, size, stays, sheets, scores, by_distance));
                const double count = std::max(scores.all.holes(), 1);
                text += fmt::format(
                    "| {}{} | {} | {:.0f} % | {:.1f} | {:.1f} | {:.2f} | {:.2f} | {:.2f} |\n",
                    film.name, stays ? ", in every frame" : "", size, 100 * scores.found / count,
                    scores.real.decibels(), scores.invented.decibels(), scores.real.texture(),
                    scores.invented.texture(), scores.seconds / count);
            }
        }
    }
    text += "\n| frames away | places | dB | texture |\n|---|---|---|---|\n";
    for (const auto& [away, score] : by_distance) {
        text += fmt::format("| {} | {} | {:.1f} | {:.2f} |\n", away, score.holes(),
                            score.decibels(), score.texture());
    }
    return text;
}

} // namespace kinovar::bench
