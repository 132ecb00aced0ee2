#include "core/steps/simulate/scratches.h"

#include "core/steps/simulate/counter_random.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kinovar::steps::simulate {

namespace {

// Tracks run side by side along the film; in each, one scratch follows another.
constexpr double kTracks = 3;              ///< at level 1
constexpr std::int64_t kTrackLength = 220; ///< frames that one scratch may have
constexpr std::array<double, 3> kPresent{1.0, 0.55, 0.4};
constexpr double kPresentFurther = 0.5;
constexpr double kLongestGap = 0.15; ///< of the track's length, at either end

constexpr double kMargin = 0.04; ///< of the width, without scratches
constexpr double kBright = 0.65;
constexpr double kAmplitudeLow = 9, kAmplitudeHigh = 36; ///< 8-bit levels
constexpr double kWidthLow = 0.45, kWidthHigh = 1.05;    ///< px at 480 lines

// Path and depth along the film; periods in frames.
constexpr double kDriftSize = 1.6, kDriftPeriod = 35;
constexpr double kLeanSize = 0.30, kLeanPeriod = 1.3;
constexpr double kTremorSize = 0.10, kTremorPeriod = 0.06;
constexpr double kSlowPeriod = 7, kRowPeriod = 0.35, kFinePeriod = 0.03, kBreakPeriod = 0.55;

enum PathPart : std::uint64_t { kDrift = 1, kLean, kTremor, kSlow, kRow, kFine, kBreak };

double ramp(double value, double from, double to) {
    const double t = std::clamp((value - from) / (to - from), 0.0, 1.0);
    return t * t * (3 - 2 * t);
}

} // namespace

Scratches::Scratches(std::int64_t seed, double level, int width, int height)
    : seed_(seed), level_(level), width_(width), height_(height), scale_(height / kReferenceLines) {
}

std::optional<Scratches::Line> Scratches::line_of(int track, std::int64_t frame) const {
    const auto phase = static_cast<std::int64_t>(
        CounterRandom(stream_key(seed_, Stream::ScratchTrack, track)).uniform() *
        static_cast<double>(kTrackLength));
    const std::int64_t turn = floor_divide(frame + phase, kTrackLength);
    CounterRandom random(stream_key(seed_, Stream::Scratch, track, turn));
    const auto index = static_cast<std::size_t>(track);
    const double usual = index < kPresent.size() ? kPresent[index] : kPresentFurther;
    if (!random.chance(usual * std::min(1.0, kTracks * level_ - track))) {
        return std::nullopt;
    }
    const auto gap = [&] {
        return static_cast<std::int64_t>(random.uniform() * kLongestGap *
                                         static_cast<double>(kTrackLength));
    };
    Line line{};
    line.first = turn * kTrackLength - phase + gap();
    line.last = (turn + 1) * kTrackLength - phase - 1 - gap();
    line.home = width_ * random.between(kMargin, 1 - kMargin);
    line.polarity = random.chance(kBright) ? 1 : -1;
    line.amplitude = random.log_between(kAmplitudeLow, kAmplitudeHigh) *
                     (level_ < 1 ? level_ : std::sqrt(level_));
    line.sigma = std::max(random.between(kWidthLow, kWidthHigh) * scale_, kWidthLow);
    line.key = random.bits();
    if (frame < line.first || frame > line.last) {
        return std::nullopt;
    }
    return line;
}

std::vector<Scratches::Line> Scratches::lines_at(std::int64_t frame) const {
    std::vector<Line> lines;
    const int tracks = static_cast<int>(std::ceil(kTracks * level_));
    for (int track = 0; track < tracks; ++track) {
        if (const auto line = line_of(track, frame)) {
            lines.push_back(*line);
        }
    }
    return lines;
}

double Scratches::length_at(std::int64_t frame, int y) const {
    return static_cast<double>(frame) + static_cast<double>(y) / height_;
}

double Scratches::x_at(const Line& line, double length) const {
    const auto part = [&](PathPart which, double size, double period) {
        return size * smooth_noise(mix64(line.key + which), length / period);
    };
    return line.home +
           scale_ * (part(kDrift, kDriftSize, kDriftPeriod) + part(kLean, kLeanSize, kLeanPeriod) +
                     part(kTremor, kTremorSize, kTremorPeriod));
}

double Scratches::depth_at(const Line& line, double length) {
    const auto noise = [&](PathPart which, double period) {
        return smooth_noise(mix64(line.key + which), length / period);
    };
    const double depth = 0.62 + 0.20 * noise(kSlow, kSlowPeriod) + 0.22 * noise(kRow, kRowPeriod) +
                         0.14 * noise(kFine, kFinePeriod);
    const double whole = ramp(noise(kBreak, kBreakPeriod), -1.25, -0.75);
    // The ends run out within a third of a frame.
    const double ends = ramp(length - static_cast<double>(line.first), 0, 0.3) *
                        ramp(static_cast<double>(line.last) + 1 - length, 0, 0.3);
    return std::clamp(depth, 0.0, 1.0) * whole * ends;
}

ScratchTruth Scratches::truth_of(const Line& line, std::int64_t frame) const {
    ScratchTruth truth;
    truth.id = static_cast<std::int64_t>(line.key >> 32);
    truth.x_top = x_at(line, length_at(frame, 0));
    truth.x_bottom = x_at(line, length_at(frame, height_ - 1));
    truth.x = x_at(line, static_cast<double>(frame) + (height_ - 1) / (2.0 * height_));
    truth.polarity = line.polarity;
    truth.amplitude = line.amplitude;
    truth.width = line.sigma;
    truth.first_frame = line.first;
    truth.last_frame = line.last;
    for (int y = 0; y < height_; ++y) {
        truth.mean_amplitude += line.amplitude * depth_at(line, length_at(frame, y)) / height_;
    }
    return truth;
}

std::vector<ScratchTruth> Scratches::at(std::int64_t frame) const {
    std::vector<ScratchTruth> found;
    for (const Line& line : lines_at(frame)) {
        found.push_back(truth_of(line, frame));
    }
    return found;
}

void Scratches::draw(Raster& picture, std::int64_t frame, std::uint8_t* mask) const {
    constexpr double kReach = 3; // standard deviations
    const std::vector<Line> lines = lines_at(frame);
    if (lines.empty()) {
        return;
    }
    std::vector<float> levels(static_cast<std::size_t>(width_));
    for (int y = 0; y < height_; ++y) {
        std::fill(levels.begin(), levels.end(), 0.0F);
        for (const Line& line : lines) {
            const double x = x_at(line, length_at(frame, y));
            const double depth =
                line.polarity * line.amplitude * depth_at(line, length_at(frame, y));
            const int from = std::max(0, static_cast<int>(std::ceil(x - kReach * line.sigma)));
            const int to = std::min(width_ - 1, static_cast<int>(x + kReach * line.sigma));
            for (int column = from; column <= to; ++column) {
                const double t = (column - x) / line.sigma;
                levels[static_cast<std::size_t>(column)] +=
                    static_cast<float>(depth * std::exp(-t * t / 2));
            }
        }
        for (int column = 0; column < width_; ++column) {
            const float change = levels[static_cast<std::size_t>(column)];
            float* pixel = picture.at(column, y);
            for (int c = 0; c < picture.channels; ++c) {
                pixel[c] += change / 255;
            }
            if (mask != nullptr && std::abs(change) >= kScratchMaskLevels) {
                mask[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
                     static_cast<std::size_t>(column)] = change > 0 ? kMaskBright : kMaskDark;
            }
        }
    }
}

} // namespace kinovar::steps::simulate
