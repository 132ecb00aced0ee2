#include "core/steps/simulate/film_paths.h"

#include "core/steps/simulate/counter_random.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::steps::simulate {

namespace {

// Weave, px at 480 lines: a jittery part (the claw) and a slow one (shrinkage, wound reels).
constexpr double kWeavePeak = 2.0;
constexpr double kWeaveMemory = 0.35;
constexpr double kWeaveJitterX = 0.50, kWeaveJitterY = 0.70;
constexpr double kWeaveSlowX = 0.40, kWeaveSlowY = 0.50;
constexpr double kWeaveSlowFrames = 25;

// Flicker, as a fraction of exposure.
constexpr double kGainPeak = 0.06;
constexpr double kGainMemory = 0.55;
constexpr double kGainJitter = 0.022;
constexpr double kGainSlow = 0.014;
constexpr double kGainSlowFrames = 18;
constexpr double kGainJumpChance = 1.0 / 90;
constexpr int kGainJumpLongest = 4;
constexpr double kGainJumpLow = 0.03, kGainJumpHigh = 0.08;
constexpr double kTilt = 0.010;
constexpr double kBow = 0.008;
constexpr double kTiltFrames = 3;

// Blur, px at 480 lines.
constexpr double kBlurLow = 0.65, kBlurHigh = 1.10;
constexpr double kFocusWander = 0.06;
constexpr double kFocusFrames = 40;

// Splices.
constexpr std::int64_t kSpliceBlock = 320;
constexpr double kSpliceChance = 0.8;
constexpr double kJumpLow = 3, kJumpHigh = 10;
constexpr std::array<double, 3> kJumpDecay{1.0, 0.45, 0.18};
constexpr double kLineLow = 1.5, kLineHigh = 5;
constexpr double kPeakLow = 90, kPeakHigh = 220;

/// Like the value while small, never beyond ±peak.
double limited(double value, double peak) {
    return peak * std::tanh(value / peak);
}

} // namespace

FilmPaths::FilmPaths(std::int64_t seed, const EffectLevels& levels, double scale)
    : seed_(seed), levels_(levels), scale_(scale) {}

FramePath FilmPaths::at(std::int64_t frame) const {
    FramePath path;
    path.frame = frame;
    add_weave(path);
    add_flicker(path);
    path.blur_sigma = blur_sigma(frame);
    const std::int64_t block = floor_divide(frame, kSpliceBlock);
    for (std::int64_t i = block - 1; i <= block + 1; ++i) {
        if (const auto splice = splice_of_block(i)) {
            add_splice(path, *splice);
        }
    }
    return path;
}

void FilmPaths::add_weave(FramePath& path) const {
    if (levels_.weave <= 0) {
        return;
    }
    const std::int64_t n = path.frame;
    const double slow_time = static_cast<double>(n) / kWeaveSlowFrames;
    const auto part = [&](Stream jitter, Stream slow, double jitter_size, double slow_size) {
        const double value =
            jitter_size * autoregressive_noise(stream_key(seed_, jitter), n, kWeaveMemory) +
            slow_size * smooth_noise(stream_key(seed_, slow), slow_time);
        return levels_.weave * scale_ * limited(value, kWeavePeak);
    };
    path.dx = part(Stream::WeaveX, Stream::WeaveSlowX, kWeaveJitterX, kWeaveSlowX);
    path.dy = part(Stream::WeaveY, Stream::WeaveSlowY, kWeaveJitterY, kWeaveSlowY);
}

void FilmPaths::add_flicker(FramePath& path) const {
    if (levels_.flicker <= 0) {
        return;
    }
    const std::int64_t n = path.frame;
    const auto time = static_cast<double>(n);
    double value =
        kGainJitter * autoregressive_noise(stream_key(seed_, Stream::Gain), n, kGainMemory) +
        kGainSlow * smooth_noise(stream_key(seed_, Stream::GainSlow), time / kGainSlowFrames);
    for (int back = 0; back < kGainJumpLongest; ++back) {
        CounterRandom random(stream_key(seed_, Stream::GainJump, n - back));
        if (random.chance(kGainJumpChance) && random.uniform() * kGainJumpLongest > back) {
            value += random.sign() * random.between(kGainJumpLow, kGainJumpHigh);
        }
    }
    path.gain = 1 + levels_.flicker * limited(value, kGainPeak);
    const auto field = [&](Stream stream, double size) {
        return levels_.flicker * size *
               limited(smooth_noise(stream_key(seed_, stream), time / kTiltFrames), 2);
    };
    path.tilt_x = field(Stream::TiltX, kTilt);
    path.tilt_y = field(Stream::TiltY, kTilt);
    path.bow = field(Stream::Bow, kBow);
}

double FilmPaths::blur_sigma(std::int64_t frame) const {
    if (levels_.blur <= 0) {
        return 0;
    }
    CounterRandom reel(stream_key(seed_, Stream::Focus, 1));
    const double wander = limited(smooth_noise(stream_key(seed_, Stream::Focus, 2),
                                               static_cast<double>(frame) / kFocusFrames),
                                  2);
    return levels_.blur * scale_ * (reel.between(kBlurLow, kBlurHigh) + kFocusWander * wander);
}

std::optional<FilmPaths::Splice> FilmPaths::splice_of_block(std::int64_t block) const {
    CounterRandom random(stream_key(seed_, Stream::Splice, block));
    if (!random.chance(kSpliceChance * std::min(1.0, levels_.splice))) {
        return std::nullopt;
    }
    Splice splice{};
    splice.frame = block * kSpliceBlock +
                   static_cast<std::int64_t>(random.uniform() * static_cast<double>(kSpliceBlock));
    splice.jump = random.sign() * random.between(kJumpLow, kJumpHigh) * scale_ * levels_.splice;
    splice.settling = 1 + static_cast<int>(random.uniform() * kJumpDecay.size());
    splice.thickness = random.between(kLineLow, kLineHigh) * scale_;
    splice.peak = random.between(kPeakLow, kPeakHigh) * std::min(1.0, levels_.splice);
    // A jump upwards carries the frame's top, where the splice is, out of the gate.
    splice.on_frame_before = splice.jump < 0 || random.chance(0.5);
    // A film that starts with a splice has nothing to jump from.
    return splice.frame < 1 ? std::nullopt : std::optional(splice);
}

void FilmPaths::add_splice(FramePath& path, const Splice& splice) const {
    const std::int64_t since = path.frame - splice.frame;
    if (since == -1 && splice.on_frame_before) {
        path.splice_line = {true, false, splice.thickness, splice.peak};
    }
    if (since < 0 || since >= splice.settling) {
        return;
    }
    const double jump = splice.jump * kJumpDecay[static_cast<std::size_t>(since)];
    path.splice_jump += jump;
    path.dy += jump;
    if (since == 0) {
        path.first_after_splice = true;
        path.splice_line = {splice.jump > 0, true, splice.thickness, splice.peak};
    }
}

} // namespace kinovar::steps::simulate
