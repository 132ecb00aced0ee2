#include "core/steps/retouch/skin/texture.h"

#include "core/steps/retouch/brush/cover.h"
#include "core/steps/retouch/skin/bands.h"
#include "core/steps/retouch/skin/texture_reference.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace kinovar::retouch {

namespace {

constexpr int kRim = 24; // px about the area that filters need
constexpr float kWhite = 255;
constexpr double kScant = 0.15; // levels of texture: a reference with less has none
constexpr const char* kSynthetic = "adds synthetic skin grain; does not recover real pores";

void add_to_all(cv::Mat& pixels, const cv::Mat& luma) {
    cv::Mat three;
    cv::merge(std::vector<cv::Mat>(3, luma / kWhite), three);
    pixels += three;
}

/// What is added, in levels, and what is to be said about it.
struct Added {
    cv::Mat luma;
    cv::Mat origins;
    Origin origin = Origin::Hand;
    std::string note;
    bool check = false;
};

cv::Mat synthetic(const Texture& texture, const Task& task, const cv::Rect& box,
                  const cv::Mat& luma, const TextureLevels& levels) {
    const cv::Mat map = surface_map(box, surface_of(task.placement));
    const auto seed = static_cast<std::uint64_t>(task.fix.drawn_at);
    return noise_to_add(luma, noise_on(map, box.tl(), task.frame, seed),
                        noise_wanted(levels, texture.strength));
}

Added added(const Texture& texture, const Task& task, const cv::Rect& box, const cv::Mat& luma,
            const std::optional<TextureReference>& reference) {
    Added result;
    if (!reference || reference->real.empty()) {
        result.luma =
            synthetic(texture, task, box, luma, reference ? reference->levels : kMostNoise);
        result.note = kSynthetic;
        return result;
    }
    result.luma = real_to_add(luma, reference->real) * texture.strength;
    result.origin = reference->origin;
    result.note = reference->note;
    double least = 1;
    cv::minMaxLoc(reference->sure, &least);
    constexpr double kUnsure = 0.5;
    if (least < kUnsure) {
        const cv::Mat rest = synthetic(texture, task, box, luma, reference->levels);
        result.luma = result.luma.mul(reference->sure) + rest.mul(1 - reference->sure);
        result.origins = cv::Mat(box.size(), CV_8U, cv::Scalar(static_cast<double>(Origin::Hand)));
        result.origins.setTo(static_cast<double>(reference->origin), reference->sure > kUnsure);
        result.note += "; where nothing fits, synthetic grain";
    }
    if (reference->levels.fine < kScant) {
        result.check = true;
        result.note = "the reference has no texture either";
    }
    return result;
}

} // namespace

Result<Patch> patch_of(const Texture& texture, const Task& task) {
    const Cover cover = cover_of(task.fix.area, task.picture.size(), task.placement);
    Patch patch;
    if (cover.where.empty()) {
        return patch;
    }
    const cv::Rect box = cv::Rect(cover.where.x - kRim, cover.where.y - kRim,
                                  cover.where.width + 2 * kRim, cover.where.height + 2 * kRim) &
                         cv::Rect({0, 0}, task.picture.size());
    const cv::Rect inner = cover.where - box.tl();
    cv::Mat share = cv::Mat::zeros(box.size(), CV_32F);
    cover.share.copyTo(share(inner));
    KINOVAR_TRY_ASSIGN(const auto reference, reference_of(texture, task, box, share));
    const Added result = added(texture, task, box, luma_levels(task.picture(box)), reference);
    patch.where = cover.where;
    patch.cover = cover.share;
    patch.pixels = task.picture(cover.where).clone();
    add_to_all(patch.pixels, result.luma(inner));
    patch.origin = result.origin;
    if (!result.origins.empty()) {
        patch.origins = result.origins(inner).clone();
    }
    patch.note = result.note;
    patch.check = result.check;
    return patch;
}

} // namespace kinovar::retouch
