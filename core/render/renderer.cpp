#include "core/render/renderer.h"

#include "core/base/file.h"
#include "core/image/cv_bridge.h"
#include "core/image/mat_pool.h"
#include "core/media/picture_file.h"
#include "core/pipeline/frame_map.h"
#include "core/pipeline/pull_ahead.h"
#include "core/pipeline/recent_frames.h"
#include "core/pipeline/source_clip.h"
#include "core/render/credited_file.h"
#include "core/render/journal.h"
#include "core/render/marked_clip.h"
#include "core/render/output_place.h"
#include "core/render/repeated_clip.h"
#include "core/render/segment_sink.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace kinovar::render {

namespace {

namespace fs = std::filesystem;

/// Frames of one closed segment of a film: a resumed render repeats fewer than these.
constexpr std::int64_t kSegmentFrames = 48;
constexpr int kMostAhead = 16;
/// Part of the fingerprint: pieces made by code that encodes differently are not mixed.
constexpr std::int64_t kRenderVersion = 1;
constexpr const char* kSoftware = "Kinovar " KINOVAR_VERSION;

int processors(int wanted) {
    return wanted > 0 ? wanted
                      : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

media::Carry carried_of(const pipeline::Clip& result) {
    return result.info().sound.empty() ? media::Carry::All : media::Carry::Sound;
}

/// A render from the request to the finished output; holds what its stages share.
class Render {
public:
    Render(std::span<const pipeline::StepType> types, const RenderRequest& request, Job& job)
        : types_(types), request_(request), job_(job) {}

    Result<RenderReport> run() {
        const auto start = std::chrono::steady_clock::now();
        KINOVAR_TRY(plan());
        KINOVAR_TRY(make_pieces());
        if (place_.kind == OutputPlace::Kind::Film) {
            KINOVAR_TRY(join());
        }
        if (place_.kind == OutputPlace::Kind::Pattern && report_.credentials) {
            KINOVAR_TRY(credentials::write_credentials(place_.path, *report_.credentials));
        }
        std::error_code ignored;
        fs::remove_all(place_.work_folder, ignored);
        report_.seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        return report_;
    }

private:
    Status plan();
    Status plan_clips();
    Status plan_shots(const pipeline::ClipPtr& source);
    [[nodiscard]] FrameRange asked_range() const;
    Status plan_range();
    Status plan_encode();
    [[nodiscard]] std::filesystem::path stream_source() const;
    Status check_source_streams();
    [[nodiscard]] Hash128 fingerprint() const;
    Status make_pieces();
    Status analyse(std::int64_t first);
    Status pull_frames(SegmentSink& sink);
    Status write_origin(std::int64_t n, const Frame& frame) const;
    void collect_damage(const Journal& journal);
    [[nodiscard]] media::JoinPlan join_plan(const Journal& journal) const;
    Status fit(media::JoinPlan& plan);
    Status join();
    [[nodiscard]] std::int64_t picture_number(std::int64_t n) const;
    [[nodiscard]] std::int64_t count() const { return range_.last - range_.first + 1; }
    [[nodiscard]] bool has_own_sound() const { return !result_->info().sound.empty(); }

    std::span<const pipeline::StepType> types_;
    const RenderRequest& request_;
    Job& job_;

    std::shared_ptr<const pipeline::SourceClip> source_;
    std::vector<pipeline::ClipPtr> clips_; ///< the file and the clip after each step
    pipeline::ClipPtr reel_;               ///< after the source chain
    pipeline::ClipPtr result_;
    FrameRange range_;
    OutputPlace place_;
    media::EncodeOptions options_;
    std::optional<media::EncodeSpec> encode_;
    std::optional<Journal> journal_;
    RenderReport report_;
};

Status Render::plan() {
    const media::ReaderOptions reader{.threads = processors(request_.threads)};
    KINOVAR_TRY_ASSIGN(source_, pipeline::SourceClip::open(request_.input, reader));
    for (const std::string& warning : source_->media().warnings) {
        job_.warn(warning);
    }
    KINOVAR_TRY(plan_clips());
    KINOVAR_TRY(plan_range());
    KINOVAR_TRY(plan_encode());
    KINOVAR_TRY(check_source_streams());
    if (!request_.origin_folder.empty()) {
        KINOVAR_TRY(make_folder(request_.origin_folder));
    }
    report_.frames = count();
    report_.width = result_->info().width;
    report_.height = result_->info().height;
    report_.credits = result_->info().credits;
    report_.credentials = result_->info().credentials;
    return {};
}

Status Render::plan_clips() {
    KINOVAR_TRY_ASSIGN(clips_, pipeline::build(types_, request_.source_chain, source_));
    reel_ = clips_.back();
    const std::int64_t frames = reel_->info().frames;
    if (request_.source_length != 0 && request_.source_length != frames) {
        return failure(ErrorCode::Refused,
                       fmt::format("{} has {} frames, but had {} when it was added",
                                   request_.input.string(), frames, request_.source_length),
                       "put the file back, or add this one as a new reel");
    }
    KINOVAR_TRY(plan_shots(request_.shots ? pipeline::with_shots(reel_, request_.shots) : reel_));
    result_ = repeated(marked(clips_.back(), kSoftware), request_.repeats);
    return {};
}

/// The clips that the reel's chain, and those of its shots, make of it.
Status Render::plan_shots(const pipeline::ClipPtr& source) {
    if (request_.shot_chains.empty()) {
        KINOVAR_TRY_ASSIGN(const std::vector<pipeline::ClipPtr> made,
                           pipeline::build(types_, request_.chain, source));
        clips_.insert(clips_.end(), made.begin() + (made.front() == reel_ ? 1 : 0), made.end());
    } else {
        // This one clip stands for those of all chains, also for their analysis.
        KINOVAR_TRY_ASSIGN(
            pipeline::ClipPtr result,
            pipeline::build_shots(types_, request_.chain, request_.shot_chains, source));
        clips_.push_back(std::move(result));
    }
    return {};
}

/// What was asked for, in frames of the result.
FrameRange Render::asked_range() const {
    if (request_.frames) {
        return *request_.frames;
    }
    const std::int64_t frames = result_->info().frames;
    if (!request_.source_frames) {
        return {0, frames - 1};
    }
    const auto [first, last] = *request_.source_frames;
    const pipeline::FrameMap map(reel_->info(), result_->info());
    return {map.first_of(first), map.first_of(last + 1) - 1};
}

Status Render::plan_range() {
    const std::int64_t frames = result_->info().frames;
    range_ = asked_range();
    if (range_.first < 0 || range_.first > range_.last || range_.last >= frames) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("frames {}-{} are not in {}", range_.first, range_.last,
                                   request_.input.string()),
                       fmt::format("it has frames 0-{}", frames - 1));
    }
    return {};
}

Status Render::plan_encode() {
    std::optional<media::Codec> codec = request_.codec;
    KINOVAR_TRY_ASSIGN(place_, place_output(request_.input, request_.output, codec, count()));
    options_ = request_.encode;
    options_.codec = *codec;
    const pipeline::ClipInfo& info = result_->info();
    media::VideoInfo video = source_->media().video;
    video.field_order = info.field_order;
    KINOVAR_TRY_ASSIGN(encode_, media::plan_encode(options_, video, info.width, info.height,
                                                   info.rate, info.pixel_aspect, info.monochrome));
    return {};
}

/// The film whose streams go into the output; empty: none.
fs::path Render::stream_source() const {
    if (has_own_sound()) {
        return result_->info().sound;
    }
    const std::string& container = source_->media().container;
    return container == "sequence" || container == "still" ? fs::path() : source_->media().path;
}

Status Render::check_source_streams() {
    std::error_code ignored;
    const fs::path source = stream_source();
    if (has_own_sound() && fs::equivalent(source, place_.path, ignored)) {
        return failure(ErrorCode::NotWritable,
                       fmt::format("the output {} would overwrite the film its sound is from",
                                   place_.path.string()),
                       "choose another name");
    }
    if (place_.kind != OutputPlace::Kind::Film) {
        return {};
    }
    KINOVAR_TRY_ASSIGN(
        report_.conversions,
        media::check_streams(source, place_.path, result_->info().pace, carried_of(*result_)));
    for (const media::StreamProblem& problem : report_.conversions) {
        if (problem.remedy.empty() && !request_.drop_unsupported) {
            return failure(ErrorCode::Refused,
                           fmt::format("{} cannot hold the {} of {}",
                                       place_.path.filename().string(), problem.what,
                                       source.string()),
                           "write to .mkv, or leave it out with --drop-unsupported");
        }
    }
    return {};
}

Hash128 Render::fingerprint() const {
    Hasher hasher;
    hasher.add(kRenderVersion).add(result_->info().key).add(range_.first).add(range_.last);
    hasher.add(place_.path.string()).add(kSegmentFrames).add(media::key_of(*encode_));
    hasher.add(request_.origin_folder.string());
    return hasher.finish();
}

std::int64_t Render::picture_number(std::int64_t n) const {
    if (source_->media().container == "sequence") {
        if (const auto sequence = media::find_sequence(request_.input)) {
            return sequence->first_number + n;
        }
    }
    return n;
}

Status Render::make_pieces() {
    auto journal =
        Journal::open(place_.work_folder, place_.pieces_folder, fingerprint(), request_.resume);
    if (!journal) {
        return failure(std::move(journal).error());
    }
    journal_.emplace(std::move(*journal));
    SegmentSink sink({.place = place_,
                      .encode = *encode_,
                      .monochrome = result_->info().monochrome,
                      .frames = count(),
                      .segment_frames = kSegmentFrames,
                      .first_number = picture_number(range_.first),
                      .credentials = report_.credentials,
                      .damaged = [this] { return source_->damaged(); }},
                     *journal_);
    report_.resumed_frames = sink.next_frame();
    Status status = analyse(range_.first + sink.next_frame());
    job_.begin("restore", count());
    if (report_.resumed_frames > 0) {
        job_.log(fmt::format("going on at frame {} of {}", report_.resumed_frames, count()));
        job_.advance_done_before(report_.resumed_frames);
    }
    if (status) {
        status = pull_frames(sink);
    }
    collect_damage(*journal_);
    if (!status && journal_->pieces().empty()) {
        // Nothing to go on from: leave nothing behind.
        std::error_code ignored;
        fs::remove_all(place_.work_folder, ignored);
    }
    return status;
}

/// The analysis passes of the steps, in their order, with progress of their own. Where later steps
/// renumber frames, the range is that part of the clip: what lies off it by a few frames is looked
/// at when it is needed.
Status Render::analyse(std::int64_t first) {
    const std::int64_t whole = result_->info().frames;
    for (const pipeline::ClipPtr& clip : clips_) {
        const std::int64_t frames = clip->info().frames;
        const auto number = [&](std::int64_t n) {
            const double part = static_cast<double>(n) / static_cast<double>(whole);
            return std::min(static_cast<std::int64_t>(part * static_cast<double>(frames)),
                            frames - 1);
        };
        const bool same = frames == whole;
        if (first <= range_.last) {
            KINOVAR_TRY(clip->analyse(same ? first : number(first),
                                      same ? range_.last : number(range_.last), job_));
        }
    }
    return {};
}

Status Render::pull_frames(SegmentSink& sink) {
    const std::int64_t first = range_.first + sink.next_frame();
    if (first > range_.last) {
        return {};
    }
    const pipeline::ClipInfo& info = result_->info();
    const std::size_t frame_bytes = static_cast<std::size_t>(info.width) *
                                    static_cast<std::size_t>(info.height) * Frame::kChannels *
                                    sizeof(float);
    const int ahead =
        std::clamp(static_cast<int>(request_.frame_memory / frame_bytes), 2, kMostAhead);
    const pipeline::PullOptions options{.first = first,
                                        .last = range_.last,
                                        .workers =
                                            std::min({ahead, processors(request_.threads),
                                                      static_cast<int>(pipeline::kMostPullers)}),
                                        .ahead = ahead};
    return pipeline::pull_ahead(*result_, options, job_,
                                [&](std::int64_t n, const FramePtr& frame) -> Status {
                                    KINOVAR_TRY(write_origin(n, *frame));
                                    KINOVAR_TRY(sink.take(n - range_.first, *frame));
                                    job_.advance();
                                    return {};
                                });
}

Status Render::write_origin(std::int64_t n, const Frame& frame) const {
    if (request_.origin_folder.empty()) {
        return {};
    }
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(frame.width()) *
                                     static_cast<std::size_t>(frame.height()));
    if (frame.origin()) {
        std::transform(frame.origin()->pixels.begin(), frame.origin()->pixels.end(), pixels.begin(),
                       [](Origin origin) { return static_cast<std::uint8_t>(origin); });
    }
    return media::write_mask(request_.origin_folder / fmt::format("{:06}.png", n), pixels,
                             frame.width(), frame.height());
}

void Render::collect_damage(const Journal& journal) {
    std::vector<media::DamagedFrame>& all = report_.damaged;
    for (const JournalPiece& piece : journal.pieces()) {
        for (const JournalDamage& damage : piece.damage) {
            all.push_back({damage.frame, damage.reason});
        }
    }
    const std::vector<media::DamagedFrame> met = source_->damaged();
    all.insert(all.end(), met.begin(), met.end());
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.frame < b.frame; });
    all.erase(std::unique(all.begin(), all.end(),
                          [](const auto& a, const auto& b) { return a.frame == b.frame; }),
              all.end());
}

media::JoinPlan Render::join_plan(const Journal& journal) const {
    const pipeline::Timeline& timeline = *result_->info().timeline;
    const auto at = [&](std::int64_t n) { return timeline.starts.begin() + n; };
    const bool to_the_end = range_.last + 1 == result_->info().frames;
    media::JoinPlan plan{.output = place_.path, .encode = *encode_};
    for (const JournalPiece& piece : journal.pieces()) {
        plan.segments.push_back(place_.pieces_folder / piece.file);
    }
    plan.time_base = timeline.base;
    plan.times.assign(at(range_.first), at(range_.last + 1));
    plan.last_duration =
        to_the_end ? timeline.last_duration : *at(range_.last + 1) - *at(range_.last);
    plan.source = stream_source();
    plan.carry = carried_of(*result_);
    for (const pipeline::Credit& credit : report_.credits) {
        plan.credits.push_back(credit.text);
    }
    if (report_.credentials) {
        plan.statements = credentials::metadata_lines(*report_.credentials);
    }
    plan.drop_unsupported = request_.drop_unsupported;
    // A film that lends its sound alone may be longer than the pictures.
    plan.cut = range_.first > 0 || !to_the_end || has_own_sound();
    plan.pace = result_->info().pace;
    if (plan.cut) {
        const std::int64_t start = plan.times.front();
        const double tick = timeline.base.value() * plan.pace;
        plan.cut_start = static_cast<double>(start) * tick;
        plan.cut_end = static_cast<double>(plan.times.back() + plan.last_duration) * tick;
        for (std::int64_t& time : plan.times) {
            time -= start;
        }
    }
    return plan;
}

/// Makes a looping picture as small as was asked for.
Status Render::fit(media::JoinPlan& plan) {
    if (options_.max_bytes == 0) {
        return {};
    }
    // The XMP comes on top, with what its container adds.
    constexpr std::uint64_t kXmpRoom = 8192;
    const std::uint64_t room =
        report_.credentials ? credentials::to_xmp(*report_.credentials).size() + kXmpRoom : 0;
    const std::uint64_t most = options_.max_bytes > room ? options_.max_bytes - room : 1;
    KINOVAR_TRY_ASSIGN(plan.reduction, media::fit_loop(plan, most, job_));
    report_.fitted = media::describe(plan);
    return {};
}

Status Render::join() {
    media::JoinPlan plan = join_plan(*journal_);
    KINOVAR_TRY(fit(plan));
    KINOVAR_TRY(make_credited(place_.path, place_.work_folder, report_.credentials.get(),
                              Sidecar::Keep, [&](const fs::path& path) {
                                  media::JoinPlan there = plan;
                                  there.output = path;
                                  return media::join_segments(there, job_);
                              }));
    job_.begin("check", 0);
    KINOVAR_TRY_ASSIGN(report_.differences, media::check_export(plan));
    return {};
}

} // namespace

Result<RenderReport> render(std::span<const pipeline::StepType> types, const RenderRequest& request,
                            Job& job) {
    // Several frames are made at a time; threads below one frame would only be in the way.
    set_cv_threads(1);
    pool_matrices();
    return Render(types, request, job).run();
}

} // namespace kinovar::render
