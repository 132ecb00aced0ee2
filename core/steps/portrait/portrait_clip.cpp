#include "core/base/log.h"
#include "core/image/cv_bridge.h"
#include "core/media/media_info.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/shots.h"
#include "core/steps/portrait/portrait.h"
#include "core/steps/portrait/portrait_engine.h"
#include "core/steps/portrait/portrait_guard.h"
#include "core/steps/portrait/portrait_record.h"
#include "core/steps/timing/film_times.h"
#include "core/steps/timing/frame_rate_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>

namespace kinovar::steps {

namespace {

using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;
using portrait::Curves;

constexpr std::int64_t kVersion = 1;
constexpr const char* kFomm = "fomm"; ///< PortraitOptions::engine

/// What is made once and then drawn from.
struct Prepared {
    std::unique_ptr<const PortraitEngine> engine;
    std::vector<std::string> warnings;
};

Result<Prepared> prepare(const PortraitOptions& options, const credentials::ConsentRecord& consent,
                         const ClipPtr& still, const Pull& pull) {
    KINOVAR_TRY_ASSIGN(const auto found, analysis_of_still(still, pull));
    portrait::PortraitAnalysis analysis = *found;
    if (!options.landmarks.empty()) {
        KINOVAR_TRY_ASSIGN(const auto moves, portrait::landmark_moves_from_json(options.landmarks));
        analysis = portrait::with_moves(std::move(analysis), moves);
    }
    KINOVAR_TRY_ASSIGN(const portrait::Permission permission,
                       portrait::permission_for(analysis, options.faces, consent));
    KINOVAR_TRY_ASSIGN(FramePtr picture, still->frame(0, pull));
    const EngineInput input{options, std::move(picture), analysis, permission.faces};
    Prepared prepared;
    KINOVAR_TRY_ASSIGN(prepared.engine, options.engine == kFomm ? make_fomm_engine(input, pull)
                                                                : make_mesh_engine(input, pull));
    for (const portrait::FaceFinding& warning : permission.warnings) {
        const std::string& hint = warning.finding.hint;
        prepared.warnings.push_back(portrait::sentence_of(warning, analysis) +
                                    (hint.empty() ? "" : fmt::format(" ({})", hint)));
    }
    for (std::string& warning : prepared.engine->warnings()) {
        prepared.warnings.push_back(std::move(warning));
    }
    return prepared;
}

class PortraitClip final : public pipeline::Clip {
public:
    PortraitClip(PortraitOptions options, credentials::ConsentRecord consent, ClipPtr still,
                 ClipInfo info, double seconds)
        : options_(std::move(options)), consent_(std::move(consent)), still_(std::move(still)),
          info_(std::move(info)), seconds_(seconds) {}

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const Prepared* prepared, prepared_for(pull, nullptr));
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        // Frame n of N lies at n/N of the length, so that a loop closes on a frame exactly.
        const double time = seconds_ * static_cast<double>(n) / static_cast<double>(info_.frames);
        Result<FramePtr> picture = failure(ErrorCode::Internal, "not drawn");
        KINOVAR_TRY(guard_cv(fmt::format("portrait, frame {}", n),
                             [&] { picture = prepared->engine->at(time, pull); }));
        return picture;
    }

    [[nodiscard]] Status analyse(std::int64_t /*first*/, std::int64_t /*last*/,
                                 Job& job) const override {
        job.begin("faces", 1);
        KINOVAR_TRY(job.checkpoint());
        KINOVAR_TRY(prepared_for({job.stop_token()}, &job));
        job.advance();
        return {};
    }

private:
    /// Thread-safe: one thread prepares, the others wait. What failed is not tried again, but for a
    /// thread's own wish to stop.
    Result<const Prepared*> prepared_for(const Pull& pull, Job* job) const {
        const std::lock_guard lock(mutex_);
        if (!prepared_) {
            Result<Prepared> made = prepare(options_, consent_, still_, pull);
            if (!made && made.error().code == ErrorCode::Cancelled) {
                return failure(made.error());
            }
            prepared_ = std::move(made);
            tell(job);
        }
        if (!*prepared_) {
            return failure(prepared_->error());
        }
        return &**prepared_;
    }

    void tell(Job* job) const {
        if (!*prepared_) {
            return;
        }
        for (const std::string& warning : (*prepared_)->warnings) {
            job ? job->warn(warning) : log(LogLevel::Warning, warning);
        }
    }

    const PortraitOptions options_;
    const credentials::ConsentRecord consent_;
    const ClipPtr still_;
    const ClipInfo info_;
    const double seconds_;
    mutable std::mutex mutex_; // guards what is below; set once
    mutable std::optional<Result<Prepared>> prepared_;
};

/// Length and, for driving clips, sound: what is known before any face is looked for.
struct Play {
    double seconds = 0;
    std::filesystem::path sound;
    Hash128 files; ///< of what lies in the files that the options name
};

Result<Play> play_of(const PortraitOptions& options) {
    Play play;
    if (options.driving.empty()) {
        KINOVAR_TRY_ASSIGN(const std::vector<Curves> curves, curves_of(options, 1, {}));
        play.seconds = curves.front().seconds;
        if (!options.curves.empty()) {
            KINOVAR_TRY_ASSIGN(const std::string json, curves_text(options));
            play.files = Hasher().add(json).finish();
        }
        return play;
    }
    KINOVAR_TRY_ASSIGN(const auto clip, pipeline::SourceClip::open(options.driving));
    if (clip->info().frames < 2) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("{} is a single picture, and a driving clip has to move", options.driving),
            "give a film of a person");
    }
    play.seconds = FilmTimes(clip->info()).length();
    play.files = clip->info().key;
    const auto& streams = clip->media().streams;
    const bool heard = std::any_of(streams.begin(), streams.end(), [](const auto& stream) {
        return stream.kind == media::StreamKind::Audio;
    });
    // The way back cannot be heard.
    if (heard && options.sound && options.ending != "return") {
        play.sound = options.driving;
    }
    if (options.ending == "return") {
        play.seconds *= 2;
    }
    return play;
}

std::int64_t frames_of(double seconds, const Rational& rate) {
    return std::max<std::int64_t>(1, std::llround(seconds * rate.value()));
}

Result<ClipInfo> info_of(const PortraitOptions& options, const Play& play,
                         const credentials::ConsentRecord& consent, const ClipInfo& still,
                         const Rational& rate) {
    ClipInfo info = still;
    info.frames = frames_of(play.seconds, rate);
    info.rate = rate;
    info.timeline = even_timeline(info.frames, rate, 0, rate.inverse());
    info.shots = listed_shots({}, info.frames);
    // The still at rest is no measure of a face that moves.
    info.scan = nullptr;
    info.faithful = nullptr;
    info.sound = play.sound;
    std::shared_ptr<const nn::Model> model;
    if (options.engine == kFomm) {
        if (options.driving.empty()) {
            return failure(ErrorCode::InvalidArgument, "the engine fomm needs a driving clip",
                           "give --driving CLIP, or use the engine mesh");
        }
        KINOVAR_TRY_ASSIGN(model, nn::load_model(kFommModel));
    }
    KINOVAR_TRY_ASSIGN(PortraitRecord record,
                       record_of(options, consent, still, model ? &model->info() : nullptr));
    info.credentials = std::move(record.credentials);
    info.credits = std::move(record.credits);
    info.key = Hasher()
                   .add(model ? model->info().fingerprint : Hash128{})
                   .add(step_key(still, "portrait", kVersion, options))
                   .add(play.files)
                   .add(consent.to_json())
                   .finish();
    return info;
}

Status check_still(const ClipInfo& input) {
    if (input.frames == 1) {
        return {};
    }
    return failure(
        ErrorCode::InvalidArgument,
        fmt::format("a portrait is made of a single picture, and this has {} frames", input.frames),
        "save the frame that is to come to life as a picture, and give that");
}

} // namespace

Result<std::int64_t> portrait_frames(const PortraitOptions& options) {
    KINOVAR_TRY_ASSIGN(const Rational rate, rate_from_text("fps", fmt::format("{}", options.fps)));
    KINOVAR_TRY_ASSIGN(const Play play, play_of(options));
    return frames_of(play.seconds, rate);
}

Result<ClipPtr> portrait_clip(const PortraitOptions& options, ClipPtr input) {
    KINOVAR_TRY(check_still(input->info()));
    KINOVAR_TRY_ASSIGN(const credentials::ConsentRecord consent,
                       credentials::read_consent(options.consent));
    if (!options.landmarks.empty()) {
        KINOVAR_TRY(portrait::landmark_moves_from_json(options.landmarks));
    }
    KINOVAR_TRY_ASSIGN(const Rational rate, rate_from_text("fps", fmt::format("{}", options.fps)));
    KINOVAR_TRY_ASSIGN(const Play play, play_of(options));
    KINOVAR_TRY_ASSIGN(ClipInfo info, info_of(options, play, consent, input->info(), rate));
    return std::make_shared<PortraitClip>(options, consent, std::move(input), std::move(info),
                                          play.seconds);
}

} // namespace kinovar::steps
