#include "ui/viewer/canvas.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <array>
#include <cmath>
#include <memory>
#include <random>
#include <string>

// Paints of the real canvas, 1600×900 device pixels, as the window would do them: the widget draws
// into a picture of the screen's format. Processor only.

namespace kinovar::ui {
namespace {

constexpr int kCanvasWidth = 1600;
constexpr int kCanvasHeight = 900;

/// Waves with grain, so that nothing is flat.
preview::PicturePtr picture(int width, int height, unsigned seed) {
    auto made = std::make_shared<preview::Picture>();
    made->width = width;
    made->height = height;
    made->pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    std::minstd_rand random(seed);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const auto wave =
                static_cast<unsigned>(100 + 90 * std::sin(x * 0.02) * std::cos(y * 0.017));
            const auto grain = static_cast<unsigned>(random()) % 24U;
            const unsigned value = wave + grain;
            made->pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                         static_cast<std::size_t>(x)] =
                0xff000000U | (value << 16U) | ((value + 7U) << 8U) | (value + 15U);
        }
    }
    return made;
}

struct Case {
    const char* name;
    CompareMode mode;
    Overlay overlay;
};
constexpr std::array kCases{
    Case{"single", CompareMode::Single, Overlay::None},
    Case{"wipe", CompareMode::Wipe, Overlay::None},
    Case{"side by side", CompareMode::SideBySide, Overlay::None},
    Case{"butterfly", CompareMode::Butterfly, Overlay::None},
    Case{"difference", CompareMode::Difference, Overlay::None},
    Case{"blink", CompareMode::Blink, Overlay::None},
    Case{"single, origin map", CompareMode::Single, Overlay::Origin},
    Case{"single, changes", CompareMode::Single, Overlay::Changes},
    Case{"single, fidelity", CompareMode::Single, Overlay::Fidelity},
};

enum class Repaint { New, Same };

void paint(benchmark::State& state, const Case& what, int height, Repaint repaint) {
    const int width = height * 16 / 9;
    // Copies with the same content are other pictures to the canvas.
    const preview::PicturePtr a = picture(width, height, 1);
    const preview::PicturePtr b = picture(width, height, 2);
    const auto again = [](const preview::PicturePtr& of) {
        return std::make_shared<const preview::Picture>(*of);
    };
    const std::array firsts{a, again(a)};
    const std::array seconds{b, again(b)};
    ViewerCanvas canvas;
    canvas.resize(kCanvasWidth, kCanvasHeight);
    canvas.setAttribute(Qt::WA_DontShowOnScreen);
    canvas.show();
    canvas.set_scan({width, height}, 1);
    Comparison how;
    how.mode = what.mode;
    how.overlay = what.overlay;
    const ScanBox whole{0, 0, static_cast<double>(width), static_cast<double>(height)};
    QImage screen(kCanvasWidth, kCanvasHeight, QImage::Format_RGB32);
    std::size_t turn = 0;
    for (auto _ : state) {
        state.PauseTiming();
        if (repaint == Repaint::New || turn == 0) {
            const std::size_t which = turn % 2;
            canvas.set_pictures({ShownSide{firsts[which], firsts[which], whole},
                                 ShownSide{seconds[which], seconds[which], whole}},
                                {firsts[which], nullptr, whole});
        }
        // The same pictures again after something was moved: all is composed anew.
        how.wipe.x = 0.4 + 0.2 * static_cast<double>(turn % 7) / 7;
        how.single = repaint == Repaint::Same && turn % 2 == 0 ? Side::A : Side::B;
        canvas.set_comparison(how);
        ++turn;
        state.ResumeTiming();
        canvas.render(&screen, {}, {}, {});
    }
}

void add_all() {
    for (const int height : {1080, 2160}) {
        for (const Repaint repaint : {Repaint::New, Repaint::Same}) {
            for (const Case& what : kCases) {
                const std::string name = std::string(what.name) + "/" +
                                         (height == 1080 ? "1080p" : "4K") + "/" +
                                         (repaint == Repaint::New ? "new" : "same");
                benchmark::RegisterBenchmark(name.c_str(),
                                             [what, height, repaint](benchmark::State& state) {
                                                 paint(state, what, height, repaint);
                                             })
                    ->Unit(benchmark::kMillisecond)
                    ->UseRealTime();
            }
        }
    }
}

} // namespace
} // namespace kinovar::ui

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    kinovar::ui::add_all();
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
