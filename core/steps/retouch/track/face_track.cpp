#include "core/steps/retouch/track/face_track.h"

#include "core/image/cv_bridge.h"
#include "core/steps/retouch/track/pieces.h"
#include "core/steps/retouch/track/work_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace kinovar::retouch {

namespace {

using portrait::FaceMesh;
using portrait::kLandmarks;
using Points = std::array<float, std::size_t{2} * kLandmarks>;

constexpr std::int64_t kVersion = 2;
constexpr float kPresent = 0.5F;
constexpr double kAround = 1.35;  // how much larger than its mesh a head is taken to be
constexpr double kSameFace = 0.6; // of its width: so far a face may go while it is not seen
constexpr int kPatience = 25;     // frames without it
constexpr int kSmoothing = 3;     // frames each way
constexpr int kUnknowns = 3;      // of a parabola
constexpr int kLeastOfParabola = 5;
constexpr double kShapeTrust = 0.1; // of the radius: how far landmarks must agree about a shape

cv::Rect2f box_of_points(const Points& points) {
    float left = points[0], right = points[0], top = points[1], bottom = points[1];
    for (std::size_t i = 0; i < points.size(); i += 2) {
        left = std::min(left, points[i]);
        right = std::max(right, points[i]);
        top = std::min(top, points[i + 1]);
        bottom = std::max(bottom, points[i + 1]);
    }
    return {left, top, right - left, bottom - top};
}

Points points_of(const FaceMesh& mesh) {
    Points points{};
    for (std::size_t i = 0; i < mesh.points.size(); ++i) {
        points[2 * i] = mesh.points[i].x;
        points[2 * i + 1] = mesh.points[i].y;
    }
    return points;
}

FaceMesh mesh_of(const Points& points) {
    FaceMesh mesh;
    for (std::size_t i = 0; i < mesh.points.size(); ++i) {
        mesh.points[i] = {points[2 * i], points[2 * i + 1], 0};
    }
    mesh.presence = 1;
    return mesh;
}

cv::Point2d middle_of(const Points& points) {
    const cv::Rect2f box = box_of_points(points);
    return {box.x + box.width / 2.0, box.y + box.height / 2.0};
}

bool lies_on(const cv::Point2d& place, const Points& face) {
    const cv::Rect2f box = box_of_points(face);
    const cv::Point2d off = place - middle_of(face);
    return std::abs(off.x) < kAround / 2 * box.width && std::abs(off.y) < kAround / 2 * box.height;
}

enum class Which : std::uint8_t { Largest, All /* takes a second a face */ };

/// The faces of a frame, kept in pipeline::analyses().
Result<std::vector<Points>> faces_of(const pipeline::Clip& clip,
                                     const portrait::FaceAnalyser& analyser, std::int64_t n,
                                     Which which, const pipeline::Pull& pull) {
    const auto find = [&]() -> Result<std::string> {
        KINOVAR_TRY(stopped(pull));
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clip.frame(n, pull));
        std::string bytes;
        const auto add = [&](const FaceMesh& mesh) {
            const Points points = points_of(mesh);
            bytes.append(reinterpret_cast<const char*>(points.data()), sizeof(points));
        };
        if (which == Which::All) {
            KINOVAR_TRY_ASSIGN(const auto all, analyser.analyse(*frame, pull.stop));
            for (const portrait::Face& face : all.faces) {
                add(face.mesh);
            }
            return bytes;
        }
        const auto mesh = analyser.find_mesh(*frame);
        if (mesh) {
            add(*mesh);
        } else if (mesh.error().code != ErrorCode::NotFound) {
            return failure(mesh.error());
        }
        return bytes;
    };
    Hasher name;
    name.add("faces of a frame").add(kVersion).add(clip.info().key).add(n);
    name.add(static_cast<std::int64_t>(which));
    KINOVAR_TRY_ASSIGN(const auto bytes, pipeline::analyses().get(name.finish(), find));
    std::vector<Points> faces(bytes->size() / sizeof(Points));
    std::memcpy(faces.data(), bytes->data(), faces.size() * sizeof(Points));
    return faces;
}

Result<std::optional<Points>> face_below(const pipeline::Clip& clip,
                                         const portrait::FaceAnalyser& analyser, std::int64_t n,
                                         const cv::Point2d& place, const pipeline::Pull& pull) {
    for (const Which which : {Which::Largest, Which::All}) {
        KINOVAR_TRY_ASSIGN(const auto faces, faces_of(clip, analyser, n, which, pull));
        for (const Points& face : faces) {
            if (lies_on(place, face)) {
                return face;
            }
        }
        if (faces.empty()) {
            break;
        }
    }
    return std::nullopt;
}

/// Where the parabola through values at times (weights equal) lies at time 0, as weights of the
/// values (Savitzky, Golay, 1964); just the value at 0 where there are few.
std::vector<double> parabola_weights(const std::vector<double>& times) {
    std::vector<double> weights(times.size(), 0);
    if (times.size() < kLeastOfParabola) {
        const auto now = std::find(times.begin(), times.end(), 0.0);
        weights[static_cast<std::size_t>(now - times.begin())] = 1;
        return weights;
    }
    cv::Matx<double, kUnknowns, kUnknowns> normal = cv::Matx<double, kUnknowns, kUnknowns>::zeros();
    for (const double t : times) {
        const cv::Vec3d row(1, t, t * t);
        normal += row * row.t();
    }
    const cv::Vec3d first = normal.inv() * cv::Vec3d(1, 0, 0);
    for (std::size_t i = 0; i < times.size(); ++i) {
        weights[i] = first.dot(cv::Vec3d(1, times[i], times[i] * times[i]));
    }
    return weights;
}

} // namespace

struct FaceTrack::State {
    Points points{};
    float presence = 0;
    std::int32_t hidden = 0; ///< frames since it was last seen
};

Result<std::optional<FaceTrack>>
FaceTrack::make(pipeline::ClipPtr clip, std::shared_ptr<const portrait::FaceAnalyser> analyser,
                const cv::Point2d& place, std::int64_t key, const pipeline::Shot& shot,
                const pipeline::Pull& pull) {
    KINOVAR_TRY_ASSIGN(const auto face, face_below(*clip, *analyser, key, place, pull));
    if (!face) {
        return std::nullopt;
    }
    State start;
    start.points = *face;
    start.presence = 1;
    FaceTrack track;
    track.clip_ = std::move(clip);
    track.analyser_ = std::move(analyser);
    track.start_ = std::make_shared<const State>(start);
    track.key_ = key;
    track.shot_ = shot;
    return std::optional(std::move(track));
}

Result<FaceTrack::State> FaceTrack::step(const State& state, std::int64_t to,
                                         const pipeline::Pull& pull) const {
    KINOVAR_TRY(stopped(pull));
    State next = state;
    if (state.hidden > kPatience) {
        return next;
    }
    KINOVAR_TRY_ASSIGN(const FramePtr frame, clip_->frame(to, pull));
    auto mesh = analyser_->track(*frame, mesh_of(state.points));
    if (state.hidden > 0 || (mesh && mesh->presence < kPresent)) {
        mesh = analyser_->find_mesh(*frame);
        const double width = box_of_points(state.points).width;
        const bool same = mesh && cv::norm(middle_of(points_of(*mesh)) - middle_of(state.points)) <
                                      kSameFace * width;
        if (!same && (mesh || mesh.error().code == ErrorCode::NotFound)) {
            next.presence = 0;
            ++next.hidden;
            return next;
        }
    }
    if (!mesh) {
        return failure(mesh.error());
    }
    next.points = points_of(*mesh);
    next.presence = mesh->presence;
    next.hidden = 0;
    return next;
}

Result<FaceTrack::State> FaceTrack::found_at(std::int64_t n, const pipeline::Pull& pull) const {
    if (n == key_) {
        return *start_;
    }
    static Pieces<State> pieces;
    const std::int64_t way = n > key_ ? 1 : -1;
    Hasher name;
    name.add("followed face").add(kVersion).add(clip_->info().key).add(key_).add(way);
    name.add(way > 0 ? shot_.last : shot_.first);
    name.add(std::string_view(reinterpret_cast<const char*>(start_->points.data()),
                              sizeof(start_->points)));
    const auto compute = [&](const State* before, std::int64_t done) -> Result<std::vector<State>> {
        std::vector<State> states;
        State state = before != nullptr ? *before : *start_;
        for (std::int64_t i = 1; i <= Pieces<State>::kFrames; ++i) {
            const std::int64_t to = key_ + way * (done + i);
            if (to >= shot_.first && to <= shot_.last) {
                KINOVAR_TRY_ASSIGN(state, step(state, to, pull));
            }
            states.push_back(state);
        }
        return states;
    };
    return pieces.at(name.finish(), std::abs(n - key_), compute);
}

Result<FacePlace> FaceTrack::at(std::int64_t n, const pipeline::Pull& pull) const {
    KINOVAR_TRY_ASSIGN(const State now, found_at(n, pull));
    FacePlace place;
    place.presence = now.presence;
    place.lost = now.hidden > 0;
    std::vector<State> around;
    std::vector<double> times;
    const std::int64_t first = std::max(shot_.first, n - kSmoothing);
    const std::int64_t last = std::min(shot_.last, n + kSmoothing);
    for (std::int64_t frame = first; !place.lost && frame <= last; ++frame) {
        KINOVAR_TRY_ASSIGN(State other, found_at(frame, pull));
        if (other.hidden == 0) {
            around.push_back(other);
            times.push_back(static_cast<double>(frame - n));
        }
    }
    if (place.lost) {
        around = {now};
        times = {0};
    }
    const std::vector<double> weights = parabola_weights(times);
    place.mesh.assign(kLandmarks, {});
    for (std::size_t i = 0; i < place.mesh.size(); ++i) {
        double x = 0;
        double y = 0;
        for (std::size_t k = 0; k < around.size(); ++k) {
            x += weights[k] * around[k].points[2 * i];
            y += weights[k] * around[k].points[2 * i + 1];
        }
        place.mesh[i] = {static_cast<float>(x), static_cast<float>(y)};
    }
    return place;
}

Affine face_motion(const std::vector<cv::Point2f>& then, const std::vector<cv::Point2f>& now,
                   const cv::Point2d& place, double radius) {
    double sum = 0;
    cv::Point2d from, to;
    std::vector<double> weights(then.size());
    for (std::size_t i = 0; i < then.size(); ++i) {
        const cv::Point2d off = cv::Point2d(then[i]) - place;
        weights[i] = std::exp(-off.dot(off) / (2 * radius * radius));
        sum += weights[i];
        from += weights[i] * cv::Point2d(then[i]);
        to += weights[i] * cv::Point2d(now[i]);
    }
    from = from / sum;
    to = to / sum;
    double xx = 0, xy = 0, yy = 0, along = 0, across = 0;
    cv::Matx22d product = cv::Matx22d::zeros();
    for (std::size_t i = 0; i < then.size(); ++i) {
        const cv::Point2d a = cv::Point2d(then[i]) - from;
        const cv::Point2d b = cv::Point2d(now[i]) - to;
        const double w = weights[i] / sum;
        xx += w * a.x * a.x;
        xy += w * a.x * a.y;
        yy += w * a.y * a.y;
        product += cv::Matx22d(w * b.x * a.x, w * b.x * a.y, w * b.y * a.x, w * b.y * a.y);
        along += w * (a.x * b.x + a.y * b.y);
        across += w * (a.x * b.y - a.y * b.x);
    }
    const double extent = std::max(xx + yy, 1e-9); // of landmarks that all lie in one place
    const cv::Matx22d similar(along / extent, -across / extent, across / extent, along / extent);
    // Drawn towards the similarity as if landmarks that far apart said so.
    const double trust = kShapeTrust * radius * kShapeTrust * radius;
    const cv::Matx22d spread(xx + trust, xy, xy, yy + trust);
    const cv::Matx22d shape = (product + trust * similar) * spread.inv();
    const Affine turned{shape(0, 0), shape(0, 1), 0, shape(1, 0), shape(1, 1), 0};
    return moved(turned, to - apply(turned, from));
}

} // namespace kinovar::retouch
