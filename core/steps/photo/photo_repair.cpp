#include "core/steps/photo/photo_repair.h"

#include "core/base/log.h"
#include "core/image/cv_bridge.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/photo/bridge_fill.h"
#include "core/steps/photo/exemplar_fill.h"
#include "core/steps/photo/photo_damage.h"
#include "core/steps/portrait/face/face_analyser.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace kinovar::steps {

namespace {

using pipeline::ClipPtr;
using pipeline::Pull;

constexpr std::int64_t kVersion = 2;

cv::Rect box_of(const portrait::FaceMesh& mesh, std::initializer_list<std::size_t> landmarks,
                float margin) {
    std::vector<cv::Point2f> points;
    for (const std::size_t landmark : landmarks) {
        points.emplace_back(mesh.points[landmark].x, mesh.points[landmark].y);
    }
    const cv::Rect box = cv::boundingRect(points);
    const int more = cvRound(margin * static_cast<float>(box.width));
    return {box.x - more, box.y - more, box.width + 2 * more, box.height + 2 * more};
}

/// Adds eyes with lashes, brows and catchlights, and mouths.
Status protect_faces(DamageSearch& search, const Frame& picture, const std::stop_token& stop) {
    const auto analyser = portrait::FaceAnalyser::installed();
    if (!analyser) {
        log(LogLevel::Info,
            fmt::format("photo-repair: faces are not protected: {}", analyser.error().one_line()));
        return {};
    }
    KINOVAR_TRY_ASSIGN(const auto analysis, (*analyser)->analyse(picture, stop));
    constexpr float kMargin = 0.25F;
    constexpr float kTight = 0.08F;
    for (const portrait::Face& face : analysis.faces) {
        const portrait::FaceMesh& mesh = face.mesh;
        search.delicate.push_back(box_of(mesh, {33, 133, 145, 46, 105, 107}, kMargin));
        search.delicate.push_back(box_of(mesh, {263, 362, 374, 276, 334, 336}, kMargin));
        search.delicate.push_back(box_of(mesh, {61, 291, 0, 17}, kMargin / 2));
        search.features.push_back(box_of(mesh, {33, 133, 145, 159}, kTight));
        search.features.push_back(box_of(mesh, {263, 362, 374, 386}, kTight));
        search.features.push_back(box_of(mesh, {61, 291, 0, 17}, kTight));
    }
    return {};
}

/// Origins of the picture, with those of what was filled.
std::shared_ptr<const OriginPlane> marked(const Frame& picture, const cv::Mat& mask) {
    auto plane = std::make_shared<OriginPlane>();
    if (picture.origin()) {
        *plane = *picture.origin();
    } else {
        plane->width = picture.width();
        plane->height = picture.height();
        plane->pixels.assign(mask.total(), Origin::Scan);
    }
    for (std::size_t i = 0; i < plane->pixels.size(); ++i) {
        if (mask.data[i] != 0) {
            // Real picture of another place: not seen here by any camera, not made up by a network.
            plane->pixels[i] = Origin::Neighbour;
        }
    }
    return plane;
}

/// Cracks get the shapes of both of their sides; of the pieces that were brought to them they keep
/// the grain. Whole pieces would show in a face.
/// Brows and lids get no grain: it would draw false hairs.
void bridge_cracks(cv::Mat& filled, const cv::Mat& broken, const PhotoDamage& damage,
                   const std::vector<cv::Rect>& delicate) {
    constexpr double kGrain = 1.2;      // px
    constexpr float kMostGrain = 0.04F; // of white
    cv::Mat bridged = broken.clone();
    cv::Mat wide = damage.mask.clone();
    bridge_narrow(bridged, wide, damage.narrow);
    cv::Mat grain;
    cv::GaussianBlur(filled, grain, {}, kGrain);
    grain = filled - grain;
    cv::max(cv::min(grain, cv::Scalar::all(kMostGrain)), cv::Scalar::all(-kMostGrain), grain);
    for (const cv::Rect& place : delicate) {
        grain(place & cv::Rect({}, grain.size())).setTo(cv::Scalar::all(0));
    }
    cv::Mat(bridged + grain).copyTo(filled, damage.mask & (wide == 0));
}

Result<FramePtr> repaired(const FramePtr& picture, const PhotoRepairOptions& options,
                          const Pull& pull) {
    const cv::Mat before = mat_view(*picture);
    DamageSearch search;
    search.sensitivity = options.sensitivity;
    if (!find_damage(before, search).damaged) {
        return picture;
    }
    KINOVAR_TRY(protect_faces(search, *picture, pull.stop));
    const PhotoDamage damage = find_damage(before, search);
    if (!damage.damaged) {
        return picture;
    }
    auto result = std::make_shared<Frame>(*picture);
    cv::Mat pixels = mat_view(*result);
    if (!fill_by_example(pixels, damage.mask, pull.stop)) {
        return failure(ErrorCode::Cancelled, "stopped");
    }
    bridge_cracks(pixels, before, damage, search.delicate);
    result->set_origin(marked(*picture, damage.mask));
    return result;
}

Result<ClipPtr> apply(const PhotoRepairOptions& options, ClipPtr input) {
    const auto info =
        mended_info(input, step_key(input->info(), "photo-repair", kVersion, options));
    return picture_clip(std::move(input), info, "photo-repair",
                        [options](const FramePtr& picture, std::int64_t /*n*/, const Pull& pull) {
                            return repaired(picture, options, pull);
                        });
}

} // namespace

const FieldList<PhotoRepairOptions>& PhotoRepairOptions::fields() {
    static const FieldList<PhotoRepairOptions> list =
        FieldList<PhotoRepairOptions>().add(&PhotoRepairOptions::sensitivity,
                                            {"sensitivity", "Sensitivity",
                                             "How faint a crack may be to be mended; more also "
                                             "takes fine bright lines of the scene for "
                                             "cracks."},
                                            {0, 1});
    return list;
}

pipeline::StepType photo_repair_step_type() {
    return step_type<PhotoRepairOptions>(
        {.name = "photo-repair",
         .title = "Photo repair",
         .help =
             "Mends bright cracks, scratches, specks and missing corners of a single photograph "
             "with pieces of the picture around them. Undamaged prints come back as they are. "
             "Not for films: use scratch and dust there.",
         .origin = Origin::Neighbour},
        apply);
}

} // namespace kinovar::steps
