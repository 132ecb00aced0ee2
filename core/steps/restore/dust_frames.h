#pragma once

#include "core/base/cache.h"
#include "core/pipeline/clip.h"
#include "core/steps/measure/flow.h"
#include "core/steps/restore/dust_doubt.h"
#include "core/steps/restore/dust_options.h"
#include "core/steps/restore/dust_protect.h"

#include <memory>
#include <vector>

namespace kinovar::steps::dust {

/// What a frame is looked at in: luma, reduced to at most kMostLines lines and slightly blurred.
struct Plane {
    cv::Mat picture; ///< CV_8U
    FlowPicture flow;
};
inline constexpr int kMostLines = 800;

/// A piece of a frame to be taken from another frame.
struct Patch {
    std::int64_t frame = 0; ///< where from
    cv::Rect box;           ///< in the plane
    cv::Mat mask;           ///< CV_8U of box's size, not 0: these pixels
};

/// What was found on a frame, in its plane.
struct Findings {
    cv::Mat defects;    ///< CV_8U: 0 clean, 255 bright, 128 dark; grown
    cv::Mat confidence; ///< CV_8U: 0 … 255
    int spots = 0;
    std::vector<Patch> patches;
};

/// Cancelled, once somebody has asked for it.
[[nodiscard]] Status stopped(const pipeline::Pull& pull);

/// Finds the dirt of a clip, frame by frame, with what neighbouring frames share kept while they
/// are near: planes, flows, first findings. Thread-safe; nothing depends on the order of calls.
class DustFrames {
public:
    /// `input` is asked for each frame once when they are read in order.
    DustFrames(pipeline::ClipPtr input, std::shared_ptr<const ProtectMask> protect,
               const DustOptions& options);

    [[nodiscard]] Result<std::shared_ptr<const Findings>>
    findings(std::int64_t n, const pipeline::Pull& pull) const;
    /// The flow from frame n to a frame at most two away, of the same shot.
    [[nodiscard]] Result<Flow> flow(std::int64_t n, std::int64_t to,
                                    const pipeline::Pull& pull) const;
    /// Grain of the shot, measured once and stored (see pipeline::analyses()).
    [[nodiscard]] Result<NoiseCurve> noise(const pipeline::Shot& shot,
                                           const pipeline::Pull& pull) const;
    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t n, const pipeline::Pull& pull) const {
        return shots_->shot_of(n, pull);
    }

    /// Frames of the input that are in use at a time.
    static constexpr std::size_t kWindow = 7;

private:
    /// The neighbours of a frame, as seen from it and matched in brightness.
    struct Views {
        std::vector<std::int64_t> frames;
        std::vector<Flow> flows;
        std::vector<cv::Mat> pictures;
        std::vector<cv::Mat> outside; ///< 255 where the other frame does not show the place
    };
    /// A frame after the first pass: what its neighbours are compared with in the second.
    struct Mended {
        cv::Mat picture;         ///< the plane with its dirt filled
        cv::Mat dirt;            ///< CV_8U, 255 where it was
        Unrest unrest;           ///< where anything stood out, things that move too
        Views seen;              ///< what it was compared with
        std::vector<Spot> found; ///< all that stood out
    };
    using PlanePtr = std::shared_ptr<const Plane>;
    using MendedPtr = std::shared_ptr<const Mended>;

    [[nodiscard]] Result<PlanePtr> plane(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] Result<PlanePtr> make_plane(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] Result<Flow> next_flow(std::int64_t n, std::int64_t to,
                                         const pipeline::Pull& pull) const;
    [[nodiscard]] Result<MendedPtr> mended(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] Result<Mended> mend(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] Result<Findings> find(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] Result<Views> views(std::int64_t n, const pipeline::Pull& pull) const;
    /// What a frame was compared with, with the neighbours' dirt mended; pictures without any are
    /// handed on.
    [[nodiscard]] Result<Views> clean_views(const Mended& own, std::int64_t n,
                                            const pipeline::Pull& pull) const;
    /// All that stands out.
    [[nodiscard]] Result<std::vector<Spot>> spots(std::int64_t n, const Views& views,
                                                  const pipeline::Pull& pull) const;
    /// Less what is more likely a moving thing.
    [[nodiscard]] Status take_doubtful_out(std::int64_t n, const Views& views, bool second_pass,
                                           std::vector<Spot>& found,
                                           const pipeline::Pull& pull) const;
    [[nodiscard]] Result<cv::Mat> protected_places(std::int64_t n, const cv::Size& size) const;
    [[nodiscard]] Result<std::vector<Patch>> patches(std::int64_t n, const Views& views,
                                                     const std::vector<Spot>& found,
                                                     const cv::Mat& dirt,
                                                     const pipeline::Pull& pull) const;
    [[nodiscard]] Result<NoiseCurve> measure_noise(const pipeline::Shot& shot,
                                                   const pipeline::Pull& pull) const;
    [[nodiscard]] cv::Mat grown(const cv::Mat& mask) const;

    pipeline::ClipPtr input_;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    std::shared_ptr<const ProtectMask> protect_;
    DustOptions options_;
    cv::Size plane_size_;
    FlowFinder finder_{FlowEffort::Steady};
    mutable BudgetCache<std::int64_t, Plane> planes_;
    mutable BudgetCache<std::int64_t, Flow> flows_; ///< key: 2 n + (1 where it goes forward)
    mutable BudgetCache<std::int64_t, Mended> mended_;
    mutable BudgetCache<std::int64_t, Findings> findings_;
    mutable BudgetCache<std::int64_t, NoiseCurve> noise_; ///< key: first frame of the shot
};

} // namespace kinovar::steps::dust
