#include "core/steps/portrait/face/face_traits.h"

#include "core/steps/portrait/face/face_mesher.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kinovar::portrait {

namespace {

constexpr const char* kPersonModel = "human-faceres";
constexpr const char* kExpressionModel = "human-emotion";
constexpr const char* kMatteModel = "human-selfie";
constexpr int kPersonSide = 224;
constexpr int kExpressionSide = 64;
constexpr int kMatteSide = 256;
constexpr float kPersonCrop = 1.3F;
constexpr float kExpressionCrop = 1.2F;
constexpr float kLevels = 255;
constexpr int kAdult = 18; // years

cv::Mat grey_of(const cv::Mat& picture) {
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
    return grey;
}

} // namespace

Result<FaceTraits> FaceTraits::installed() {
    FaceTraits traits;
    KINOVAR_TRY_ASSIGN(traits.person_, shared_network(kPersonModel));
    KINOVAR_TRY_ASSIGN(traits.expression_, shared_network(kExpressionModel));
    KINOVAR_TRY_ASSIGN(traits.matte_, shared_network(kMatteModel));
    return traits;
}

Result<FaceTraits::Person> FaceTraits::person(const cv::Mat& picture, const FaceMesh& mesh) const {
    KINOVAR_TRY_ASSIGN(Outputs outputs,
                       run_on_square(*person_,
                                     crop_around(mesh, kPersonCrop).cut(picture, kPersonSide),
                                     {kLevels, 0}, {"age_pred/Softmax", "global_pooling/Mean"}));
    Person person;
    const std::vector<float>& chances = outputs[0];
    for (std::size_t year = 0; year < chances.size(); ++year) {
        person.age += static_cast<double>(year) * static_cast<double>(chances[year]);
    }
    person.under_age = std::accumulate(
        chances.begin(), chances.begin() + std::min<std::ptrdiff_t>(kAdult, std::ssize(chances)),
        0.0);
    person.descriptor = std::move(outputs[1]);
    const double length = std::sqrt(std::inner_product(
        person.descriptor.begin(), person.descriptor.end(), person.descriptor.begin(), 0.0));
    for (float& value : person.descriptor) {
        value = static_cast<float>(value / std::max(length, 1e-9));
    }
    return person;
}

Result<std::array<float, kExpressions>> FaceTraits::expression(const cv::Mat& picture,
                                                               const FaceMesh& mesh) const {
    const cv::Mat crop = crop_around(mesh, kExpressionCrop).cut(picture, kExpressionSide);
    KINOVAR_TRY_ASSIGN(const Outputs outputs,
                       run_on_square(*expression_, grey_of(crop), {2, -1}, {"Identity"}));
    std::array<float, kExpressions> chances{};
    std::copy_n(outputs[0].begin(), std::min(outputs[0].size(), chances.size()), chances.begin());
    return chances;
}

Result<Matte> FaceTraits::matte(const cv::Mat& picture) const {
    cv::Mat square;
    cv::resize(picture, square, {kMatteSide, kMatteSide}, 0, 0, cv::INTER_AREA);
    KINOVAR_TRY_ASSIGN(Outputs outputs, run_on_square(*matte_, square, {}, {"activation_10"}));
    // The network sees the picture squeezed to a square; the matte has the picture's shape again.
    const double factor = static_cast<double>(kMatteSide) / std::max(picture.cols, picture.rows);
    Matte matte;
    matte.width = std::max(1, cvRound(picture.cols * factor));
    matte.height = std::max(1, cvRound(picture.rows * factor));
    matte.values.resize(static_cast<std::size_t>(matte.width) *
                        static_cast<std::size_t>(matte.height));
    const cv::Mat given(kMatteSide, kMatteSide, CV_32FC1, outputs[0].data());
    cv::Mat target(matte.height, matte.width, CV_32FC1, matte.values.data());
    cv::resize(given, target, target.size(), 0, 0, cv::INTER_AREA);
    return matte;
}

float sharpness_of(const cv::Mat& picture, const FaceMesh& mesh) {
    constexpr int kSide = 256;
    cv::Mat edges;
    cv::Laplacian(grey_of(crop_around(mesh, 1).cut(picture, kSide)) * kLevels, edges, CV_32F);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(edges, mean, deviation);
    return static_cast<float>(deviation[0] * deviation[0]);
}

bool is_monochrome(const cv::Mat& picture) {
    constexpr int kSide = 96; // grain and noise of the colours vanish
    constexpr int kBins = 16; // of luma
    constexpr double kSpread = 3.5 / kLevels;
    cv::Mat small;
    cv::resize(picture, small, {kSide, kSide}, 0, 0, cv::INTER_AREA);
    struct Bin {
        double count = 0, red = 0, red2 = 0, blue = 0, blue2 = 0;
    };
    std::array<Bin, kBins> bins;
    for (const cv::Vec3f& pixel : cv::Mat_<cv::Vec3f>(small)) {
        constexpr float kRed = 0.299F, kGreen = 0.587F, kBlue = 0.114F;
        const float luma = kRed * pixel[0] + kGreen * pixel[1] + kBlue * pixel[2];
        Bin& bin = bins[static_cast<std::size_t>(
            std::clamp(static_cast<int>(luma * kBins), 0, kBins - 1))];
        const double red = pixel[0] - luma;
        const double blue = pixel[2] - luma;
        bin.count += 1;
        bin.red += red;
        bin.red2 += red * red;
        bin.blue += blue;
        bin.blue2 += blue * blue;
    }
    double spread = 0;
    for (const Bin& bin : bins) {
        if (bin.count > 0) {
            spread += bin.red2 - bin.red * bin.red / bin.count;
            spread += bin.blue2 - bin.blue * bin.blue / bin.count;
        }
    }
    return spread / (2.0 * kSide * kSide) < kSpread * kSpread;
}

} // namespace kinovar::portrait
