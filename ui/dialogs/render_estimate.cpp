#include "ui/dialogs/render_estimate.h"

#include <QCoreApplication>
#include <algorithm>
#include <chrono>
#include <cmath>

namespace kinovar::ui {

namespace {

struct RenderEstimate {
    Q_DECLARE_TR_FUNCTIONS(RenderEstimate)
};

constexpr std::int64_t kFrames = 5;
constexpr double kEnoughSeconds = 10; // slow chains need fewer frames to be told
constexpr std::int64_t kMinute = 60;

QString duration_text(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
    if (whole < kMinute) {
        return RenderEstimate::tr("%1 s").arg(whole);
    }
    const std::int64_t minutes = (whole + kMinute - 1) / kMinute;
    return minutes < kMinute
               ? RenderEstimate::tr("%1 min").arg(minutes)
               : RenderEstimate::tr("%1 h %2 min").arg(minutes / kMinute).arg(minutes % kMinute);
}

} // namespace

Result<double> seconds_a_frame(const pipeline::Clip& clip, std::int64_t first, Job& job) {
    using Clock = std::chrono::steady_clock;
    const std::int64_t begin = std::clamp<std::int64_t>(first, 0, clip.info().frames - 1);
    const std::int64_t end = std::min(begin + kFrames, clip.info().frames);
    job.begin("restore", end - begin);
    double all = 0;
    double warm = 0;
    std::int64_t done = 0;
    for (std::int64_t n = begin; n < end && (done < 2 || all < kEnoughSeconds); ++n, ++done) {
        KINOVAR_TRY(job.checkpoint());
        const auto start = Clock::now();
        KINOVAR_TRY_ASSIGN([[maybe_unused]] const FramePtr frame,
                           clip.frame(n, {job.stop_token()}));
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        all += seconds;
        warm += n > begin ? seconds : 0;
        job.advance();
    }
    return done > 1 ? warm / static_cast<double>(done - 1) : all;
}

QString estimate_text(double seconds_a_frame, std::int64_t frames) {
    const double rate = seconds_a_frame > 0 ? 1 / seconds_a_frame : 0;
    return RenderEstimate::tr("about %1 (%2 frames a second), encoding not counted")
        .arg(duration_text(seconds_a_frame * static_cast<double>(frames)))
        .arg(rate, 0, 'g', 2);
}

} // namespace kinovar::ui
