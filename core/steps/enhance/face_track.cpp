#include "core/steps/enhance/face_track.h"

#include "core/image/cv_bridge.h"
#include "core/pipeline/analysis.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr std::int64_t kEvery = 8;     // frames from one that is searched to the next
constexpr std::int64_t kInStretch = 8; // searched frames of a stretch
constexpr std::int64_t kReach = 16;    // frames over which a finding fades away
constexpr std::size_t kKeptStretches = 16;
constexpr std::int64_t kVersion = 2;

using Numbers = std::array<float, 5>;

} // namespace

Result<std::vector<FaceBox>> faces_in(const portrait::FaceDetector& detector,
                                      const Frame& picture) {
    KINOVAR_TRY_ASSIGN(const auto found, detector.find_large(picture));
    const auto width = static_cast<float>(picture.width());
    const auto height = static_cast<float>(picture.height());
    constexpr float kHalf = 0.5F; // from centres of pixels to their edges
    std::vector<FaceBox> faces;
    for (const portrait::FoundFace& one : found) {
        faces.push_back({((one.box.x0 + one.box.x1) / 2 + kHalf) / width,
                         ((one.box.y0 + one.box.y1) / 2 + kHalf) / height,
                         (one.box.x1 - one.box.x0) / width, (one.box.y1 - one.box.y0) / height,
                         one.box.score});
    }
    return faces;
}

FaceTrack::FaceTrack(pipeline::ClipPtr clip, std::shared_ptr<const portrait::FaceDetector> detector)
    : clip_(std::move(clip)), detector_(std::move(detector)),
      recent_(kKeptStretches, [](const Stretch& /*stretch*/) { return 1; }) {}

Result<std::vector<WeightedFace>> FaceTrack::faces(const pipeline::Shot& shot, std::int64_t n,
                                                   const pipeline::Pull& pull) const {
    const std::int64_t place = n - shot.first;
    const std::int64_t first = std::max<std::int64_t>(0, (place - kReach + kEvery) / kEvery);
    const std::int64_t last =
        std::min((shot.last - shot.first) / kEvery, (place + kReach - 1) / kEvery);
    std::vector<WeightedFace> found;
    float sum = 0;
    for (std::int64_t key = first; key <= last; ++key) {
        const float distance = static_cast<float>(std::abs(key * kEvery - place));
        const float weight = 1 - distance / static_cast<float>(kReach);
        KINOVAR_TRY_ASSIGN(const auto all, stretch(shot, key / kInStretch, pull));
        for (const FaceBox& box : (*all)[static_cast<std::size_t>(key % kInStretch)]) {
            found.push_back({box, weight});
        }
        sum += weight;
    }
    for (WeightedFace& face : found) {
        face.weight /= sum;
    }
    return found;
}

Result<BudgetCache<std::int64_t, FaceTrack::Stretch>::Pointer>
FaceTrack::stretch(const pipeline::Shot& shot, std::int64_t index,
                   const pipeline::Pull& pull) const {
    const std::int64_t begin = shot.first + index * kEvery * kInStretch;
    return recent_.get(begin, [&]() -> Result<BudgetCache<std::int64_t, Stretch>::Pointer> {
        const Hash128 key = Hasher()
                                .add(clip_->info().key)
                                .add("faces")
                                .add(kVersion)
                                .add(detector_->model().fingerprint)
                                .add(begin)
                                .add(shot.last)
                                .finish();
        KINOVAR_TRY_ASSIGN(const auto bytes, pipeline::analyses().get(
                                                 key, [&] { return search(shot, index, pull); }));
        const auto list =
            nlohmann::json::from_cbor(*bytes).get<std::vector<std::vector<Numbers>>>();
        auto result = std::make_shared<Stretch>();
        for (const auto& faces : list) {
            auto& boxes = result->emplace_back();
            for (const auto& [x, y, width, height, score] : faces) {
                boxes.push_back({x, y, width, height, score});
            }
        }
        return result;
    });
}

Result<std::string> FaceTrack::search(const pipeline::Shot& shot, std::int64_t index,
                                      const pipeline::Pull& pull) const {
    std::vector<std::vector<Numbers>> list;
    for (std::int64_t i = 0; i < kInStretch; ++i) {
        const std::int64_t n = shot.first + (index * kInStretch + i) * kEvery;
        if (n > shot.last) {
            break;
        }
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clip_->frame(n, pull));
        Result<std::vector<FaceBox>> faces = std::vector<FaceBox>();
        const std::string action = fmt::format("faces, frame {}", n);
        KINOVAR_TRY(guard_cv(action, [&] { faces = faces_in(*detector_, *frame); }));
        if (!faces) {
            return failure(faces.error().within(action));
        }
        auto& numbers = list.emplace_back();
        for (const FaceBox& one : *faces) {
            numbers.push_back({one.x, one.y, one.width, one.height, one.score});
        }
    }
    const std::vector<std::uint8_t> bytes = nlohmann::json::to_cbor(list);
    return std::string(bytes.begin(), bytes.end());
}

} // namespace kinovar::steps
