#include "core/steps/colourise/global/shot_figures.h"

#include "core/image/cv_bridge.h"
#include "core/pipeline/analysis.h"
#include "core/steps/colourise/global/colour_table.h"
#include "core/steps/enhance/relight_measure.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cstring>

namespace kinovar::colourise {

namespace {

constexpr int kSmallSide = 128;

std::string bytes_of(const std::vector<float>& figures) {
    return {reinterpret_cast<const char*>(figures.data()), figures.size() * sizeof(float)};
}

std::vector<float> figures_from(const std::string& bytes) {
    std::vector<float> figures(bytes.size() / sizeof(float));
    std::memcpy(figures.data(), bytes.data(), figures.size() * sizeof(float));
    return figures;
}

Result<std::string> measured(const pipeline::Clip& clip, const pipeline::Shot& shot,
                             const pipeline::Pull& pull, const Measure& measure) {
    std::vector<Rgb> samples;
    for (const std::int64_t n : steps::light_samples(shot)) {
        if (pull.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        KINOVAR_TRY_ASSIGN(const FramePtr frame, clip.frame(n, pull));
        KINOVAR_TRY(guard_cv(fmt::format("{}, measuring frame {}", measure.name, n),
                             [&] { add_samples(*frame, samples); }));
    }
    return bytes_of(measure.figures(samples));
}

} // namespace

void add_samples(const Frame& picture, std::vector<Rgb>& samples) {
    const double factor = std::min(1.0, static_cast<double>(kSmallSide) /
                                            std::max(picture.width(), picture.height()));
    cv::Mat small;
    cv::resize(mat_view(picture), small,
               {std::max(1, cvRound(picture.width() * factor)),
                std::max(1, cvRound(picture.height() * factor))},
               0, 0, cv::INTER_AREA);
    for (int y = 0; y < small.rows; ++y) {
        for (int x = 0; x < small.cols; ++x) {
            Rgb colour;
            for (int c = 0; c < Frame::kChannels; ++c) {
                colour[static_cast<std::size_t>(c)] =
                    std::clamp(small.at<cv::Vec3f>(y, x)[c], 0.0F, 1.0F);
            }
            samples.push_back(colour);
        }
    }
}

Result<std::vector<float>> shot_figures(const pipeline::Clip& clip, const pipeline::Shot& shot,
                                        const pipeline::Pull& pull, const Measure& measure) {
    const Hash128 key = Hasher()
                            .add(clip.info().key)
                            .add("colours")
                            .add(measure.name)
                            .add(measure.version)
                            .add(shot.first)
                            .add(shot.last)
                            .finish();
    KINOVAR_TRY_ASSIGN(const auto bytes, pipeline::analyses().get(key, [&] {
        return measured(clip, shot, pull, measure);
    }));
    return figures_from(*bytes);
}

std::vector<Rgb> by_luma(std::span<const Rgb> samples) {
    const LumaWeights weights = luma_weights(Matrix::Bt709);
    std::vector<std::pair<float, Rgb>> ranked;
    ranked.reserve(samples.size());
    for (const Rgb& sample : samples) {
        ranked.emplace_back(luma_of(sample, weights), sample);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<Rgb> sorted;
    sorted.reserve(ranked.size());
    for (const auto& [luma, sample] : ranked) {
        sorted.push_back(sample);
    }
    return sorted;
}

float quantile(std::vector<float> values, double share) {
    const auto place = values.begin() +
                       static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

} // namespace kinovar::colourise
