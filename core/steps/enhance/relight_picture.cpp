#include "core/steps/enhance/relight_picture.h"

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
constexpr float kDetailAboveNoise = 2;

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

/// Where faces are too bright, 0–1; empty where none is.
cv::Mat face_mask(const cv::Size& size, const RelightPlan& plan,
                  std::span<const WeightedFace> faces) {
    cv::Mat small(std::max(1, size.height / kMaskReduction),
                  std::max(1, size.width / kMaskReduction), CV_32F, cv::Scalar(0));
    bool any = false;
    for (const WeightedFace& face : faces) {
        const float sure = std::min(1.0F, face.box.score / kSureScore);
        const float strength = face.weight * sure * too_bright(plan.luma_tone(face.box.luma));
        if (strength > 0) {
            paint(face, strength, small);
            any = true;
        }
    }
    cv::Mat mask;
    if (any) {
        cv::resize(small, mask, size, 0, 0, cv::INTER_LINEAR);
    }
    return mask;
}

/// Light is changed by the gain; texture is not opened with the shadows unless it stands out of
/// the grain, and is not flattened with the highlights.
void change_row(const RelightPlan& plan, const float* luma, const float* base, const float* mask,
                int width, float* pixels) {
    for (int x = 0; x < width; ++x, pixels += Frame::kChannels) {
        float gain = plan.gain(base[x]);
        if (mask != nullptr) {
            gain += mask[x] * (plan.face_gain(base[x]) - gain);
        }
        const float detail = luma[x] - base[x];
        float detail_gain = 1;
        if (gain > 1) {
            const float threshold = kDetailAboveNoise * plan.noise(base[x]);
            const float power = detail * detail;
            detail_gain += (gain - 1) * power / (power + threshold * threshold + 1e-9F);
        }
        const float step = detail * (detail_gain - gain);
        for (int c = 0; c < Frame::kChannels; ++c) {
            pixels[c] = pixels[c] * gain + step;
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
    const cv::Mat mask = face_mask(luma.size(), plan, faces);
    for (int y = 0; y < luma.rows; ++y) {
        change_row(plan, luma.ptr<float>(y), base.ptr<float>(y),
                   mask.empty() ? nullptr : mask.ptr<float>(y), luma.cols, result->row(y));
    }
    return result;
}

} // namespace kinovar::steps
