#include "core/media/gif.h"
#include "core/media/join.h"
#include "core/media/loop_kit.h"
#include "core/media/webp.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::media {

namespace {

/// Below this many frames a second, motion falls apart into pictures.
constexpr double kLeastRate = 6;

/// From the gentlest to the hardest, as the eye takes them: colours and rate before sharpness.
constexpr std::array kLadder = {
    LoopReduction{1, 1, 256, 90},   LoopReduction{1, 1, 128, 80},  LoopReduction{2, 1, 128, 75},
    LoopReduction{2, .85, 128, 75}, LoopReduction{2, .7, 128, 70}, LoopReduction{2, .6, 128, 70},
    LoopReduction{2, .5, 128, 65},  LoopReduction{2, .5, 64, 60},  LoopReduction{3, .42, 64, 60},
    LoopReduction{3, .35, 64, 60},  LoopReduction{3, .3, 64, 55},  LoopReduction{4, .25, 64, 50},
    LoopReduction{4, .2, 64, 50},   LoopReduction{4, .15, 32, 50}, LoopReduction{4, .1, 32, 50}};

/// About how many bytes it takes, of those without a reduction.
double part_of(const LoopReduction& by, bool is_gif) {
    constexpr double kBitsOfFull = 8;
    constexpr double kFullQuality = 90;
    const double detail =
        is_gif ? std::log2(by.colours) / kBitsOfFull : std::pow(by.quality / kFullQuality, 2);
    return by.scale * by.scale / by.every * detail;
}

LoopReduction possible(LoopReduction by, Rational rate) {
    by.every = std::clamp(static_cast<int>(rate.value() / kLeastRate), 1, by.every);
    return by;
}

Result<std::uint64_t> bytes_with(JoinPlan plan, const LoopReduction& by, Job& job) {
    plan.reduction = by;
    plan.output =
        plan.segments.front().parent_path() / ("trial" + plan.output.extension().string());
    KINOVAR_TRY(plan.encode.codec == Codec::Gif ? join_gif(plan, job) : join_webp(plan, job));
    std::error_code trouble;
    const std::uint64_t bytes = std::filesystem::file_size(plan.output, trouble);
    std::filesystem::remove(plan.output, trouble);
    return bytes;
}

/// The first rung from `from` on that is small enough; `fits` is.
Result<LoopReduction> gentlest(const JoinPlan& plan, std::uint64_t most_bytes, std::size_t from,
                               std::size_t fits, Job& job) {
    while (from < fits) {
        const std::size_t middle = (from + fits) / 2;
        const LoopReduction by = possible(kLadder[middle], plan.encode.rate);
        KINOVAR_TRY_ASSIGN(const std::uint64_t bytes, bytes_with(plan, by, job));
        if (bytes <= most_bytes) {
            fits = middle;
        } else {
            from = middle + 1;
        }
    }
    return possible(kLadder[fits], plan.encode.rate);
}

} // namespace

Result<LoopReduction> fit_loop(const JoinPlan& plan, std::uint64_t most_bytes, Job& job) {
    const bool is_gif = plan.encode.codec == Codec::Gif;
    job.begin("fit", 0);
    const auto rung = [&plan](std::size_t i) { return possible(kLadder[i], plan.encode.rate); };
    std::uint64_t bytes = 0;
    std::size_t failed = 0; ///< the hardest one that was not enough, counted from 1
    for (std::size_t i = 0; i < kLadder.size();) {
        KINOVAR_TRY_ASSIGN(bytes, bytes_with(plan, rung(i), job));
        if (bytes <= most_bytes) {
            return gentlest(plan, most_bytes, failed, i, job); // the jump may have gone too far
        }
        failed = i + 1;
        // To the first rung that promises enough.
        const double wanted =
            part_of(rung(i), is_gif) * static_cast<double>(most_bytes) / static_cast<double>(bytes);
        do {
            ++i;
        } while (i + 1 < kLadder.size() && part_of(rung(i), is_gif) > wanted);
    }
    return failure(ErrorCode::Refused,
                   fmt::format("{} cannot be made smaller than {} bytes; {} were allowed",
                               plan.output.filename().string(), bytes, most_bytes),
                   "allow more, or choose fewer seconds or a smaller picture");
}

std::string describe(const JoinPlan& plan) {
    const EncodeSpec& result = reduced(plan).encode;
    const LoopReduction& by = plan.reduction;
    return fmt::format("{:.4g} frames a second, {}×{}, {}", plan.encode.rate.value() / by.every,
                       result.width, result.height,
                       plan.encode.codec == Codec::Gif ? fmt::format("{} colours", by.colours)
                                                       : fmt::format("quality {}", by.quality));
}

} // namespace kinovar::media
