#include "core/steps/measure/grain_profile.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/pipeline/analysis.h"
#include "core/steps/kit/step_kit.h"
#include "core/steps/measure/flow.h"

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

/// Variance of a frame less the mean of two others over that of a frame.
const double kResidualGain = std::sqrt(1.5);
constexpr double kDeviationOfMedian = 1.4826;

constexpr int kGreys = GrainLayer::kGreys;
constexpr float kBinsALevel = 16;
constexpr int kBins = 1024;
constexpr int kLeastSamples = 400; ///< of a grey that counts

constexpr double kFlowSmoothing = 6; ///< vectors

// Where grain is measured.
constexpr double kSlowSigma = 16;   ///< px; what changes slower is light, not grain
constexpr double kFlatSigma = 2;    ///< px
constexpr double kAroundSigma = 4;  ///< px
constexpr double kFlatShare = 0.6;  ///< of the picture, the least textured
constexpr double kAgreeShare = 0.5; ///< of the picture, where both neighbours agree best
constexpr int kLeastFlat = 56;      ///< pixels of a block of 64

using Histogram = std::vector<std::int64_t>;

cv::Mat smooth(const cv::Mat& picture, double sigma) {
    cv::Mat out;
    cv::GaussianBlur(picture, out, {}, sigma, sigma, cv::BORDER_REFLECT_101);
    return out;
}

/// Slow changes of a picture; found on a reduced one, as they are slow.
cv::Mat slow_part(const cv::Mat& picture) {
    constexpr double kReduction = 0.25;
    cv::Mat small, out;
    cv::resize(picture, small, {}, kReduction, kReduction, cv::INTER_AREA);
    cv::resize(smooth(small, kSlowSigma * kReduction), out, picture.size(), 0, 0, cv::INTER_LINEAR);
    return out;
}

float quantile(const cv::Mat& values, double share) {
    constexpr int kStep = 3;
    std::vector<float> some;
    for (int y = 0; y < values.rows; y += kStep) {
        for (int x = 0; x < values.cols; x += kStep) {
            some.push_back(values.at<float>(y, x));
        }
    }
    const auto at =
        some.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(some.size() - 1));
    std::nth_element(some.begin(), at, some.end());
    return *at;
}

/// 255 where the picture is flat and its neighbours agree.
///
/// Texture is looked for in the sum of all three, whose grain has nothing in common with that of
/// the residual: so no grain is favoured by the choice.
cv::Mat quiet_places(const cv::Mat& luma, const cv::Mat& before, const cv::Mat& after) {
    cv::Mat difference, texture;
    cv::absdiff(before, after, difference);
    const cv::Mat disagreement = smooth(difference, kAroundSigma);
    cv::Laplacian(smooth(luma + before + after, kFlatSigma), texture, CV_32F);
    const cv::Mat roughness = smooth(cv::abs(texture), kAroundSigma);
    // Black borders and burnt-out skies show no grain, whatever the film has.
    constexpr float kBlack = 2.0F / 255, kWhite = 253.0F / 255;
    cv::Mat exposed = (luma > kBlack) & (luma < kWhite);
    return exposed & (disagreement <= quantile(disagreement, kAgreeShare)) &
           (roughness <= quantile(roughness, kFlatShare));
}

int grey_of(float value) {
    return std::clamp(static_cast<int>(value * kGreys), 0, kGreys - 1);
}

/// Standard deviations by grey from histograms of |residual|; greys without samples take them from
/// the nearest with.
GrainLayer layer_of(const std::vector<Histogram>& histograms) {
    GrainLayer layer;
    std::vector<int> known;
    double weight = 0;
    for (int grey = 0; grey < kGreys; ++grey) {
        const auto at = static_cast<std::size_t>(grey);
        std::int64_t count = 0;
        for (const std::int64_t bin : histograms[at]) {
            count += bin;
        }
        if (count < kLeastSamples) {
            continue;
        }
        std::int64_t below = 0;
        std::size_t bin = 0;
        while (2 * (below + histograms[at][bin]) < count) {
            below += histograms[at][bin++];
        }
        const double part = (0.5 * static_cast<double>(count) - static_cast<double>(below)) /
                            static_cast<double>(std::max<std::int64_t>(1, histograms[at][bin]));
        const double median = (static_cast<double>(bin) + part) / kBinsALevel;
        layer.sigma[at] = kDeviationOfMedian * median / kResidualGain;
        layer.mean_sigma += static_cast<double>(count) * layer.sigma[at];
        weight += static_cast<double>(count);
        known.push_back(grey);
    }
    if (known.empty()) {
        return layer;
    }
    layer.mean_sigma /= weight;
    for (int grey = 0; grey < kGreys; ++grey) {
        const auto above = std::ranges::lower_bound(known, grey);
        const int high = above == known.end() ? known.back() : *above;
        const int low = above == known.begin() ? known.front() : *(above - 1);
        if (high == grey) {
            continue;
        }
        const double share = high > low ? static_cast<double>(grey - low) / (high - low) : 0.0;
        const double a = layer.sigma[static_cast<std::size_t>(low)];
        const double b = layer.sigma[static_cast<std::size_t>(high)];
        layer.sigma[static_cast<std::size_t>(grey)] = a + std::clamp(share, 0.0, 1.0) * (b - a);
    }
    return layer;
}

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

struct GrainMeter::Signal {
    std::vector<Histogram> histograms =
        std::vector<Histogram>(kGreys, Histogram(static_cast<std::size_t>(kBins)));
    std::array<double, kDctSize> power{};
    double blocks = 0;
};

GrainMeter::GrainMeter(const cv::Size& size, bool colour)
    : size_(size), colour_(colour), signals_(colour ? 4 : 1) {}

GrainMeter::~GrainMeter() = default;

namespace {

void count_residuals(const cv::Mat& residual, const cv::Mat& grey, const cv::Mat& quiet,
                     std::vector<Histogram>& histograms) {
    constexpr float kScale = 255 * kBinsALevel;
    for (int y = 0; y < residual.rows; ++y) {
        const float* r = residual.ptr<float>(y);
        const float* g = grey.ptr<float>(y);
        const std::uint8_t* good = quiet.ptr<std::uint8_t>(y);
        for (int x = 0; x < residual.cols; ++x) {
            if (good[x] != 0) {
                const int bin = std::min(static_cast<int>(std::abs(r[x]) * kScale), kBins - 1);
                ++histograms[static_cast<std::size_t>(grey_of(g[x]))]
                            [static_cast<std::size_t>(bin)];
            }
        }
    }
}

/// Power of the DCT of the quiet blocks: the median of the squares of each coefficient, which a
/// few blocks with something else in them do not move.
void add_power(const cv::Mat& normal, const cv::Mat& quiet, std::array<double, kDctSize>& power,
               double& blocks) {
    constexpr double kMedianOfSquare = 0.4549; // of a normal variable
    std::array<std::vector<float>, kDctSize> squares;
    for (int y = 0; y + kDctSide <= normal.rows; y += kDctSide) {
        for (int x = 0; x + kDctSide <= normal.cols; x += kDctSide) {
            const cv::Rect place(x, y, kDctSide, kDctSide);
            if (cv::countNonZero(quiet(place)) < kLeastFlat) {
                continue;
            }
            DctBlock block{};
            for (int i = 0; i < kDctSize; ++i) {
                block[static_cast<std::size_t>(i)] =
                    normal.at<float>(y + i / kDctSide, x + i % kDctSide);
            }
            const DctBlock coefficients = dct_of(block);
            for (std::size_t k = 0; k < kDctSize; ++k) {
                squares[k].push_back(coefficients[k] * coefficients[k]);
            }
        }
    }
    const std::size_t count = squares[0].size();
    for (std::size_t k = 0; k < kDctSize && count > 0; ++k) {
        const auto middle = squares[k].begin() + static_cast<std::ptrdiff_t>(count / 2);
        std::nth_element(squares[k].begin(), middle, squares[k].end());
        power[k] += static_cast<double>(count) * static_cast<double>(*middle) / kMedianOfSquare;
    }
    blocks += static_cast<double>(count);
}

cv::Mat normalised(const cv::Mat& residual, const cv::Mat& grey, const GrainLayer& layer) {
    const std::vector<float> table = layer.sigma_table();
    cv::Mat normal(residual.size(), CV_32F);
    constexpr float kLeast = 0.1F / 255;
    for (int y = 0; y < residual.rows; ++y) {
        for (int x = 0; x < residual.cols; ++x) {
            const float place = std::clamp(grey.at<float>(y, x), 0.0F, 1.0F) * 256;
            const float sigma = std::max(kLeast, table[static_cast<std::size_t>(place)]);
            normal.at<float>(y, x) =
                residual.at<float>(y, x) / (sigma * static_cast<float>(kResidualGain));
        }
    }
    return normal;
}

} // namespace

void GrainMeter::add(const cv::Mat& frame, const cv::Mat& before, const cv::Mat& after,
                     const std::array<double, 3>& weights) {
    const cv::Matx13f to_luma(static_cast<float>(weights[0]), static_cast<float>(weights[1]),
                              static_cast<float>(weights[2]));
    const auto signal_of = [&](const cv::Mat& picture, std::size_t signal) {
        cv::Mat out;
        if (signal == 0) {
            cv::transform(picture, out, to_luma);
        } else {
            cv::extractChannel(picture, out, static_cast<int>(signal) - 1);
        }
        return out;
    };
    const cv::Mat quiet =
        quiet_places(signal_of(frame, 0), signal_of(before, 0), signal_of(after, 0));
    std::vector<cv::Mat> normals;
    for (std::size_t s = 0; s < signals_.size(); ++s) {
        const cv::Mat mean = 0.5 * (signal_of(before, s) + signal_of(after, s));
        cv::Mat residual = signal_of(frame, s) - mean;
        residual -= slow_part(residual);
        const cv::Mat grey = smooth(mean, kFlatSigma);
        std::vector<Histogram> own(kGreys, Histogram(static_cast<std::size_t>(kBins)));
        count_residuals(residual, grey, quiet, own);
        normals.push_back(normalised(residual, grey, layer_of(own)));
        add_power(normals.back(), quiet, signals_[s].power, signals_[s].blocks);
        for (std::size_t g = 0; g < own.size(); ++g) {
            std::ranges::transform(own[g], signals_[s].histograms[g],
                                   signals_[s].histograms[g].begin(), std::plus<>());
        }
    }
    for (std::size_t pair = 0; colour_ && pair < products_.size(); ++pair) {
        // Far values are dirt, which all layers share.
        constexpr double kFar = 3;
        cv::Mat a = cv::max(cv::min(normals[1 + pair], kFar), -kFar);
        cv::Mat b = cv::max(cv::min(normals[1 + (pair + 1) % 3], kFar), -kFar);
        const double ab = cv::mean(a.mul(b), quiet)[0];
        const double aa = cv::mean(a.mul(a), quiet)[0];
        const double bb = cv::mean(b.mul(b), quiet)[0];
        products_[pair] += ab / std::sqrt(aa * bb + 1e-12);
    }
    ++frames_;
}

GrainProfile GrainMeter::profile() const {
    GrainProfile profile;
    profile.height = size_.height;
    profile.colour = colour_;
    profile.frames = frames_;
    for (std::size_t s = 0; s < signals_.size(); ++s) {
        GrainLayer& layer = s == 0 ? profile.luma : profile.rgb[s - 1];
        layer = layer_of(signals_[s].histograms);
        double mean = 0;
        for (const double power : signals_[s].power) {
            mean += power / kDctSize;
        }
        for (std::size_t k = 0; k < kDctSize; ++k) {
            layer.spectrum[k] = mean > 0 ? signals_[s].power[k] / mean : 1.0;
        }
    }
    for (std::size_t i = 0; i < products_.size(); ++i) {
        profile.correlation[i] = frames_ > 0 ? products_[i] / frames_ : 0.0;
    }
    const auto& spectrum = profile.luma.spectrum;
    profile.size = std::sqrt((spectrum[1] + spectrum[kDctSide] + spectrum[kDctSide + 1]) / 3);
    return profile;
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
