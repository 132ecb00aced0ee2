#include "core/steps/portrait/face/face_traits.h"

#include "core/steps/portrait/face/face_mesher.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>

namespace kinovar::portrait {

namespace {

constexpr const char* kPersonModel = "human-faceres";
constexpr const char* kExpressionModel = "human-emotion";
constexpr const char* kMatteModel = "human-selfie";
constexpr int kPersonSide = 224;
constexpr int kExpressionSide = 64;
constexpr int kMatteSide = 256;
// The age is the mean of several looks: one alone wavers by years. The first is the one that
// descriptors are made of.
constexpr std::array kAgeCrops{1.3F, 1.6F};
constexpr float kExpressionCrop = 1.2F;
constexpr float kLevels = 255;
constexpr std::size_t kAdult = 18; // years

cv::Mat grey_of(const cv::Mat& picture) {
    cv::Mat grey;
    cv::cvtColor(picture, grey, cv::COLOR_RGB2GRAY);
    return grey;
}

/// Adds one look of several at a face.
void add_age(FaceTraits::Person& person, const std::vector<float>& chances, std::size_t looks) {
    for (std::size_t year = 0; year < chances.size(); ++year) {
        const double chance = static_cast<double>(chances[year]) / static_cast<double>(looks);
        person.age += static_cast<double>(year) * chance;
        person.under_age += year < kAdult ? chance : 0;
    }
}

std::vector<float> of_unit_length(std::vector<float> values) {
    const double length =
        std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.0));
    for (float& value : values) {
        value = static_cast<float>(value / std::max(length, 1e-9));
    }
    return values;
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
    Person person;
    for (const float factor : kAgeCrops) {
        cv::Mat crop = crop_around(mesh, factor).cut(picture, kPersonSide);
        for (const bool mirrored : {false, true}) {
            if (mirrored) {
                cv::flip(crop, crop, 1);
            }
            KINOVAR_TRY_ASSIGN(Outputs outputs,
                               run_on_square(*person_, crop, {kLevels, 0},
                                             {"age_pred/Softmax", "global_pooling/Mean"}));
            add_age(person, outputs[0], 2 * kAgeCrops.size());
            if (person.descriptor.empty()) {
                person.descriptor = of_unit_length(std::move(outputs[1]));
            }
        }
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
    // A small face is not enlarged: that it is small is another finding.
    constexpr int kSide = 256;
    constexpr int kLeastSide = 64;
    const SquareCrop crop = crop_around(mesh, 1);
    const int side = std::clamp(cvRound(crop.side), kLeastSide, kSide);
    cv::Mat edges;
    cv::Laplacian(grey_of(crop.cut(picture, side)) * kLevels, edges, CV_32F);
    cv::Scalar mean;
    cv::Scalar deviation;
    cv::meanStdDev(edges, mean, deviation);
    return static_cast<float>(deviation[0] * deviation[0]);
}

namespace {

/// Mean colour of small patches at landmarks.
cv::Vec3d colour_at(const cv::Mat& picture, const FaceMesh& mesh,
                    std::span<const std::uint16_t> landmarks) {
    constexpr float kPatch = 1.0F / 60; // of the face, to each side
    const int reach = std::max(1, cvRound(crop_around(mesh, kPatch).side));
    cv::Vec3d sum(0, 0, 0);
    for (const std::uint16_t landmark : landmarks) {
        const Point3& point = mesh.points[landmark];
        const cv::Rect box = cv::Rect(cvRound(point.x) - reach, cvRound(point.y) - reach,
                                      2 * reach + 1, 2 * reach + 1) &
                             cv::Rect(0, 0, picture.cols, picture.rows);
        const cv::Scalar mean = box.empty() ? cv::Scalar() : cv::mean(picture(box));
        sum += cv::Vec3d(mean[0], mean[1], mean[2]);
    }
    return sum / static_cast<double>(landmarks.size());
}

double light_of(const cv::Vec3d& colour) {
    return std::max((colour[0] + colour[1] + colour[2]) / 3, 0.01);
}

/// Distance of two colours, whatever their light.
double tint_between(const cv::Vec3d& a, const cv::Vec3d& b) {
    return cv::norm(a / light_of(a) - b / light_of(b));
}

} // namespace

bool mouth_hidden(const cv::Mat& picture, const FaceMesh& mesh) {
    // Forehead; what a mask covers around the mouth; the lips; the line between them.
    constexpr std::array<std::uint16_t, 6> kBare{9, 151, 108, 337, 107, 336};
    constexpr std::array<std::uint16_t, 8> kCovered{164, 18, 200, 186, 410, 202, 422, 2};
    constexpr std::array<std::uint16_t, 6> kLips{0, 17, 37, 267, 84, 314};
    constexpr std::array<std::uint16_t, 4> kLine{13, 14, 82, 312};
    constexpr double kOtherTint = 0.07;
    constexpr double kSameTint = 0.04;
    constexpr double kSameLight = 0.05;
    const cv::Vec3d covered = colour_at(picture, mesh, kCovered);
    const cv::Vec3d lips = colour_at(picture, mesh, kLips);
    const cv::Vec3d line = colour_at(picture, mesh, kLine);
    const double contrast = std::max(std::abs(light_of(lips) / light_of(covered) - 1),
                                     std::abs(light_of(line) / light_of(covered) - 1));
    return tint_between(covered, colour_at(picture, mesh, kBare)) > kOtherTint &&
           tint_between(lips, covered) < kSameTint && contrast < kSameLight;
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
