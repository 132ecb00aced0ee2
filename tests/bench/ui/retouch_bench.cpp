// How fluid repairs by hand are at 1080p: build/release/bin/bench_ui_retouch [FILM].
// Drives the real canvas with the mouse over a frame with 0 and with 500 strokes. Prints
// milliseconds: from an event to the painted canvas, what letting go costs the GUI thread, from
// there to the picture, and from one repaired frame to the next where both are kept; nothing is
// asserted.

#include "tests/support/support.h"
#include "ui/studio/retouch.h"
#include "ui/viewer/retouch_tool.h"
#include "ui/viewer/viewer.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <QUndoStack>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace {

using namespace kinovar;
using namespace kinovar::ui;

constexpr int kDeadlineMs = 300'000;
constexpr int kManyStrokes = 500;
constexpr int kPoints = 30;          // of a stroke
constexpr int kStrokesMeasured = 10; // of each kind, half of them after a rest
constexpr int kRestMs = 300;         // as a hand takes it between two strokes

void wait(const std::function<bool()>& so) {
    if (!QTest::qWaitFor(so, kDeadlineMs)) {
        std::fputs("nothing came in time\n", stderr);
        std::exit(1);
    }
}

/// Of this thread: what a busy machine does not falsify.
double thread_milliseconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

/// Middle and 95th percentile.
void print(const char* what, std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
    };
    std::printf("%-44s median %6.1f ms   95 %% %6.1f ms   most %6.1f ms\n", what, at(0.5), at(0.95),
                values.back());
    std::fflush(stdout);
}

void make_film(const std::filesystem::path& path) {
    const auto made = test::run_command(
        "ffmpeg -v error -y -f lavfi -i mandelbrot=size=1920x1080:rate=24:end_scale=0.1 -vf "
        "noise=alls=4:allf=t -frames:v 12 -c:v libx264 -preset ultrafast -crf 12 "
        "-pix_fmt yuv420p " +
        test::quoted(path));
    if (made.exit_code != 0) {
        std::fputs(made.err.c_str(), stderr);
        std::exit(1);
    }
}

/// Tells when the canvas was painted.
class PaintWatch : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override {
        painted = painted || event->type() == QEvent::Paint;
        return QObject::eventFilter(watched, event);
    }
    bool painted = false;
};

class Bench {
public:
    Bench(const std::filesystem::path& folder, const std::filesystem::path& film)
        : player_(studio_), viewer_(player_, studio_, actions_) {
        viewer_.resize(1920, 1080);
        viewer_.setAttribute(Qt::WA_DontShowOnScreen);
        viewer_.show();
        viewer_.canvas().installEventFilter(&watch_);
        if (!studio_.new_project(folder / "work.kinovar")) {
            std::exit(1);
        }
        QObject::connect(&studio_, &Studio::failed, [](const Error& error) {
            std::fprintf(stderr, "%s\n", error.message.c_str());
        });
        studio_.add_media(film);
        wait([this] { return viewer_.picture(Side::B) != nullptr; });
        viewer_.retouch_tool().set_active(true);
    }

    void run() {
        for (const char* kind : {"paint", "clone", "heal"}) {
            set_kind(kind);
            strokes(kind, 0);
        }
        set_kind("paint");
        fill();
        for (const char* kind : {"paint", "clone", "heal"}) {
            set_kind(kind);
            strokes(kind, kManyStrokes);
        }
        playback();
    }

private:
    void set_kind(const char* kind) {
        studio_.retouch().choose_kind(kind);
        Retouch::Tool tool = studio_.retouch().tool();
        tool.brush.size = 0.04;
        if (auto* clone = std::get_if<retouch::Clone>(&tool.kind)) {
            clone->offset = {0.1, 0.05};
        }
        studio_.retouch().set_tool(tool);
        wait([this] { return settled(); });
    }
    [[nodiscard]] bool settled() const {
        return viewer_.shows_current() && !viewer_.canvas().marks_computing(Side::B) &&
               !viewer_.retouch_tool().overlays() && studio_.retouch().input_picture() != nullptr;
    }
    [[nodiscard]] static QPointF way(int stroke, int point) {
        const double angle = 0.7 * stroke;
        const double along = 0.12 * point / kPoints;
        return {0.1 + 0.037 * (stroke % 20) + along * std::cos(angle),
                0.15 + 0.028 * (stroke % 25) + along * std::sin(angle)};
    }
    [[nodiscard]] QPoint at(QPointF share) const {
        const auto source = studio_.source(studio_.reel());
        return viewer_.canvas()
            .point_at({share.x() * source->info().width, share.y() * source->info().height})
            .toPoint();
    }
    /// Until the canvas was painted.
    double send(QEvent::Type type, QPointF share) {
        const bool moves = type == QEvent::MouseMove;
        const bool up = type == QEvent::MouseButtonRelease;
        QMouseEvent event(type, at(share), viewer_.canvas().mapToGlobal(at(share)),
                          moves ? Qt::NoButton : Qt::LeftButton, up ? Qt::NoButton : Qt::LeftButton,
                          {});
        watch_.painted = false;
        const double cpu_before = thread_milliseconds();
        QElapsedTimer timer;
        timer.start();
        QApplication::sendEvent(&viewer_.canvas(), &event);
        const double handled = static_cast<double>(timer.nsecsElapsed()) * 1e-6;
        if (up) {
            release_cpu_.push_back(thread_milliseconds() - cpu_before);
            return handled;
        }
        while (!watch_.painted && timer.elapsed() < kDeadlineMs) {
            QCoreApplication::processEvents();
        }
        return static_cast<double>(timer.nsecsElapsed()) * 1e-6;
    }
    void strokes(const char* kind, int below) {
        std::vector<double> press;
        std::vector<double> rested;
        std::vector<double> move;
        std::vector<double> release;
        std::vector<double> picture;
        release_cpu_.clear();
        for (int i = 0; i < kStrokesMeasured; ++i) {
            const bool rests = i % 2 == 1;
            if (rests) {
                QTest::qWait(kRestMs);
            }
            (rests ? rested : press).push_back(send(QEvent::MouseButtonPress, way(i, 0)));
            for (int point = 1; point < kPoints; ++point) {
                move.push_back(send(QEvent::MouseMove, way(i, point)));
            }
            QElapsedTimer timer;
            timer.start();
            release.push_back(send(QEvent::MouseButtonRelease, way(i, kPoints)));
            wait([this] { return !viewer_.retouch_tool().overlays(); });
            picture.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
            wait([this] { return settled(); });
        }
        std::printf("%s, %d strokes below\n", kind, below);
        print("  press after a rest to painted", rested);
        print("  press at once to painted", press);
        print("  move to painted", move);
        print("  letting go, GUI thread", release);
        print("  letting go, its processor time", release_cpu_);
        print("  letting go to the picture", picture);
    }
    void fill() {
        QElapsedTimer timer;
        timer.start();
        while (static_cast<int>(studio_.retouch().fixes().size()) < kManyStrokes) {
            const int i = static_cast<int>(studio_.retouch().fixes().size());
            retouch::Fix fix;
            fix.kind = studio_.retouch().tool().kind;
            retouch::Mark mark;
            mark.brush = studio_.retouch().tool().brush;
            for (int point = 0; point < kPoints; ++point) {
                const QPointF share = way(i, point);
                mark.points.push_back({{share.x(), share.y()}});
            }
            fix.area.marks = {mark};
            studio_.retouch().add(fix);
        }
        const double added = static_cast<double>(timer.elapsed());
        wait([this] { return settled(); });
        std::printf("up to %d strokes added in %.0f ms; their picture after %.0f ms more\n",
                    kManyStrokes, added, static_cast<double>(timer.elapsed()) - added);
    }
    /// From frame to frame, each repaired and kept.
    void playback() {
        Retouch::Tool tool = studio_.retouch().tool();
        tool.lifetime = Retouch::Lifetime::Shot;
        tool.follow = retouch::Follow::Still;
        studio_.retouch().set_tool(tool);
        set_kind("paint");
        send(QEvent::MouseButtonPress, way(3, 0));
        send(QEvent::MouseButtonRelease, way(3, 0));
        for (std::int64_t n = 0; n < studio_.frames(); ++n) {
            studio_.set_frame(n);
            wait([this] { return settled(); });
        }
        std::vector<double> shown;
        for (std::int64_t n = 0; n < studio_.frames(); ++n) {
            QElapsedTimer timer;
            timer.start();
            watch_.painted = false;
            studio_.set_frame(n);
            while (!(watch_.painted && viewer_.shows_current())) {
                QCoreApplication::processEvents();
            }
            shown.push_back(static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        }
        print("a repaired frame that is kept", shown);
    }

    Actions actions_;
    Studio studio_;
    Player player_;
    Viewer viewer_;
    PaintWatch watch_;
    std::vector<double> release_cpu_;
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
