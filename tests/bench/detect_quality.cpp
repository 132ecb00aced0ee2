// What the detectors of glitches and frozen frames find of what was put into clean films, and what
// they find in the clean ones. Prints a Markdown table.
//   bench_detect_quality [--frames N] [--seed S]

#include "core/image/cv_bridge.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/detect/proposal.h"
#include "tests/steps/memory_clip.h"
#include "tests/support/support.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <random>

namespace kinovar {
namespace {

using detect::Proposal;
using Pictures = std::vector<cv::Mat>;

constexpr int kRepeats = 3; // injections of a kind in each film

/// What was put into a film.
struct Injury {
    std::int64_t first = 0;
    std::int64_t last = 0;
    cv::Rect place; ///< empty: the whole picture
};

using Injure = std::function<Injury(Pictures&, std::int64_t at, std::mt19937&)>;
struct Kind {
    const char* name;
    Injure injure;
};

int number(std::mt19937& random, int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
}

/// A place of that share of the height.
cv::Rect some_place(const cv::Mat& picture, double share, std::mt19937& random) {
    const int side = cvRound(share * picture.rows);
    return {number(random, 0, picture.cols - side), number(random, 0, picture.rows - side), side,
            side};
}

cv::Mat soft_ellipse(const cv::Size& size) {
    cv::Mat mask = cv::Mat::zeros(size, CV_32F);
    const int edge = std::max(2, size.height / 10);
    cv::ellipse(mask, {size.width / 2, size.height / 2},
                {size.width / 2 - edge, size.height / 2 - edge}, 0, 0, 360, cv::Scalar(1), -1);
    cv::GaussianBlur(mask, mask, {}, edge / 2.0);
    return mask;
}

void blend(cv::Mat& picture, const cv::Rect& place, const cv::Mat& what) {
    const cv::Mat mask = soft_ellipse(place.size());
    cv::Mat part = picture(place);
    for (int y = 0; y < part.rows; ++y) {
        for (int x = 0; x < part.cols; ++x) {
            const float share = mask.at<float>(y, x);
            auto& pixel = part.at<cv::Vec3f>(y, x);
            pixel = what.at<cv::Vec3f>(y, x) * share + pixel * (1 - share);
        }
    }
}

/// A piece of the same frame beside itself, moving along with nothing: a limb too many.
Injury copied_piece(Pictures& film, std::int64_t at, int frames, double share,
                    std::mt19937& random) {
    const cv::Mat& first = film[static_cast<std::size_t>(at)];
    const cv::Rect from = some_place(first, share, random);
    const cv::Rect to = some_place(first, share, random);
    for (int i = 0; i < frames; ++i) {
        cv::Mat& picture = film[static_cast<std::size_t>(at + i)];
        blend(picture, to, picture(from).clone());
    }
    return {at, at + frames - 1, to};
}

/// What a bad model leaves: a smear of a piece.
Injury smear(Pictures& film, std::int64_t at, double share, std::mt19937& random) {
    cv::Mat& picture = film[static_cast<std::size_t>(at)];
    const cv::Rect place = some_place(picture, share, random);
    cv::Mat turned;
    cv::flip(picture(place), turned, -1);
    cv::GaussianBlur(turned, turned, {}, place.width / 12.0);
    blend(picture, place, turned);
    return {at, at, place};
}

Injury freeze(Pictures& film, std::int64_t at, int frames) {
    for (int i = 0; i < frames; ++i) {
        film[static_cast<std::size_t>(at + i)] = film[static_cast<std::size_t>(at - 1)].clone();
    }
    return {at, at + frames - 1, {}};
}

Injury misplaced(Pictures& film, std::int64_t at) {
    const std::size_t other = (static_cast<std::size_t>(at) + film.size() / 2) % film.size();
    cv::Mat mirrored;
    cv::flip(film[other], mirrored, 1);
    film[static_cast<std::size_t>(at)] = mirrored;
    return {at, at, {}};
}

std::vector<Kind> kinds() {
    return {
        {"copy, 1 frame, 1/4 high",
         [](Pictures& f, std::int64_t at, std::mt19937& r) {
             return copied_piece(f, at, 1, 0.25, r);
         }},
        {"copy, 1 frame, 1/8 high",
         [](Pictures& f, std::int64_t at, std::mt19937& r) {
             return copied_piece(f, at, 1, 0.125, r);
         }},
        {"copy, 3 frames, 1/4 high",
         [](Pictures& f, std::int64_t at, std::mt19937& r) {
             return copied_piece(f, at, 3, 0.25, r);
         }},
        {"copy, 5 frames, 1/4 high",
         [](Pictures& f, std::int64_t at, std::mt19937& r) {
             return copied_piece(f, at, 5, 0.25, r);
         }},
        {"smear, 1 frame, 1/4 high",
         [](Pictures& f, std::int64_t at, std::mt19937& r) { return smear(f, at, 0.25, r); }},
        {"frame of elsewhere",
         [](Pictures& f, std::int64_t at, std::mt19937&) { return misplaced(f, at); }},
        {"frozen, 1 frame",
         [](Pictures& f, std::int64_t at, std::mt19937&) { return freeze(f, at, 1); }},
        {"frozen, 4 frames",
         [](Pictures& f, std::int64_t at, std::mt19937&) { return freeze(f, at, 4); }},
    };
}

Result<Pictures> read(const std::filesystem::path& file, std::int64_t frames) {
    KINOVAR_TRY_ASSIGN(const auto clip, pipeline::SourceClip::open(file));
    Pictures pictures;
    for (std::int64_t n = 0; n < std::min(frames, clip->info().frames); ++n) {
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clip->frame(n, {}));
        pictures.push_back(mat_view(*frame).clone());
    }
    return pictures;
}

Result<std::vector<Proposal>> found_in(const Pictures& pictures, const std::string& name) {
    std::vector<FramePtr> frames;
    for (const cv::Mat& picture : pictures) {
        KINOVAR_TRY_ASSIGN(FramePtr frame, frame_from_mat(picture, ColourSpec::bt709()));
        frames.push_back(std::move(frame));
    }
    const auto clip = std::make_shared<steps::test::MemoryClip>(std::move(frames), name);
    Job job("bench");
    return detect::find_glitches(clip, 0, clip->info().frames - 1, job);
}

bool hits(const Proposal& proposal, const Injury& injury, const cv::Size& size) {
    if (proposal.last < injury.first || proposal.first > injury.last) {
        return false;
    }
    if (injury.place.empty() || proposal.box == detect::Box{}) {
        return true;
    }
    const cv::Rect box(cvRound(proposal.box[0] * size.width),
                       cvRound(proposal.box[1] * size.height),
                       cvRound((proposal.box[2] - proposal.box[0]) * size.width),
                       cvRound((proposal.box[3] - proposal.box[1]) * size.height));
    return (box & injury.place).area() > 0;
}

struct Score {
    int injuries = 0;
    int found = 0;
    int exact = 0; ///< with the right frames
    int wrong = 0; ///< proposals that hit nothing that was done
};

Status add(Score& score, const Kind& kind, const Pictures& clean, std::mt19937& random) {
    Pictures film;
    for (const cv::Mat& picture : clean) {
        film.push_back(picture.clone());
    }
    constexpr std::int64_t kFree = 3; // frames at both ends and between injuries
    const std::int64_t step = static_cast<std::int64_t>(film.size()) / kRepeats;
    std::vector<Injury> injuries;
    for (int i = 0; i < kRepeats; ++i) {
        injuries.push_back(kind.injure(film, i * step + kFree, random));
    }
    KINOVAR_TRY_ASSIGN(const auto proposals, found_in(film, kind.name + std::to_string(random())));
    for (const Injury& injury : injuries) {
        const auto own = [&](const Proposal& one) { return hits(one, injury, film[0].size()); };
        ++score.injuries;
        score.found += std::any_of(proposals.begin(), proposals.end(), own) ? 1 : 0;
        score.exact +=
            std::any_of(proposals.begin(), proposals.end(),
                        [&](const Proposal& one) {
                            return own(one) && one.first == injury.first && one.last == injury.last;
                        })
                ? 1
                : 0;
    }
    for (const Proposal& proposal : proposals) {
        score.wrong += std::none_of(injuries.begin(), injuries.end(),
                                    [&](const Injury& injury) {
                                        return hits(proposal, injury, film[0].size());
                                    })
                           ? 1
                           : 0;
    }
    return {};
}

Status bench(std::int64_t frames, unsigned seed) {
    const auto shared = test::shared_folder() / "data";
    constexpr std::array kFilms{"clips/woman_restaurant.mkv", "clips/pan_otters.mkv",
                                "driving/d0_man_smile.mp4", "driving/d3_woman_headturn.mp4",
                                "film/market_street_1906.mkv"};
    std::vector<Pictures> films;
    for (const char* name : kFilms) {
        KINOVAR_TRY_ASSIGN(Pictures pictures, read(shared / name, frames));
        KINOVAR_TRY_ASSIGN(const auto proposals, found_in(pictures, name));
        fmt::print("{} as it is: {} proposals in {} frames\n", name, proposals.size(),
                   pictures.size());
        for (const Proposal& one : proposals) {
            fmt::print("    {}-{} {} {:.2f} {}\n", one.first, one.last, one.kind, one.severity,
                       one.text);
        }
        films.push_back(std::move(pictures));
    }
    fmt::print("\n| put in | times | found | with its frames | proposals of nothing |\n"
               "|---|---|---|---|---|\n");
    for (const Kind& kind : kinds()) {
        Score score;
        std::mt19937 random(seed);
        for (const Pictures& film : films) {
            KINOVAR_TRY(add(score, kind, film, random));
        }
        fmt::print("| {} | {} | {} | {} | {} |\n", kind.name, score.injuries, score.found,
                   score.exact, score.wrong);
        std::fflush(stdout);
    }
    return {};
}

} // namespace
} // namespace kinovar

int main(int count, char** arguments) {
    CLI::App app("Detectors on what was put into clean films");
    std::int64_t frames = 40;
    unsigned seed = 1;
    app.add_option("--frames", frames, "Of each film")->capture_default_str();
    app.add_option("--seed", seed, "Of the places")->capture_default_str();
    CLI11_PARSE(app, count, arguments);
    const kinovar::Status status = kinovar::bench(frames, seed);
    if (!status) {
        fmt::print(stderr, "error: {}\n", status.error().one_line());
        return 1;
    }
    return 0;
}
