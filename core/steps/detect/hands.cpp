#include "core/image/cv_bridge.h"
#include "core/steps/detect/hand_finder.h"
#include "core/steps/detect/proposal.h"
#include "core/steps/measure/shots.h"
#include "core/steps/portrait/face/similarity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace kinovar::detect {

namespace {

constexpr float kSameHand = 0.2F; // overlap from which a hand is that of the frame looked at before
constexpr int kMostMissed = 2;    // looks in a row that a hand may be hidden for
constexpr double kBoxMargin = 0.25; // around the points, of the box's longer side

// Values at which a hand is as uncertain as not. Measured (docs/detect.md): half of the good hands
// jitter by less, and so does their shape change by less from look to look.
constexpr double kUsualJitter = 0.05;
constexpr double kUsualChange = 0.15;

/// A hand being followed.
struct Following {
    HandTrack track;
    std::vector<HandPoints> shapes; ///< of each sighting, px
    SeenHand last;
    int missed = 0;
};

class HandFollower {
public:
    HandFollower(HandFinder finder, Job& job) : finder_(std::move(finder)), job_(job) {}

    Status look_at(const Frame& picture, std::int64_t n) {
        Status looked;
        KINOVAR_TRY(
            guard_cv(fmt::format("hands of frame {}", n), [&] { looked = look(picture, n); }));
        return looked;
    }
    /// Nobody is followed over a cut.
    void cut() {
        for (Following& one : now_) {
            done_.push_back(std::move(one));
        }
        now_.clear();
    }
    std::vector<HandTrack> tracks();

private:
    Status look(const Frame& picture, std::int64_t n);
    Result<std::vector<SeenHand>> seen_in(const cv::Mat& picture) const;
    Status add(Following& to, const SeenHand& hand, const cv::Mat& picture, std::int64_t n) const;

    HandFinder finder_;
    Job& job_;
    std::vector<Following> now_;
    std::vector<Following> done_;
};

Box box_in(const cv::Size& size, const HandPoints& points) {
    const cv::Rect2f tight = box_of(points);
    const double margin = kBoxMargin * std::max(tight.width, tight.height);
    const auto share = [](double value, int of) { return std::clamp(value / of, 0.0, 1.0); };
    return {share(tight.x - margin, size.width), share(tight.y - margin, size.height),
            share(tight.br().x + margin, size.width), share(tight.br().y + margin, size.height)};
}

Status HandFollower::add(Following& to, const SeenHand& hand, const cv::Mat& picture,
                         std::int64_t n) const {
    HandSighting sighting;
    sighting.frame = n;
    sighting.box = box_in(picture.size(), hand.points);
    sighting.presence = hand.presence;
    KINOVAR_TRY_ASSIGN(sighting.jitter, finder_.jitter(picture, hand));
    for (std::size_t i = 0; i < hand.points.size(); ++i) {
        sighting.landmarks[i] = {hand.points[i].x / static_cast<float>(picture.cols),
                                 hand.points[i].y / static_cast<float>(picture.rows)};
    }
    to.track.sightings.push_back(sighting);
    to.shapes.push_back(hand.points);
    to.last = hand;
    to.missed = 0;
    return {};
}

/// What the detector sees, and those it saw before that are still where they were: it loses hands
/// which the landmarks still hold.
Result<std::vector<SeenHand>> HandFollower::seen_in(const cv::Mat& picture) const {
    KINOVAR_TRY_ASSIGN(std::vector<SeenHand> hands, finder_.find(picture, job_.stop_token()));
    for (const Following& one : now_) {
        const auto near = [&](const SeenHand& hand) {
            return overlap(hand.points, one.last.points) > kSameHand;
        };
        if (std::any_of(hands.begin(), hands.end(), near)) {
            continue;
        }
        KINOVAR_TRY_ASSIGN(const SeenHand hand, finder_.again(picture, one.last));
        if (hand.presence >= kHandPresence && near(hand)) {
            hands.push_back(hand);
        }
    }
    return hands;
}

Status HandFollower::look(const Frame& frame, std::int64_t n) {
    const cv::Mat picture = mat_view(frame);
    KINOVAR_TRY_ASSIGN(std::vector<SeenHand> hands, seen_in(picture));
    for (Following& one : now_) {
        ++one.missed;
        const auto best =
            std::max_element(hands.begin(), hands.end(), [&](const SeenHand& a, const SeenHand& b) {
                return overlap(a.points, one.last.points) < overlap(b.points, one.last.points);
            });
        if (best != hands.end() && overlap(best->points, one.last.points) > kSameHand) {
            KINOVAR_TRY(add(one, *best, picture, n));
            hands.erase(best);
        }
    }
    const auto lost = std::stable_partition(
        now_.begin(), now_.end(), [](const Following& one) { return one.missed <= kMostMissed; });
    std::move(lost, now_.end(), std::back_inserter(done_));
    now_.erase(lost, now_.end());
    for (const SeenHand& hand : hands) {
        Following fresh;
        KINOVAR_TRY(add(fresh, hand, picture, n));
        now_.push_back(std::move(fresh));
    }
    return {};
}

/// How far the worst finger is from where the palm alone would have carried it, palm lengths.
double change_of_shape(const HandPoints& from, const HandPoints& to) {
    constexpr std::array<std::size_t, 5> kPalm{0, 5, 9, 13, 17}; // wrist and bases of fingers
    std::array<portrait::Point3, kPalm.size()> a{};
    std::array<portrait::Point3, kPalm.size()> b{};
    for (std::size_t i = 0; i < kPalm.size(); ++i) {
        a[i] = {from[kPalm[i]].x, from[kPalm[i]].y, 0};
        b[i] = {to[kPalm[i]].x, to[kPalm[i]].y, 0};
    }
    const portrait::Similarity move = portrait::fit_similarity(a, b);
    HandPoints there;
    for (std::size_t i = 0; i < there.size(); ++i) {
        const portrait::Point3 point = move.apply({from[i].x, from[i].y, 0});
        there[i] = {point.x, point.y};
    }
    return worst_finger(there, to) / palm_length(to);
}

/// A sighting's smaller change to its two neighbours a frame: a hand that goes over into another
/// shape changes towards one of them only, one that is wrong for a moment towards both.
void measure_changes(Following& one) {
    auto& sightings = one.track.sightings;
    std::vector<double> steps; // from sighting i to i + 1
    for (std::size_t i = 1; i < sightings.size(); ++i) {
        const auto frames = static_cast<double>(sightings[i].frame - sightings[i - 1].frame);
        steps.push_back(change_of_shape(one.shapes[i - 1], one.shapes[i]) / frames);
    }
    for (std::size_t i = 0; i < sightings.size() && !steps.empty(); ++i) {
        const double before = steps[i == 0 ? 0 : i - 1];
        const double after = steps[std::min(i, steps.size() - 1)];
        sightings[i].change = std::min(before, after);
    }
}

std::vector<HandTrack> HandFollower::tracks() {
    cut();
    std::vector<HandTrack> tracks;
    for (Following& one : done_) {
        measure_changes(one);
        HandTrack& track = one.track;
        track.track = static_cast<int>(tracks.size()) + 1;
        for (HandSighting& sighting : track.sightings) {
            sighting.track = track.track;
            sighting.uncertainty =
                1 - std::exp2(-sighting.jitter / kUsualJitter - sighting.change / kUsualChange);
        }
        track.first = track.sightings.front().frame;
        track.last = track.sightings.back().frame;
        track.worst = *std::max_element(track.sightings.begin(), track.sightings.end(),
                                        [](const HandSighting& a, const HandSighting& b) {
                                            return a.uncertainty < b.uncertainty;
                                        });
        tracks.push_back(std::move(track));
    }
    std::stable_sort(tracks.begin(), tracks.end(), [](const HandTrack& a, const HandTrack& b) {
        return a.worst.uncertainty > b.worst.uncertainty;
    });
    return tracks;
}

} // namespace

Result<std::vector<HandTrack>> find_hands(const pipeline::ClipPtr& clip, std::int64_t first,
                                          std::int64_t last, int every, Job& job) {
    KINOVAR_TRY_ASSIGN(HandFinder finder, HandFinder::installed());
    const auto shots = steps::shots_of(clip);
    HandFollower follower(std::move(finder), job);
    job.begin("hands", (last - first) / every + 1);
    pipeline::Shot shot{first, first - 1};
    for (std::int64_t n = first; n <= last; n += every) {
        KINOVAR_TRY(job.checkpoint());
        if (n > shot.last) {
            follower.cut();
            KINOVAR_TRY_ASSIGN(shot, shots->shot_of(n, {job.stop_token()}));
        }
        KINOVAR_TRY_ASSIGN(const FramePtr picture, clip->frame(n, {job.stop_token()}));
        KINOVAR_TRY(follower.look_at(*picture, n));
        job.advance();
    }
    return follower.tracks();
}

std::vector<Proposal> hand_proposals(const std::vector<HandTrack>& hands) {
    std::vector<Proposal> proposals;
    for (const HandTrack& hand : hands) {
        proposals.push_back(
            {.kind = "hand",
             .first = hand.first,
             .last = hand.last,
             .worst = hand.worst.frame,
             .severity = hand.worst.uncertainty,
             .box = hand.worst.box,
             .text = fmt::format("a hand to look at: its worst finger is found {:.2f} palm lengths "
                                 "apart when looked at again; fingers are not counted",
                                 hand.worst.jitter),
             .fix = "inpaint"});
    }
    return proposals;
}

} // namespace kinovar::detect
