#include "core/steps/enhance/relight_picture.h"

#include "core/image/cv_bridge.h"
#include "core/image/luma.h"
#include "core/steps/enhance/light_base.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace kinovar::steps {

namespace {

constexpr int kMaskReduction = 8;
// A found box reaches from the brows to the chin; the mask covers the head and fades out.
constexpr float kHeadWidth = 0.75F;
constexpr float kHeadHeight = 0.85F;
constexpr float kFadeBegin = 0.6F;
constexpr float kFadeEnd = 1.5F;
constexpr float kSureScore = 0.7F;
// How far a change of luma must stand out of the grain to be opened with the shadow.
constexpr float kDetailAboveNoise = 2.5F;
constexpr int kCalmSide = 480;     // longer side of the reduced picture that has no grain
constexpr double kCalmBlur = 2;    // its pixels
constexpr float kSmallest = 1e-6F; // keeps the ratio finite where there is no grain

float falloff(float radius) {
    const float t = std::clamp((kFadeEnd - radius) / (kFadeEnd - kFadeBegin), 0.0F, 1.0F);
    return t * t * (3 - 2 * t);
}

/// Adds a face to the mask: findings of several frames add up where they meet.
void paint(const WeightedFace& face, float strength, cv::Mat& mask) {
    const auto width = static_cast<float>(mask.cols);
    const auto height = static_cast<float>(mask.rows);
    const cv::Point2f centre(face.box.x * width, face.box.y * height);
    const float radius_x = std::max(0.5F, kHeadWidth * face.box.width * width);
    const float radius_y = std::max(0.5F, kHeadHeight * face.box.height * height);
    const int left = std::max(0, cvFloor(centre.x - kFadeEnd * radius_x));
    const int right = std::min(mask.cols - 1, cvCeil(centre.x + kFadeEnd * radius_x));
    const int top = std::max(0, cvFloor(centre.y - kFadeEnd * radius_y));
    const int bottom = std::min(mask.rows - 1, cvCeil(centre.y + kFadeEnd * radius_y));
    for (int y = top; y <= bottom; ++y) {
        auto* row = mask.ptr<float>(y);
        for (int x = left; x <= right; ++x) {
            const float dx = (static_cast<float>(x) + 0.5F - centre.x) / radius_x;
            const float dy = (static_cast<float>(y) + 0.5F - centre.y) / radius_y;
            row[x] = std::min(1.0F, row[x] + strength * falloff(std::sqrt(dx * dx + dy * dy)));
        }
    }
}

/// Mean light of the middle of a face.
float light_of(const FaceBox& face, const cv::Mat& base) {
    const auto width = static_cast<float>(base.cols);
    const auto height = static_cast<float>(base.rows);
    const cv::Rect middle(cvRound((face.x - face.width / 4) * width),
                          cvRound((face.y - face.height / 4) * height),
                          cvRound(face.width / 2 * width), cvRound(face.height / 2 * height));
    const cv::Rect inside = middle & cv::Rect({}, base.size());
    return inside.empty() ? 0 : static_cast<float>(cv::mean(base(inside))[0]);
}

/// Where faces are too bright, 0–1; empty where none is.
cv::Mat face_mask(const cv::Mat& base, std::span<const WeightedFace> faces) {
    cv::Mat small(std::max(1, base.rows / kMaskReduction), std::max(1, base.cols / kMaskReduction),
                  CV_32F, cv::Scalar(0));
    bool any = false;
    for (const WeightedFace& face : faces) {
        const float sure = std::min(1.0F, face.box.score / kSureScore);
        const float strength = face.weight * sure * too_bright(light_of(face.box, base));
        if (strength > 0) {
            paint(face, strength, small);
            any = true;
        }
    }
    cv::Mat mask;
    if (any) {
        cv::resize(small, mask, base.size(), 0, 0, cv::INTER_LINEAR);
    }
    return mask;
}

/// The picture without its grain, and without its edges.
cv::Mat calm_picture(const Frame& picture) {
    const double factor =
        std::min(1.0, static_cast<double>(kCalmSide) / std::max(picture.width(), picture.height()));
    cv::Mat small;
    cv::resize(mat_view(picture), small,
               {std::max(1, cvRound(picture.width() * factor)),
                std::max(1, cvRound(picture.height() * factor))},
               0, 0, cv::INTER_AREA);
    cv::GaussianBlur(small, small, {}, kCalmBlur);
    cv::Mat calm;
    cv::resize(small, calm, {picture.width(), picture.height()}, 0, 0, cv::INTER_LINEAR);
    return calm;
}

/// Rows of the planes that a picture is changed by.
struct Row {
    const float* luma;
    const float* base;
    const float* mask; ///< may be null: no face that is too bright
    const cv::Vec3f* calm;
};

/// Texture is not flattened with the highlights; in the shadows the calm picture is raised, and of
/// the rest only what stands out of the grain.
void change_row(const RelightPlan& plan, const cv::Vec3f& weights, const Row& row, int width,
                float* pixels) {
    for (int x = 0; x < width; ++x, pixels += Frame::kChannels) {
        const float base = row.base[x];
        float gain = plan.gain(base);
        if (row.mask != nullptr) {
            gain += row.mask[x] * (plan.face_gain(base) - gain);
        }
        if (gain <= 1) {
            const float step = (row.luma[x] - base) * (1 - gain);
            for (int c = 0; c < Frame::kChannels; ++c) {
                pixels[c] = pixels[c] * gain + step;
            }
            continue;
        }
        const float detail = row.luma[x] - weights.dot(row.calm[x]);
        const float ratio = detail / (kDetailAboveNoise * plan.noise(base) + kSmallest);
        const float power = ratio * ratio * ratio * ratio;
        const float kept = detail * power / (power + 1);
        for (int c = 0; c < Frame::kChannels; ++c) {
            pixels[c] += (gain - 1) * (row.calm[x][c] + kept);
        }
    }
}

} // namespace

FramePtr relit(const FramePtr& picture, const RelightPlan& plan,
               std::span<const WeightedFace> faces) {
    const FramePtr even = plan.tones[0] ? toned(*picture, plan.tones) : picture;
    if (!plan.local) {
        return even;
    }
    auto result = std::make_shared<Frame>(*even);
    cv::Mat luma(result->height(), result->width(), CV_32F);
    luma_of(*even, std::span(luma.ptr<float>(), luma.total()));
    const cv::Mat base = light_base(luma);
    const cv::Mat mask = face_mask(base, faces);
    const cv::Mat calm = calm_picture(*even);
    const LumaWeights exact = luma_weights(*even);
    const cv::Vec3f weights(static_cast<float>(exact.red), static_cast<float>(exact.green),
                            static_cast<float>(exact.blue));
    for (int y = 0; y < luma.rows; ++y) {
        change_row(plan, weights,
                   {luma.ptr<float>(y), base.ptr<float>(y),
                    mask.empty() ? nullptr : mask.ptr<float>(y), calm.ptr<cv::Vec3f>(y)},
                   luma.cols, result->row(y));
    }
    return result;
}

} // namespace kinovar::steps
