#include "core/steps/portrait/animate/lanczos_row.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

namespace kinovar::portrait::lanczos {
namespace {

/// Limits dispatch to one instruction set, until the end of the scope.
class OnlyTarget {
public:
    explicit OnlyTarget(std::int64_t target) { set(target); }
    ~OnlyTarget() { set(0); }
    OnlyTarget(const OnlyTarget&) = delete;
    OnlyTarget& operator=(const OnlyTarget&) = delete;

private:
    static void set(std::int64_t targets) {
        hwy::SetSupportedTargetsForTest(targets);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    }
};

double kernel(double t) {
    if (std::abs(t) < 1e-9) {
        return 1;
    }
    const double u = std::numbers::pi * t;
    return std::abs(t) >= 4 ? 0 : std::sin(u) / u * std::sin(u / 4) / (u / 4);
}

int mirrored(int at, int count) {
    while (at < 0 || at >= count) {
        at = count == 1 ? 0 : at < 0 ? -at : 2 * (count - 1) - at;
    }
    return at;
}

double plain(const Picture& picture, double x, double y, int channel) {
    const int left = static_cast<int>(std::floor(x)) - kBefore;
    const int top = static_cast<int>(std::floor(y)) - kBefore;
    double sum = 0;
    double weights = 0;
    for (int v = top; v < top + kTaps; ++v) {
        for (int u = left; u < left + kTaps; ++u) {
            const double weight = kernel(x - u) * kernel(y - v);
            const std::size_t at =
                static_cast<std::size_t>(mirrored(v, picture.height)) * picture.stride +
                3U * static_cast<std::size_t>(mirrored(u, picture.width)) +
                static_cast<std::size_t>(channel);
            sum += weight * picture.values[at];
            weights += weight;
        }
    }
    return sum / weights;
}

TEST(LanczosRow, EachInstructionSetDoesAsThePlainSum) {
    std::mt19937 random(5);
    std::uniform_real_distribution<float> value(0, 1);
    for (const auto& [width, height] : {std::pair{23, 19}, {1, 1}, {3, 40}}) {
        std::vector<float> pixels(static_cast<std::size_t>(width * height) * 3);
        std::generate(pixels.begin(), pixels.end(), [&] { return value(random); });
        const Picture picture{pixels.data(), static_cast<std::size_t>(width) * 3, width, height};
        std::vector<float> x;
        std::vector<float> y;
        for (int i = 0; i < 200; ++i) {
            const auto grid = [](float v) { return std::round(v * 1024) / 1024; };
            x.push_back(grid((value(random) * 1.4F - 0.2F) * static_cast<float>(width)));
            y.push_back(grid((value(random) * 1.4F - 0.2F) * static_cast<float>(height)));
        }
        const std::int64_t all = hwy::SupportedTargets();
        for (int bit = 0; bit < 63; ++bit) {
            if ((all >> bit & 1) == 0) {
                continue;
            }
            const OnlyTarget only(std::int64_t{1} << bit);
            std::vector<float> out(3 * x.size());
            sample_row(out.data(), x.size(), picture, x.data(), y.data());
            for (std::size_t i = 0; i < x.size(); ++i) {
                for (int c = 0; c < 3; ++c) {
                    ASSERT_NEAR(out[3 * i + static_cast<std::size_t>(c)],
                                plain(picture, x[i], y[i], c), 2e-5)
                        << "target " << bit << " at " << x[i] << ", " << y[i];
                }
            }
        }
    }
}

TEST(LanczosRow, APixelsOwnPlaceGivesItExactly) {
    std::vector<float> pixels(12 * 9 * 3);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        pixels[i] = std::sin(static_cast<float>(i));
    }
    const Picture picture{pixels.data(), 36, 12, 9};
    for (int y = 0; y < 9; ++y) {
        for (int x = 0; x < 12; ++x) {
            const auto sx = static_cast<float>(x);
            const auto sy = static_cast<float>(y);
            float out[3];
            sample_row(out, 1, picture, &sx, &sy);
            EXPECT_TRUE(
                std::equal(out, out + 3, &pixels[static_cast<std::size_t>(y * 36 + x * 3)]));
        }
    }
}

} // namespace
} // namespace kinovar::portrait::lanczos
