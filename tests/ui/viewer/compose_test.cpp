#include "core/preview/view_kernels.h"
#include "tests/ui/viewer/test_pictures.h"
#include "ui/viewer/compose.h"

#include <gtest/gtest.h>

#include <QColor>
#include <cmath>
#include <numbers>

namespace kinovar::ui {
namespace {

using namespace test;

constexpr std::uint32_t kBackground = 0xff202020U;
/// Weights and sums are whole numbers: a rounding in each direction, no more.
constexpr int kRounding = 2;

/// Odd sizes everywhere; B at another scale covers the same rectangle.
struct Scene {
    int canvas_width = 333;
    int canvas_height = 145;
    Composition what;

    Scene(const preview::PicturePtr& a, const preview::PicturePtr& b, int width, int height) {
        const ScanBox box{0, 0, static_cast<double>(width), static_cast<double>(height)};
        what.sides = {ShownSide{a, nullptr, box}, ShownSide{b, nullptr, box}};
        what.background = kBackground;
    }
    void zoom(double scale, double left, double top) { what.transform = {scale, scale, left, top}; }
    [[nodiscard]] QImage draw() const { return composed(what, canvas_width, canvas_height); }
    [[nodiscard]] QImage plain(Side side, int width = 0) const {
        const ShownSide& shown = what.sides[index(side)];
        return plainly_scaled(shown.picture, shown.box, what.transform,
                              width > 0 ? width : canvas_width, canvas_height, kBackground);
    }
};

TEST(Compose, ScalesAsThePlainFormulaSays) {
    const auto small = noise(37, 23, 1);
    for (const double scale : {0.11, 0.4, 0.83, 1.0, 1.3, 2.0, 3.7, 4.0, 4.5, 9.0}) {
        for (const double left : {0.0, -20.0, 41.0}) {
            Scene scene(small, small, 37, 23);
            scene.zoom(scale, left, left / 2 + 0.5);
            EXPECT_LE(largest_difference(scene.draw(), scene.plain(Side::B)), kRounding)
                << "scale " << scale << " at " << left;
        }
    }
}

TEST(Compose, OneToOneAndSquaresAreExact) {
    const auto picture = noise(57, 31, 2);
    for (const double scale : {1.0, 5.0, 8.0}) {
        Scene scene(picture, picture, 57, 31);
        scene.zoom(scale, -13, 7);
        EXPECT_EQ(scene.draw(), scene.plain(Side::B)) << scale;
    }
}

TEST(Compose, FourTimesTheSizeCoversTheSamePlace) {
    const auto scan = waves(40, 24);
    const auto result = waves(160, 96);
    Scene scene(scan, result, 40, 24);
    for (const double scale : {0.7, 2.0, 3.0, 8.0}) {
        scene.zoom(scale, 5, 3);
        scene.what.comparison.single = Side::A;
        const QImage a = scene.draw();
        scene.what.comparison.single = Side::B;
        const QImage b = scene.draw();
        EXPECT_LE(largest_difference(b, scene.plain(Side::B)), kRounding) << scale;
        // The same scene, but for what the coarse one cannot know.
        constexpr int kCoarse = 26;
        EXPECT_LE(largest_difference(a, b), kCoarse) << scale;
        for (const QPoint outside : {QPoint(0, 0), QPoint(4, 60), QPoint(332, 144)}) {
            EXPECT_EQ(a.pixel(outside) == kBackground, b.pixel(outside) == kBackground);
        }
    }
}

TEST(Compose, ReducingKeepsTheMeanAndShowsNoPattern) {
    // Lines as fine as they come, and a size that would make them beat.
    auto lines = std::make_shared<preview::Picture>(*flat(601, 397, 0xff000000U));
    for (std::size_t i = 0; i < lines->pixels.size(); ++i) {
        lines->pixels[i] = i % 601 % 2 == 0 ? 0xffffffffU : 0xff000000U;
    }
    Scene scene(lines, lines, 601, 397);
    scene.zoom(0.23, 0, 0);
    const QImage image = scene.draw();
    constexpr int kQuiet = 12;
    for (int x = 2; x < 601 * 0.23 - 3; ++x) {
        EXPECT_NEAR(qRed(image.pixel(x, 40)), 128, kQuiet) << x;
    }
}

TEST(Compose, WipeHasAOnOneSideAndBOnTheOther) {
    const auto a = noise(64, 40, 3);
    const auto b = noise(64, 40, 4);
    for (const double degrees : {0.0, 30.0, 90.0, 135.0, 180.0, -45.0, -90.0}) {
        Scene scene(a, b, 64, 40);
        scene.zoom(3, 20, 10);
        scene.what.comparison.mode = CompareMode::Wipe;
        scene.what.comparison.wipe = {0.4, 0.55, degrees};
        const QImage image = scene.draw();
        const QImage on_a = scene.plain(Side::A);
        const QImage on_b = scene.plain(Side::B);
        const double turn = degrees * std::numbers::pi / 180;
        int wrong = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const double away = (x + 0.5 - 0.4 * image.width()) * std::cos(turn) +
                                    (y + 0.5 - 0.55 * image.height()) * std::sin(turn);
                if (std::abs(away) < 0.01) {
                    continue; // on the line itself
                }
                const QColor should(away < 0 ? on_a.pixel(x, y) : on_b.pixel(x, y));
                const QColor is(image.pixel(x, y));
                wrong += std::abs(should.red() - is.red()) > kRounding ||
                                 std::abs(should.green() - is.green()) > kRounding
                             ? 1
                             : 0;
            }
        }
        EXPECT_EQ(wrong, 0) << degrees;
    }
}

TEST(Compose, SideBySideShowsTheSamePartTwice) {
    Scene scene(noise(64, 40, 3), noise(128, 80, 4), 64, 40);
    scene.zoom(2.5, -30, 10);
    scene.what.comparison.mode = CompareMode::SideBySide;
    const QImage image = scene.draw();
    const int pane = pane_width(CompareMode::SideBySide, scene.canvas_width);
    EXPECT_EQ(pane, 165);
    EXPECT_LE(
        largest_difference(image.copy(0, 0, pane, image.height()), scene.plain(Side::A, pane)),
        kRounding);
    EXPECT_LE(largest_difference(image.copy(image.width() - pane, 0, pane, image.height()),
                                 scene.plain(Side::B, pane)),
              kRounding);
    EXPECT_EQ(image.pixel(pane, 70), kBackground);
}

TEST(Compose, ButterflyMirrorsBAtTheMiddle) {
    for (const int width : {332, 333}) {
        Scene scene(noise(64, 40, 3), noise(64, 40, 4), 64, 40);
        scene.canvas_width = width;
        scene.zoom(5, 10, 3);
        scene.what.comparison.mode = CompareMode::Butterfly;
        const QImage image = scene.draw();
        const QImage a = scene.plain(Side::A);
        const QImage b = scene.plain(Side::B);
        const int axis = (width + 1) / 2;
        for (int x = 0; x < width; ++x) {
            EXPECT_EQ(image.pixel(x, 71), x < axis ? a.pixel(x, 71) : b.pixel(2 * axis - 1 - x, 71))
                << x;
        }
    }
}

TEST(Compose, DifferenceHasGainAndSign) {
    const auto a = flat(30, 20, 0xff646464U); // 100
    const auto b = flat(30, 20, 0xff665a64U); // 102, 90, 100
    Scene scene(a, b, 30, 20);
    scene.zoom(4, 8, 8);
    scene.what.comparison.mode = CompareMode::Difference;
    scene.what.comparison.gain = 8;
    EXPECT_EQ(QColor(scene.draw().pixel(40, 40)), QColor(144, 48, 128));
    scene.what.comparison.absolute = true;
    EXPECT_EQ(QColor(scene.draw().pixel(40, 40)), QColor(16, 80, 0));
    scene.what.comparison.gain = 64;
    EXPECT_EQ(QColor(scene.draw().pixel(40, 40)), QColor(128, 255, 0));
    EXPECT_EQ(scene.draw().pixel(3, 3), kBackground);
    scene.what.comparison.absolute = false;
    EXPECT_EQ(QColor(scene.draw().pixel(40, 40)), QColor(255, 0, 128));
}

TEST(Compose, LightIsShownAsItWasMeasured) {
    Scene scene(noise(30, 20, 3), noise(30, 20, 4), 30, 20);
    scene.zoom(4, 8, 8);
    scene.what.comparison.mode = CompareMode::Light;
    scene.what.comparison.overlay = Overlay::Changes; // has nothing to lie over
    EXPECT_EQ(scene.draw().pixel(40, 40), kBackground);
    scene.what.light = {flat(30, 20, 0xff202020U), nullptr, scene.what.sides[0].box};
    EXPECT_EQ(QColor(scene.draw().pixel(40, 40)), QColor(32, 32, 32));
    EXPECT_EQ(scene.draw().pixel(3, 3), kBackground);
}

TEST(Compose, BlinkShowsOneAfterTheOther) {
    Scene scene(noise(64, 40, 3), noise(64, 40, 4), 64, 40);
    scene.zoom(5, 0, 0);
    scene.what.comparison.mode = CompareMode::Blink;
    EXPECT_EQ(scene.draw(), scene.plain(Side::A));
    scene.what.blink_to_b = true;
    EXPECT_EQ(scene.draw(), scene.plain(Side::B));
}

TEST(Compose, MissingPicturesAreBackground) {
    for (int mode = 0; mode < kCompareModes; ++mode) {
        for (int overlay = 0; overlay < kOverlays; ++overlay) {
            Scene scene(nullptr, nullptr, 64, 40);
            scene.what.comparison.mode = static_cast<CompareMode>(mode);
            scene.what.comparison.overlay = static_cast<Overlay>(overlay);
            scene.zoom(2, 0, 0);
            QImage empty(scene.canvas_width, scene.canvas_height, QImage::Format_RGB32);
            empty.fill(kBackground);
            EXPECT_EQ(scene.draw(), empty) << mode << " " << overlay;
        }
    }
}

TEST(Compose, OriginMapIsMixedIn) {
    Scene scene(flat(30, 20, 0xff000000U), flat(30, 20, 0xff000000U), 30, 20);
    scene.zoom(4, 0, 0);
    scene.what.sides[1].origin = flat(30, 20, 0xffff8000U);
    scene.what.comparison.overlay = Overlay::Origin;
    scene.what.comparison.opacity = 50;
    EXPECT_EQ(QColor(scene.draw().pixel(10, 10)), QColor(128, 64, 0));
    scene.what.comparison.overlay_on_b = false;
    EXPECT_EQ(QColor(scene.draw().pixel(10, 10)), QColor(0, 0, 0));
}

TEST(Compose, ChangesAreMarkedBeyondTheThreshold) {
    auto b = std::make_shared<preview::Picture>(*flat(30, 20, 0xff505050U));
    b->pixels[5 * 30 + 5] = 0xff505059U;  // 9 levels of blue
    b->pixels[5 * 30 + 9] = 0xff475050U;  // 9 levels less of red
    b->pixels[5 * 30 + 13] = 0xff585858U; // 8 levels
    Scene scene(flat(30, 20, 0xff505050U), b, 30, 20);
    scene.zoom(5, 0, 0);
    scene.what.comparison.overlay = Overlay::Changes;
    scene.what.comparison.threshold = 8;
    scene.what.comparison.opacity = 100;
    const QImage image = scene.draw();
    EXPECT_EQ(QColor(image.pixel(27, 27)), QColor(0x20, 0xc8, 0xff));
    EXPECT_EQ(QColor(image.pixel(47, 27)), QColor(0xff, 0x8a, 0x1f));
    EXPECT_EQ(QColor(image.pixel(67, 27)), QColor(0x58, 0x58, 0x58));
    EXPECT_EQ(QColor(image.pixel(2, 2)), QColor(0x50, 0x50, 0x50));
}

TEST(Compose, FidelityShowsWhatStraysAndNotFineDetail) {
    const int width = 120;
    const int height = 80;
    auto result = std::make_shared<preview::Picture>(*flat(width, height, 0xff606060U));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            // Left: fine detail around the same mean. Right: 40 levels brighter.
            const std::uint32_t level = x < width / 2 ? ((x + y) % 2 == 0 ? 0x80U : 0x40U) : 0x88U;
            result->pixels[static_cast<std::size_t>(y * width + x)] =
                0xff000000U | level << 16U | level << 8U | level;
        }
    }
    Scene scene(nullptr, result, width, height);
    scene.canvas_width = 2 * width;
    scene.canvas_height = 2 * height;
    scene.zoom(2, 0, 0);
    scene.what.scan = {flat(width, height, 0xff606060U), nullptr, scene.what.sides[1].box};
    const QImage without = scene.draw();
    scene.what.comparison.overlay = Overlay::Fidelity;
    const QImage with = scene.draw();
    EXPECT_EQ(with.pixel(40, 80), without.pixel(40, 80));
    const QColor hot(with.pixel(200, 80));
    EXPECT_GT(hot.red(), 200);
    EXPECT_LT(hot.blue(), 0x60);
}

TEST(Compose, KeptLayersGiveTheSameAsFreshOnes) {
    Composer kept;
    Scene scene(noise(200, 150, 3), noise(400, 300, 4), 200, 150);
    scene.what.sides[1].origin = noise(400, 300, 5);
    scene.what.scan = {noise(200, 150, 6), nullptr, scene.what.sides[0].box};
    unsigned turn = 0;
    for (int round = 0; round < 3; ++round) {
        for (int mode = 0; mode < kCompareModes; ++mode) {
            for (int overlay = 0; overlay < kOverlays; ++overlay) {
                scene.what.comparison.mode = static_cast<CompareMode>(mode);
                scene.what.comparison.overlay = static_cast<Overlay>(overlay);
                scene.what.comparison.wipe.x = 0.1 * static_cast<double>(++turn % 10);
                scene.what.blink_to_b = turn % 3 == 0;
                scene.zoom(round == 1 ? 0.8 : 1.7, -30, -20);
                if (turn % 5 == 0) {
                    scene.what.sides[0].picture = noise(200, 150, 100 + turn);
                }
                EXPECT_EQ(composed(kept, scene.what, scene.canvas_width, scene.canvas_height),
                          scene.draw())
                    << mode << " " << overlay;
            }
        }
    }
}

TEST(ViewKernels, MixAndDifferenceAreRightForEveryLevelAndLength) {
    for (const std::size_t n : {1U, 3U, 16U, 37U, 256U}) {
        std::vector<std::uint32_t> a(n);
        std::vector<std::uint32_t> b(n);
        for (std::size_t i = 0; i < n; ++i) {
            const auto level = static_cast<std::uint32_t>(i * 255 / n);
            a[i] = 0xff000000U | level << 16U | (255U - level) << 8U | 7U;
            b[i] = 0xff000000U | (255U - level) << 16U | level << 8U | 250U;
        }
        for (const int opacity : {0, 1, 50, 127, 128}) {
            std::vector<std::uint32_t> mixed = a;
            preview::kernels::mix(mixed.data(), b.data(), n, opacity);
            for (std::size_t i = 0; i < n; ++i) {
                const double should = qRed(a[i]) + (qRed(b[i]) - qRed(a[i])) * (opacity / 128.0);
                EXPECT_NEAR(qRed(mixed[i]), should, 0.51);
                EXPECT_EQ(qAlpha(mixed[i]), 255);
            }
        }
        std::vector<std::uint32_t> apart(n);
        preview::kernels::signed_difference(apart.data(), a.data(), b.data(), n, 3);
        for (std::size_t i = 0; i < n; ++i) {
            EXPECT_EQ(qGreen(apart[i]),
                      std::clamp(128 + 3 * (qGreen(b[i]) - qGreen(a[i])), 0, 255));
            EXPECT_EQ(qAlpha(apart[i]), 255);
        }
    }
}

} // namespace
} // namespace kinovar::ui
