#include "core/steps/restore/stabilise.h"

#include "core/image/cv_bridge.h"
#include "core/pipeline/recent_frames.h"
#include "core/steps/kit/per_shot.h"
#include "core/steps/kit/shift_picture.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/path_split.h"
#include "core/steps/measure/pose_graph.h"
#include "core/steps/measure/shots.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

using pipeline::ClipInfo;
using pipeline::ClipPtr;
using pipeline::Pull;
using pipeline::Shot;

constexpr std::int64_t kVersion = 1;
constexpr double kReferenceLines = 480;
/// Unsteadiness below this (rms, px at 480 lines) is not worth resampling a picture for.
constexpr double kSteady = 0.06;
/// Frames on each side that may lend their edges.
constexpr int kBorderReach = 2;

/// Where each frame of a shot is, and how far from where it should be, px.
struct Sway {
    struct Place {
        double x = 0, y = 0; ///< of the picture's content along the shot
        double off_x = 0, off_y = 0;
    };
    std::vector<Place> places;
};

double rms(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) {
        sum += value * value;
    }
    return std::sqrt(sum / static_cast<double>(std::max<std::size_t>(1, values.size())));
}

/// How fast the camera itself moves at each frame, px a frame: of the path without what is
/// unsteady.
std::vector<double> speeds(std::span<const double> x, std::span<const double> off_x,
                           std::span<const double> y, std::span<const double> off_y) {
    std::vector<double> result(x.size(), 0.0);
    for (std::size_t i = 1; i < x.size(); ++i) {
        result[i] = std::hypot(x[i] - off_x[i] - x[i - 1] + off_x[i - 1],
                               y[i] - off_y[i] - y[i - 1] + off_y[i - 1]);
    }
    if (result.size() > 1) {
        result[0] = result[1];
    }
    return result;
}

/// A gate weaves as much when the camera rests as when it moves; what is more unsteady than that
/// where the camera moves fast is the camera's own and stays.
void leave_camera_shake(std::vector<double>& off, const std::vector<double>& speed) {
    std::vector<double> sorted = speed;
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    std::vector<double> at_rest;
    for (std::size_t i = 0; i < off.size(); ++i) {
        if (speed[i] <= *middle) {
            at_rest.push_back(off[i]);
        }
    }
    const double usual = rms(at_rest);
    constexpr std::int64_t kAround = 6;
    const auto count = static_cast<std::int64_t>(off.size());
    const std::vector<double> all = off;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto from = all.begin() + std::max<std::int64_t>(0, i - kAround);
        const auto to = all.begin() + std::min(count, i + kAround + 1);
        const double here = rms({from, to});
        if (speed[static_cast<std::size_t>(i)] > *middle && here > usual) {
            const double share = usual / here;
            off[static_cast<std::size_t>(i)] *= share * share;
        }
    }
}

void leave_if_steady(std::vector<double>& off, double scale) {
    if (rms(off) < kSteady * scale) {
        std::fill(off.begin(), off.end(), 0.0);
    }
}

Sway sway_of(std::span<const SurveyFacts> facts, const StabiliseOptions& options, int height) {
    const double scale = height / kReferenceLines;
    const UnsteadyPrior prior{.typical = options.weave * scale};
    const std::vector<double> x =
        path_of(facts, [](const PictureMotion& motion) { return motion.dx; });
    const std::vector<double> y =
        path_of(facts, [](const PictureMotion& motion) { return motion.dy; });
    std::vector<double> off_x = unsteady_part(x, prior);
    std::vector<double> off_y = unsteady_part(y, prior);
    const std::vector<double> speed = speeds(x, off_x, y, off_y);
    for (std::vector<double>* off : {&off_x, &off_y}) {
        leave_camera_shake(*off, speed);
        leave_if_steady(*off, scale);
    }
    Sway sway;
    for (std::size_t i = 0; i < facts.size(); ++i) {
        sway.places.push_back(
            {x[i], y[i], options.strength * off_x[i], options.strength * off_y[i]});
    }
    return sway;
}

/// The whole pixels at each edge of a moved picture that its own frame does not cover.
struct Uncovered {
    int left, top, right, bottom;

    Uncovered(double off_x, double off_y)
        : left(edge(-off_x)), top(edge(-off_y)), right(edge(off_x)), bottom(edge(off_y)) {}
    [[nodiscard]] bool none() const { return left + top + right + bottom == 0; }

private:
    static int edge(double over) { return std::max(0, static_cast<int>(std::ceil(over - 0.02))); }
};

std::vector<cv::Rect> strips(const Uncovered& gap, int width, int height) {
    const cv::Rect whole(0, 0, width, height);
    std::vector<cv::Rect> all;
    for (const cv::Rect& strip :
         {cv::Rect(0, 0, width, gap.top), cv::Rect(0, height - gap.bottom, width, gap.bottom),
          cv::Rect(0, gap.top, gap.left, height - gap.top - gap.bottom),
          cv::Rect(width - gap.right, gap.top, gap.right, height - gap.top - gap.bottom)}) {
        if ((strip & whole).area() > 0) {
            all.push_back(strip & whole);
        }
    }
    return all;
}

class StabilisedClip final : public pipeline::Clip {
public:
    StabilisedClip(ClipPtr input, StabiliseOptions options, ClipInfo info)
        : input_(pipeline::remembered(input, window(options))), options_(std::move(options)),
          info_(std::move(info)), survey_(survey_of(input)),
          sway_(shots_of(input),
                [survey = survey_, chosen = options_, height = input->info().height](
                    const Shot& shot, const Pull& pull) -> Result<Sway> {
                    KINOVAR_TRY_ASSIGN(const auto facts, survey.facts(shot.first, shot.last, pull));
                    return sway_of(facts, chosen, height);
                }) {
        info_.shots = sway_.shots();
    }

    [[nodiscard]] const ClipInfo& info() const override { return info_; }

    [[nodiscard]] Result<FramePtr> frame(std::int64_t n, const Pull& pull) const override {
        KINOVAR_TRY_ASSIGN(const auto sway, sway_.at(n, pull));
        KINOVAR_TRY_ASSIGN(const FramePtr picture, input_->frame(n, pull));
        const Sway::Place& place = at(*sway, n);
        if (place.off_x == 0 && place.off_y == 0) {
            return options_.border == "crop" ? cropped(*picture) : picture;
        }
        auto steady =
            std::make_shared<Frame>(picture->width(), picture->height(), picture->colour());
        KINOVAR_TRY(guard_cv(fmt::format("stabilise, frame {}", n), [&] {
            cv::Mat target = mat_view(*steady);
            shift_picture(mat_view(*picture), target, -place.off_x, -place.off_y);
        }));
        steady->set_origin(moved_origin(*picture, place));
        if (options_.border == "crop") {
            return cropped(*steady);
        }
        if (options_.border == "neighbour") {
            KINOVAR_TRY(fill_edges(*steady, *sway, n, pull));
        }
        return steady;
    }

    [[nodiscard]] Status analyse(std::int64_t first, std::int64_t last, Job& job) const override {
        return survey_.prepare(first, last, job);
    }

private:
    using Entry = PerShot<Sway>::Entry;

    static std::size_t window(const StabiliseOptions& options) {
        return options.border == "neighbour" ? 2 * kBorderReach + 1 + pipeline::kMostPullers : 1;
    }

    static const Sway::Place& at(const Entry& sway, std::int64_t n) {
        return sway.value.places[static_cast<std::size_t>(n - sway.shot.first)];
    }

    [[nodiscard]] Result<FramePtr> cropped(const Frame& picture) const {
        const int crop = options_.crop;
        Result<FramePtr> result = failure(ErrorCode::Internal, "crop");
        KINOVAR_TRY(guard_cv("stabilise", [&] {
            result = frame_from_mat(
                mat_view(picture)(cv::Rect(crop, crop, info_.width, info_.height)).clone(),
                picture.colour());
        }));
        if (result && picture.origin()) {
            auto inner = std::make_shared<OriginPlane>(*picture.origin());
            inner->pixels.clear();
            for (int y = crop; y < crop + info_.height; ++y) {
                const auto row = picture.origin()->pixels.begin() +
                                 static_cast<std::ptrdiff_t>(y) * picture.width() + crop;
                inner->pixels.insert(inner->pixels.end(), row, row + info_.width);
            }
            inner->width = info_.width;
            inner->height = info_.height;
            auto frame = std::make_shared<Frame>(**result);
            frame->set_origin(std::move(inner));
            return frame;
        }
        return result;
    }

    /// The origin plane follows by whole pixels.
    static std::shared_ptr<const OriginPlane> moved_origin(const Frame& picture,
                                                           const Sway::Place& place) {
        if (!picture.origin()) {
            return nullptr;
        }
        auto moved = std::make_shared<OriginPlane>(*picture.origin());
        const int dx = static_cast<int>(std::lround(place.off_x));
        const int dy = static_cast<int>(std::lround(place.off_y));
        for (int y = 0; y < moved->height; ++y) {
            const int from_y = std::clamp(y + dy, 0, moved->height - 1);
            for (int x = 0; x < moved->width; ++x) {
                const int from_x = std::clamp(x + dx, 0, moved->width - 1);
                moved->pixels[static_cast<std::size_t>(y) * moved->width + x] =
                    picture.origin()
                        ->pixels[static_cast<std::size_t>(from_y) * moved->width + from_x];
            }
        }
        return moved;
    }

    /// Takes what a frame does not show at its edges from the nearest frames of the shot that do.
    [[nodiscard]] Status fill_edges(Frame& steady, const Entry& sway, std::int64_t n,
                                    const Pull& pull) const {
        const Sway::Place& own = at(sway, n);
        const Uncovered gap(own.off_x, own.off_y);
        if (gap.none()) {
            return {};
        }
        for (const cv::Rect& strip : strips(gap, steady.width(), steady.height())) {
            for (const std::int64_t other : neighbours(sway.shot, n, kBorderReach)) {
                const Sway::Place& theirs = at(sway, other);
                const cv::Point2d shift(own.off_x + theirs.x - own.x, own.off_y + theirs.y - own.y);
                if (!covers(shift, strip, steady)) {
                    continue;
                }
                KINOVAR_TRY_ASSIGN(const FramePtr lender, input_->frame(other, pull));
                KINOVAR_TRY(guard_cv(fmt::format("stabilise, frame {}", n),
                                     [&] { lend(*lender, shift, strip, steady); }));
                break;
            }
        }
        return {};
    }

    /// Whether a frame read at `shift` shows all of a strip.
    static bool covers(const cv::Point2d& shift, const cv::Rect& strip, const Frame& frame) {
        return strip.x + shift.x >= 0 && strip.y + shift.y >= 0 &&
               strip.br().x - 1 + shift.x <= frame.width() - 1 &&
               strip.br().y - 1 + shift.y <= frame.height() - 1;
    }

    static void lend(const Frame& from, const cv::Point2d& shift, const cv::Rect& strip,
                     Frame& to) {
        cv::Mat target = mat_view(to);
        const cv::Matx23d place(1, 0, strip.x + shift.x, 0, 1, strip.y + shift.y);
        cv::Mat piece;
        cv::warpAffine(mat_view(from), piece, place, strip.size(),
                       cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
        piece.copyTo(target(strip));
        auto origin = std::make_shared<OriginPlane>();
        if (to.origin()) {
            *origin = *to.origin();
        } else {
            origin->width = to.width();
            origin->height = to.height();
            origin->pixels.assign(static_cast<std::size_t>(to.width()) *
                                      static_cast<std::size_t>(to.height()),
                                  Origin::Scan);
        }
        for (int y = strip.y; y < strip.br().y; ++y) {
            const auto row =
                origin->pixels.begin() + static_cast<std::ptrdiff_t>(y) * to.width() + strip.x;
            std::fill(row, row + strip.width, Origin::Neighbour);
        }
        to.set_origin(std::move(origin));
    }

    ClipPtr input_;
    StabiliseOptions options_;
    ClipInfo info_;
    Survey survey_;
    PerShot<Sway> sway_;
};

Result<ClipPtr> apply_stabilise(const StabiliseOptions& options, ClipPtr input) {
    ClipInfo info = mended_info(input, step_key(input->info(), "stabilise", kVersion, options));
    if (options.border == "crop") {
        info.width -= 2 * options.crop;
        info.height -= 2 * options.crop;
        constexpr int kLeastSide = 16;
        if (std::min(info.width, info.height) < kLeastSide) {
            return failure(ErrorCode::InvalidArgument,
                           fmt::format("nothing is left of a picture of {}×{} when {} px are cut "
                                       "off each side",
                                       input->info().width, input->info().height, options.crop),
                           "give a smaller crop");
        }
    }
    return std::make_shared<StabilisedClip>(std::move(input), options, std::move(info));
}

} // namespace

const FieldList<StabiliseOptions>& StabiliseOptions::fields() {
    static const FieldList<StabiliseOptions> list =
        FieldList<StabiliseOptions>()
            .add(&StabiliseOptions::strength,
                 {"strength", "Strength", "Share of the unsteadiness that is taken away."}, {0, 1})
            .add(&StabiliseOptions::weave,
                 {"weave", "Usual weave",
                  "How far the picture usually strays, for a picture of 480 lines; more makes the "
                  "path calmer and risks smoothing real camera movement.",
                  "px"},
                 {0.1, 5})
            .add_choice(&StabiliseOptions::border,
                        {"border", "Edges",
                         "What comes in at the edges: the picture mirrored, real picture of "
                         "neighbouring frames, or nothing (the picture is cropped)."},
                        {"neighbour", "mirror", "crop"})
            .add(&StabiliseOptions::crop,
                 {"crop", "Crop", "Cut off each side where the edges are cropped.", "px"},
                 {0, 500});
    return list;
}

pipeline::StepType stabilise_step_type() {
    return step_type<StabiliseOptions>(
        {"stabilise", "Stabilise",
         "Takes out gate weave and the jumps of splices by whole-picture shifts of parts of a "
         "pixel. Movement of the camera that is meant stays; leave it out for hand-held shots "
         "whose shake should stay."},
        apply_stabilise);
}

} // namespace kinovar::steps
