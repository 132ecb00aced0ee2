#include "core/image/cv_bridge.h"
#include "core/nn/hint_planes.h"
#include "core/nn/model.h"
#include "core/steps/colourise/engine/colouriser.h"
#include "core/steps/colourise/engine/hint_planes.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::colourise {

namespace {

using nn::Array;

constexpr std::int64_t kVersion = 1;
/// Lines of the pictures that it learnt from: larger ones are reduced to about that. What it says
/// is smooth; edges come from the colours that it weighs, which are of the working size.
constexpr int kMostLines = 340, kUsualLines = 288;
/// Expected error of a* and b* at which a colour is 1/e as sure.
constexpr float kSureError = 12;
/// How much of the difference from the built-in colours is taken: less the more hints there are,
/// since hints soon know better than the network. Found on photographs that it did not learn from;
/// the mean of both is better than either. Without hints it keeps the tint muted.
constexpr float kTrust = 0.7F, kTrustFall = 0.33F;
constexpr float kLowestLog = -6, kHighestLog = 1; ///< of errors, in units of kHintNetChroma

cv::Size size_for(const cv::Size& work) {
    const int lines = std::min(work.width, work.height);
    const double scale = lines > kMostLines ? static_cast<double>(kUsualLines) / lines : 1;
    const auto rounded = [&](int length) {
        const int multiple = nn::kHintNetMultiple;
        return std::max(1, static_cast<int>(std::lround(length * scale / multiple))) * multiple;
    };
    return {rounded(work.width), rounded(work.height)};
}

/// Planes of an answer, enlarged to the working size.
class Answer {
public:
    Answer(const Array& array, const cv::Size& size) : array_(array), size_(size) {}

    [[nodiscard]] cv::Mat plane(int index) const {
        const auto rows = static_cast<int>(array_.shape[2]);
        const auto columns = static_cast<int>(array_.shape[3]);
        const std::size_t each = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
        const cv::Mat small(rows, columns, CV_32F,
                            const_cast<float*>(array_.values.data()) +
                                static_cast<std::size_t>(index) * each);
        cv::Mat large;
        cv::resize(small, large, size_, 0, 0, cv::INTER_LINEAR);
        return large;
    }

    /// The plane for both channels of chroma.
    [[nodiscard]] cv::Mat doubled(int index) const {
        const cv::Mat one = plane(index);
        cv::Mat two;
        cv::merge(std::vector<cv::Mat>{one, one}, two);
        return two;
    }

private:
    const Array& array_;
    cv::Size size_;
};

Status check_answer(const std::vector<Array>& answer) {
    constexpr std::array<std::int64_t, 3> kChannels{3, 2, 1};
    bool fits = answer.size() == kChannels.size();
    for (std::size_t i = 0; fits && i < answer.size(); ++i) {
        fits = answer[i].shape.size() == 4 && answer[i].shape[1] == kChannels[i] &&
               std::all_of(answer[i].values.begin(), answer[i].values.end(),
                           [](float value) { return std::isfinite(value); });
    }
    return fits ? Status() : failure(ErrorCode::Internal, "the network gave no usable colours");
}

float trust_for(std::size_t hints) {
    const auto count = static_cast<float>(std::max<std::size_t>(hints, 1));
    return kTrust * std::pow(count, -kTrustFall);
}

Chroma put_together(const std::vector<Array>& answer, const Candidates& candidates,
                    const cv::Size& size, float trust) {
    const Answer shares(answer[0], size), extra(answer[1], size), error(answer[2], size);
    cv::Mat ab;
    cv::merge(std::vector<cv::Mat>{extra.plane(0), extra.plane(1)}, ab);
    ab *= nn::kHintNetChroma;
    const std::array colours{candidates.painted, candidates.nearest.ab, candidates.likely};
    for (std::size_t i = 0; i < colours.size(); ++i) {
        ab += shares.doubled(static_cast<int>(i)).mul(colours[i]);
    }
    ab = candidates.painted + (ab - candidates.painted) * trust;
    cv::Mat expected;
    cv::exp(cv::min(cv::max(error.plane(0), kLowestLog), kHighestLog), expected);
    cv::Mat confidence;
    cv::exp(expected * (-nn::kHintNetChroma / kSureError), confidence);
    return {ab, confidence};
}

class HintNetColouriser final : public Colouriser {
public:
    explicit HintNetColouriser(std::shared_ptr<const nn::Model> model) : model_(std::move(model)) {}

    [[nodiscard]] Result<Chroma> colour(const Guide& guide, const Seeds& seeds,
                                        const std::stop_token& stop) const override {
        const std::string action = fmt::format("colours of {}", model_->info().id);
        const cv::Size size = size_for(guide.work.size());
        Candidates candidates;
        std::vector<Array> inputs;
        KINOVAR_TRY(guard_cv(action, [&] {
            candidates = candidates_of(guide, seeds);
            std::vector<float> numbers = hint_numbers(guide, seeds, size);
            const auto hints = static_cast<std::int64_t>(numbers.size()) / nn::kHintNumbers;
            inputs = {{{1, nn::kHintPlanes, size.height, size.width},
                       hint_planes(guide, seeds, candidates, size)},
                      {{1, hints, nn::kHintNumbers}, std::move(numbers)}};
        }));
        if (stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        KINOVAR_TRY_ASSIGN(const std::vector<Array> answer, model_->run(inputs));
        KINOVAR_TRY(check_answer(answer));
        Chroma chroma;
        KINOVAR_TRY(guard_cv(action, [&] {
            chroma =
                put_together(answer, candidates, guide.work.size(), trust_for(seeds.seeds.size()));
        }));
        return chroma;
    }
    [[nodiscard]] Hash128 key() const override {
        return Hasher()
            .add(std::string_view("hint net"))
            .add(kVersion)
            .add(model_->info().fingerprint)
            .add(built_in_key_) // it weighs what that one gives
            .finish();
    }
    [[nodiscard]] Origin origin() const override { return Origin::Model; }

private:
    std::shared_ptr<const nn::Model> model_;
    Hash128 built_in_key_ = blend_colouriser()->key();
};

} // namespace

ColouriserPtr hint_net_colouriser(std::shared_ptr<const nn::Model> model) {
    return std::make_shared<const HintNetColouriser>(std::move(model));
}

} // namespace kinovar::colourise
