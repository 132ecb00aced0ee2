#include "core/steps/timing/deinterlace.h"

#include "core/base/log.h"
#include "core/pipeline/recent_frames.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/shots.h"
#include "core/steps/timing/combing.h"
#include "core/steps/timing/field_fill.h"
#include "core/steps/timing/film_times.h"
#include "core/steps/timing/renumbered.h"

#include <fmt/format.h>

#include <atomic>

namespace kinovar::steps {

namespace {

using pipeline::ClipInfo;
using pipeline::ClipPtr;

constexpr std::int64_t kVersion = 1;
constexpr int kFields = 2;
/// A frame with those before and after it, and what threads ahead ask for.
constexpr std::size_t kKept = 3 + pipeline::kMostPullers + 1;

/// Unknown: to be measured.
FieldOrder order_of(const std::string& choice) {
    if (choice == "auto") {
        return FieldOrder::Unknown;
    }
    return choice == "top" ? FieldOrder::TopFirst : FieldOrder::BottomFirst;
}

bool is_interlaced(FieldOrder order) {
    return order == FieldOrder::TopFirst || order == FieldOrder::BottomFirst;
}

class DeinterlacedClip final : public pipeline::Clip {
public:
    DeinterlacedClip(const ClipPtr& input, ClipInfo info, FieldOrder order, int per_frame)
        : input_(pipeline::remembered(input, kKept)), shots_(shots_of(input)),
          info_(std::move(info)), order_(order), per_frame_(per_frame) {}

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n,
                                         const pipeline::Pull& pull) const override {
        const std::int64_t at = n / per_frame_;
        KINOVAR_TRY_ASSIGN(const FieldOrder order, order_now(pull));
        KINOVAR_TRY_ASSIGN(const FramePtr now, input_->frame(at, pull));
        if (!is_interlaced(order)) {
            return now;
        }
        KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, shots_->shot_of(at, pull));
        FramePtr previous, next;
        if (at > shot.first) {
            KINOVAR_TRY_ASSIGN(previous, input_->frame(at - 1, pull));
        }
        if (at < shot.last) {
            KINOVAR_TRY_ASSIGN(next, input_->frame(at + 1, pull));
        }
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        const bool second = per_frame_ == kFields && n % kFields == 1;
        const FieldSurroundings around{.now = now.get(),
                                       .before = second ? now.get() : previous.get(),
                                       .after = second ? next.get() : now.get(),
                                       .previous = previous.get(),
                                       .next = next.get()};
        try {
            return fill_field(around, (order == FieldOrder::TopFirst) != second);
        } catch (const std::bad_alloc&) {
            return failure(ErrorCode::OutOfMemory,
                           fmt::format("deinterlace, frame {}: memory ran out", n));
        }
    }

private:
    [[nodiscard]] Result<FieldOrder> order_now(const pipeline::Pull& pull) const {
        if (is_interlaced(order_)) {
            return order_;
        }
        const auto known = static_cast<FieldOrder>(found_.load());
        if (known != FieldOrder::Unknown) {
            return known;
        }
        KINOVAR_TRY_ASSIGN(FieldOrder order, find_field_order(*input_, pull));
        if (order == FieldOrder::Unknown) { // nothing moves
            const FieldOrder tagged = input_->info().field_order;
            order = is_interlaced(tagged) ? tagged : FieldOrder::Progressive;
        }
        auto unknown = static_cast<int>(FieldOrder::Unknown);
        if (found_.compare_exchange_strong(unknown, static_cast<int>(order)) &&
            !is_interlaced(order)) {
            log(LogLevel::Warning, "deinterlace: nothing combs in this film, it is left as it is; "
                                   "order=top or order=bottom insist");
        }
        return order;
    }

    ClipPtr input_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    ClipInfo info_;
    FieldOrder order_;
    int per_frame_;
    mutable std::atomic<int> found_ = static_cast<int>(FieldOrder::Unknown);
};

ClipInfo doubled_info(const ClipPtr& input, const Hash128& key) {
    const ClipInfo& info = input->info();
    auto map = std::make_shared<std::vector<std::int64_t>>();
    for (std::int64_t n = 0; n < info.frames * kFields; ++n) {
        map->push_back(n / kFields);
    }
    return renumbered_info(input, key, map,
                           Rational{info.rate.num * kFields, info.rate.den}.reduced(),
                           multiplied_timeline(info, kFields));
}

Result<ClipPtr> apply(const DeinterlaceOptions& options, ClipPtr input) {
    const ClipInfo& from = input->info();
    if (from.height < kLeastFieldHeight) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("a picture of {} lines is not interlaced", from.height),
                       "leave deinterlace out");
    }
    const bool each_field = options.mode == "field";
    if (each_field && from.frames == 1) {
        return failure(ErrorCode::InvalidArgument, "a single picture cannot become two",
                       "use mode=frame for stills");
    }
    const Hash128 key = step_key(from, "deinterlace", kVersion, options);
    ClipInfo info = from;
    if (each_field) {
        info = doubled_info(input, key);
    }
    info.key = key;
    info.scan = nullptr; // lines of two moments are nothing to measure damage on
    info.field_order = FieldOrder::Progressive;
    return std::make_shared<DeinterlacedClip>(input, std::move(info), order_of(options.order),
                                              each_field ? kFields : 1);
}

} // namespace

const FieldList<DeinterlaceOptions>& DeinterlaceOptions::fields() {
    static const FieldList<DeinterlaceOptions> list =
        FieldList<DeinterlaceOptions>()
            .add_choice(&DeinterlaceOptions::order,
                        {"order", "First field",
                         "Which lines come first in time; auto: as measured, "
                         "since tags of files are often wrong."},
                        {"auto", "top", "bottom"})
            .add_choice(&DeinterlaceOptions::mode,
                        {"mode", "Pictures",
                         "frame keeps the frame rate; field makes one picture of every field and "
                         "doubles it, for full motion."},
                        {"frame", "field"});
    return list;
}

pipeline::StepType deinterlace_step_type() {
    return step_type(
        {.name = "deinterlace",
         .title = "Deinterlace",
         .help = "Makes whole pictures of interlaced video: what stands still keeps every line, "
                 "what moves is filled from the fields around. For film on video (29.97 or 25 "
                 "frames a second, only some of them combed) use telecine.",
         .origin = Origin::Neighbour},
        &apply);
}

} // namespace kinovar::steps
