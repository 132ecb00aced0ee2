#include "core/steps/portrait/face/face_network.h"

#include <fmt/format.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>

namespace kinovar::portrait {

namespace {

constexpr int kMostReduction = 8; // what is reduced more is sampled first

nn::Array input_of(const cv::Mat& picture, ValueRange range) {
    const int channels = picture.channels();
    nn::Array input;
    input.shape = {1, channels, picture.rows, picture.cols};
    const std::size_t area = picture.total();
    input.values.resize(static_cast<std::size_t>(channels) * area);
    std::size_t at = 0;
    for (int y = 0; y < picture.rows; ++y) {
        const auto* from = picture.ptr<float>(y);
        for (int x = 0; x < picture.cols; ++x, ++at) {
            for (int c = 0; c < channels; ++c) {
                input.values[static_cast<std::size_t>(c) * area + at] =
                    std::clamp(*from++, 0.0F, 1.0F) * range.factor + range.offset;
            }
        }
    }
    return input;
}

} // namespace

Result<std::shared_ptr<const nn::Model>> shared_network(const std::string& id) {
    static std::mutex mutex;
    static std::map<std::string, std::weak_ptr<const nn::Model>> loaded;
    const std::scoped_lock lock(mutex);
    if (auto model = loaded[id].lock()) {
        return model;
    }
    KINOVAR_TRY_ASSIGN(auto model, nn::load_model(id));
    loaded[id] = model;
    return model;
}

Result<Outputs> run_on_square(const nn::Model& model, const cv::Mat& picture, ValueRange range,
                              std::initializer_list<std::string_view> outputs) {
    const nn::Array input = input_of(picture, range);
    KINOVAR_TRY_ASSIGN(std::vector<nn::Array> given, model.run({&input, 1}));
    const std::vector<nn::Port>& ports = model.info().outputs;
    Outputs result;
    for (const std::string_view name : outputs) {
        const auto port = std::find_if(ports.begin(), ports.end(),
                                       [&](const nn::Port& one) { return one.name == name; });
        const auto index = static_cast<std::size_t>(port - ports.begin());
        if (index >= given.size()) {
            return failure(ErrorCode::Unsupported,
                           fmt::format("{} has no output {}", model.info().id, name));
        }
        result.push_back(given[index].values);
    }
    return result;
}

cv::Point2f SquareCrop::to_picture(cv::Point2f point, int size) const {
    const float scale = side / static_cast<float>(size);
    const float middle = static_cast<float>(size) / 2;
    const cv::Point2f along = (point - cv::Point2f(middle, middle)) * scale;
    const float c = std::cos(angle);
    const float s = std::sin(angle);
    return centre + cv::Point2f(c * along.x - s * along.y, s * along.x + c * along.y);
}

cv::Mat SquareCrop::cut(const cv::Mat& picture, int size) const {
    const int reduction = std::clamp(cvRound(side / static_cast<float>(size)), 1, kMostReduction);
    const int fine = size * reduction;
    // Centres of pixels lie half a pixel inside of the edges.
    constexpr float kHalf = 0.5F;
    const cv::Point2f origin = to_picture({kHalf, kHalf}, fine);
    const float scale = side / static_cast<float>(fine);
    const float c = std::cos(angle) * scale;
    const float s = std::sin(angle) * scale;
    const cv::Matx23f map(c, -s, origin.x, s, c, origin.y);
    cv::Mat result;
    cv::warpAffine(picture, result, map, {fine, fine}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    if (reduction > 1) {
        cv::resize(result, result, {size, size}, 0, 0, cv::INTER_AREA);
    }
    return result;
}

} // namespace kinovar::portrait
