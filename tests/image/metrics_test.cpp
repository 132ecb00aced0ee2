#include "core/image/metrics.h"
#include "tests/image/pictures.h"
#include "tests/support/support.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace kinovar {
namespace {

using test::flat_frame;
using test::random_frame;

double clipped(float value) {
    return std::clamp(static_cast<double>(value), 0.0, 1.0);
}

/// One plane in double.
struct Plane {
    int width, height;
    std::vector<double> values;
    [[nodiscard]] double at(int x, int y) const {
        return values[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)];
    }
};

Plane plane_of(const Frame& frame, double r, double g, double b) {
    Plane plane{frame.width(), frame.height(), {}};
    for (int i = 0; i < frame.width() * frame.height(); ++i) {
        const float* pixel = frame.row(0) + std::ptrdiff_t{3} * i;
        plane.values.push_back(r * clipped(pixel[0]) + g * clipped(pixel[1]) +
                               b * clipped(pixel[2]));
    }
    return plane;
}

/// SSIM as the paper writes it, window by window.
double reference_ssim(const Plane& a, const Plane& b) {
    const int nx = std::min(11, a.width);
    const int ny = std::min(11, a.height);
    const auto gauss = [](int i, int n) {
        const double d = i - (n - 1) / 2.0;
        return std::exp(-d * d / (2 * 1.5 * 1.5));
    };
    double total = 0;
    int windows = 0;
    for (int top = 0; top + ny <= a.height; ++top) {
        for (int left = 0; left + nx <= a.width; ++left) {
            double weight = 0, ma = 0, mb = 0;
            for (int y = 0; y < ny; ++y) {
                for (int x = 0; x < nx; ++x) {
                    const double w = gauss(x, nx) * gauss(y, ny);
                    weight += w;
                    ma += w * a.at(left + x, top + y);
                    mb += w * b.at(left + x, top + y);
                }
            }
            ma /= weight;
            mb /= weight;
            double va = 0, vb = 0, vab = 0;
            for (int y = 0; y < ny; ++y) {
                for (int x = 0; x < nx; ++x) {
                    const double w = gauss(x, nx) * gauss(y, ny) / weight;
                    const double da = a.at(left + x, top + y) - ma;
                    const double db = b.at(left + x, top + y) - mb;
                    va += w * da * da;
                    vb += w * db * db;
                    vab += w * da * db;
                }
            }
            const double c1 = 1e-4;
            const double c2 = 9e-4;
            total +=
                (2 * ma * mb + c1) * (2 * vab + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
            ++windows;
        }
    }
    return total / windows;
}

double reference_mse(const Plane& a, const Plane& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        sum += (a.values[i] - b.values[i]) * (a.values[i] - b.values[i]);
    }
    return sum / static_cast<double>(a.values.size());
}

std::shared_ptr<Frame> with_noise(const Frame& frame, float strength, unsigned seed) {
    auto noisy = std::make_shared<Frame>(frame);
    std::mt19937 random(seed);
    std::normal_distribution<float> noise(0, strength);
    for (float& value : noisy->values()) {
        value += noise(random);
    }
    return noisy;
}

/// Soft shapes with flat parts, as pictures have.
std::shared_ptr<Frame> scene(int width, int height) {
    auto frame = std::make_shared<Frame>(width, height, ColourSpec::bt709());
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            float* pixel = frame->row(y) + std::ptrdiff_t{3} * x;
            const float wave = std::sin(static_cast<float>(x * y) * 0.01F);
            pixel[0] = x > width / 2 ? 0.9F : 0.2F + 0.1F * wave;
            pixel[1] = static_cast<float>(y) / static_cast<float>(height);
            pixel[2] = 0.5F + 0.4F * wave;
        }
    }
    return frame;
}

TEST(Metrics, IdenticalPicturesAreInfinitelyGoodAndExactlyOne) {
    for (const auto& frame :
         {random_frame(40, 30, 1), scene(64, 48), flat_frame(20, 20, 1, 0, 1)}) {
        const PictureMetrics m = compare_pictures(*frame, *frame).value();
        EXPECT_EQ(m.psnr_luma, std::numeric_limits<double>::infinity());
        EXPECT_EQ(m.psnr_rgb, std::numeric_limits<double>::infinity());
        EXPECT_EQ(m.ssim_luma, 1.0);
        EXPECT_EQ(m.ssim_rgb, 1.0);
        EXPECT_EQ(m.max_error, 0.0);
        EXPECT_EQ(m.mse_rgb, 0.0);
    }
}

TEST(Metrics, AConstantOffsetGivesTheAnalyticPsnr) {
    const auto a = flat_frame(32, 32, 0.5F, 0.5F, 0.5F);
    const auto b = flat_frame(32, 32, 0.6F, 0.5F, 0.5F);
    const PictureMetrics m = compare_pictures(*a, *b).value();
    EXPECT_NEAR(m.psnr_channel[0], 20.0, 1e-4);
    EXPECT_EQ(m.psnr_channel[1], std::numeric_limits<double>::infinity());
    EXPECT_NEAR(m.psnr_rgb, 20 + 10 * std::log10(3.0), 1e-4);
    EXPECT_NEAR(m.psnr_luma, 20 - 20 * std::log10(0.299), 1e-4); // BT.601 for RGB pictures
    EXPECT_NEAR(m.max_error, 0.1, 1e-6);
    // Without structure only the luminance term is left.
    EXPECT_NEAR(m.ssim_channel[0], (2 * 0.5 * 0.6 + 1e-4) / (0.25 + 0.36 + 1e-4), 1e-5);
}

TEST(Metrics, LumaWeightsAreThoseOfTheReference) {
    auto a = flat_frame(16, 16, 0.5F, 0.5F, 0.5F);
    const auto b = flat_frame(16, 16, 0.6F, 0.5F, 0.5F);
    a->set_colour(ColourSpec::bt709());
    EXPECT_NEAR(compare_pictures(*a, *b)->psnr_luma, 20 - 20 * std::log10(0.2126), 1e-4);
}

TEST(Metrics, ValuesAreClippedFirst) {
    const auto a = flat_frame(16, 16, 1.0F, 0.0F, 0.3F);
    const auto b = flat_frame(16, 16, 1.7F, -4.0F, 0.3F);
    EXPECT_EQ(compare_pictures(*a, *b)->max_error, 0.0);
}

TEST(Metrics, AgreeWithTheDefinitionInDouble) {
    struct Size {
        int width, height;
    };
    // Wide enough for several stripes, and at the edges of a stripe and of the window.
    for (const Size size : {Size{61, 47}, Size{11, 11}, Size{12, 30}, Size{7, 20}, Size{5, 3},
                            Size{266, 13}, Size{267, 12}, Size{600, 14}}) {
        for (const float strength : {0.002F, 0.05F, 0.5F}) {
            const auto a = scene(size.width, size.height);
            const auto b = with_noise(*a, strength, 3);
            const PictureMetrics m = compare_pictures(*a, *b).value();
            const Plane la = plane_of(*a, 0.2126, 0.7152, 0.0722);
            const Plane lb = plane_of(*b, 0.2126, 0.7152, 0.0722);
            EXPECT_NEAR(m.ssim_luma, reference_ssim(la, lb), 1e-5) << size.width;
            EXPECT_NEAR(m.psnr_luma, -10 * std::log10(reference_mse(la, lb)), 1e-3);
            const Plane ga = plane_of(*a, 0, 1, 0);
            const Plane gb = plane_of(*b, 0, 1, 0);
            EXPECT_NEAR(m.ssim_channel[1], reference_ssim(ga, gb), 1e-5) << size.width;
            EXPECT_NEAR(m.psnr_channel[1], -10 * std::log10(reference_mse(ga, gb)), 1e-3);
        }
    }
}

TEST(Metrics, MoreNoiseIsWorse) {
    const auto a = scene(80, 60);
    const PictureMetrics little = compare_pictures(*a, *with_noise(*a, 0.01F, 1)).value();
    const PictureMetrics much = compare_pictures(*a, *with_noise(*a, 0.1F, 1)).value();
    EXPECT_GT(little.psnr_luma, much.psnr_luma + 15);
    EXPECT_GT(little.ssim_rgb, much.ssim_rgb);
}

TEST(Metrics, BorderIsLeftOut) {
    const auto a = scene(40, 40);
    auto b = std::make_shared<Frame>(*a);
    b->row(0)[0] = 0.0F;
    b->row(39)[3 * 39] = 0.0F;
    EXPECT_GT(compare_pictures(*a, *b)->max_error, 0.0);
    EXPECT_EQ(compare_pictures(*a, *b, {.border = 1})->max_error, 0.0);
    EXPECT_EQ(compare_pictures(*a, *b, {.border = 1})->ssim_rgb, 1.0);
}

TEST(Metrics, LumaOnlyGivesTheSameLumaAndNothingElse) {
    const auto a = scene(40, 30);
    const auto b = with_noise(*a, 0.05F, 2);
    const PictureMetrics all = compare_pictures(*a, *b).value();
    const PictureMetrics luma = compare_pictures(*a, *b, {.luma_only = true}).value();
    EXPECT_EQ(all.psnr_luma, luma.psnr_luma);
    EXPECT_EQ(all.ssim_luma, luma.ssim_luma);
    EXPECT_EQ(luma.psnr_rgb, 0.0);
    EXPECT_EQ(luma.ssim_rgb, 0.0);
    EXPECT_EQ(luma.max_error, 0.0);
}

TEST(Metrics, WrongRequestsAreErrors) {
    const auto a = scene(20, 20);
    EXPECT_EQ(compare_pictures(*a, *scene(20, 21)).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(compare_pictures(*a, *a, {.border = 10}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(compare_pictures(*a, *a, {.border = -1}).error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace kinovar
