#include "core/steps/retouch/track/region_follow.h"

#include "core/image/cv_bridge.h"
#include "core/steps/retouch/track/point_motion.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr double kLeastWindow = 49; // px
constexpr double kLeastBox = 21;    // px that count
constexpr double kGrowth = 1.5;     // of a window without structure
constexpr double kMostOfPicture = 0.7;
constexpr double kBySurroundings = 0.8; // certainty for each time that a window was grown
constexpr int kPointsAcross = 9;
constexpr double kAroundFactor = 3; // how much wider the surroundings are
constexpr int kAroundPoints = 13;
// A group of points decides where so many of them go together.
constexpr double kLeastShare = 0.25;
// What looks like this is laid upon each other exactly …
constexpr double kFits = 0.8;
constexpr double kPartsFit = 0.6;
constexpr double kMostCorrection = 4; // samples
// … is the place itself …
constexpr double kSeenAgain = 0.75;
constexpr double kPartsSeenAgain = 0.6;
// … or is hidden.
constexpr double kUnlike = 0.5;
constexpr double kPartsUnlike = 0.3;
constexpr double kLeastSeen = 0.1;
// A newer view is taken where the last one fits less than this, but nothing covers a part of it.
constexpr double kAges = 0.9;
constexpr double kNothingCovers = 0.45;
constexpr double kMostPartsThere = 0.8;
// Likeness to the key's picture from which on it says anything.
constexpr double kKeyUnlike = 0.3;
constexpr double kEnoughShare = 0.6;  // of the points, where nothing is laid upon each other
constexpr double kParallax = 4;       // px a frame between a place and the whole picture
constexpr double kPlainPicture = 0.3; // certainty where there is no structure anywhere
constexpr double kSearchReach = 24;   // px, and for each frame that it was hidden:
constexpr double kSearchGrowth = 4;
constexpr double kMostReach = 0.25; // of the picture's height
constexpr int kMostMargin = 48;     // samples
constexpr double kMostZoom = 8;     // beside the key

cv::Rect2d grown(const cv::Rect2d& box, double width, double height) {
    const cv::Point2d middle(box.x + box.width / 2, box.y + box.height / 2);
    return {middle.x - width / 2, middle.y - height / 2, width, height};
}

/// Evenly over a window, each as `weight` says; none where it says 0.
template <class Weight>
std::vector<WeighedPoint> points_over(const cv::Rect2d& window, int across, const Affine& pose,
                                      const Weight& weight) {
    std::vector<WeighedPoint> points;
    for (int y = 0; y < across; ++y) {
        for (int x = 0; x < across; ++x) {
            const cv::Point2d at(window.x + (x + 0.5) * window.width / across,
                                 window.y + (y + 0.5) * window.height / across);
            if (const double counts = weight(at); counts > 0) {
                points.push_back({apply(pose, at), counts});
            }
        }
    }
    return points;
}

double ramp(double value, double low, double high) {
    return std::clamp((value - low) / (high - low), 0.0, 1.0);
}

bool sane(const Affine& pose) {
    const double area = determinant(pose);
    return area > 1 / (kMostZoom * kMostZoom) && area < kMostZoom * kMostZoom;
}

int frames_of_a_second(const Rational& rate) {
    return std::max(1, static_cast<int>(std::lround(1.0 * static_cast<double>(rate.num) /
                                                    static_cast<double>(rate.den))));
}

} // namespace

/// The pictures of a step.
struct RegionFollower::Views {
    const WorkPicture& from;
    const WorkPicture& to;
    const Aligner& seen; ///< the newer view beside the key's
};

/// How the place looks under a pose.
struct RegionFollower::Sight {
    Affine pose;
    Likeness key, seen;
    bool settled = false; ///< laid upon one of them

    [[nodiscard]] double all() const { return std::max(key.all, seen.all); }
    [[nodiscard]] double parts() const { return std::max(key.parts, seen.parts); }
    [[nodiscard]] bool hidden() const {
        return (all() < kUnlike && parts() < kPartsFit) || parts() < kPartsUnlike ||
               seen.seen < kLeastSeen;
    }
    [[nodiscard]] bool is_it() const {
        return all() > kSeenAgain && parts() > kPartsSeenAgain && settled;
    }
    [[nodiscard]] double score() const { return all() + parts(); }
};

/// Where a region is looked at: large enough to have structure.
struct RegionFollower::Window {
    PatchGrid grid;
    cv::Rect2d box;
    cv::Mat focus;
    Glimpse glimpse;
    double certainty = 1;
};

Result<std::unique_ptr<RegionFollower>> RegionFollower::make(const WorkPictures& pictures,
                                                             const cv::Rect2d& box,
                                                             std::int64_t key,
                                                             const pipeline::Pull& pull) {
    KINOVAR_TRY_ASSIGN(const WorkPicturePtr picture, pictures.at(key, pull));
    std::unique_ptr<RegionFollower> made;
    KINOVAR_TRY(guard_cv(fmt::format("following, frame {}", key), [&] {
        made.reset(new RegionFollower(pictures, window_for(*picture, box), key));
    }));
    return made;
}

RegionFollower::Window RegionFollower::window_for(const WorkPicture& picture,
                                                  const cv::Rect2d& box) {
    const cv::Size whole = picture.size();
    cv::Rect2d place =
        grown(box, std::max(box.width, kLeastWindow), std::max(box.height, kLeastWindow));
    Window window;
    const auto look = [&](const cv::Rect2d& what_counts) {
        window.box = what_counts;
        window.grid = PatchGrid::over(place);
        window.focus = focus_map(window.grid, what_counts);
        window.glimpse = glimpse_of(picture, window.grid, kIdentity);
        window.glimpse.seen = window.glimpse.seen.mul(window.focus);
        return has_structure(window.glimpse);
    };
    bool structure =
        look(grown(box, std::max(box.width, kLeastBox), std::max(box.height, kLeastBox)));
    while (!structure && place.width < kMostOfPicture * whole.width &&
           place.height < kMostOfPicture * whole.height) {
        place = grown(place, place.width * kGrowth, place.height * kGrowth);
        window.certainty *= kBySurroundings;
        structure = look(place);
    }
    window.certainty *= structure ? 1 : kPlainPicture;
    return window;
}

RegionFollower::RegionFollower(const WorkPictures& pictures, const Window& window, std::int64_t key)
    : pictures_(pictures), key_(key), box_(window.box), focus_(window.focus),
      at_key_(window.grid, window.glimpse), certainty_(window.certainty),
      patience_(frames_of_a_second(pictures.clip()->info().rate)) {}

RegionState RegionFollower::start() const {
    RegionState state;
    state.confidence = certainty_;
    state.seen_at = key_;
    return state;
}

Result<RegionState> RegionFollower::step(const RegionState& state, std::int64_t from,
                                         std::int64_t to, const pipeline::Pull& pull) const {
    KINOVAR_TRY(stopped(pull));
    RegionState next = state;
    if (state.hidden >= patience_) {
        ++next.hidden;
        return next;
    }
    KINOVAR_TRY_ASSIGN(const WorkPicturePtr before, pictures_.at(from, pull));
    KINOVAR_TRY_ASSIGN(const WorkPicturePtr now, pictures_.at(to, pull));
    KINOVAR_TRY_ASSIGN(const WorkPicturePtr then, pictures_.at(state.seen_at, pull));
    KINOVAR_TRY(guard_cv(fmt::format("following, frame {}", to), [&] {
        if (state.seen_at == key_) {
            next = stepped(state, to, {*before, *now, at_key_});
        } else {
            Glimpse newer = glimpse_of(*then, at_key_.grid(), state.seen_pose);
            newer.seen = newer.seen.mul(focus_);
            const Aligner seen(at_key_.grid(), std::move(newer));
            next = stepped(state, to, {*before, *now, seen});
        }
    }));
    return next;
}

RegionState RegionFollower::stepped(const RegionState& state, std::int64_t to,
                                    const Views& views) const {
    double share = 1; // of its points that say where it went
    Sight sight;
    if (state.hidden == 0) {
        const Affine expected = moved(kIdentity, state.velocity);
        const GroupMotion group = fit_group(
            points_between(views.from, views.to,
                           points_over(at_key_.grid().window, kPointsAcross, state.pose,
                                       [&](const cv::Point2d& at) { return focus_at(at, box_); }),
                           expected));
        share = group.share;
        sight = settle(after(share >= kLeastShare ? group.motion : expected, state.pose), views);
    }
    if (state.hidden > 0 || !sight.is_it()) {
        const Affine around = after(surroundings(state, views), state.pose);
        const double reach = std::min(kSearchReach + kSearchGrowth * state.hidden,
                                      kMostReach * views.to.size().height);
        for (const Affine& start : {around, search(around, reach, views)}) {
            const Sight other = settle(start, views);
            if (other.is_it() ? other.score() > sight.score() || !sight.is_it()
                              : state.hidden == 0 && other.score() > sight.score()) {
                sight = other;
            }
        }
        if (state.hidden > 0 ? !sight.is_it() : sight.hidden() || !sane(sight.pose)) {
            RegionState next = state;
            next.pose = around;
            next.confidence = 0;
            next.velocity = {};
            ++next.hidden;
            return next;
        }
    }
    return seen_again(state, to, sight, share);
}

RegionState RegionFollower::seen_again(const RegionState& state, std::int64_t to,
                                       const Sight& sight, double share) const {
    const cv::Point2d middle = at_key_.grid().centre();
    RegionState next = state;
    next.pose = sight.pose;
    next.hidden = 0;
    next.velocity =
        state.hidden > 0 ? cv::Point2d() : apply(next.pose, middle) - apply(state.pose, middle);
    const double likeness =
        std::max(ramp(sight.key.all, kKeyUnlike, kFits), ramp(sight.seen.all, kUnlike, 1));
    const double points = sight.settled ? 1 : ramp(share, 0, kEnoughShare);
    next.confidence = certainty_ * points * std::min(likeness, ramp(sight.parts(), 0, kFits));
    const bool whole = sight.seen.worst > kNothingCovers ||
                       (sight.seen.parts > kMostPartsThere && share > kEnoughShare);
    if (sight.seen.all < kAges && whole) {
        next.seen_at = to;
        next.seen_pose = next.pose;
    }
    return next;
}

RegionFollower::Sight RegionFollower::settle(const Affine& start, const Views& views) const {
    Sight sight{start, {}, {}};
    const auto look = [&](const Affine& pose) {
        const Glimpse now = glimpse_of(views.to, at_key_.grid(), pose);
        Sight found{pose, likeness(at_key_.glimpse(), now), {}};
        found.seen = &views.seen == &at_key_ ? found.key : likeness(views.seen.glimpse(), now);
        return found;
    };
    const auto try_on = [&](const Aligner& view, Likeness Sight::*which) {
        const auto pose = view.align(views.to, start);
        if (!pose || !sane(*pose) ||
            apart(at_key_.grid(), *pose, start) > kMostCorrection * at_key_.grid().spacing) {
            return false;
        }
        const Sight found = look(*pose);
        if ((found.*which).all < kFits && (found.*which).parts < kPartsFit) {
            return false;
        }
        sight = found;
        sight.settled = true;
        return true;
    };
    if (try_on(at_key_, &Sight::key) ||
        (&views.seen != &at_key_ && try_on(views.seen, &Sight::seen))) {
        return sight;
    }
    return look(start);
}

Affine RegionFollower::search(const Affine& around, double reach, const Views& views) const {
    const PatchGrid small = at_key_.grid().coarse(0);
    const int margin =
        std::clamp(static_cast<int>(std::ceil(reach / small.spacing)), 2, kMostMargin);
    const PatchGrid wide = at_key_.grid().coarse(margin);
    cv::Mat form;
    cv::resize(views.seen.glimpse().values, form, small.size, 0, 0, cv::INTER_AREA);
    const Glimpse field = glimpse_of(views.to, wide, around);
    cv::Mat scores;
    cv::matchTemplate(field.values, form, scores, cv::TM_CCOEFF_NORMED);
    cv::Point best;
    cv::minMaxLoc(scores, nullptr, nullptr, nullptr, &best);
    const cv::Point2d by((best.x - margin) * small.spacing, (best.y - margin) * small.spacing);
    return after(around, moved(kIdentity, by));
}

/// The movement of the picture as a whole, or of what lies next to the place where that goes about
/// the same way: what passes in front of it does not.
Affine RegionFollower::surroundings(const RegionState& state, const Views& views) const {
    const cv::Rect2d& window = at_key_.grid().window;
    const auto motion_of = [&](const std::vector<WeighedPoint>& points) {
        return fit_group(points_between(views.from, views.to, points, kIdentity));
    };
    const cv::Rect2d picture(cv::Point2d(), cv::Size2d(views.to.size()));
    const GroupMotion whole = motion_of(
        points_over(picture, kAroundPoints, kIdentity, [](const cv::Point2d&) { return 1.0; }));
    const cv::Rect2d wide =
        grown(window, window.width * kAroundFactor, window.height * kAroundFactor);
    const GroupMotion near =
        motion_of(points_over(wide, kAroundPoints, state.pose, [&](const cv::Point2d& at) {
            return window.contains(at) ? 0.0 : 1.0;
        }));
    const Affine all = whole.share >= kLeastShare ? whole.motion : kIdentity;
    const cv::Point2d middle = apply(state.pose, at_key_.grid().centre());
    const bool together = cv::norm(apply(all, middle) - apply(near.motion, middle)) < kParallax;
    return near.share >= kLeastShare && together ? near.motion : all;
}

} // namespace kinovar::retouch
