#include "core/image/cv_bridge.h"
#include "core/nn/credit.h"
#include "core/nn/model.h"
#include "core/steps/colourise/engine/colouriser.h"
#include "core/steps/colourise/engine/hint_correction.h"
#include "core/steps/colourise/engine/propagate.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::colourise {

namespace {

using nn::Array;
using nn::ModelInfo;

constexpr std::int64_t kVersion = 1;
/// The shorter side that SIGGRAPH17 and ECCV16 were trained at; DDColor's sides.
constexpr int kHintLines = 256;
constexpr int kRgbLines = 512;
constexpr float kMostAb = 110;
/// Of colours that are known by what things look like alone.
constexpr float kModelConfidence = 0.5F;
constexpr float kLeastMask = 0.1F; ///< share of a pixel that a hint covers, to count as one

int rounded_to(double value, int multiple) {
    return std::max(multiple, static_cast<int>(std::lround(value / multiple)) * multiple);
}

/// A picture's channels as 1×C×H×W.
Array array_of(const cv::Mat& picture) {
    const int channels = picture.channels();
    Array array;
    array.shape = {1, channels, picture.rows, picture.cols};
    array.values.resize(picture.total() * static_cast<std::size_t>(channels));
    std::vector<cv::Mat> planes;
    for (int c = 0; c < channels; ++c) {
        planes.emplace_back(picture.rows, picture.cols, CV_32F,
                            array.values.data() + picture.total() * static_cast<std::size_t>(c));
    }
    cv::split(picture, planes);
    return array;
}

/// ab of a 1×2×H×W answer, brought to what a* and b* can be.
Result<cv::Mat> ab_from(const std::vector<Array>& answer, const ModelInfo& info) {
    if (answer.empty() || answer[0].shape.size() != 4 || answer[0].shape[1] != 2) {
        return failure(ErrorCode::Internal, fmt::format("{} gave no colours", info.id));
    }
    const auto rows = static_cast<int>(answer[0].shape[2]);
    const auto columns = static_cast<int>(answer[0].shape[3]);
    cv::Mat ab(rows, columns, CV_32FC2);
    const float* a = answer[0].values.data();
    const float* b = a + ab.total();
    for (std::size_t i = 0; i < ab.total(); ++i) {
        const auto bounded = [](float value) {
            return std::isfinite(value) ? std::clamp(value, -kMostAb, kMostAb) : 0.0F;
        };
        ab.ptr<cv::Vec2f>()[i] = {bounded(a[i]), bounded(b[i])};
    }
    return ab;
}

class ModelColouriser final : public Colouriser {
public:
    explicit ModelColouriser(std::shared_ptr<const nn::Model> model)
        : model_(std::move(model)), takes_hints_(model_->info().inputs.size() > 1) {}

    [[nodiscard]] Result<Chroma> colour(const Guide& guide, const Seeds& seeds,
                                        const std::stop_token& stop) const override {
        if (stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        const std::string action = fmt::format("colours of {}", model_->info().id);
        std::vector<Array> inputs;
        KINOVAR_TRY(guard_cv(action, [&] { inputs = inputs_of(guide, seeds); }));
        KINOVAR_TRY_ASSIGN(const std::vector<Array> answer, model_->run(inputs));
        KINOVAR_TRY_ASSIGN(const cv::Mat ab, ab_from(answer, model_->info()));
        Chroma chroma;
        KINOVAR_TRY(guard_cv(action, [&] {
            chroma = {enlarged(guide, ab),
                      cv::Mat(guide.work.size(), CV_32F, cv::Scalar(kModelConfidence))};
            // Also where hints went in: the network takes them as advice, here they are orders.
            chroma = corrected(chroma, guide, seeds);
        }));
        return chroma;
    }
    [[nodiscard]] bool knows_things() const override { return true; }
    [[nodiscard]] Hash128 key() const override {
        return Hasher()
            .add(std::string_view("model"))
            .add(kVersion)
            .add(model_->info().fingerprint)
            .finish();
    }
    [[nodiscard]] Origin origin() const override { return Origin::Model; }
    [[nodiscard]] std::optional<pipeline::Credit> credit() const override {
        const ModelInfo& info = model_->info();
        return pipeline::Credit{nn::credit_line(info), info.licence.commercial};
    }

private:
    [[nodiscard]] cv::Size size_for(const cv::Size& work) const {
        const ModelInfo& info = model_->info();
        const int lines = info.in_channels == 1 ? kHintLines : kRgbLines;
        const double scale = static_cast<double>(lines) / std::min(work.width, work.height);
        const int multiple = std::max(1, info.size_multiple);
        return {rounded_to(work.width * scale, multiple),
                rounded_to(work.height * scale, multiple)};
    }

    [[nodiscard]] std::vector<Array> inputs_of(const Guide& guide, const Seeds& seeds) const {
        const cv::Size size = size_for(guide.work.size());
        cv::Mat light;
        cv::resize(guide.work, light, size, 0, 0, cv::INTER_AREA);
        if (model_->info().in_channels != 1) {
            return {array_of(grey_of(light))};
        }
        std::vector<Array> inputs = {array_of(light * 100)};
        if (takes_hints_) {
            cv::Mat ab = cv::Mat::zeros(size, CV_32FC2);
            cv::Mat mask = cv::Mat::zeros(size, CV_32F);
            draw_hints(seeds, ab, mask);
            inputs.push_back(array_of(ab));
            inputs.push_back(array_of(mask));
        }
        return inputs;
    }

    /// R'G'B' of greys of that lightness, 0 to 1.
    static cv::Mat grey_of(const cv::Mat& light) {
        cv::Mat luma = light.clone();
        for (int y = 0; y < luma.rows; ++y) {
            for (int x = 0; x < luma.cols; ++x) {
                luma.at<float>(y, x) = luma_of_lightness(100 * light.at<float>(y, x));
            }
        }
        cv::Mat grey;
        cv::merge(std::vector<cv::Mat>(3, luma), grey);
        return grey;
    }

    /// Hints as the network was trained with them: the mean colour of each pixel that they cover.
    static void draw_hints(const Seeds& seeds, cv::Mat& ab, cv::Mat& mask) {
        if (seeds.empty()) {
            return;
        }
        cv::Mat spread, covered, weights;
        cv::merge(std::vector<cv::Mat>{seeds.weight, seeds.weight}, weights);
        cv::resize(seeds.ab.mul(weights), spread, mask.size(), 0, 0, cv::INTER_AREA);
        cv::resize(seeds.weight, covered, mask.size(), 0, 0, cv::INTER_AREA);
        for (int y = 0; y < mask.rows; ++y) {
            for (int x = 0; x < mask.cols; ++x) {
                const float share = covered.at<float>(y, x);
                if (share >= kLeastMask) {
                    ab.at<cv::Vec2f>(y, x) = spread.at<cv::Vec2f>(y, x) / share;
                    mask.at<float>(y, x) = 1;
                }
            }
        }
    }

    /// Of the working size, along its edges of light.
    static cv::Mat enlarged(const Guide& guide, const cv::Mat& ab) {
        Guide between;
        between.lightness = guide.work * 100;
        cv::resize(guide.work, between.work, ab.size(), 0, 0, cv::INTER_AREA);
        return enlarge_along(between, ab);
    }

    std::shared_ptr<const nn::Model> model_;
    bool takes_hints_;
};

bool gives_colours(const ModelInfo& info) {
    return info.task == nn::Task::Colourise && info.out_channels == 2 &&
           (info.in_channels == 1 || info.in_channels == Frame::kChannels);
}

} // namespace

Result<ColouriserPtr> model_colouriser(std::shared_ptr<const nn::Model> model) {
    if (!gives_colours(model->info())) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} does not colour pictures", model->info().id),
                       "blend, kinovar-colour-hint, or weights of SIGGRAPH17, ECCV16 or DDColor");
    }
    return std::make_shared<const ModelColouriser>(std::move(model));
}

} // namespace kinovar::colourise
