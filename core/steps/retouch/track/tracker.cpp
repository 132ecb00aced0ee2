#include "core/steps/retouch/track/tracker.h"

#include "core/steps/measure/shots.h"
#include "core/steps/retouch/track/face_track.h"
#include "core/steps/retouch/track/poses.h"
#include "core/steps/retouch/track/region_track.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace kinovar::retouch {

namespace {

using pipeline::Pull;
using pipeline::Shot;

constexpr int kLattice = 4;              // work px: fixes in one place are followed as one
constexpr double kWithoutFace = 0.6;     // certainty of a face's fix that has to follow the region
constexpr double kFaceRadius = 0.15;     // of the face's width: landmarks so near have a say
constexpr double kDisagreement = 0.15;   // of the box's size between both ways: half as certain
constexpr double kLeastDisagreement = 3; // px

/// A place as seen from one key.
struct FromKey {
    Affine to_now = kIdentity; ///< work px
    double confidence = 1;
    bool lost = false;
};

cv::Rect2d on_lattice(const cv::Rect2d& box) {
    const cv::Point2d from(std::floor(box.x / kLattice) * kLattice,
                           std::floor(box.y / kLattice) * kLattice);
    const cv::Point2d to(std::ceil(box.br().x / kLattice) * kLattice,
                         std::ceil(box.br().y / kLattice) * kLattice);
    return {from, to};
}

double width_of(const std::vector<cv::Point2f>& mesh) {
    const auto [left, right] =
        std::minmax_element(mesh.begin(), mesh.end(),
                            [](const cv::Point2f& a, const cv::Point2f& b) { return a.x < b.x; });
    return right->x - left->x;
}

/// The keys around a frame that lie in its shot.
struct Around {
    const Key* before = nullptr; ///< at the frame or before it
    const Key* after = nullptr;  ///< behind it
};

Around keys_around(const std::vector<Key>& keys, std::int64_t frame, const Shot& shot) {
    Around found;
    for (const Key& key : keys) {
        if (key.frame < shot.first || key.frame > shot.last) {
            continue;
        }
        if (key.frame <= frame) {
            found.before = &key;
        } else if (found.after == nullptr) {
            found.after = &key;
        }
    }
    return found;
}

/// Both ways mixed by time and by how sure each is.
FromKey between(const FromKey& before, const FromKey& after, double time, const cv::Rect2d& box) {
    if (before.lost || after.lost) {
        return before.lost ? after : before;
    }
    const double weight_before = (1 - time) * before.confidence;
    const double weight_after = time * after.confidence;
    const double sum = weight_before + weight_after;
    const double share = sum > 0 ? weight_after / sum : time;
    double off = 0;
    for (const cv::Point2d& corner : {box.tl(), box.br()}) {
        off = std::max(off, cv::norm(apply(before.to_now, corner) - apply(after.to_now, corner)));
    }
    const double usual =
        std::max(kLeastDisagreement, kDisagreement * std::max(box.width, box.height));
    const double agreement = 1 / (1 + off * off / (usual * usual));
    return {mixed(before.to_now, after.to_now, share),
            std::lerp(before.confidence, after.confidence, share) * agreement, false};
}

} // namespace

struct Tracker::State {
    State(const pipeline::ClipPtr& followed, cv::Size of_input)
        : clip(followed), size(of_input), pictures(followed), shots(steps::shots_of(followed)) {}

    pipeline::ClipPtr clip;
    cv::Size size; ///< of the step's input
    WorkPictures pictures;
    std::shared_ptr<const pipeline::ShotFinder> shots;

    [[nodiscard]] cv::Size clip_size() const { return {clip->info().width, clip->info().height}; }
    [[nodiscard]] Affine in_input(const Affine& map) const {
        const cv::Size work = pictures.size();
        return scaled(map, {1.0 * size.width / work.width, 1.0 * size.height / work.height});
    }

    [[nodiscard]] Result<FromKey> region(const Fix& fix, const Key& key, std::int64_t frame,
                                         const Shot& shot, const Pull& pull) const;
    [[nodiscard]] Result<std::optional<FaceTrack>>
    face_of(const Fix& fix, const Key& key, const Shot& shot, const Pull& pull) const;
    [[nodiscard]] Result<FromKey> face(const Fix& fix, const Key& key, const FaceTrack& track,
                                       std::int64_t frame, const Pull& pull) const;
    [[nodiscard]] Result<FromKey> from_key(const Fix& fix, const Key& key, std::int64_t frame,
                                           const Shot& shot, const Pull& pull) const;
    [[nodiscard]] Result<Placement> followed(const Fix& fix, std::int64_t frame,
                                             const Pull& pull) const;
    [[nodiscard]] Status add_meshes(const Fix& fix, const Key& key, std::int64_t frame,
                                    const Shot& shot, const Pull& pull, Placement& placement) const;
    [[nodiscard]] std::vector<cv::Point2f> mesh_in_input(std::vector<cv::Point2f> mesh) const;
};

Result<FromKey> Tracker::State::region(const Fix& fix, const Key& key, std::int64_t frame,
                                       const Shot& shot, const Pull& pull) const {
    const cv::Size work = pictures.size();
    const cv::Rect2d box = area_box(fix);
    const Affine pose = map_of(key.pose, box, work);
    const cv::Rect2d whole = in_pixels({0, 0, 1, 1}, work);
    const cv::Rect2d place = box_after(pose, in_pixels(box, work));
    const cv::Rect2d visible = place & whole;
    KINOVAR_TRY_ASSIGN(const RegionPlace found,
                       follow_region(pictures, on_lattice(visible.empty() ? place : visible),
                                     key.frame, frame, shot, pull));
    return FromKey{after(found.pose, pose), found.confidence, found.lost};
}

Result<std::optional<FaceTrack>> Tracker::State::face_of(const Fix& fix, const Key& key,
                                                         const Shot& shot, const Pull& pull) const {
    auto analyser = portrait::FaceAnalyser::installed();
    if (!analyser) {
        Error error = analyser.error();
        error.hint += error.hint.empty() ? "" : "; ";
        error.hint += "or let the fix follow the region instead of the face";
        return failure(std::move(error));
    }
    const cv::Rect2d box = area_box(fix);
    const cv::Rect2d place =
        box_after(map_of(key.pose, box, clip_size()), in_pixels(box, clip_size()));
    return FaceTrack::make(clip, *analyser, (place.tl() + place.br()) / 2, key.frame, shot, pull);
}

Result<FromKey> Tracker::State::face(const Fix& fix, const Key& key, const FaceTrack& track,
                                     std::int64_t frame, const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const FacePlace then, track.at(key.frame, pull));
    KINOVAR_TRY_ASSIGN(const FacePlace now, track.at(frame, pull));
    const cv::Rect2d box = area_box(fix);
    const cv::Size clip_px = clip_size();
    const Affine pose = map_of(key.pose, box, clip_px);
    const cv::Rect2d place = box_after(pose, in_pixels(box, clip_px));
    const double face_width = width_of(then.mesh);
    const double radius =
        std::max(kFaceRadius * face_width, std::max(place.width, place.height) / 2);
    const Affine motion = face_motion(then.mesh, now.mesh, (place.tl() + place.br()) / 2, radius);
    const cv::Size work = pictures.size();
    const Affine total = scaled(after(motion, pose), {1.0 * work.width / clip_px.width,
                                                      1.0 * work.height / clip_px.height});
    return FromKey{total, now.presence, now.lost};
}

Result<FromKey> Tracker::State::from_key(const Fix& fix, const Key& key, std::int64_t frame,
                                         const Shot& shot, const Pull& pull) const {
    if (fix.follow == Follow::Region) {
        return region(fix, key, frame, shot, pull);
    }
    KINOVAR_TRY_ASSIGN(const auto track, face_of(fix, key, shot, pull));
    if (track) {
        return face(fix, key, *track, frame, pull);
    }
    KINOVAR_TRY_ASSIGN(FromKey found, region(fix, key, frame, shot, pull));
    found.confidence *= kWithoutFace;
    return found;
}

Result<Placement> Tracker::State::followed(const Fix& fix, std::int64_t frame,
                                           const Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const Shot shot, shots->shot_of(frame, pull));
    const std::vector<Key> keys = all_keys(fix);
    const Around around = keys_around(keys, frame, shot);
    Placement placement;
    if (around.before == nullptr && around.after == nullptr) {
        placement.confidence = 0;
        placement.lost = true;
        return placement;
    }
    const Key& nearest = around.before != nullptr ? *around.before : *around.after;
    KINOVAR_TRY_ASSIGN(FromKey found, from_key(fix, nearest, frame, shot, pull));
    if (around.before != nullptr && around.after != nullptr && nearest.frame != frame) {
        KINOVAR_TRY_ASSIGN(const FromKey other, from_key(fix, *around.after, frame, shot, pull));
        const double time = static_cast<double>(frame - around.before->frame) /
                            static_cast<double>(around.after->frame - around.before->frame);
        found = between(found, other, time, in_pixels(area_box(fix), pictures.size()));
    }
    placement.to_now = in_input(found.to_now);
    placement.confidence = found.lost ? 0 : found.confidence;
    placement.lost = found.lost;
    if (fix.follow == Follow::Face) {
        KINOVAR_TRY(add_meshes(fix, nearest, frame, shot, pull, placement));
    }
    return placement;
}

std::vector<cv::Point2f> Tracker::State::mesh_in_input(std::vector<cv::Point2f> mesh) const {
    constexpr double kEdge = 0.5; // from a pixel's centre to its edge
    const double x = 1.0 * size.width / clip->info().width;
    const double y = 1.0 * size.height / clip->info().height;
    for (cv::Point2f& at : mesh) {
        at = {static_cast<float>((at.x + kEdge) * x - kEdge),
              static_cast<float>((at.y + kEdge) * y - kEdge)};
    }
    return mesh;
}

Status Tracker::State::add_meshes(const Fix& fix, const Key& key, std::int64_t frame,
                                  const Shot& shot, const Pull& pull, Placement& placement) const {
    KINOVAR_TRY_ASSIGN(const auto track, face_of(fix, key, shot, pull));
    KINOVAR_TRY_ASSIGN(const Shot drawn_in, shots->shot_of(fix.drawn_at, pull));
    KINOVAR_TRY_ASSIGN(const auto drawn, face_of(fix, {fix.drawn_at, {}}, drawn_in, pull));
    if (!track || !drawn) {
        return {};
    }
    KINOVAR_TRY_ASSIGN(FacePlace now, track->at(frame, pull));
    KINOVAR_TRY_ASSIGN(FacePlace then, drawn->at(fix.drawn_at, pull));
    if (!now.lost) {
        placement.mesh = mesh_in_input(std::move(now.mesh));
        placement.mesh_then = mesh_in_input(std::move(then.mesh));
    }
    return {};
}

Tracker::Tracker(const pipeline::ClipPtr& followed, cv::Size size)
    : state_(std::make_unique<State>(followed, size)) {}
Tracker::~Tracker() = default;

Result<Placement> Tracker::at(const Fix& fix, std::int64_t frame, const Pull& pull) const {
    if (fix.follow == Follow::Still) {
        Placement placement;
        placement.to_now = map_of(pose_at(all_keys(fix), frame), area_box(fix), state_->size);
        return placement;
    }
    return state_->followed(fix, frame, pull);
}

} // namespace kinovar::retouch
