#include "core/steps/timing/telecine.h"

#include "core/pipeline/recent_frames.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/shots.h"
#include "core/steps/timing/cadence_finder.h"
#include "core/steps/timing/film_times.h"
#include "core/steps/timing/frame_rate_text.h"
#include "core/steps/timing/renumbered.h"
#include "core/steps/timing/unblend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;

constexpr std::int64_t kVersion = 1;
constexpr std::size_t kKept = pipeline::kMostPullers + 6;
/// Frames that a solved picture is made of, and those that threads ahead ask for.
constexpr std::size_t kKeptForSolving = pipeline::kMostPullers + 14;

/// `frame` with every other line, from `first` on, of another.
FramePtr woven(const Frame& frame, const Frame& other, int first) {
    auto result = std::make_shared<Frame>(frame);
    const std::size_t values = static_cast<std::size_t>(frame.width()) * Frame::kChannels;
    for (int y = first; y < frame.height(); y += 2) {
        std::copy_n(other.row(y), values, result->row(y));
    }
    if (!frame.origin() && !other.origin()) {
        return result;
    }
    auto origin = std::make_shared<OriginPlane>();
    origin->width = frame.width();
    origin->height = frame.height();
    const auto width = static_cast<std::size_t>(frame.width());
    origin->pixels.assign(width * static_cast<std::size_t>(frame.height()), Origin::Scan);
    for (int y = 0; y < frame.height(); ++y) {
        const Frame& from = (y - first) % 2 == 0 ? other : frame;
        if (from.origin()) {
            const std::size_t at = static_cast<std::size_t>(y) * width;
            std::copy_n(from.origin()->pixels.data() + at, width, origin->pixels.data() + at);
        }
    }
    result->set_origin(std::move(origin));
    return result;
}

/// Frames with their fields matched, repeats dropped.
class MatchedClip final : public pipeline::Clip {
public:
    MatchedClip(const ClipPtr& input, ClipInfo info, std::shared_ptr<const CadenceReader> cadence)
        : input_(pipeline::remembered(input, kKept)), info_(std::move(info)),
          cadence_(std::move(cadence)) {}

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const CadenceReader::Place place, cadence_->place_of(n, pull));
        KINOVAR_TRY_ASSIGN(const FramePtr own, input_->frame(place.frame, pull));
        if (place.match == FieldMatch::Own) {
            return own;
        }
        const bool earlier =
            place.match == FieldMatch::LowerBefore || place.match == FieldMatch::UpperBefore;
        const bool lower =
            place.match == FieldMatch::LowerBefore || place.match == FieldMatch::LowerBehind;
        const std::int64_t beside = std::clamp<std::int64_t>(place.frame + (earlier ? -1 : 1), 0,
                                                             input_->info().frames - 1);
        KINOVAR_TRY_ASSIGN(const FramePtr other, input_->frame(beside, pull));
        return woven(*own, *other, lower ? 1 : 0);
    }

    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        const Pull pull{job.stop_token()};
        const std::int64_t step = cadence_->block_frames();
        const std::int64_t begin = first / step;
        const std::int64_t end = last / step;
        job.begin("find repeated frames", end - begin + 1);
        for (std::int64_t block = begin; block <= end; ++block) {
            KINOVAR_TRY(job.checkpoint());
            KINOVAR_TRY_ASSIGN(const CadenceReader::Place ignored,
                               cadence_->place_of(std::min(block * step, info_.frames - 1), pull));
            static_cast<void>(ignored);
            job.advance();
        }
        return {};
    }

private:
    ClipPtr input_;
    ClipInfo info_;
    std::shared_ptr<const CadenceReader> cadence_;
};

/// Originals solved from mixed frames.
class UnblendedClip final : public pipeline::Clip {
public:
    UnblendedClip(const ClipPtr& input, ClipInfo info, const Cadence& cadence, std::int64_t first)
        : input_(pipeline::remembered(input, kKeptForSolving)), shots_(shots_of(input)),
          info_(std::move(info)), cadence_(cadence), first_(first) {}

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        const std::int64_t original = n + first_;
        const std::int64_t near = std::clamp<std::int64_t>(
            (original * cadence_.in - cadence_.phase + cadence_.out / 2) / cadence_.out, 0,
            input_->info().frames - 1);
        KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, shots_->shot_of(near, pull));
        const std::vector<BlendPart> parts =
            unblend_parts(cadence_, original, shot.first, shot.last);
        if (parts.size() == 1) {
            return input_->frame(parts.front().frame, pull);
        }
        return solve(parts, pull);
    }

private:
    [[nodiscard]] Result<FramePtr> solve(const std::vector<BlendPart>& parts,
                                         const Pull& pull) const {
        std::shared_ptr<Frame> result;
        auto origin = std::make_shared<OriginPlane>();
        for (const BlendPart& part : parts) {
            KINOVAR_TRY_ASSIGN(const FramePtr frame, input_->frame(part.frame, pull));
            const std::span<const float> from = frame->values();
            const auto weight = static_cast<float>(part.weight);
            if (!result) {
                result = std::make_shared<Frame>(frame->width(), frame->height(), frame->colour());
                std::fill(result->values().begin(), result->values().end(), 0.0F);
                origin->width = frame->width();
                origin->height = frame->height();
                origin->pixels.assign(from.size() / Frame::kChannels, Origin::Neighbour);
            }
            std::transform(from.begin(), from.end(), result->values().begin(),
                           result->values().begin(),
                           [weight](float value, float sum) { return sum + weight * value; });
            if (frame->origin()) {
                std::transform(origin->pixels.begin(), origin->pixels.end(),
                               frame->origin()->pixels.begin(), origin->pixels.begin(),
                               [](Origin a, Origin b) { return std::max(a, b); });
            }
        }
        for (float& value : result->values()) {
            value = std::clamp(value, 0.0F, 1.0F);
        }
        result->set_origin(std::move(origin));
        return result;
    }

    ClipPtr input_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    ClipInfo info_;
    Cadence cadence_;
    std::int64_t first_; ///< number of the original that frame 0 is
};

/// The rate of the originals, a usual one where it is the same pattern.
Rational original_rate(Rational rate, const Cadence& cadence) {
    return Rational{rate.num * cadence.out, rate.den * cadence.in}.reduced();
}

ClipInfo original_info(const ClipPtr& input, const Hash128& key, const Cadence& cadence,
                       std::int64_t frames) {
    const ClipInfo& info = input->info();
    auto map = std::make_shared<std::vector<std::int64_t>>();
    for (std::int64_t n = 0; n < frames; ++n) {
        map->push_back(std::min(n * cadence.in / cadence.out, info.frames - 1));
    }
    const Rational rate = original_rate(info.rate, cadence);
    const FilmTimes times(info);
    ClipInfo result = renumbered_info(
        input, key, map, rate, even_timeline(frames, rate, times.first_tick(), times.base()));
    if (cadence.kind == CadenceKind::Pulldown || cadence.kind == CadenceKind::Shifted) {
        result.field_order = FieldOrder::Progressive;
    }
    return result;
}

Result<Cadence> cadence_of(const TelecineOptions& options, const ClipPtr& input) {
    CadenceWish wish;
    if (options.mode != "auto") {
        wish.kind = options.mode == "pulldown"     ? CadenceKind::Pulldown
                    : options.mode == "duplicates" ? CadenceKind::Duplicates
                                                   : CadenceKind::Blended;
    }
    if (!options.fps.empty()) {
        KINOVAR_TRY_ASSIGN(wish.rate, rate_from_text("fps", options.fps));
        const auto between = cadence_between(input->info().rate, *wish.rate, CadenceKind::None);
        if (!between) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("{:.5g} frames a second do not come from {} in a simple "
                                       "pattern",
                                       input->info().rate.value(), options.fps),
                           "fps is the rate of the original, below the film's own, such as 18 of "
                           "25 or 24000/1001 of 29.97");
        }
        // Repeats of a known rate are found cycle by cycle; a mix has a phase to be found.
        if (wish.kind == CadenceKind::Pulldown || wish.kind == CadenceKind::Duplicates) {
            return Cadence{*wish.kind, between->in, between->out, 0};
        }
    }
    return find_cadence(input, wish, {});
}

Result<ClipPtr> apply(const TelecineOptions& options, ClipPtr input) {
    if (input->info().frames < 2) {
        return failure(ErrorCode::InvalidArgument, "a single picture has no repeated frames",
                       "leave telecine out for stills");
    }
    KINOVAR_TRY_ASSIGN(const Cadence cadence, cadence_of(options, input));
    const Hash128 key = Hasher()
                            .add(step_key(input->info(), "telecine", kVersion, options))
                            .add(static_cast<std::int64_t>(cadence.kind))
                            .add(static_cast<std::int64_t>(cadence.in))
                            .add(static_cast<std::int64_t>(cadence.out))
                            .add(static_cast<std::int64_t>(cadence.phase))
                            .finish();
    if (cadence.kind == CadenceKind::Blended) {
        const std::int64_t frames = std::max<std::int64_t>(
            1, std::llround(static_cast<double>(input->info().frames * cadence.out) / cadence.in));
        // A film that starts within a mix starts with the original that has the larger share.
        const std::int64_t first = 2 * cadence.phase > cadence.in ? 1 : 0;
        return std::make_shared<UnblendedClip>(input, original_info(input, key, cadence, frames),
                                               cadence, first);
    }
    auto reader = std::make_shared<const CadenceReader>(input, cadence);
    ClipInfo info = original_info(input, key, cadence, reader->frames());
    return std::make_shared<MatchedClip>(input, std::move(info), std::move(reader));
}

} // namespace

const FieldList<TelecineOptions>& TelecineOptions::fields() {
    static const FieldList<TelecineOptions> list =
        FieldList<TelecineOptions>()
            .add_choice(&TelecineOptions::mode,
                        {"mode", "Pattern",
                         "pulldown: fields shared out over frames; duplicates: frames repeated; "
                         "blended: frames mixed of two; auto: one of the first two, as found."},
                        {"auto", "pulldown", "duplicates", "blended"})
            .add(&TelecineOptions::fps,
                 {"fps", "Original rate",
                  "Rate of the film before, such as 24000/1001 or 18; empty: as the pattern says.",
                  "fps"});
    return list;
}

pipeline::StepType telecine_step_type() {
    return step_type(
        {.name = "telecine",
         .title = "Undo telecine",
         .help = "Brings back the frames of a film that was stretched to a television rate: "
                 "matches fields, drops repeated frames, solves mixed ones. The running time "
                 "stays. Put it first.",
         .origin = Origin::Scan},
        &apply);
}

} // namespace kinovar::steps
