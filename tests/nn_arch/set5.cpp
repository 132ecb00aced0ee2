#include "tests/nn_arch/set5.h"

#include "tests/nn_arch/parity.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>

#include <array>
#include <cmath>
#include <fstream>

namespace kinovar::test {

namespace {

constexpr std::array kNames = {"baby", "bird", "butterfly", "head", "woman"};
constexpr int kColours = 3;
constexpr double kWhite = 255;

/// OpenCV's pictures are B, G, R.
nn::Array array_of(const cv::Mat& picture) {
    nn::Array array{{1, kColours, picture.rows, picture.cols}, {}};
    for (int c = kColours - 1; c >= 0; --c) {
        for (int y = 0; y < picture.rows; ++y) {
            for (int x = 0; x < picture.cols; ++x) {
                array.values.push_back(static_cast<float>(picture.at<cv::Vec3b>(y, x)[c]) /
                                       static_cast<float>(kWhite));
            }
        }
    }
    return array;
}

double luma(double red, double green, double blue) {
    return 16 + (65.481 * red + 128.553 * green + 24.966 * blue) / kWhite;
}

double psnr(const nn::Array& found, const cv::Mat& wanted, int border) {
    const auto height = static_cast<int>(found.shape[2]);
    const auto width = static_cast<int>(found.shape[3]);
    const auto at = [&](int c, int y, int x) {
        const float value =
            found.values[(static_cast<std::size_t>(c) * static_cast<std::size_t>(height) +
                          static_cast<std::size_t>(y)) *
                             static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(x)];
        return std::nearbyint(std::clamp(value, 0.0F, 1.0F) * static_cast<float>(kWhite));
    };
    double sum = 0;
    int count = 0;
    for (int y = border; y < height - border; ++y) {
        for (int x = border; x < width - border; ++x, ++count) {
            const auto& pixel = wanted.at<cv::Vec3b>(y, x);
            const double difference =
                luma(at(0, y, x), at(1, y, x), at(2, y, x)) - luma(pixel[2], pixel[1], pixel[0]);
            sum += difference * difference;
        }
    }
    return 10 * std::log10(kWhite * kWhite / (sum / count));
}

} // namespace

double set5_psnr(const nn::Model& model, const std::filesystem::path& bench) {
    const int scale = model.info().scale;
    double sum = 0;
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        const auto small = bench / "Set5_LR" / fmt::format("{}x{}.png", kNames[i], scale);
        const auto large = bench / "Set5" / fmt::format("img_{:03}.png", i + 1);
        const cv::Mat input = cv::imread(small.string(), cv::IMREAD_COLOR);
        const cv::Mat wanted = cv::imread(large.string(), cv::IMREAD_COLOR);
        EXPECT_FALSE(input.empty()) << small;
        EXPECT_FALSE(wanted.empty()) << large;
        if (input.empty() || wanted.empty()) {
            return 0;
        }
        const auto outputs = run_model(model, {array_of(input)});
        if (outputs.empty() || outputs[0].shape[2] > wanted.rows ||
            outputs[0].shape[3] > wanted.cols) {
            ADD_FAILURE() << small << " and " << large << " do not belong together";
            return 0;
        }
        sum += psnr(outputs[0], wanted, scale);
    }
    return sum / static_cast<double>(kNames.size());
}

double expected_psnr(const std::filesystem::path& json, const std::string& part) {
    std::ifstream stream(json);
    EXPECT_TRUE(stream.good()) << json;
    const auto all = nlohmann::json::parse(stream);
    return all.at(part).at("mean").at("psnr_y").get<double>();
}

} // namespace kinovar::test
