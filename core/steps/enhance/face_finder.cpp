#include "core/steps/enhance/face_finder.h"

#include "core/base/log.h"
#include "core/image/cv_bridge.h"
#include "core/nn/detect/ssd_decode.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace kinovar::steps {

namespace {

constexpr const char* kModel = "human-blazeface-back";
constexpr int kBoxNumbers = 16; // of a row: box and six points
constexpr float kLeastScore = 0.35F;

/// A picture in the middle of the network's square one.
struct Letterbox {
    cv::Rect place;

    Letterbox(const Frame& picture, int side) {
        const double factor =
            static_cast<double>(side) / std::max(picture.width(), picture.height());
        const int width = std::clamp(cvRound(picture.width() * factor), 1, side);
        const int height = std::clamp(cvRound(picture.height() * factor), 1, side);
        place = {(side - width) / 2, (side - height) / 2, width, height};
    }
};

/// 1×3×side×side, −1 to 1; what lies outside of the picture is mid grey.
nn::Array network_input(const cv::Mat& small, const Letterbox& box, int side) {
    nn::Array input;
    input.shape = {1, Frame::kChannels, side, side};
    const auto area = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    input.values.assign(Frame::kChannels * area, 0.0F);
    for (int y = 0; y < small.rows; ++y) {
        const auto* from = small.ptr<cv::Vec3f>(y);
        const std::size_t begin =
            static_cast<std::size_t>(box.place.y + y) * static_cast<std::size_t>(side) +
            static_cast<std::size_t>(box.place.x);
        for (int x = 0; x < small.cols; ++x) {
            for (int c = 0; c < Frame::kChannels; ++c) {
                input.values[static_cast<std::size_t>(c) * area + begin +
                             static_cast<std::size_t>(x)] =
                    2 * std::clamp(from[x][c], 0.0F, 1.0F) - 1;
            }
        }
    }
    return input;
}

/// Two outputs of the network one behind the other.
Result<std::vector<float>> joined(const nn::ModelInfo& info, const std::vector<nn::Array>& outputs,
                                  std::string_view first, std::string_view second) {
    std::vector<float> all;
    for (const std::string_view name : {first, second}) {
        const auto port = std::find_if(info.outputs.begin(), info.outputs.end(),
                                       [&](const nn::Port& one) { return one.name == name; });
        const auto index = static_cast<std::size_t>(port - info.outputs.begin());
        if (index >= outputs.size()) {
            return failure(ErrorCode::Unsupported,
                           fmt::format("{} has no output {}", info.id, name));
        }
        all.insert(all.end(), outputs[index].values.begin(), outputs[index].values.end());
    }
    return all;
}

} // namespace

Result<std::shared_ptr<const FaceFinder>> FaceFinder::installed() {
    auto model = nn::load_model(kModel);
    if (model) {
        return std::make_shared<const FaceFinder>(std::move(*model));
    }
    if (model.error().code == ErrorCode::MissingModel) {
        log(LogLevel::Info, fmt::format("faces are not looked for: {}", model.error().one_line()));
        return nullptr;
    }
    return failure(model.error());
}

FaceFinder::FaceFinder(std::shared_ptr<const nn::Model> model) : model_(std::move(model)) {}

Result<std::vector<FaceBox>> FaceFinder::find(const Frame& picture) const {
    nn::SsdLayout layout = nn::blazeface_back_layout();
    layout.min_score = kLeastScore;
    const Letterbox box(picture, layout.side);
    cv::Mat small;
    cv::resize(mat_view(picture), small, box.place.size(), 0, 0, cv::INTER_AREA);
    const nn::Array input = network_input(small, box, layout.side);
    KINOVAR_TRY_ASSIGN(const std::vector<nn::Array> outputs, model_->run({&input, 1}));
    KINOVAR_TRY_ASSIGN(const std::vector<float> logits,
                       joined(model(), outputs, "Identity", "Identity_1"));
    KINOVAR_TRY_ASSIGN(const std::vector<float> boxes,
                       joined(model(), outputs, "Identity_2", "Identity_3"));
    KINOVAR_TRY_ASSIGN(
        const std::vector<nn::Detection> found,
        nn::decode_ssd(layout, logits, 1, boxes, kBoxNumbers, nn::Suppression::Blend));
    std::vector<FaceBox> faces;
    for (const nn::Detection& one : found) {
        const cv::Point2f centre((one.x0 + one.x1) / 2 - static_cast<float>(box.place.x),
                                 (one.y0 + one.y1) / 2 - static_cast<float>(box.place.y));
        const cv::Size2f size(one.x1 - one.x0, one.y1 - one.y0);
        const auto width = static_cast<float>(box.place.width);
        const auto height = static_cast<float>(box.place.height);
        faces.push_back({centre.x / width, centre.y / height, size.width / width,
                         size.height / height, one.score});
    }
    return faces;
}

} // namespace kinovar::steps
