#include "core/train/train_options.h"

#include "core/train/prelu.h"

#include <fmt/format.h>

#include <cmath>

namespace kinovar::train {

namespace {

constexpr int kLargestScale = 4;
constexpr int kMostFeatures = 256;
constexpr int kDeepest = 64;
constexpr int kSmallestPatch = 16, kLargestPatch = 512;
constexpr int kLargestBatch = 1024;

Status check_range(const char* name, int value, int low, int high) {
    if (value >= low && value <= high) {
        return {};
    }
    return failure(ErrorCode::InvalidArgument,
                   fmt::format("{} is {} to {}, not {}", name, low, high, value));
}

} // namespace

Status TrainOptions::check() const {
    KINOVAR_TRY(check_range("scale", scale, 1, kLargestScale));
    KINOVAR_TRY(check_range("features", features, kFeatureMultiple, kMostFeatures));
    KINOVAR_TRY(check_range("depth", depth, 1, kDeepest));
    KINOVAR_TRY(check_range("patch", patch, kSmallestPatch, kLargestPatch));
    KINOVAR_TRY(check_range("batch", batch, 1, kLargestBatch));
    if (features % kFeatureMultiple != 0) {
        return failure(
            ErrorCode::InvalidArgument,
            fmt::format("features must be a multiple of {}, not {}", kFeatureMultiple, features));
    }
    if ((minutes > 0) == (steps > 0) || !std::isfinite(minutes) || minutes < 0 || steps < 0) {
        return failure(ErrorCode::InvalidArgument, "training needs an end",
                       "give either minutes or steps, above 0");
    }
    if (!(rate > 0 && rate <= 1)) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("the learning rate is above 0 and at most 1, not {}", rate));
    }
    if (validate_every < 1 || patience < 0 || threads < 0) {
        return failure(ErrorCode::InvalidArgument,
                       "validation interval, patience and threads cannot be negative");
    }
    if (precision != "auto" && precision != "float" && precision != "mixed") {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("precision is auto, float or mixed, not '{}'", precision));
    }
    return {};
}

} // namespace kinovar::train
