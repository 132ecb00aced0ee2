#include "core/steps/enhance/relight_measure.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/pipeline/analysis.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr std::int64_t kSamples = 24;
constexpr std::int64_t kFewestSamples = 6; // of shots that have as many frames
constexpr std::int64_t kSampleEvery = 8;   // frames: a sample costs what the steps before cost
constexpr std::int64_t kVersion = 2;
constexpr int kNoiseEvery = 3;        // samples: noise varies little and takes long to measure
constexpr int kSmallSide = 128;       // a sample's longer side: small pictures have little noise
constexpr double kEndPart = 0.02;     // of the pixels that make black and white
constexpr double kPointPart = 0.003;  // of the pixels beyond the black and white point
constexpr float kMiddleBegin = 0.25F; // the middle tones go from here to 1 − this
constexpr float kNearGrey = 0.15F;    // largest distance of a channel from the mean of a near grey
constexpr double kFewestGrey = 0.05;
constexpr float kLeastRange = 0.05F; // between black and white for which colours are looked at

struct Pixel {
    ShotLight::Colour colour;
    float luma;
};

void add_pixels(const Frame& frame, std::vector<Pixel>& pixels) {
    const double factor =
        std::min(1.0, static_cast<double>(kSmallSide) / std::max(frame.width(), frame.height()));
    cv::Mat small;
    cv::resize(mat_view(frame), small,
               {std::max(1, cvRound(frame.width() * factor)),
                std::max(1, cvRound(frame.height() * factor))},
               0, 0, cv::INTER_AREA);
    const LumaWeights weights = luma_weights(frame);
    for (int y = 0; y < small.rows; ++y) {
        for (int x = 0; x < small.cols; ++x) {
            const auto& c = small.at<cv::Vec3f>(y, x);
            const double luma = weights.red * c[0] + weights.green * c[1] + weights.blue * c[2];
            pixels.push_back({{c[0], c[1], c[2]}, static_cast<float>(luma)});
        }
    }
}

NoiseCurve noise_in(const Frame& frame) {
    cv::Mat luma(frame.height(), frame.width(), CV_32F);
    luma_of(frame, std::span(luma.ptr<float>(), luma.total()));
    return noise_of(luma);
}

ShotLight::Colour mean_of(std::span<const Pixel> pixels) {
    std::array<double, 3> sum{};
    for (const Pixel& pixel : pixels) {
        for (std::size_t c = 0; c < sum.size(); ++c) {
            sum[c] += pixel.colour[c];
        }
    }
    ShotLight::Colour mean{};
    for (std::size_t c = 0; c < sum.size(); ++c) {
        mean[c] = static_cast<float>(sum[c] / static_cast<double>(pixels.size()));
    }
    return mean;
}

/// Median of the near greys of the middle tones, after black → 0 and white → 1.
ShotLight::Colour middle_of(std::span<const Pixel> pixels, const ShotLight& light) {
    std::array<std::vector<float>, 3> greys;
    for (const Pixel& pixel : pixels) {
        ShotLight::Colour place{};
        float mean = 0;
        for (std::size_t c = 0; c < place.size(); ++c) {
            const float range = light.white[c] - light.black[c];
            if (range < kLeastRange) {
                return {};
            }
            place[c] = (pixel.colour[c] - light.black[c]) / range;
            mean += place[c] / static_cast<float>(place.size());
        }
        const bool grey = std::all_of(place.begin(), place.end(), [mean](float one) {
            return std::abs(one - mean) < kNearGrey;
        });
        if (grey && mean > kMiddleBegin && mean < 1 - kMiddleBegin) {
            for (std::size_t c = 0; c < place.size(); ++c) {
                greys[c].push_back(place[c]);
            }
        }
    }
    ShotLight::Colour middle{};
    if (static_cast<double>(greys[0].size()) < kFewestGrey * static_cast<double>(pixels.size())) {
        return middle;
    }
    for (std::size_t c = 0; c < greys.size(); ++c) {
        const auto at = greys[c].begin() + static_cast<std::ptrdiff_t>(greys[c].size() / 2);
        std::nth_element(greys[c].begin(), at, greys[c].end());
        middle[c] = *at;
    }
    return middle;
}

ShotLight light_of(std::vector<Pixel> pixels, const std::vector<NoiseCurve>& noise) {
    std::stable_sort(pixels.begin(), pixels.end(),
                     [](const Pixel& a, const Pixel& b) { return a.luma < b.luma; });
    const auto part = [&](double share) {
        return static_cast<std::size_t>(share * static_cast<double>(pixels.size() - 1));
    };
    const std::span<const Pixel> all(pixels);
    const std::size_t end = part(kEndPart) + 1;
    ShotLight light;
    light.black = mean_of(all.first(end));
    light.white = mean_of(all.last(end));
    light.middle = middle_of(all, light);
    light.low = pixels[part(kPointPart)].luma;
    light.high = pixels[part(1 - kPointPart)].luma;
    for (std::size_t i = 0; i < light.quantiles.size(); ++i) {
        light.quantiles[i] =
            pixels[part(static_cast<double>(i) / (ShotLight::kQuantiles - 1))].luma;
    }
    light.noise = median_of(noise);
    return light;
}

std::string bytes_of(const ShotLight& light) {
    const nlohmann::json json{light.black, light.white,     light.middle,     light.low,
                              light.high,  light.quantiles, light.noise.sigma};
    const std::vector<std::uint8_t> bytes = nlohmann::json::to_cbor(json);
    return {bytes.begin(), bytes.end()};
}

ShotLight from_bytes(const std::string& bytes) {
    const nlohmann::json json = nlohmann::json::from_cbor(bytes);
    ShotLight light;
    json[0].get_to(light.black);
    json[1].get_to(light.white);
    json[2].get_to(light.middle);
    json[3].get_to(light.low);
    json[4].get_to(light.high);
    json[5].get_to(light.quantiles);
    json[6].get_to(light.noise.sigma);
    return light;
}

Result<std::string> measure(const pipeline::Clip& clip, const pipeline::Shot& shot,
                            const pipeline::Pull& pull, const std::function<void()>& progress) {
    std::vector<Pixel> pixels;
    std::vector<NoiseCurve> noise;
    int looked_at = 0;
    for (const std::int64_t n : light_samples(shot)) {
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clip.frame(n, pull));
        KINOVAR_TRY(guard_cv(fmt::format("relight, measuring frame {}", n), [&] {
            add_pixels(*frame, pixels);
            if (looked_at++ % kNoiseEvery == 0) {
                noise.push_back(noise_in(*frame));
            }
        }));
        if (progress) {
            progress();
        }
    }
    return bytes_of(light_of(std::move(pixels), noise));
}

} // namespace

std::vector<std::int64_t> light_samples(const pipeline::Shot& shot) {
    const std::int64_t length = shot.last - shot.first + 1;
    const std::int64_t count =
        std::min(length, std::clamp(length / kSampleEvery, kFewestSamples, kSamples));
    std::vector<std::int64_t> samples;
    for (std::int64_t i = 0; i < count; ++i) {
        samples.push_back(shot.first + (2 * i + 1) * length / (2 * count));
    }
    return samples;
}

Result<ShotLight> measure_light(const pipeline::Clip& clip, const pipeline::Shot& shot,
                                const pipeline::Pull& pull, const std::function<void()>& progress) {
    const Hash128 key = Hasher()
                            .add(clip.info().key)
                            .add("light")
                            .add(kVersion)
                            .add(shot.first)
                            .add(shot.last)
                            .finish();
    KINOVAR_TRY_ASSIGN(const auto bytes, pipeline::analyses().get(key, [&] {
        return measure(clip, shot, pull, progress);
    }));
    return from_bytes(*bytes);
}

} // namespace kinovar::steps
