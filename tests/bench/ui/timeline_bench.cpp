#include "tests/bench/ui/timeline_film.h"
#include "ui/timeline/timeline_pane.h"
#include "ui/timeline/timeline_view.h"

#include <benchmark/benchmark.h>

#include <QApplication>
#include <QTemporaryDir>
#include <cstdio>
#include <cstdlib>

namespace kinovar::ui {
namespace {

constexpr QSize kSize(1600, 250);
constexpr std::size_t kMovedShot = 700;
constexpr int kReelWidth = 1440;
constexpr int kReelHeight = 1080;
constexpr int kPictureWidth = 96;
constexpr int kPictureHeight = 72;

/// Frames in the width, from the whole film down to one second.
constexpr std::int64_t kWhole = 200000;
constexpr std::int64_t kTenMinutes = 14400;
constexpr std::int64_t kTenSeconds = 240;
constexpr std::int64_t kSecond = 24;

preview::PicturePtr thumbnail(std::int64_t frame) {
    auto picture = std::make_shared<preview::Picture>();
    picture->width = kPictureWidth;
    picture->height = kPictureHeight;
    picture->pixels.assign(std::size_t{kPictureWidth} * kPictureHeight,
                           0xff405060U + static_cast<std::uint32_t>(frame % 64));
    return picture;
}

/// The view in a window, at a zoom, in the middle of the film.
struct Shown {
    explicit Shown(std::int64_t frames) : thumbnails(thumbnail), view(film, &thumbnails) {
        view.resize(kSize);
        view.show();
        view.data_changed();
        view.zoom_to(static_cast<double>(view.scale().width()) / static_cast<double>(frames), 0);
        view.scroll_to(static_cast<double>(film.frames) / 2);
        QApplication::processEvents();
    }
    TimelineData film = long_film();
    ThumbnailPixmaps thumbnails;
    TimelineView view;
};

void paint(benchmark::State& state) {
    Shown shown(state.range(0));
    for (auto _ : state) {
        shown.view.look_changed();
        shown.view.repaint();
    }
}

/// A twentieth of the width a frame of the screen, as a quick hand on the scroll bar does.
void scroll(benchmark::State& state) {
    Shown shown(state.range(0));
    double left = 0;
    for (auto _ : state) {
        left += shown.view.scale().frames_shown() / 20;
        left = left > shown.view.scale().greatest_left() ? 0 : left;
        shown.view.scroll_to(left);
        shown.view.repaint();
    }
}

/// From the whole film to the zoom and back, a small step a frame of the screen.
void zoom(benchmark::State& state) {
    Shown shown(kWhole);
    const double least = shown.view.scale().least_zoom();
    const double greatest = shown.view.scale().greatest_zoom();
    double factor = 1.1;
    for (auto _ : state) {
        const double now = shown.view.scale().zoom();
        factor = now >= greatest ? 1 / 1.1 : (now <= least ? 1.1 : factor);
        shown.view.zoom_to(now * factor, kSize.width() / 2.0);
        shown.view.repaint();
    }
}

void playhead(benchmark::State& state) {
    Shown shown(state.range(0));
    const std::int64_t first = shown.view.scale().first_shown();
    const std::int64_t count = shown.view.scale().last_shown() - first;
    std::int64_t n = 0;
    for (auto _ : state) {
        n = (n + 1) % count;
        shown.view.set_playhead(first + n);
        QApplication::processEvents();
    }
}

/// The project of the long film, on disk.
std::filesystem::path write_project(const std::filesystem::path& folder) {
    const TimelineData film = long_film();
    const auto path = folder / "film.kinovar";
    const auto document = project::Document::create(path);
    project::EditBuilder builder(**document);
    project::Reel reel;
    reel.name = "film";
    reel.path = folder / "film.mkv";
    reel.frames = film.frames;
    reel.width = kReelWidth;
    reel.height = kReelHeight;
    reel.rate = {24, 1};
    const project::Id id = builder.insert(reel);
    for (const TimelineShot& shot : film.shots) {
        builder.insert(project::Shot{0, id, shot.first, shot.last, {}, {}, 0});
    }
    for (const TimelineMarker& marker : film.markers) {
        builder.insert(project::Marker{0, id, marker.frame, marker.text.toStdString()});
    }
    for (const TimelineSpan& flag : film.flags.all()) {
        builder.insert(project::Flag{0, id, flag.first, flag.last, "dirt", flag.severity, "A hair",
                                     project::FlagState::Open});
    }
    if (const Status done = (*document)->apply(builder.finish("Add reel")); !done) {
        std::fprintf(stderr, "%s\n", done.error().one_line().c_str());
        std::abort();
    }
    return path;
}

/// From the file to the painted pane; the film's index is another matter.
void open_project(benchmark::State& state) {
    const QTemporaryDir home;
    const auto path = write_project(home.path().toStdString());
    for (auto _ : state) {
        state.PauseTiming();
        auto studio = std::make_unique<Studio>();
        auto player = std::make_unique<Player>(*studio);
        Actions actions;
        auto pane = std::make_unique<TimelinePane>(*player, *studio, actions);
        pane->resize(kSize);
        pane->show();
        QApplication::processEvents();
        state.ResumeTiming();
        if (const Status opened = studio->open_project(path); !opened) {
            state.SkipWithError(opened.error().one_line().c_str());
        }
        pane->repaint();
        state.PauseTiming();
        pane.reset();
        player.reset();
        studio.reset();
        state.ResumeTiming();
    }
}

/// A cut of such a project is moved by one frame, written to the file and shown.
void move_cut(benchmark::State& state) {
    const QTemporaryDir home;
    Studio studio;
    Player player(studio);
    Actions actions;
    TimelinePane pane(player, studio, actions);
    pane.resize(kSize);
    pane.show();
    if (!studio.open_project(write_project(home.path().toStdString()))) {
        state.SkipWithError("the project does not open");
    }
    const project::Id shot = studio.document().shots_of(studio.reel())[kMovedShot];
    const std::int64_t first = studio.document().get<project::Shot>(shot)->first;
    std::int64_t n = 0;
    for (auto _ : state) {
        n = (n + 1) % 2;
        studio.edit(project::move_cut(studio.document(), shot, first + n));
        pane.repaint();
    }
}

#define KINOVAR_AT_ALL_ZOOMS                                                                       \
    ->Arg(kWhole)->Arg(kTenMinutes)->Arg(kTenSeconds)->Arg(kSecond)->Unit(benchmark::kMillisecond)
BENCHMARK(paint) KINOVAR_AT_ALL_ZOOMS;
BENCHMARK(scroll)->Arg(kTenMinutes)->Arg(kTenSeconds)->Arg(kSecond)->Unit(benchmark::kMillisecond);
BENCHMARK(zoom)->Unit(benchmark::kMillisecond);
BENCHMARK(playhead) KINOVAR_AT_ALL_ZOOMS;
BENCHMARK(open_project)->Unit(benchmark::kMillisecond);
BENCHMARK(move_cut)->Unit(benchmark::kMillisecond);

} // namespace
} // namespace kinovar::ui

int main(int argc, char** argv) {
    setenv("QT_QPA_PLATFORM", "offscreen", 0);
    const QTemporaryDir home; // settings, projects and caches of the one who measures stay alone
    for (const char* place : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"}) {
        setenv(place, home.path().toLocal8Bit().constData(), 1);
    }
    const QApplication app(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
