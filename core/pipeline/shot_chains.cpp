#include "core/pipeline/shot_chains.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::pipeline {

namespace {

/// The clips of a chain over the frames of the source that it makes.
struct Part {
    Shot shot;
    std::vector<ClipPtr> clips;
};

/// Which frame of the source is shown while a frame of a result is, and the first frame of the
/// result that shows a frame of the source. The two differ in number where a step changed the rate.
class FrameMap {
public:
    FrameMap(const ClipInfo& source, const ClipInfo& result)
        : source_(source.frames), result_(result.frames) {
        if (source.timeline && result.timeline && source_ != result_) {
            match_times(source, result);
        }
    }

    [[nodiscard]] std::int64_t source_frame(std::int64_t n) const {
        if (source_ == result_) {
            return n;
        }
        if (!frames_.empty()) {
            return frames_[static_cast<std::size_t>(n)];
        }
        return n * source_ / result_;
    }
    [[nodiscard]] std::int64_t first_of(std::int64_t source_frame) const {
        std::int64_t low = 0;
        std::int64_t high = result_;
        while (low < high) {
            const std::int64_t middle = low + (high - low) / 2;
            if (this->source_frame(middle) < source_frame) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

private:
    void match_times(const ClipInfo& source, const ClipInfo& result) {
        const Timeline& from = *source.timeline;
        const Timeline& to = *result.timeline;
        if (from.starts.size() != static_cast<std::size_t>(source_) ||
            to.starts.size() != static_cast<std::size_t>(result_)) {
            return;
        }
        // Rounding in the two time bases must not push a frame over a cut.
        const double slack = 0.5 / std::max(result.rate.value(), 1.0) / 2;
        std::size_t at = 0;
        frames_.reserve(to.starts.size());
        for (const std::int64_t start : to.starts) {
            const double time =
                static_cast<double>(start - to.starts.front()) * to.base.value() * result.pace;
            const auto time_of = [&](std::size_t n) {
                return static_cast<double>(from.starts[n] - from.starts.front()) *
                       from.base.value() * source.pace;
            };
            while (at + 1 < from.starts.size() && time_of(at + 1) <= time + slack) {
                ++at;
            }
            frames_.push_back(static_cast<std::int64_t>(at));
        }
    }

    std::int64_t source_;
    std::int64_t result_;
    std::vector<std::int64_t> frames_; ///< of the source, of each frame of the result
};

class ShotsClip final : public Clip {
public:
    ShotsClip(std::vector<ClipPtr> rest, std::vector<Part> parts)
        : rest_(std::move(rest)), parts_(std::move(parts)), info_(rest_.back()->info()),
          map_(rest_.front()->info(), info_) {
        Hasher hasher;
        hasher.add("shot chains").add(info_.key);
        for (const Part& part : parts_) {
            const ClipInfo& info = part.clips.back()->info();
            hasher.add(part.shot.first).add(part.shot.last).add(info.key);
            info_.monochrome = info_.monochrome && info.monochrome;
            for (const Credit& credit : info.credits) {
                if (std::find(info_.credits.begin(), info_.credits.end(), credit) ==
                    info_.credits.end()) {
                    info_.credits.push_back(credit);
                }
            }
        }
        info_.key = hasher.finish();
        // Several chains lead here: none of their clips stands for all frames.
        info_.scan = nullptr;
        info_.faithful = nullptr;
    }

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        const Part* part = part_at(map_.source_frame(n));
        return (part == nullptr ? rest_ : part->clips).back()->frame(n, pull);
    }

    /// All clips of all chains, each for the frames that it makes.
    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        std::int64_t n = first;
        while (n <= last) {
            const std::int64_t source = map_.source_frame(n);
            const Part* part = part_at(source);
            const std::int64_t source_end =
                part == nullptr ? next_part(source) : part->shot.last + 1;
            const std::int64_t end = std::clamp(map_.first_of(source_end), n + 1, last + 1);
            KINOVAR_TRY(analyse_chain(part == nullptr ? rest_ : part->clips, n, end - 1, job));
            n = end;
        }
        return {};
    }

private:
    /// Null: the rest.
    [[nodiscard]] const Part* part_at(std::int64_t source_frame) const {
        const auto after = std::upper_bound(
            parts_.begin(), parts_.end(), source_frame,
            [](std::int64_t wanted, const Part& part) { return wanted < part.shot.first; });
        if (after == parts_.begin() || source_frame > std::prev(after)->shot.last) {
            return nullptr;
        }
        return &*std::prev(after);
    }
    /// The first frame after this one that has a chain of its own.
    [[nodiscard]] std::int64_t next_part(std::int64_t source_frame) const {
        const auto after = std::upper_bound(
            parts_.begin(), parts_.end(), source_frame,
            [](std::int64_t wanted, const Part& part) { return wanted < part.shot.first; });
        return after == parts_.end() ? rest_.front()->info().frames : after->shot.first;
    }
    [[nodiscard]] Status analyse_chain(const std::vector<ClipPtr>& clips, std::int64_t first,
                                       std::int64_t last, Job& job) const {
        for (const ClipPtr& clip : clips) {
            const FrameMap map(clip->info(), info_);
            KINOVAR_TRY(clip->analyse(map.source_frame(first), map.source_frame(last), job));
        }
        return {};
    }

    std::vector<ClipPtr> rest_; ///< the source and the clips of the chain of all other shots
    std::vector<Part> parts_;   ///< by first frame
    ClipInfo info_;
    FrameMap map_;
};

Status check_same(const Shot& shot, const ClipInfo& own, const ClipInfo& rest) {
    if (own.width == rest.width && own.height == rest.height && own.frames == rest.frames &&
        own.rate == rest.rate) {
        return {};
    }
    const auto told = [](const ClipInfo& info) {
        return fmt::format("{} frames of {}×{} at {:.6g} a second", info.frames, info.width,
                           info.height, info.rate.value());
    };
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("the chain of shot {}-{} makes {}, that of the reel {}", shot.first,
                               shot.last, told(own), told(rest)),
                   "give both the same scale and the same steps that change the frame rate");
}

Status check_ranges(const std::vector<Part>& parts, std::int64_t frames) {
    std::int64_t next = 0;
    for (const Part& part : parts) {
        if (part.shot.first < next || part.shot.last < part.shot.first ||
            part.shot.last >= frames) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("shot {}-{} overlaps another or does not lie in the {} "
                                       "frames of the film",
                                       part.shot.first, part.shot.last, frames));
        }
        next = part.shot.last + 1;
    }
    return {};
}

/// Another clip's pictures with other shots.
class ReshotClip final : public Clip {
public:
    ReshotClip(ClipPtr input, ClipInfo info) : input_(std::move(input)), info_(std::move(info)) {}
    [[nodiscard]] const ClipInfo& info() const override { return info_; }
    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        return input_->frame(n, pull);
    }
    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        return input_->analyse(first, last, job);
    }

private:
    ClipPtr input_;
    ClipInfo info_;
};

/// The shots are part of what the steps that follow make.
Hash128 key_with_shots(const ClipInfo& info, const ShotFinder& shots) {
    Hasher hasher;
    hasher.add("with shots").add(info.key);
    for (std::int64_t n = 0; n < info.frames;) {
        const auto shot = shots.shot_of(n, {});
        if (!shot) {
            break;
        }
        hasher.add(shot->first);
        n = std::max(shot->last, n) + 1;
    }
    return hasher.finish();
}

} // namespace

Result<ClipPtr> build_shots(std::span<const StepType> types, const Chain& chain,
                            const std::vector<ShotChain>& own, ClipPtr source) {
    KINOVAR_TRY_ASSIGN(std::vector<ClipPtr> rest, build(types, chain, source));
    if (own.empty()) {
        return rest.back();
    }
    std::vector<Part> parts;
    for (const ShotChain& shot : own) {
        auto clips = build(types, shot.chain, source);
        if (!clips) {
            return failure(
                clips.error().within(fmt::format("shot {}-{}", shot.shot.first, shot.shot.last)));
        }
        KINOVAR_TRY(check_same(shot.shot, clips->back()->info(), rest.back()->info()));
        parts.push_back({shot.shot, std::move(*clips)});
    }
    std::sort(parts.begin(), parts.end(),
              [](const Part& a, const Part& b) { return a.shot.first < b.shot.first; });
    KINOVAR_TRY(check_ranges(parts, source->info().frames));
    return std::make_shared<ShotsClip>(std::move(rest), std::move(parts));
}

ClipPtr with_shots(ClipPtr clip, std::shared_ptr<const ShotFinder> shots) {
    ClipInfo info = clip->info();
    info.key = key_with_shots(info, *shots);
    info.shots = std::move(shots);
    if (!info.scan) {
        // What is measured on the scan does not depend on where the shots are.
        info.scan = clip;
    }
    return std::make_shared<ReshotClip>(std::move(clip), std::move(info));
}

} // namespace kinovar::pipeline
