// How long a restorer waits for the colour of a hint: build/release/bin/bench_ui_hints [FILM].
// Drives the real canvas with the mouse. Prints milliseconds from letting go of the button to the
// first coloured picture and to the whole one, and the processor time of all threads until then;
// nothing is asserted.

#include "tests/support/support.h"
#include "ui/studio/colour.h"
#include "ui/viewer/hint_tool.h"
#include "ui/viewer/viewer.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <QUndoStack>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <optional>

namespace {

using namespace kinovar;
using namespace kinovar::ui;

constexpr int kDeadlineMs = 120'000;
constexpr QPointF kPlaces[] = {{0.3, 0.3}, {0.7, 0.4}, {0.5, 0.6}, {0.2, 0.7}, {0.8, 0.8}};
constexpr QPointF kBeside{0.06, -0.08}; // not on the handle of a hint that is there

void wait(const std::function<bool()>& so) {
    if (!QTest::qWaitFor(so, kDeadlineMs)) {
        std::fputs("nothing came in time\n", stderr);
        std::exit(1);
    }
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

/// Of all threads: what a busy machine does not falsify.
double cpu_milliseconds() {
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

void make_film(const std::filesystem::path& path) {
    const auto made = test::run_command(
        "ffmpeg -v error -y -f lavfi -i mandelbrot=size=1920x1080:rate=24:end_scale=0.1 -vf "
        "hue=s=0,noise=alls=4:allf=t -frames:v 24 -c:v libx264 -preset ultrafast -crf 12 "
        "-pix_fmt yuv420p " +
        test::quoted(path));
    if (made.exit_code != 0) {
        std::fputs(made.err.c_str(), stderr);
        std::exit(1);
    }
}

class Bench {
public:
    Bench(const std::filesystem::path& folder, const std::filesystem::path& film)
        : player_(studio_), viewer_(player_, studio_, actions_) {
        viewer_.resize(1600, 1000);
        viewer_.setAttribute(Qt::WA_DontShowOnScreen);
        viewer_.show();
        if (!studio_.new_project(folder / "work.kinovar")) {
            std::exit(1);
        }
        studio_.add_media(film);
        wait([this] { return viewer_.picture(Side::B) != nullptr; });
        Colour::Tool tool = studio_.colour().tool();
        tool.colour = {30, 30};
        studio_.colour().set_tool(tool);
        viewer_.hint_tool().set_active(true);
        QObject::connect(&studio_, &Studio::picture_arrived,
                         [this](const preview::Arrival& arrival) { arrive(arrival); });
    }

    void run() {
        clicks("point", {});
        studio_.set_frame(std::min<std::int64_t>(6, studio_.frames() - 1));
        wait([this] { return viewer_.shows_current(); });
        clicks("point, hints of another frame too", kBeside);
        drag();
    }

private:
    [[nodiscard]] QPoint at(QPointF share) const {
        const auto source = studio_.source(studio_.reel());
        return viewer_.canvas()
            .point_at({share.x() * source->info().width, share.y() * source->info().height})
            .toPoint();
    }
    void arrive(const preview::Arrival& arrival) {
        const auto view = studio_.view({});
        if (!view || !arrival.picture || arrival.frame != studio_.frame() ||
            arrival.clip != view->full->info().key) {
            return;
        }
        const double now = static_cast<double>(timer_.nsecsElapsed()) * 1e-6;
        if (!first_) {
            first_ = now;
            first_cpu_ = cpu_milliseconds() - cpu_at_start_;
        }
        if (arrival.quality == preview::Quality::Full) {
            whole_ = now;
            whole_cpu_ = cpu_milliseconds() - cpu_at_start_;
        }
    }
    void start() {
        first_.reset();
        whole_.reset();
        cpu_at_start_ = cpu_milliseconds();
        timer_.start();
    }
    void clicks(const char* what, QPointF beside) {
        std::vector<double> first;
        std::vector<double> whole;
        std::vector<double> first_cpu;
        std::vector<double> whole_cpu;
        for (const QPointF& place : kPlaces) {
            start();
            QTest::mouseClick(&viewer_.canvas(), Qt::LeftButton, {}, at(place + beside));
            wait([this] { return whole_.has_value(); });
            first.push_back(*first_);
            whole.push_back(*whole_);
            first_cpu.push_back(first_cpu_);
            whole_cpu.push_back(whole_cpu_);
        }
        std::printf("%-34s first picture %6.0f ms (%6.0f of CPU)   whole %6.0f ms (%6.0f)\n", what,
                    median(first), median(first_cpu), median(whole), median(whole_cpu));
        std::fflush(stdout);
    }
    /// How many pictures follow a drag of a second.
    void drag() {
        const QPointF from = kPlaces[2] + kBeside;
        QTest::mousePress(&viewer_.canvas(), Qt::LeftButton, {}, at(from));
        int pictures = 0;
        const auto counted =
            QObject::connect(&studio_, &Studio::picture_arrived, [&] { ++pictures; });
        constexpr int kSteps = 50;
        constexpr int kStepMs = 20;
        for (int i = 1; i <= kSteps; ++i) {
            const QPoint to = at(from + QPointF(0.002 * i, 0.001 * i));
            QMouseEvent move(QEvent::MouseMove, to, viewer_.canvas().mapToGlobal(to), Qt::NoButton,
                             Qt::LeftButton, {});
            QApplication::sendEvent(&viewer_.canvas(), &move);
            QTest::qWait(kStepMs);
        }
        start();
        QTest::mouseRelease(&viewer_.canvas(), Qt::LeftButton, {}, at(from + QPointF(0.1, 0.05)));
        wait([this] { return whole_.has_value(); });
        QObject::disconnect(counted);
        std::printf("%-34s %d pictures on the way; after release %.0f ms, whole %.0f ms\n",
                    "drag of a handle, 1 s", pictures, *first_, *whole_);
    }

    Actions actions_;
    Studio studio_;
    Player player_;
    Viewer viewer_;
    QElapsedTimer timer_;
    double cpu_at_start_ = 0;
    double first_cpu_ = 0;
    double whole_cpu_ = 0;
    std::optional<double> first_;
    std::optional<double> whole_;
};

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const test::TemporaryFolder folder;
    ::setenv("XDG_CACHE_HOME", folder.path().c_str(), 1);
    ::setenv("XDG_CONFIG_HOME", folder.path().c_str(), 1);
    std::filesystem::path film = folder / "film.mkv";
    if (argc > 1) {
        film = std::filesystem::absolute(argv[1]);
    } else {
        make_film(film);
    }
    Bench(folder.path(), film).run();
    return 0;
}
