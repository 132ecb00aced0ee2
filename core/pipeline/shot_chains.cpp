#include "core/pipeline/shot_chains.h"

#include "core/pipeline/frame_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace kinovar::pipeline {

namespace {

/// The source and the clip after each step of a chain; shared by the shots with the same chain.
using Clips = std::shared_ptr<const std::vector<ClipPtr>>;

/// The clips of a chain over the frames of the source that it makes.
struct Part {
    Shot shot;
    Clips clips;
};

class ShotsClip final : public Clip {
public:
    ShotsClip(Clips rest, std::vector<Part> parts)
        : rest_(std::move(rest)), parts_(std::move(parts)), info_(rest_->back()->info()),
          map_(rest_->front()->info(), info_) {
        Hasher hasher;
        hasher.add("shot chains").add(info_.key);
        for (const Part& part : parts_) {
            const ClipInfo& info = part.clips->back()->info();
            hasher.add(part.shot.first).add(part.shot.last).add(info.key);
            info_.monochrome = info_.monochrome && info.monochrome;
            info_.credentials = info_.credentials ? info_.credentials : info.credentials;
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
        return (part == nullptr ? rest_ : part->clips)->back()->frame(n, pull);
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
            KINOVAR_TRY(analyse_chain(part == nullptr ? *rest_ : *part->clips, n, end - 1, job));
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
        return after == parts_.end() ? rest_->front()->info().frames : after->shot.first;
    }
    [[nodiscard]] Status analyse_chain(const std::vector<ClipPtr>& clips, std::int64_t first,
                                       std::int64_t last, Job& job) const {
        for (const ClipPtr& clip : clips) {
            const FrameMap map(clip->info(), info_);
            KINOVAR_TRY(clip->analyse(map.source_frame(first), map.source_frame(last), job));
        }
        return {};
    }

    Clips rest_;              ///< of all other shots
    std::vector<Part> parts_; ///< by first frame
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

/// The clips of a shot's chain: those that an equal chain has already made, or new ones.
Result<Clips> chain_of_shot(std::span<const StepType> types, const ShotChain& shot,
                            const ClipPtr& source, std::unordered_map<Hash128, Clips>& built) {
    KINOVAR_TRY_ASSIGN(const Hash128 key, shot.chain.key(types));
    Clips& clips = built[key];
    if (!clips) {
        KINOVAR_TRY_ASSIGN(std::vector<ClipPtr> made, build(types, shot.chain, source));
        clips = std::make_shared<const std::vector<ClipPtr>>(std::move(made));
    }
    return clips;
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

private:
    ClipPtr input_;
    ClipInfo info_;
};

/// Shots that were made for other media (a file that was replaced) still lie inside of these.
class ShotsInside final : public ShotFinder {
public:
    ShotsInside(std::shared_ptr<const ShotFinder> shots, std::int64_t frames)
        : shots_(std::move(shots)), frames_(frames) {}
    [[nodiscard]] Result<Shot> shot_of(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const Shot shot, shots_->shot_of(n, pull));
        return Shot{std::clamp<std::int64_t>(shot.first, 0, n),
                    std::clamp(shot.last, n, frames_ - 1)};
    }

private:
    std::shared_ptr<const ShotFinder> shots_;
    std::int64_t frames_;
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
    KINOVAR_TRY_ASSIGN(std::vector<ClipPtr> clips, build(types, chain, source));
    if (own.empty()) {
        return clips.back();
    }
    const auto rest = std::make_shared<const std::vector<ClipPtr>>(std::move(clips));
    std::unordered_map<Hash128, Clips> built;
    KINOVAR_TRY_ASSIGN(const Hash128 rest_key, chain.key(types));
    built.emplace(rest_key, rest);
    std::vector<Part> parts;
    for (const ShotChain& shot : own) {
        auto made = chain_of_shot(types, shot, source, built);
        if (!made) {
            return failure(
                made.error().within(fmt::format("shot {}-{}", shot.shot.first, shot.shot.last)));
        }
        KINOVAR_TRY(check_same(shot.shot, (*made)->back()->info(), rest->back()->info()));
        if (*made != rest) {
            parts.push_back({shot.shot, std::move(*made)});
        }
    }
    if (parts.empty()) {
        return rest->back();
    }
    std::sort(parts.begin(), parts.end(),
              [](const Part& a, const Part& b) { return a.shot.first < b.shot.first; });
    KINOVAR_TRY(check_ranges(parts, source->info().frames));
    return std::make_shared<ShotsClip>(rest, std::move(parts));
}

ClipPtr with_shots(ClipPtr clip, std::shared_ptr<const ShotFinder> shots) {
    ClipInfo info = clip->info();
    info.shots = std::make_shared<ShotsInside>(std::move(shots), info.frames);
    info.key = key_with_shots(info, *info.shots);
    if (!info.scan) {
        // What is measured on the scan does not depend on where the shots are.
        info.scan = clip;
    }
    return std::make_shared<ReshotClip>(std::move(clip), std::move(info));
}

} // namespace kinovar::pipeline
