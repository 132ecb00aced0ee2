#include "ui/portrait/preview_player.h"

#include "core/image/resize.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace kinovar::ui {

namespace {

using Clock = std::chrono::steady_clock;
using portrait::PortraitAnalysis;

constexpr double kMostRate = 25;   // frames a second that are shown at most
constexpr double kRateShare = 0.1; // of the newest frame in the rate that is told

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// What the animator is made for; the rest of the options only say how the faces move.
bool same_animator(const PreviewScene& a, const PreviewScene& b) {
    return a.still == b.still && a.analysis == b.analysis && a.faces == b.faces &&
           a.options.teeth == b.options.teeth && a.options.parallax == b.options.parallax &&
           a.options.grain == b.options.grain;
}

} // namespace

PortraitAnalysis scaled(PortraitAnalysis analysis, double scale) {
    const auto factor = static_cast<float>(scale);
    // Centres of pixels are whole numbers: (x + ½) · scale − ½.
    const auto place = [factor](float x) { return (x + 0.5F) * factor - 0.5F; };
    analysis.width = static_cast<int>(std::lround(analysis.width * scale));
    analysis.height = static_cast<int>(std::lround(analysis.height * scale));
    for (portrait::Face& face : analysis.faces) {
        face.box.x0 = place(face.box.x0);
        face.box.y0 = place(face.box.y0);
        face.box.x1 = place(face.box.x1);
        face.box.y1 = place(face.box.y1);
        for (portrait::Point3& point : face.mesh.points) {
            point = {place(point.x), place(point.y), point.z * factor};
        }
        for (portrait::Iris& iris : face.mesh.irises) {
            iris.centre = {place(iris.centre.x), place(iris.centre.y)};
            iris.radius *= factor;
        }
        portrait::Point3& moved = face.pose.translation;
        moved = {place(moved.x), place(moved.y), moved.z * factor};
        face.pose.scale *= factor;
    }
    return analysis;
}

/// The player's thread's own: what the scene came to.
struct PreviewPlayer::Stage {
    PreviewScene scene;
    std::uint64_t number = 0;
    pipeline::ClipPtr reduced_of;
    FramePtr still;
    double scale = 1;
    std::unique_ptr<const portrait::Animator> animator;
    std::vector<portrait::Curves> curves;
    Clock::time_point start = Clock::now();
    Clock::time_point last = Clock::now();
    double rate = 0;

    [[nodiscard]] bool ready() const { return animator != nullptr && !curves.empty(); }
};

PreviewPlayer::PreviewPlayer(Show show, Fail fail)
    : show_(std::move(show)), fail_(std::move(fail)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

PreviewPlayer::~PreviewPlayer() {
    thread_.request_stop();
    const std::lock_guard lock(mutex_);
    work_.request_stop();
}

void PreviewPlayer::set_scene(std::optional<PreviewScene> scene) {
    {
        const std::lock_guard lock(mutex_);
        scene_ = std::move(scene);
        ++scene_number_;
        work_.request_stop();
        work_ = {};
    }
    changed_.notify_all();
}

void PreviewPlayer::set_playing(bool playing) {
    {
        const std::lock_guard lock(mutex_);
        playing_ = playing;
    }
    changed_.notify_all();
}

void PreviewPlayer::taken() {
    {
        const std::lock_guard lock(mutex_);
        waits_ = false;
    }
    changed_.notify_all();
}

void PreviewPlayer::run(const std::stop_token& stop) {
    Stage stage;
    while (!stop.stop_requested()) {
        std::optional<PreviewScene> scene;
        std::stop_token work;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, stop, [&] {
                const bool news = stage.number != scene_number_;
                return playing_ && scene_ && !waits_ && (news || stage.ready());
            });
            if (stop.stop_requested()) {
                return;
            }
            if (stage.number != scene_number_) {
                scene = scene_;
                stage.number = scene_number_;
                work = work_.get_token();
            }
        }
        if (scene) {
            const Status done = set_up(stage, *scene, work);
            if (!done) {
                stage.curves.clear();
                if (done.error().code != ErrorCode::Cancelled) {
                    fail_(done.error());
                }
                continue;
            }
        }
        if (stage.ready()) {
            play(stage, stop);
        }
    }
}

Status PreviewPlayer::set_up(Stage& stage, const PreviewScene& scene, const std::stop_token& stop) {
    const bool keeps_animator = stage.animator != nullptr && same_animator(stage.scene, scene);
    stage.scene = scene;
    if (stage.reduced_of != scene.still) {
        stage.reduced_of.reset();
        KINOVAR_TRY_ASSIGN(const FramePtr whole, scene.still->frame(0, {stop}));
        const int longer = std::max(whole->width(), whole->height());
        stage.scale = std::min(1.0, static_cast<double>(kLongerSide) / longer);
        const auto reduced = [&](int side) {
            return std::max(1, static_cast<int>(std::lround(side * stage.scale)));
        };
        KINOVAR_TRY_ASSIGN(stage.still, resize(*whole, reduced(whole->width()),
                                               reduced(whole->height()), ResizeFilter::Area));
        stage.reduced_of = scene.still;
    }
    if (!keeps_animator) {
        stage.animator.reset();
        portrait::AnimatorOptions options;
        options.teeth = scene.options.teeth;
        options.parallax = scene.options.parallax;
        options.keep_grain = scene.options.grain;
        KINOVAR_TRY_ASSIGN(stage.animator, portrait::Animator::prepare(
                                               stage.still, scaled(*scene.analysis, stage.scale),
                                               scene.faces, options, stop));
    }
    KINOVAR_TRY_ASSIGN(stage.curves,
                       steps::curves_of(scene.options, static_cast<int>(scene.faces.size()), stop));
    return {};
}

/// One frame, at its time.
void PreviewPlayer::play(Stage& stage, const std::stop_token& stop) {
    const double seconds = std::max(stage.curves.front().seconds, 1 / kMostRate);
    const double time = std::fmod(seconds_since(stage.start), seconds);
    std::vector<portrait::FaceMotion> motions;
    for (const portrait::Curves& curves : stage.curves) {
        motions.push_back(curves.sample(std::min(time, curves.seconds)));
    }
    const Clock::time_point begun = Clock::now();
    const FramePtr frame = stage.animator->render(motions);
    {
        const std::lock_guard lock(mutex_);
        waits_ = true;
    }
    const double passed = std::max(seconds_since(stage.last), 1e-3);
    stage.last = Clock::now();
    stage.rate = stage.rate <= 0 ? 1 / passed : stage.rate + kRateShare * (1 / passed - stage.rate);
    show_({frame, stage.rate});
    const auto due = begun + std::chrono::duration_cast<Clock::duration>(
                                 std::chrono::duration<double>(1 / kMostRate));
    std::unique_lock lock(mutex_);
    changed_.wait_until(lock, stop, due, [&] { return stage.number != scene_number_; });
}

} // namespace kinovar::ui
