#include "core/steps/retouch/skin/texture_reference.h"

#include "core/image/cv_bridge.h"
#include "core/steps/measure/flow.h"
#include "core/steps/retouch/skin/bands.h"
#include "core/steps/retouch/skin/quilt.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {

namespace {

constexpr int kSurroundings = 96;  // px about the box that flow looks at
constexpr float kTolerance = 0.8F; // px between going and coming home
constexpr double kSoft = 3;        // px over which what is sure fades
constexpr double kAlike = 6;       // levels: blurred pictures that differ by less did not move
constexpr double kFlatten = 8;     // px: shading of a sample within that is taken out
constexpr double kOutlier = 3;     // standard deviations: what is stronger is no texture
constexpr double kLocal = 3;       // px: energy within that tells lines from texture
constexpr double kLively = 1.4;    // times the usual energy: a line goes through
constexpr double kSteep = 2.5;     // levels a px: an edge of something
constexpr int kLeastCalm = 400;    // px

bool names_something(const Texture& texture) {
    return !texture.reference.empty() || !texture.from.stage.empty() || texture.from.frame != 0 ||
           texture.from.take != 0;
}

cv::Rect grown(const cv::Rect& box, int by, const cv::Size& picture) {
    return cv::Rect(box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by) &
           cv::Rect({0, 0}, picture);
}

std::string where_from(const Source& from) {
    if (from.take != 0) {
        return fmt::format("of take {}", from.take);
    }
    if (from.frame != 0) {
        return fmt::format("{} frame{} {}", std::abs(from.frame),
                           std::abs(from.frame) == 1 ? "" : "s",
                           from.frame < 0 ? "before" : "after");
    }
    return from.stage.empty() ? "of this frame" : fmt::format("of “{}”", from.stage);
}

cv::Mat mask_of(const std::vector<Place>& outline, const cv::Size& size) {
    std::vector<cv::Point> points;
    for (const Place& one : outline) {
        points.emplace_back(cvRound(one.x * size.width), cvRound(one.y * size.height));
    }
    cv::Mat mask = cv::Mat::zeros(size, CV_8U);
    cv::fillPoly(mask, std::vector<std::vector<cv::Point>>{points}, cv::Scalar(255));
    return mask;
}

/// Texture without the shading below it and without what stands out of it (moles, edges).
cv::Mat even_texture(const cv::Mat& luma, double deviation) {
    const cv::Mat finest = finest_of(luma);
    cv::Mat local;
    cv::sqrt(blurred(finest.mul(finest), kFlatten), local);
    const cv::Mat even = finest.mul(deviation / cv::max(local, deviation / 2));
    return cv::max(cv::min(even, kOutlier * deviation), -kOutlier * deviation);
}

/// The places of a region that show texture and nothing else: lines and edges that were laid out
/// anew would be things where none are. The region as it is where hardly any of it is calm.
cv::Mat calm_places(const cv::Mat& luma, const cv::Mat& mask) {
    const cv::Rect region = grown(cv::boundingRect(mask), static_cast<int>(kFlatten), luma.size());
    const cv::Mat finest = finest_of(luma(region));
    const double deviation = robust_deviation(finest, mask(region));
    cv::Mat energy;
    cv::sqrt(blurred(finest.mul(finest), kLocal), energy);
    const cv::Mat shape = blurred(luma(region), 2);
    cv::Mat across;
    cv::Mat down;
    constexpr double kSobel = 1.0 / 8; // to levels a px
    cv::Sobel(shape, across, CV_32F, 1, 0, 3, kSobel);
    cv::Sobel(shape, down, CV_32F, 0, 1, 3, kSobel);
    cv::Mat steep;
    cv::magnitude(across, down, steep);
    cv::Mat calm = cv::Mat::zeros(mask.size(), CV_8U);
    cv::Mat(mask(region) & (energy <= kLively * deviation) & (steep <= kSteep))
        .copyTo(calm(region));
    return cv::countNonZero(calm) >= kLeastCalm ? calm : mask;
}

/// The region's texture laid out anew over the area as it was drawn, and moved along with it.
std::optional<cv::Mat> laid_out(const cv::Mat& luma, const cv::Mat& mask, const Task& task,
                                const cv::Rect& box) {
    const cv::Rect region = grown(cv::boundingRect(mask), static_cast<int>(kFlatten), luma.size());
    const cv::Mat finest = finest_of(luma(region));
    const double deviation = robust_deviation(finest, mask(region));
    const cv::Mat map = surface_map(box, surface_of(task.placement));
    std::vector<cv::Mat> places;
    cv::split(map, places);
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
    cv::minMaxLoc(places[0], &left, &right);
    cv::minMaxLoc(places[1], &top, &bottom);
    constexpr int kRim = 4; // px that resampling needs
    const cv::Point corner(cvFloor(left) - kRim, cvFloor(top) - kRim);
    const cv::Size size =
        cv::Size(cvCeil(right), cvCeil(bottom)) - cv::Size(corner) + cv::Size(kRim, kRim);
    const auto texture = quilted(even_texture(luma(region), deviation), mask(region), size,
                                 static_cast<std::uint64_t>(task.fix.drawn_at));
    if (!texture) {
        return std::nullopt;
    }
    cv::Mat result;
    cv::remap(*texture, result,
              map - cv::Scalar(static_cast<double>(corner.x), static_cast<double>(corner.y)), {},
              cv::INTER_LANCZOS4, cv::BORDER_REFLECT_101);
    return result;
}

Result<TextureReference> from_region(const Texture& texture, const Task& task,
                                     const cv::Rect& box) {
    // The texture of one frame for all frames: another one each time would boil.
    KINOVAR_TRY_ASSIGN(const FramePtr frame,
                       task.pictures.frame(texture.from, task.fix.drawn_at, task.pull));
    const cv::Mat luma = luma_levels(mat_view(*frame));
    cv::Mat mask = mask_of(texture.reference, luma.size());
    if (cv::countNonZero(mask) > 0) {
        mask = calm_places(luma, mask);
    }
    TextureReference reference;
    reference.levels = texture_levels(luma, mask);
    reference.note = fmt::format("texture of another place {}", where_from(texture.from));
    if (texture.what == Texture::What::Real && cv::countNonZero(mask) > 0) {
        if (auto real = laid_out(luma, mask, task, box)) {
            reference.real = std::move(*real);
            reference.sure = cv::Mat(box.size(), CV_32F, cv::Scalar(1));
        }
    }
    return reference;
}

Result<TextureReference> from_same_place(const Texture& texture, const Task& task,
                                         const cv::Rect& box, const cv::Mat& share) {
    KINOVAR_TRY_ASSIGN(const FramePtr frame,
                       task.pictures.frame(texture.from, task.frame, task.pull));
    Moved moved = moved_here(luma_levels(task.picture), luma_levels(mat_view(*frame)), box);
    TextureReference reference;
    reference.levels = texture_levels(moved.luma, share > 0);
    if (texture.what == Texture::What::Real) {
        reference.real = finest_of(moved.luma);
        reference.sure = std::move(moved.sure);
    }
    reference.origin = texture.from.frame != 0  ? Origin::Neighbour
                       : texture.from.take == 0 ? Origin::Scan
                                                : Origin::Hand;
    reference.note = fmt::format("real texture {}", where_from(texture.from));
    return reference;
}

cv::Mat as_bytes(const cv::Mat& luma) {
    cv::Mat bytes;
    luma.convertTo(bytes, CV_8U);
    return bytes;
}

} // namespace

Surface surface_of(const Placement& placement) {
    return {placement.to_now, placement.mesh, placement.mesh_then};
}

Moved moved_here(const cv::Mat& here, const cv::Mat& there, const cv::Rect& box) {
    const cv::Rect around = grown(box, kSurroundings, here.size());
    const cv::Rect inner = box - around.tl();
    const cv::Mat still = there(box);
    if (cv::norm(blurred(here(box), 2), blurred(still, 2), cv::NORM_L1) <
        kAlike / 4 * static_cast<double>(box.area())) {
        return {still, cv::Mat(box.size(), CV_32F, cv::Scalar(1))};
    }
    const steps::FlowFinder finder;
    const auto from = finder.prepare(as_bytes(here(around)));
    const auto to = finder.prepare(as_bytes(there(around)));
    const steps::Flow flow = finder.between(from, to);
    cv::Mat map = steps::flow_map(flow, around.size(), inner);
    cv::Mat hidden = steps::inconsistent(flow, finder.between(to, from), kTolerance);
    cv::resize(hidden, hidden, around.size());
    Moved moved;
    cv::remap(there(around), moved.luma, map, {}, cv::INTER_LANCZOS4, cv::BORDER_REFLECT_101);
    cv::Mat wrong = hidden(inner) > 0;
    wrong |= cv::abs(blurred(here(box), 2) - blurred(moved.luma, 2)) > kAlike * 2;
    wrong.convertTo(wrong, CV_32F, 1.0 / 255);
    cv::dilate(wrong, wrong, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
    moved.sure = 1 - blurred(wrong, kSoft);
    return moved;
}

Result<std::optional<TextureReference>> reference_of(const Texture& texture, const Task& task,
                                                     const cv::Rect& box, const cv::Mat& share) {
    if (!names_something(texture)) {
        return std::nullopt;
    }
    KINOVAR_TRY_ASSIGN(TextureReference reference, texture.reference.empty()
                                                       ? from_same_place(texture, task, box, share)
                                                       : from_region(texture, task, box));
    return std::optional(std::move(reference));
}

} // namespace kinovar::retouch
