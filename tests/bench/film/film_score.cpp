#include "tests/bench/film/film_score.h"

#include "core/image/metrics.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kinovar::bench {

using steps::simulate::AgeClip;
using steps::simulate::AgeOptions;
using steps::simulate::FramePath;
using steps::simulate::FrameTruth;
using steps::simulate::ScratchTruth;
using steps::simulate::StampTruth;
using test::LumaPlane;
using test::Placement;

namespace {

/// A pixel counts as changed by a step from here on, levels.
constexpr float kChanged = 8;
/// Damage fainter than this does not count as damage, levels.
constexpr float kFaint = 3;
/// Damage smaller than this is no part of what shows of a stamp, levels.
constexpr float kShows = 20;

/// A frame before a step, beside what it should be.
struct Site {
    LumaPlane truth; ///< clean picture, where and as bright as the frame shows it
    double shift_x;  ///< gate → this frame, px
    double shift_y;
};

Site site_of(const LumaPlane& clean, const LumaPlane& frame, const FramePath& path) {
    const Placement placement = test::find_placement(clean, frame);
    return {test::placed(test::blurred(clean, path.blur_sigma), placement), placement.dx - path.dx,
            placement.dy - path.dy};
}

LumaPlane difference(const LumaPlane& a, const LumaPlane& b) {
    LumaPlane result(a.width, a.height);
    std::transform(a.levels.begin(), a.levels.end(), b.levels.begin(), result.levels.begin(),
                   std::minus<>());
    return result;
}

/// 255 where a change is larger than that many levels, else 0.
std::vector<std::uint8_t> beyond(const LumaPlane& change, float levels) {
    std::vector<std::uint8_t> mask(change.levels.size());
    std::transform(change.levels.begin(), change.levels.end(), mask.begin(),
                   [levels](float value) { return std::abs(value) > levels ? 255 : 0; });
    return mask;
}

std::vector<std::uint8_t> changed_pixels(const StageRun& stage, std::size_t n) {
    return beyond(difference(stage.after->at(n), stage.before->at(n)), kChanged);
}

/// What the step mended: what it says, or else what it changed.
std::vector<std::uint8_t> mended_pixels(const StageRun& stage, std::size_t n) {
    return stage.marks.empty() ? changed_pixels(stage, n) : stage.marks[n];
}

/// All damage of the gate picture, and the band that weave covers and uncovers.
std::vector<std::uint8_t> damage_of(const AgedReel& reel, std::size_t n) {
    std::vector<std::uint8_t> mask = reel.damage[n];
    const int width = reel.clip->info().width;
    const int height = reel.clip->info().height;
    constexpr double kSeam = 2;        // px that interpolation reaches beyond the edge
    constexpr double kSpliceReach = 3; // thicknesses until a splice line has faded
    const FramePath& path = reel.truth[n].path;
    const int side = static_cast<int>(std::ceil(std::abs(path.dx) + kSeam));
    int top = static_cast<int>(std::ceil(std::abs(path.dy) + kSeam));
    int bottom = top;
    if (path.splice_line.present) {
        (path.splice_line.at_top ? top : bottom) +=
            static_cast<int>(std::ceil(kSpliceReach * path.splice_line.thickness));
    }
    for (int y = 0; y < height; ++y) {
        std::uint8_t* row = mask.data() + static_cast<std::size_t>(y * width);
        if (y < top || y >= height - bottom) {
            std::fill_n(row, width, 255);
        } else {
            std::fill_n(row, std::min(side, width), 255);
            std::fill_n(row + std::max(0, width - side), std::min(side, width), 255);
        }
    }
    return mask;
}

void count_stamp(const StampTruth& stamp, const FrameTruth& truth, const Site& site,
                 const LumaPlane& before, const LumaPlane& after,
                 std::span<const std::uint8_t> mended, DustScore& score) {
    constexpr int kFewest = 3; // pixels that must show
    const int move_x = static_cast<int>(std::lround(site.shift_x));
    const int move_y = static_cast<int>(std::lround(site.shift_y));
    int shows = 0;
    int touched = 0;
    double error_before = 0;
    double error_after = 0;
    for (int y = stamp.y; y < stamp.y + stamp.height; ++y) {
        for (int x = stamp.x; x < stamp.x + stamp.width; ++x) {
            const int to_x = x + move_x;
            const int to_y = y + move_y;
            if (to_x < 0 || to_x >= before.width || to_y < 0 || to_y >= before.height ||
                truth.dust_mask[static_cast<std::size_t>(y * before.width + x)] == 0) {
                continue;
            }
            const float wanted = site.truth.row(to_y)[to_x];
            const float was = before.row(to_y)[to_x];
            const float is = after.row(to_y)[to_x];
            if (std::abs(was - wanted) > kShows) {
                ++shows;
                touched +=
                    mended[static_cast<std::size_t>(to_y * before.width + to_x)] != 0 ? 1 : 0;
                error_before += std::abs(was - wanted);
                error_after += std::abs(is - wanted);
            }
        }
    }
    if (shows >= kFewest) {
        ++score.stamps;
        score.found += 2 * touched >= shows ? 1 : 0;
        score.repaired += 2 * error_after <= error_before ? 1 : 0;
    }
}

/// How much of a line stands out of the picture's error, levels, in the line's polarity.
double line_height(const LumaPlane& error, const ScratchTruth& line, double shift) {
    constexpr int kHalf = 1;  // px to either side that belong to the line
    constexpr int kAside = 7; // px to where the picture beside it is taken
    double sum = 0;
    for (int y = 0; y < error.height; ++y) {
        const double along = y / static_cast<double>(error.height - 1);
        const int x = static_cast<int>(
            std::lround(line.x_top + along * (line.x_bottom - line.x_top) + shift));
        if (x < kAside + kHalf || x >= error.width - kAside - kHalf) {
            return 0;
        }
        const float* row = error.row(y);
        for (int i = -kHalf; i <= kHalf; ++i) {
            sum += row[x + i] - (row[x + i - kAside] + row[x + i + kAside]) / 2;
        }
    }
    return line.polarity * sum / ((2 * kHalf + 1) * error.height);
}

/// Columns where the step took something away over the frame's height, though no line is there.
std::vector<bool> false_columns(const LumaPlane& change, const FrameTruth& truth, double shift) {
    constexpr double kRidge = 0.8; // levels, mean over the rows
    constexpr double kBeside = 8;  // px that a line's removal may reach
    std::vector<double> mean(static_cast<std::size_t>(change.width));
    for (int y = 0; y < change.height; ++y) {
        for (int x = 0; x < change.width; ++x) {
            mean[static_cast<std::size_t>(x)] += change.row(y)[x] / change.height;
        }
    }
    std::vector<bool> wrong(mean.size());
    for (std::size_t x = 0; x < mean.size(); ++x) {
        const auto at = static_cast<double>(x) - shift;
        wrong[x] = std::abs(mean[x]) > kRidge &&
                   std::none_of(truth.scratches.begin(), truth.scratches.end(),
                                [&](const ScratchTruth& line) {
                                    return at > std::min(line.x_top, line.x_bottom) - kBeside &&
                                           at < std::max(line.x_top, line.x_bottom) + kBeside;
                                });
    }
    return wrong;
}

int count_lines(const std::vector<int>& frames_of_column, std::int64_t frames) {
    constexpr std::int64_t kLeastShare = 4; // in a quarter of the frames or more
    constexpr int kGap = 3;                 // px between columns of one line
    int lines = 0;
    int since = kGap + 1;
    for (const int count : frames_of_column) {
        const bool wrong = count > 0 && count * kLeastShare >= frames;
        lines += wrong && since > kGap ? 1 : 0;
        since = wrong ? 0 : since + 1;
    }
    return lines;
}

double share(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 1;
}

double frame_to_frame(const std::vector<double>& values) {
    if (values.size() < 2) {
        return 0;
    }
    double squares = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        squares += (values[i] - values[i - 1]) * (values[i] - values[i - 1]);
    }
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

} // namespace

Result<Fidelity> fidelity(const Planes& clean, const Planes& film) {
    Fidelity result;
    const auto count = static_cast<double>(clean.size());
    double error = 0;
    double aligned_error = 0;
    std::vector<double> dx;
    std::vector<double> dy;
    std::vector<double> gain;
    for (std::size_t n = 0; n < clean.size(); ++n) {
        error += test::mean_squared_error(clean[n], film[n]) / count;
        const Frame reference = test::frame_of(clean[n], ColourSpec::bt601());
        const Frame other = test::frame_of(film[n], ColourSpec::bt601());
        KINOVAR_TRY_ASSIGN(const PictureMetrics metrics,
                           compare_pictures(reference, other, {.luma_only = true}));
        result.ssim += metrics.ssim_luma / count;
        const Placement left = test::find_placement(clean[n], film[n]);
        aligned_error += test::mean_squared_error(clean[n], test::undone(film[n], left)) / count;
        dx.push_back(left.dx);
        dy.push_back(left.dy);
        gain.push_back(left.log_gain);
    }
    constexpr double kPercent = 100;
    result.psnr = test::psnr_of(error);
    result.aligned_psnr = test::psnr_of(aligned_error);
    result.weave_x = test::deviation(dx);
    result.weave_y = test::deviation(dy);
    result.jitter_x = frame_to_frame(dx);
    result.jitter_y = frame_to_frame(dy);
    result.flicker = kPercent * test::deviation(gain);
    return result;
}

Result<AgedReel> aged_reel(const BenchClip& clip, std::int64_t seed, double strength) {
    AgeOptions options;
    options.seed = seed;
    options.strength = strength;
    KINOVAR_TRY_ASSIGN(const auto aged, AgeClip::make(clip.clean, options));
    AgeOptions no_grain = options;
    no_grain.grain = false;
    KINOVAR_TRY_ASSIGN(const auto smooth, AgeClip::make(clip.clean, no_grain));
    AgeOptions no_damage = options;
    no_damage.dust = no_damage.scratch = false;
    KINOVAR_TRY_ASSIGN(const auto unharmed, AgeClip::make(clip.clean, no_damage));
    AgedReel reel;
    std::vector<FramePtr> frames;
    for (std::int64_t n = 0; n < aged->info().frames; ++n) {
        KINOVAR_TRY_ASSIGN(AgeClip::Aged made, aged->aged(n, {}));
        KINOVAR_TRY_ASSIGN(const FramePtr without, smooth->frame(n, {}));
        const LumaPlane plane = test::luma_plane(*made.frame);
        reel.grain.push_back(difference(plane, test::luma_plane(*without)));
        KINOVAR_TRY_ASSIGN(const FramePtr whole, unharmed->frame(n, {}));
        reel.damage.push_back(beyond(difference(plane, test::luma_plane(*whole)), kFaint));
        reel.truth.push_back(std::move(made.truth));
        frames.push_back(scanned(plane, aged->info().colour));
    }
    reel.clip = std::make_shared<FramesClip>(aged->info(), std::move(frames));
    return reel;
}

double DustScore::recall() const {
    return share(found, stamps);
}

double DustScore::precision() const {
    return share(true_patches, patches);
}

DustScore score_dust(const Planes& clean, const AgedReel& reel, const StageRun& stage) {
    constexpr double kLeastContrast = 40;
    constexpr int kBeside = 3;   // px about damage that its repair may touch
    constexpr int kSmallest = 4; // px of a patch
    DustScore score;
    std::int64_t false_pixels = 0;
    std::int64_t pixels = 0;
    for (std::size_t n = 0; n < clean.size(); ++n) {
        const LumaPlane& before = stage.before->at(n);
        const FrameTruth& truth = reel.truth[n];
        const Site site = site_of(clean[n], before, truth.path);
        const auto mended = mended_pixels(stage, n);
        for (const StampTruth& stamp : truth.stamps) {
            if (stamp.contrast >= kLeastContrast) {
                count_stamp(stamp, truth, site, before, stage.after->at(n), mended, score);
            }
        }
        const auto known =
            test::moved_and_grown(damage_of(reel, n), before.width, before.height,
                                  static_cast<int>(std::lround(site.shift_x)),
                                  static_cast<int>(std::lround(site.shift_y)), kBeside);
        const auto changed = changed_pixels(stage, n);
        const auto is_known = [&](std::int32_t at) { return known[static_cast<std::size_t>(at)]; };
        const auto found = test::find_patches(mended, before.width, before.height, kSmallest);
        for (const auto& patch : found.pixels) {
            ++score.patches;
            score.true_patches += std::any_of(patch.begin(), patch.end(), is_known) ? 1 : 0;
        }
        for (std::size_t i = 0; i < changed.size(); ++i) {
            false_pixels += changed[i] != 0 && known[i] == 0 ? 1 : 0;
        }
        pixels += static_cast<std::int64_t>(changed.size());
    }
    score.false_share = static_cast<double>(false_pixels) / static_cast<double>(pixels);
    return score;
}

ScratchScore score_scratches(const Planes& clean, const AgedReel& reel, const StageRun& stage) {
    constexpr double kLeastHeight = 2; // levels that a line must stand out to count
    struct Line {
        double before = 0;
        double after = 0;
        int frames = 0;
    };
    std::map<std::int64_t, Line> lines;
    std::vector<int> wrong(static_cast<std::size_t>(reel.clip->info().width));
    for (std::size_t n = 0; n < clean.size(); ++n) {
        const FrameTruth& truth = reel.truth[n];
        const Site site = site_of(clean[n], stage.before->at(n), truth.path);
        const LumaPlane error_before = difference(stage.before->at(n), site.truth);
        const LumaPlane error_after = difference(stage.after->at(n), site.truth);
        for (const ScratchTruth& scratch : truth.scratches) {
            Line& line = lines[scratch.id];
            line.before += line_height(error_before, scratch, site.shift_x);
            line.after += line_height(error_after, scratch, site.shift_x);
            ++line.frames;
        }
        const auto columns =
            false_columns(difference(stage.after->at(n), stage.before->at(n)), truth, site.shift_x);
        for (std::size_t x = 0; x < columns.size(); ++x) {
            wrong[x] += columns[x] ? 1 : 0;
        }
    }
    ScratchScore score;
    for (const auto& [id, line] : lines) {
        if (line.before >= kLeastHeight * line.frames) {
            ++score.lines;
            score.found += 2 * std::abs(line.after) <= line.before ? 1 : 0;
        }
    }
    score.false_lines = count_lines(wrong, static_cast<std::int64_t>(clean.size()));
    return score;
}

GrainScore score_grain(const AgedReel& reel, const StageRun& regrain) {
    test::OctaveSpectrum wanted;
    test::OctaveSpectrum made;
    for (std::size_t n = 0; n < reel.grain.size(); ++n) {
        wanted.add(reel.grain[n]);
        made.add(difference(regrain.after->at(n), regrain.before->at(n)));
    }
    GrainScore score{};
    constexpr double kTiny = 1e-9;
    for (std::size_t octave = 0; octave < score.size(); ++octave) {
        score[octave] =
            10 * std::log10((made.power()[octave] + kTiny) / (wanted.power()[octave] + kTiny));
    }
    return score;
}

CleanScore score_clean(const Planes& clean, const ChainRun& run) {
    CleanScore score;
    const auto count = static_cast<double>(clean.size());
    double error = 0;
    for (std::size_t n = 0; n < clean.size(); ++n) {
        error += test::mean_squared_error(clean[n], run.planes->at(n)) / count;
    }
    score.psnr = test::psnr_of(error);
    for (const char* name : {"dust", "scratch"}) {
        const StageRun* stage = run.stage(name);
        if (stage == nullptr) {
            continue;
        }
        for (std::size_t n = 0; n < clean.size(); ++n) {
            const auto changed = changed_pixels(*stage, n);
            const auto touched = std::count(changed.begin(), changed.end(), 255);
            score.false_share +=
                static_cast<double>(touched) / static_cast<double>(changed.size()) / count;
        }
    }
    return score;
}

} // namespace kinovar::bench
