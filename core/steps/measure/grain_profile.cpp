#include "core/steps/measure/grain_profile.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/pipeline/analysis.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/flow.h"
#include "core/steps/measure/grain_meter.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace kinovar::steps {

namespace {

using nlohmann::json;

constexpr std::int64_t kVersion = 2;
constexpr int kSamples = 8; ///< frames of a shot that are measured

constexpr double kFlowSmoothing = 6; ///< vectors

constexpr int kGreys = GrainLayer::kGreys;

json json_of(const GrainLayer& layer) {
    return {{"sigma", layer.sigma}, {"spectrum", layer.spectrum}, {"mean_sigma", layer.mean_sigma}};
}

GrainLayer layer_from(const json& item) {
    GrainLayer layer;
    layer.sigma = item.at("sigma").get<decltype(layer.sigma)>();
    layer.spectrum = item.at("spectrum").get<decltype(layer.spectrum)>();
    layer.mean_sigma = item.at("mean_sigma").get<double>();
    return layer;
}

} // namespace

double GrainLayer::sigma_at(double grey) const {
    const double place = std::clamp(grey * kGreys - 0.5, 0.0, kGreys - 1.0);
    const auto low = static_cast<std::size_t>(place);
    const std::size_t high = std::min<std::size_t>(low + 1, kGreys - 1);
    return sigma[low] + (place - static_cast<double>(low)) * (sigma[high] - sigma[low]);
}

std::vector<float> GrainLayer::sigma_table() const {
    constexpr int kSteps = 256;
    std::vector<float> table;
    for (int i = 0; i <= kSteps; ++i) {
        table.push_back(static_cast<float>(sigma_at(static_cast<double>(i) / kSteps) / 255));
    }
    return table;
}

std::array<double, 3> GrainProfile::octaves() const {
    std::array<double, 3> power{};
    std::array<int, 3> count{};
    for (std::size_t v = 0; v < kDctSide; ++v) {
        for (std::size_t u = 0; u < kDctSide; ++u) {
            // Coefficient k of eight stands for k/16 cycles a pixel.
            const double radius = std::hypot(u, v) / (2.0 * kDctSide);
            const std::size_t octave = radius > 0.25 ? 0 : radius > 0.125 ? 1 : 2;
            if (radius > 0 && radius <= 0.5) {
                power[octave] += luma.spectrum[kDctSide * v + u];
                ++count[octave];
            }
        }
    }
    for (std::size_t i = 0; i < power.size(); ++i) {
        power[i] /= count[i];
    }
    return power;
}

namespace {

/// Frames to measure on: spread over the shot, each with a neighbour on both sides.
std::vector<std::int64_t> sample_frames(const pipeline::Shot& shot, int samples) {
    const std::int64_t inner = shot.last - shot.first - 1;
    std::vector<std::int64_t> frames;
    const std::int64_t count = std::min<std::int64_t>(samples, inner);
    for (std::int64_t i = 0; i < count; ++i) {
        frames.push_back(shot.first + 1 + (2 * i + 1) * inner / (2 * count));
    }
    return frames;
}

Status measure_at(const pipeline::Clip& scan, std::int64_t n, const pipeline::Pull& pull,
                  const FlowFinder& finder, GrainMeter& meter) {
    std::array<FramePtr, 3> frames;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        KINOVAR_TRY_ASSIGN(frames[i], scan.frame(n - 1 + static_cast<std::int64_t>(i), pull));
    }
    return guard_cv(fmt::format("grain, frame {}", n), [&] {
        std::array<FlowPicture, 3> pictures;
        for (std::size_t i = 0; i < frames.size(); ++i) {
            cv::Mat luma(frames[i]->height(), frames[i]->width(), CV_8U);
            luma_of(*frames[i], std::span<std::uint8_t>(luma.data, luma.total()));
            pictures[i] = finder.prepare(luma);
        }
        const cv::Mat centre = mat_view(*frames[1]);
        const auto moved = [&](std::size_t i) {
            cv::Mat whole;
            Flow flow = finder.between(pictures[1], pictures[i]);
            // Flow that is free to bend follows the grain and hides it.
            cv::GaussianBlur(flow.field, flow.field, {}, kFlowSmoothing);
            cv::remap(mat_view(*frames[i]), whole,
                      flow_map(flow, centre.size(), cv::Rect({0, 0}, centre.size())), cv::noArray(),
                      cv::INTER_NEAREST, cv::BORDER_REFLECT_101);
            return whole;
        };
        const LumaWeights weights = luma_weights(*frames[1]);
        meter.add(centre, moved(0), moved(2), {weights.red, weights.green, weights.blue});
    });
}

} // namespace

Result<GrainProfile> grain_of(const pipeline::ClipPtr& clip, const pipeline::Shot& shot,
                              const pipeline::Pull& pull) {
    return grain_in(scan_of(clip), shot, pull, kSamples);
}

Result<GrainProfile> grain_in(const pipeline::Clip& clip, const pipeline::Shot& shot,
                              const pipeline::Pull& pull, int samples) {
    const Hash128 key = Hasher()
                            .add(clip.info().key)
                            .add("grain")
                            .add(kVersion)
                            .add(static_cast<std::int64_t>(samples))
                            .add(shot.first)
                            .add(shot.last)
                            .finish();
    KINOVAR_TRY_ASSIGN(
        const pipeline::AnalysisStore::Bytes bytes,
        pipeline::analyses().get(key, [&]() -> Result<std::string> {
            GrainMeter meter({clip.info().width, clip.info().height}, !clip.info().monochrome);
            const FlowFinder finder(FlowEffort::Careful);
            for (const std::int64_t n : sample_frames(shot, samples)) {
                KINOVAR_TRY(measure_at(clip, n, pull, finder, meter));
            }
            return grain_to_json(meter.profile());
        }));
    return grain_from_json(*bytes);
}

std::string grain_to_json(const GrainProfile& profile) {
    json item{{"height", profile.height},      {"colour", profile.colour},
              {"frames", profile.frames},      {"size", profile.size},
              {"luma", json_of(profile.luma)}, {"octaves", profile.octaves()}};
    if (profile.colour) {
        item["rgb"] = {json_of(profile.rgb[0]), json_of(profile.rgb[1]), json_of(profile.rgb[2])};
        item["correlation"] = profile.correlation;
    }
    return item.dump();
}

Result<GrainProfile> grain_from_json(const std::string& text) {
    GrainProfile profile;
    try {
        const json item = json::parse(text);
        profile.height = item.at("height").get<int>();
        profile.colour = item.at("colour").get<bool>();
        profile.frames = item.at("frames").get<int>();
        profile.size = item.at("size").get<double>();
        profile.luma = layer_from(item.at("luma"));
        if (profile.colour) {
            for (std::size_t i = 0; i < profile.rgb.size(); ++i) {
                profile.rgb[i] = layer_from(item.at("rgb").at(i));
            }
            profile.correlation = item.at("correlation").get<decltype(profile.correlation)>();
        }
    } catch (const json::exception& error) {
        return failure(ErrorCode::Corrupt,
                       fmt::format("the grain's description cannot be read: {}", error.what()),
                       "delete the analysis folder in the cache and start again");
    }
    return profile;
}

} // namespace kinovar::steps
