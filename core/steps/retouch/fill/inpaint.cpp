#include "core/steps/retouch/fill/fill.h"
#include "core/steps/retouch/fill/model_fill.h"
#include "core/steps/retouch/fill/neighbours.h"
#include "core/steps/retouch/fill/surroundings.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

namespace kinovar::retouch {

namespace {

/// Farther frames want a look: measured, what they bring is 5 to 15 dB worse.
constexpr int kGoodDistance = 4;

/// What the fix itself covers at another frame of its life: as broken there as here.
Result<Hole> hole_at(const Task& task, std::int64_t n) {
    if (n < task.fix.first || n > task.fix.last) {
        return Hole{};
    }
    Placement placement = task.placement;
    if (task.placement_at) {
        KINOVAR_TRY_ASSIGN(placement, task.placement_at(n));
    }
    return placement.lost ? Hole{}
                          : hole_of(cover_of(task.fix.area, task.picture.size(), placement));
}

Result<Brought> real_pixels(const Inpaint& inpaint, const Task& task, const Hole& hole) {
    KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, task.pictures.shot_of(task.frame, task.pull));
    Neighbourhood around;
    around.frame = task.frame;
    around.shot = shot;
    around.reach = inpaint.reach;
    around.picture = [&](std::int64_t n) { return task.pictures.frame({}, n, task.pull); };
    around.hole = [&](std::int64_t n) { return hole_at(task, n); };
    return bring_from_neighbours(task.picture, hole, around, task.pull.stop);
}

/// How far away the farthest of what was found lies, leaving aside single pixels.
int farthest_of(const Brought& brought) {
    constexpr double kFew = 0.02;
    const int found = cv::countNonZero(brought.found);
    int away = 0;
    while (cv::countNonZero(brought.away > away) > kFew * found) {
        ++away;
    }
    return away;
}

/// Whether what was brought is what was there before: other frames then have the same fault.
bool shows_the_same(const Brought& brought, const cv::Mat& before) {
    constexpr double kSame = 0.015; // of white, without grain
    constexpr double kGrain = 2;    // px
    const int found = cv::countNonZero(brought.found);
    cv::Mat difference = brought.pixels - before;
    difference.setTo(cv::Scalar::all(0), brought.found == 0);
    cv::GaussianBlur(difference, difference, {}, kGrain);
    return found > 0 && cv::norm(difference, cv::NORM_L2, brought.found) <
                            kSame * std::sqrt(difference.channels() * found);
}

/// A hole while it is being filled, from several hands.
class Filling {
public:
    Filling(const cv::Mat& picture, const Hole& hole)
        : picture_(picture), hole_(hole), rest_(hole.mask.clone()),
          pixels_(picture(hole.where).clone()),
          origins_(hole.mask.size(), CV_8U, cv::Scalar(static_cast<int>(Origin::Hand))) {}

    void lay_real(const Brought& brought) {
        if (cv::countNonZero(brought.found) == 0) {
            return;
        }
        lay(brought.pixels, brought.found, Origin::Neighbour);
        const int away = farthest_of(brought);
        say(fmt::format("filled from real pixels {} frame{} away", away, away == 1 ? "" : "s"));
        check_ = away > kGoodDistance;
    }

    void say_the_same() {
        say("the frames around show the same there");
        check_ = true;
    }
    [[nodiscard]] bool open() const { return cv::countNonZero(rest_) > 0; }

    Status invent_by_model(const std::string& id_or_file, std::uint64_t seed) {
        KINOVAR_TRY_ASSIGN(const FillModel model, fill_model(id_or_file));
        KINOVAR_TRY_ASSIGN(const cv::Mat pixels,
                           fill_by_model(*model, so_far(), {hole_.where, rest_}, seed));
        say_invented("by " + model->info().title);
        lay(pixels, rest_.clone(), Origin::Model);
        return {};
    }

    Status invent_from_around(const std::stop_token& stop) {
        const Invented invented = invent_from_surroundings(so_far(), {hole_.where, rest_}, stop);
        if (invented.pixels.empty()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        say_invented("from surroundings");
        lay(invented.pixels, rest_.clone(), Origin::Hand);
        if (invented.poor) {
            say("nothing without a model fills a hole of this size well; another take, another "
                "frame or a LaMa file would");
            check_ = true;
        }
        return {};
    }

    [[nodiscard]] Patch patch(const Cover& cover) {
        Patch patch = patch_at(cover, hole_, pixels_);
        if (const double share = open_share(); share > 0) {
            patch.cover.setTo(0, rest_);
            say(fmt::format("no frame near shows what lies behind {:.0f} % of it", 100 * share));
            check_ = true;
        }
        patch.origins = origins_;
        patch.note = note_;
        patch.check = check_;
        return patch;
    }

private:
    /// The picture with what was filled up to now.
    [[nodiscard]] cv::Mat so_far() const {
        cv::Mat picture = picture_.clone();
        pixels_.copyTo(picture(hole_.where));
        return picture;
    }
    void say_invented(const std::string& how) {
        const double share = open_share();
        say(share < 1 ? fmt::format("{:.0f} % of it invented {}", 100 * share, how)
                      : "invented " + how);
        check_ = check_ || share < 1;
    }
    [[nodiscard]] double open_share() const {
        return 1.0 * cv::countNonZero(rest_) / cv::countNonZero(hole_.mask);
    }
    void lay(const cv::Mat& pixels, const cv::Mat& where, Origin origin) {
        pixels.copyTo(pixels_, where);
        origins_.setTo(cv::Scalar(static_cast<int>(origin)), where);
        rest_.setTo(0, where);
    }
    void say(const std::string& text) { note_ += (note_.empty() ? "" : "; ") + text; }

    const cv::Mat& picture_;
    const Hole& hole_;
    cv::Mat rest_; ///< of the hole, still open
    cv::Mat pixels_;
    cv::Mat origins_;
    std::string note_;
    bool check_ = false;
};

} // namespace

Result<Patch> patch_of(const Inpaint& inpaint, const Task& task) {
    using Method = Inpaint::Method;
    const Cover cover = cover_of(task.fix.area, task.picture.size(), task.placement);
    const Hole hole = hole_of(cover);
    if (hole.where.empty()) {
        return Patch{};
    }
    Filling filling(task.picture, hole);
    if (inpaint.method == Method::Auto || inpaint.method == Method::Neighbours) {
        KINOVAR_TRY_ASSIGN(const Brought brought, real_pixels(inpaint, task, hole));
        const bool same = shows_the_same(brought, task.picture(hole.where));
        if (!same || inpaint.method == Method::Neighbours) {
            filling.lay_real(brought);
        }
        if (same) {
            filling.say_the_same();
        }
    }
    if (filling.open() && inpaint.method != Method::Neighbours) {
        const bool by_model =
            inpaint.method == Method::Model ||
            (inpaint.method == Method::Auto &&
             !(inpaint.model.empty() ? installed_fill_model() : inpaint.model).empty());
        KINOVAR_TRY(by_model ? filling.invent_by_model(inpaint.model,
                                                       static_cast<std::uint64_t>(task.frame))
                             : filling.invent_from_around(task.pull.stop));
    }
    return filling.patch(cover);
}

std::string filled_by(const std::vector<FixPtr>& fixes) {
    const bool any = std::any_of(fixes.begin(), fixes.end(), [](const FixPtr& fix) {
        const auto* inpaint = std::get_if<Inpaint>(&fix->kind);
        return inpaint != nullptr && inpaint->model.empty() &&
               (inpaint->method == Inpaint::Method::Auto ||
                inpaint->method == Inpaint::Method::Model);
    });
    return any ? installed_fill_model() : std::string();
}

} // namespace kinovar::retouch
