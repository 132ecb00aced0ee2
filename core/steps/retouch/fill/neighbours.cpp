#include "core/steps/retouch/fill/neighbours.h"

#include "core/image/cv_bridge.h"
#include "core/steps/retouch/fill/content_walk.h"
#include "core/steps/retouch/fill/heal.h"
#include "core/steps/retouch/fill/membrane.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace kinovar::retouch {

namespace {

constexpr float kFarWeight = 4;     // frames after which a neighbour counts e times less
constexpr float kDoubtWeight = 1.5; // px, likewise
constexpr float kMostDoubt = 6;     // px: another thing
constexpr float kEnough = 2;        // pixels of other frames at a place
constexpr float kEdgeCaution = 8;
constexpr double kGrainBlur = 1.5;  // px: finer is grain
constexpr double kMostLight = 0.06; // difference at the border that light explains

class Gathering {
public:
    Gathering(const cv::Mat& picture, const Hole& hole)
        : picture_(picture), hole_(hole), part_(with_margin(hole, 2 * kHealRing, picture.size())),
          mask_(mask_in(hole, part_)), ring_(ring_around(mask_, kHealRing)),
          sum_(cv::Mat::zeros(part_.size(), CV_32FC3)),
          weight_(cv::Mat::zeros(part_.size(), CV_32F)),
          grain_(cv::Mat::zeros(part_.size(), CV_32FC3)),
          lead_(cv::Mat::zeros(part_.size(), CV_32F)), count_(cv::Mat::zeros(part_.size(), CV_32F)),
          away_(cv::Mat::zeros(part_.size(), CV_8U)) {}

    [[nodiscard]] const cv::Rect& part() const { return part_; }

    /// What a walk sees from `away` frames away.
    void add(const ContentWalk& walk, const cv::Mat& picture, int away) {
        const cv::Mat seen = walk.seen() & (walk.doubt() < kMostDoubt);
        cv::Mat pixels;
        cv::remap(picture, pixels, walk.places(), cv::noArray(), cv::INTER_CUBIC,
                  cv::BORDER_REPLICATE);
        pixels = in_this_light(pixels, seen);
        const cv::Mat doubt = smoothed_doubt(walk.doubt());
        cv::Mat known;
        seen.convertTo(known, CV_32F, 1.0 / 255);
        const Calm calm = calm_of(pixels, known);
        const cv::Mat grain = pixels - calm.pixels;
        const float far = std::exp(-static_cast<float>(away) / kFarWeight);
        for (int y = 0; y < part_.height; ++y) {
            for (int x = 0; x < part_.width; ++x) {
                if (mask_.at<std::uint8_t>(y, x) == 0 || seen.at<std::uint8_t>(y, x) == 0) {
                    continue;
                }
                const float w = far * std::exp(-walk.doubt().at<float>(y, x) / kDoubtWeight);
                sum_.at<cv::Vec3f>(y, x) += w * pixels.at<cv::Vec3f>(y, x);
                weight_.at<float>(y, x) += w;
                count_.at<float>(y, x) += 1;
                // At the edge of what is seen the fine band is not fine alone.
                const float lead = far * std::exp(-doubt.at<float>(y, x) / kDoubtWeight) *
                                   std::pow(calm.share.at<float>(y, x), kEdgeCaution);
                if (lead > lead_.at<float>(y, x)) {
                    lead_.at<float>(y, x) = lead;
                    grain_.at<cv::Vec3f>(y, x) = grain.at<cv::Vec3f>(y, x);
                }
                auto& nearest = away_.at<std::uint8_t>(y, x);
                nearest = nearest == 0 ? cv::saturate_cast<std::uint8_t>(away) : nearest;
            }
        }
    }

    [[nodiscard]] bool enough() const { return cv::countNonZero((count_ < kEnough) & mask_) == 0; }

    [[nodiscard]] Brought result() const {
        const cv::Rect inner = hole_.where - part_.tl();
        Brought brought;
        brought.found = cv::Mat((weight_ > 0) & mask_)(inner).clone();
        brought.away = away_(inner).clone();
        cv::Mat weights;
        constexpr double kLeast = 1e-9;
        cv::merge(std::vector<cv::Mat>(3, cv::max(weight_, kLeast)), weights);
        brought.pixels = with_grain(sum_ / weights)(inner).clone();
        return brought;
    }

private:
    /// Neighbouring pixels are to have the same frame as their best.
    static cv::Mat smoothed_doubt(const cv::Mat& doubt) {
        constexpr double kBlur = 5; // px
        cv::Mat calm;
        cv::GaussianBlur(doubt, calm, {}, kBlur);
        return calm;
    }

    /// Smooth pixels of what is known (CV_32F, 0 or 1), and how much of it lies around each place.
    struct Calm {
        cv::Mat pixels;
        cv::Mat share;
    };
    static Calm calm_of(const cv::Mat& pixels, const cv::Mat& known) {
        cv::Mat weights;
        cv::merge(std::vector<cv::Mat>(3, known), weights);
        Calm calm;
        cv::GaussianBlur(pixels.mul(weights), calm.pixels, {}, kGrainBlur);
        cv::GaussianBlur(weights, weights, {}, kGrainBlur);
        constexpr double kLeastWeight = 1e-3;
        calm.pixels /= cv::max(weights, kLeastWeight);
        cv::extractChannel(weights, calm.share, 0);
        return calm;
    }

    /// The mean of several frames is closest to the truth, but has lost its grain: that is of the
    /// best frame alone.
    [[nodiscard]] cv::Mat with_grain(const cv::Mat& mean) const {
        cv::Mat pixels = picture_(part_).clone();
        const cv::Mat found = (weight_ > 0) & mask_;
        mean.copyTo(pixels, found);
        cv::Mat known;
        cv::Mat((mask_ == 0) | found).convertTo(known, CV_32F, 1.0 / 255);
        return calm_of(pixels, known).pixels + grain_;
    }

    /// Brought to the light of this picture by what both show around the hole. A greater difference
    /// there is another thing, not light.
    [[nodiscard]] cv::Mat in_this_light(const cv::Mat& pixels, const cv::Mat& seen) const {
        cv::Mat known;
        cv::Mat(ring_ & seen).convertTo(known, CV_32F, 1.0 / 255);
        cv::Mat weights;
        cv::merge(std::vector<cv::Mat>(3, known), weights);
        cv::Mat difference = picture_(part_) - pixels;
        difference =
            cv::max(cv::min(difference, cv::Scalar::all(kMostLight)), cv::Scalar::all(-kMostLight));
        difference = difference.mul(weights);
        constexpr double kBlur = 3; // px
        constexpr double kLeastWeight = 1e-2;
        cv::GaussianBlur(difference, difference, {}, kBlur);
        cv::GaussianBlur(weights, weights, {}, kBlur);
        difference /= cv::max(weights, kLeastWeight);
        const cv::Mat unknown = mask_ | (ring_ & (seen == 0));
        fill_membrane(difference, unknown);
        return pixels + difference;
    }

    cv::Mat picture_;
    const Hole& hole_;
    cv::Rect part_;
    cv::Mat mask_;
    cv::Mat ring_;
    cv::Mat sum_;
    cv::Mat weight_;
    cv::Mat grain_; ///< of the frame that is trusted most there
    cv::Mat lead_;  ///< how much it is
    cv::Mat count_;
    cv::Mat away_;
};

} // namespace

Result<Brought> bring_from_neighbours(const cv::Mat& picture, const Hole& hole,
                                      const Neighbourhood& around, const std::stop_token& stop) {
    Gathering gathering(picture, hole);
    const WalkFrame start = walk_frame(picture, hole);
    ContentWalk forward(start, gathering.part());
    ContentWalk backward(start, gathering.part());
    for (int away = 1; away <= around.reach && !gathering.enough(); ++away) {
        for (ContentWalk* walk : {&backward, &forward}) {
            const std::int64_t n = around.frame + (walk == &forward ? away : -away);
            if (n < around.shot.first || n > around.shot.last || walk->over()) {
                continue;
            }
            if (stop.stop_requested()) {
                return failure(ErrorCode::Cancelled, "stopped");
            }
            KINOVAR_TRY_ASSIGN(const FramePtr frame, around.picture(n));
            KINOVAR_TRY_ASSIGN(Hole broken, around.hole(n));
            walk->step(walk_frame(mat_view(*frame), std::move(broken)));
            if (!walk->over()) {
                gathering.add(*walk, mat_view(*frame), away);
            }
        }
    }
    return gathering.result();
}

} // namespace kinovar::retouch
