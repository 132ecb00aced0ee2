#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/steps/detect/frozen.h"
#include "core/steps/detect/passing_things.h"
#include "core/steps/detect/proposal.h"
#include "core/steps/measure/shots.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

namespace kinovar::detect {

namespace {

constexpr std::int64_t kLongest = 5; // frames that a thing may stay and still be a flicker
// Old film has dirt on most frames: what is small and there for one frame is then no glitch.
constexpr double kDirtyShare = 0.15; // of the frames of a shot
constexpr std::size_t kDirtyFrames = 6;
constexpr double kDirtArea = 0.02; // of the picture: larger is looked at all the same
constexpr std::int64_t kSpeckFrames = 2;
constexpr std::size_t kMostOfShot = 24;
// Half as bad as can be: this far off over this share of the picture.
constexpr double kUsualStrength = 40;
constexpr double kUsualArea = 0.01;

/// Something that is there from first to last and neither before nor after.
struct Passing {
    std::int64_t first = 0;
    std::int64_t last = 0;
    std::int64_t seen = 0; ///< the frame it was looked at
    PassingThing thing;

    [[nodiscard]] double badness() const {
        return thing.strength / kUsualStrength * std::sqrt(thing.area / kUsualArea);
    }
};

/// Frames of one shot as they come; what is found out about them.
class ShotLook {
public:
    explicit ShotLook(pipeline::Shot shot) : shot_(shot) {}

    void add(const Frame& frame);
    [[nodiscard]] std::vector<Proposal> proposals() const;

private:
    void compare(std::int64_t length);
    void note_change(const Frame& frame);

    pipeline::Shot shot_;
    PassingThings things_;
    std::deque<ComparedFrame> window_; ///< the last kLongest + 2 frames
    std::int64_t next_ = 0;            ///< number in the shot of the frame that comes
    cv::Mat luma_;                     ///< of the last frame
    std::vector<double> changes_;
    std::vector<Passing> found_;
};

void ShotLook::add(const Frame& frame) {
    note_change(frame);
    window_.push_back(things_.prepare(frame));
    if (window_.size() > static_cast<std::size_t>(kLongest) + 2) {
        window_.pop_front();
    }
    ++next_;
    for (std::int64_t length = 1; length <= kLongest; ++length) {
        if (window_.size() >= static_cast<std::size_t>(length) + 2) {
            compare(length);
        }
    }
}

void ShotLook::note_change(const Frame& frame) {
    cv::Mat luma(frame.height(), frame.width(), CV_8U);
    luma_of(frame, std::span(luma.ptr<std::uint8_t>(), luma.total()));
    changes_.push_back(
        luma_.empty() ? 0 : cv::norm(luma, luma_, cv::NORM_L1) / static_cast<double>(luma.total()));
    luma_ = luma;
}

/// Whether the last frame and the one `length` + 1 before it agree about what is between them.
void ShotLook::compare(std::int64_t length) {
    const std::size_t after = window_.size() - 1;
    const std::size_t before = after - static_cast<std::size_t>(length) - 1;
    const std::size_t middle = (before + after) / 2 + (before + after) % 2;
    const ComparedFrame* beside = middle - before > 1 ? &window_[middle - 1] : nullptr;
    const std::int64_t last = shot_.first + next_ - 2;
    for (const PassingThing& thing :
         things_.between(window_[before], window_[middle], window_[after], beside)) {
        found_.push_back(
            {last - length + 1, last, last + 1 - static_cast<std::int64_t>(after - middle), thing});
    }
}

bool overlap(const Passing& a, const Passing& b) {
    return a.first <= b.last && b.first <= a.last && (a.thing.box & b.thing.box).area() > 0;
}

/// Each thing once: by the shortest time that explains it, and where that was twice, the worse one.
std::vector<Passing> each_once(std::vector<Passing> found) {
    std::stable_sort(found.begin(), found.end(), [](const Passing& a, const Passing& b) {
        const auto length = [](const Passing& one) { return one.last - one.first; };
        return length(a) != length(b) ? length(a) < length(b) : a.badness() > b.badness();
    });
    std::vector<Passing> kept;
    for (const Passing& one : found) {
        if (std::none_of(kept.begin(), kept.end(),
                         [&](const Passing& other) { return overlap(one, other); })) {
            kept.push_back(one);
        }
    }
    return kept;
}

bool like_dirt(const Passing& one) {
    return one.first == one.last && one.thing.area < kDirtArea && !one.thing.repeats;
}

/// In a film full of dirt specks look alike, and two may meet in one place.
bool lost_among_dirt(const Passing& one) {
    return one.last - one.first < kSpeckFrames && one.thing.area < kDirtArea;
}

Proposal dirt_of(const pipeline::Shot& shot, std::size_t frames) {
    return {.kind = "dirt",
            .first = shot.first,
            .last = shot.last,
            .worst = shot.first,
            .severity = 0.5,
            .text = fmt::format("spots on {} of {} frames, as dirt on film leaves them", frames,
                                shot.last - shot.first + 1),
            .fix = "dust"};
}

std::string reason_of(const Passing& one) {
    const std::int64_t frames = one.last - one.first + 1;
    if (one.thing.whole) {
        return frames == 1 ? "the whole frame is unlike the one before and the one after"
                           : fmt::format("{} frames are unlike those before and after", frames);
    }
    const char* what =
        one.thing.repeats ? "something that looks like a copy of what stands beside" : "something";
    return frames == 1 ? fmt::format("{} is here for this frame only", what)
                       : fmt::format("{} comes and is gone again after {} frames", what, frames);
}

Proposal proposal_of(const Passing& one) {
    const cv::Rect2d& box = one.thing.box;
    Proposal proposal{.kind = one.first == one.last ? "glitch" : "flicker object",
                      .first = one.first,
                      .last = one.last,
                      .worst = one.seen,
                      .severity = one.badness() / (1 + one.badness()),
                      .text = reason_of(one),
                      .fix = one.thing.whole ? "clone" : "inpaint"};
    if (!one.thing.whole) {
        proposal.box = {box.x, box.y, box.br().x, box.br().y};
    }
    return proposal;
}

std::vector<Proposal> ShotLook::proposals() const {
    std::vector<Proposal> proposals = frozen_frames(shot_, changes_);
    std::vector<Passing> passing = each_once(found_);
    std::vector<std::int64_t> dirty;
    for (const Passing& one : passing) {
        if (like_dirt(one)) {
            dirty.push_back(one.first);
        }
    }
    std::sort(dirty.begin(), dirty.end());
    dirty.erase(std::unique(dirty.begin(), dirty.end()), dirty.end());
    const auto frames = static_cast<double>(shot_.last - shot_.first + 1);
    if (dirty.size() >= kDirtyFrames && static_cast<double>(dirty.size()) > kDirtyShare * frames) {
        proposals.push_back(dirt_of(shot_, dirty.size()));
        std::erase_if(passing, lost_among_dirt);
    }
    std::stable_sort(passing.begin(), passing.end(),
                     [](const Passing& a, const Passing& b) { return a.badness() > b.badness(); });
    passing.resize(std::min(passing.size(), kMostOfShot));
    std::transform(passing.begin(), passing.end(), std::back_inserter(proposals), proposal_of);
    return proposals;
}

} // namespace

Result<std::vector<Proposal>> find_glitches(const pipeline::ClipPtr& clip, std::int64_t first,
                                            std::int64_t last, Job& job) {
    const auto shots = steps::shots_of(clip);
    job.begin("glitches", last - first + 1);
    std::vector<Proposal> all;
    for (std::int64_t n = first; n <= last;) {
        KINOVAR_TRY_ASSIGN(pipeline::Shot shot, shots->shot_of(n, {job.stop_token()}));
        shot = {std::max(shot.first, first), std::min(shot.last, last)};
        ShotLook look(shot);
        for (; n <= shot.last; ++n) {
            KINOVAR_TRY(job.checkpoint());
            KINOVAR_TRY_ASSIGN(const FramePtr frame, clip->frame(n, {job.stop_token()}));
            KINOVAR_TRY(
                guard_cv(fmt::format("glitches at frame {}", n), [&] { look.add(*frame); }));
            job.advance();
        }
        const std::vector<Proposal> some = look.proposals();
        all.insert(all.end(), some.begin(), some.end());
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Proposal& a, const Proposal& b) { return a.first < b.first; });
    return all;
}

} // namespace kinovar::detect
