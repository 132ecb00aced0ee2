#include "app/cli/export_flags.h"
#include "core/base/file.h"
#include "core/image/cv_bridge.h"
#include "core/media/picture_file.h"
#include "core/pipeline/chain.h"
#include "core/pipeline/recent_frames.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/measure/shots.h"
#include "core/steps/restore/dust.h"
#include "core/steps/restore/scratch.h"
#include "core/steps/step_catalogue.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <deque>
#include <future>
#include <thread>

namespace kinovar::cli {

namespace {

using Json = nlohmann::ordered_json;
using steps::DefectMap;
using MapResult = Result<std::shared_ptr<const DefectMap>>;

struct DefectFlags {
    std::string input;
    std::string masks;
    std::string frames;
    bool scratches = false;
    steps::DustOptions dust;
};

/// Figures of one frame or of all.
struct Amount {
    std::int64_t count = 0;
    std::int64_t bright = 0; ///< px
    std::int64_t dark = 0;

    [[nodiscard]] std::int64_t area() const { return bright + dark; }
    Amount& operator+=(const Amount& other) {
        count += other.count;
        bright += other.bright;
        dark += other.dark;
        return *this;
    }
    [[nodiscard]] Json json(double pixels) const {
        return {{"count", count},
                {"area", area()},
                {"bright_area", bright},
                {"dark_area", dark},
                {"share", static_cast<double>(area()) / pixels}};
    }
};

Amount amount_of(const DefectMap& map) {
    return {map.count, std::ranges::count(map.pixels, DefectMap::kBright),
            std::ranges::count(map.pixels, DefectMap::kDark)};
}

/// What the command answers.
class Findings {
public:
    explicit Findings(double pixels) : pixels_(pixels) {}

    void add(std::int64_t n, const DefectMap& map) {
        const Amount amount = amount_of(map);
        total_ += amount;
        Json one = {{"frame", n}};
        one.update(amount.json(pixels_));
        frames_.push_back(std::move(one));
        text_ += fmt::format("frame {:6}  {:4} defects, {:7} px ({:.3f} %)\n", n, amount.count,
                             amount.area(), 100 * static_cast<double>(amount.area()) / pixels_);
    }
    [[nodiscard]] Json json() const {
        return {{"total", total_.json(all_pixels())}, {"frames", frames_}};
    }
    [[nodiscard]] std::string text() const {
        return text_ + fmt::format("all           {} defects, {:.3f} % of the picture",
                                   total_.count,
                                   100 * static_cast<double>(total_.area()) / all_pixels());
    }

private:
    [[nodiscard]] double all_pixels() const {
        return pixels_ * static_cast<double>(frames_.size());
    }

    double pixels_; ///< of a frame
    Amount total_;
    Json frames_ = Json::array();
    std::string text_;
};

Status check_folder(const std::string& path) {
    std::error_code error;
    if (std::filesystem::exists(path, error) && !std::filesystem::is_directory(path, error)) {
        return failure(ErrorCode::NotWritable, path + " is a file, not a folder",
                       "--masks DIR names the folder for the masks");
    }
    return make_folder(path);
}

Result<render::FrameRange> wanted_range(const DefectFlags& flags, std::int64_t frames) {
    if (flags.frames.empty()) {
        return render::FrameRange{0, frames - 1};
    }
    KINOVAR_TRY_ASSIGN(const render::FrameRange range, range_from_text(flags.frames));
    if (range.first < 0 || range.last < range.first || range.last >= frames) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("frames {}-{} do not lie in {}", range.first, range.last, flags.input),
            fmt::format("it has the frames 0 to {}", frames - 1));
    }
    return range;
}

int workers_of(const Session& session) {
    const int wanted = session.options.threads > 0
                           ? session.options.threads
                           : static_cast<int>(std::thread::hardware_concurrency());
    return std::clamp(wanted, 1, static_cast<int>(pipeline::kMostPullers));
}

/// The maps of a range in order, some of them being made at the same time.
class MapsAhead {
public:
    MapsAhead(std::shared_ptr<const steps::DustClip> clip, render::FrameRange range, int workers,
              std::stop_token stop)
        : clip_(std::move(clip)), next_(range.first), last_(range.last), pull_{std::move(stop)} {
        for (int i = 0; i < workers; ++i) {
            start();
        }
    }

    MapResult take() {
        MapResult map = ahead_.front().get();
        ahead_.pop_front();
        start();
        return map;
    }

private:
    void start() {
        if (next_ <= last_) {
            ahead_.push_back(std::async(std::launch::async,
                                        [this, n = next_] { return clip_->defects(n, pull_); }));
            ++next_;
        }
    }

    std::shared_ptr<const steps::DustClip> clip_;
    std::int64_t next_;
    std::int64_t last_;
    pipeline::Pull pull_;
    std::deque<std::future<MapResult>> ahead_; // destroyed first: waits for those that run
};

/// The film without its scratches, which would look like dirt where they come and go.
Result<pipeline::ClipPtr> without_scratches(const pipeline::ClipPtr& source) {
    pipeline::Chain chain;
    chain.steps = {{"scratch", {}, true}};
    KINOVAR_TRY_ASSIGN(const auto clips, pipeline::build(steps::step_catalogue(), chain, source));
    return clips.back();
}

/// Marks the scratches of frame n on a map.
void draw_scratches(const std::vector<steps::Scratch>& scratches, std::int64_t n, DefectMap& map) {
    constexpr double kReach = 1.5; // standard deviations of the line's profile
    for (const steps::Scratch& scratch : scratches) {
        if (n < scratch.first || n > scratch.last) {
            continue;
        }
        const steps::ScratchPlace& place =
            scratch.places[static_cast<std::size_t>(n - scratch.first)];
        if (!place.seen) {
            continue;
        }
        ++map.count;
        const double half = std::max(0.5, kReach * scratch.width);
        for (int y = 0; y < map.height; ++y) {
            const double down =
                map.height > 1 ? static_cast<double>(y) / (map.height - 1) - 0.5 : 0;
            const double x = static_cast<double>(place.x) + static_cast<double>(place.tilt) * down;
            const int from = std::max(0, static_cast<int>(std::ceil(x - half)));
            const int to = std::min(map.width - 1, static_cast<int>(std::floor(x + half)));
            for (int i = from; i <= to; ++i) {
                map.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(map.width) +
                           static_cast<std::size_t>(i)] =
                    scratch.polarity > 0 ? DefectMap::kBright : DefectMap::kDark;
            }
        }
    }
}

/// The scratches of the shot that a frame lies in; asked for in order.
class ScratchesByShot {
public:
    explicit ScratchesByShot(pipeline::ClipPtr source)
        : source_(std::move(source)), shots_(steps::shots_of(source_)) {}

    Result<const std::vector<steps::Scratch>*> at(std::int64_t n, const pipeline::Pull& pull) {
        if (n > shot_.last) {
            KINOVAR_TRY_ASSIGN(shot_, shots_->shot_of(n, pull));
            KINOVAR_TRY_ASSIGN(scratches_, steps::scratches_of(source_, shot_, pull));
        }
        return &scratches_;
    }

private:
    pipeline::ClipPtr source_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    pipeline::Shot shot_{0, -1};
    std::vector<steps::Scratch> scratches_;
};

Status find_defects(Session& session, const DefectFlags& flags) {
    set_cv_threads(1);
    KINOVAR_TRY_ASSIGN(const auto source, pipeline::SourceClip::open(
                                              flags.input, {.threads = session.options.threads}));
    KINOVAR_TRY_ASSIGN(const render::FrameRange range, wanted_range(flags, source->info().frames));
    KINOVAR_TRY(check_folder(flags.masks));
    KINOVAR_TRY_ASSIGN(const pipeline::ClipPtr clear, without_scratches(source));
    KINOVAR_TRY_ASSIGN(const auto dust, steps::DustClip::make(clear, flags.dust));
    Job& job = session.start_job("defects", "frames");
    KINOVAR_TRY(clear->analyse(range.first, range.last, job));
    ScratchesByShot scratches(source);
    job.begin("defects", range.last - range.first + 1);
    const double pixels = static_cast<double>(source->info().width) * source->info().height;
    MapsAhead maps(dust, range, workers_of(session), job.stop_token());
    Findings findings(pixels);
    for (std::int64_t n = range.first; n <= range.last; ++n) {
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY_ASSIGN(auto map, maps.take());
        if (flags.scratches) {
            KINOVAR_TRY_ASSIGN(const auto* lines, scratches.at(n, {job.stop_token()}));
            auto marked = std::make_shared<DefectMap>(*map);
            draw_scratches(*lines, n, *marked);
            map = std::move(marked);
        }
        const auto file = media::numbered_path(std::filesystem::path(flags.masks) / "%06d.png", n);
        KINOVAR_TRY(media::write_mask(file, map->pixels, map->width, map->height));
        findings.add(n, *map);
        job.advance();
    }
    Json json = {{"file", flags.input},           {"masks", flags.masks},
                 {"width", source->info().width}, {"height", source->info().height},
                 {"first_frame", range.first},    {"last_frame", range.last}};
    json.update(findings.json());
    session.result(findings.text(), json.dump());
    return {};
}

} // namespace

void add_defects(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand(
        "defects", "Find dirt and hairs of single frames, and write a mask for each frame");
    auto flags = std::make_shared<DefectFlags>();
    command->add_option("IN", flags->input, "Video, still, folder, or name.%06d.ext")->required();
    command
        ->add_option("--masks", flags->masks,
                     "Folder for the masks, %06d.png: 0 clean, 255 bright, 128 dark")
        ->required();
    command->add_option("--frames", flags->frames,
                        "Only these, as A-B: both included, counted from 0");
    command->add_flag(
        "--scratches", flags->scratches,
        "Also mark lines that stay for many frames (the step scratch takes them out)");
    command
        ->add_option("--sensitivity", flags->dust.sensitivity,
                     "Higher finds fainter dirt, and sooner takes moving things for it")
        ->check(CLI::Range(0.25, 3.0))
        ->capture_default_str();
    command->add_option("--protect", flags->dust.protect,
                        "Mask picture, folder or name.%06d.png: white is never touched");
    command->footer("Example: kinovar-cli defects reel.mkv --masks masks/ --json");
    command->callback([&session, flags] {
        session.run = [flags](Session& out) { return find_defects(out, *flags); };
    });
}

} // namespace kinovar::cli
