// How long the window waits for pictures: build/release/bin/bench_ui_seek. Prints medians in
// milliseconds; nothing is asserted.

#include "core/pipeline/source_clip.h"
#include "tests/support/support.h"
#include "ui/player/player.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace kinovar;
using namespace kinovar::ui;

constexpr int kDeadlineMs = 120'000;
constexpr int kFrames = 120;
/// Far apart, back and forth.
constexpr int kPlaces[] = {5, 95, 35, 115, 10};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

double milliseconds(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) * 1e-6;
}

void print(const char* film, const char* what, const std::vector<double>& values) {
    std::printf("%-12s %-42s %9.2f ms\n", film, what, median(values));
    std::fflush(stdout);
}

void make_film(const std::filesystem::path& path, const char* size, int frames, int gop) {
    const auto made =
        test::run_command(std::string("ffmpeg -v error -y -f lavfi -i testsrc2=size=") + size +
                          ":rate=24 -vf noise=alls=6:allf=t -frames:v " + std::to_string(frames) +
                          " -c:v libx264 -preset ultrafast -crf 18 -pix_fmt yuv420p -g " +
                          std::to_string(gop) + " " + test::quoted(path));
    if (made.exit_code != 0) {
        std::fputs(made.err.c_str(), stderr);
        std::exit(1);
    }
}

class Bench {
public:
    Bench(const char* name, const std::filesystem::path& folder, const std::filesystem::path& film)
        : name_(name) {
        if (!studio_.new_project(folder / (std::string(name) + ".kinovar"))) {
            std::exit(1);
        }
        studio_.add_media(film);
        wait([this] { return studio_.source(studio_.reel()) != nullptr; });
        QObject::connect(&studio_, &Studio::picture_arrived,
                         [this](const preview::Arrival& arrival) { arrive(arrival); });
    }

    void run() {
        show({Point::Kind::Scan});
        seek("scan, not cached");
        cached_seek("scan, in memory");
        play();
        change({{{"levels", {{"gamma", 1.2}}}, {"sharpen", {{"amount", 0.5}}}}});
        seek("levels + sharpen, not cached");
        cached_seek("levels + sharpen, in memory");
        change_last_step();
        change({{{"degrain", {}}, {"sharpen", {{"amount", 0.5}}}}});
        seek("degrain + sharpen, not cached");
        from_disk("degrain + sharpen, on disk");
    }

private:
    static void wait(const std::function<bool()>& so) {
        if (!QTest::qWaitFor(so, kDeadlineMs)) {
            std::fputs("nothing came in time\n", stderr);
            std::exit(1);
        }
    }

    void show(const Point& point) {
        const auto view = studio_.view(point);
        if (!view) {
            std::fprintf(stderr, "%s\n", view.error().one_line().c_str());
            std::exit(1);
        }
        view_ = *view;
        player_.set_views({view_});
    }

    void change(const pipeline::Chain& chain) {
        studio_.edit_chain("Change", chain);
        show({Point::Kind::Result});
    }

    void arrive(const preview::Arrival& arrival) {
        if (!(arrival.clip == view_.full->info().key) || arrival.frame != waiting_) {
            return;
        }
        if (first_ < 0) {
            first_ = milliseconds(timer_);
        }
        if (arrival.quality == preview::Quality::Full || !arrival.picture) {
            full_ = milliseconds(timer_);
        }
    }

    void begin(std::int64_t frame) {
        first_ = full_ = -1;
        waiting_ = frame;
        timer_.start();
    }

    void seek(const char* what) {
        std::vector<double> first;
        std::vector<double> full;
        for (const int frame : kPlaces) {
            studio_.pictures().want({});
            studio_.pictures().clear();
            begin(frame);
            studio_.set_frame(frame);
            player_.set_views({view_});
            wait([this] { return full_ >= 0; });
            first.push_back(first_);
            full.push_back(full_);
        }
        print(name_, what, full);
        if (view_.half) {
            print(name_, "  … first glance", first);
        }
    }

    [[nodiscard]] bool is_there(std::int64_t frame) const {
        return studio_.pictures().peek(view_.full->info().key, frame) != nullptr;
    }

    void cached_seek(const char* what) {
        const std::int64_t last = studio_.frame();
        wait([&] { return is_there(last - 1) && is_there(last + 1); });
        std::vector<double> times;
        for (int i = 0; i < 100; ++i) {
            const std::int64_t frame = last + i % 2;
            QElapsedTimer timer;
            timer.start();
            studio_.set_frame(frame);
            if (is_there(frame)) {
                times.push_back(milliseconds(timer));
            }
        }
        print(name_, what, times);
    }

    void from_disk(const char* what) {
        studio_.set_frame(kPlaces[0]);
        const Hash128 key = view_.full->info().key;
        wait([&] { return studio_.pictures().has(key, kPlaces[0] + 5); });
        std::vector<double> times;
        for (int i = 0; i < 5; ++i) {
            studio_.pictures().want({});
            studio_.pictures().set_memory_budget(0);
            studio_.pictures().set_memory_budget(std::size_t{1} << 30U);
            if (!studio_.pictures().has(key, kPlaces[0])) {
                std::printf("%-12s %-42s not kept\n", name_, what);
                return;
            }
            begin(kPlaces[0]);
            player_.set_views({view_});
            wait([this] { return full_ >= 0; });
            times.push_back(full_);
        }
        print(name_, what, times);
    }

    void change_last_step() {
        std::vector<double> times;
        for (int i = 0; i < 5; ++i) {
            const std::int64_t frame = studio_.frame();
            begin(frame);
            studio_.edit_chain("Change", {{{"levels", {{"gamma", 1.2}}},
                                           {"sharpen", {{"amount", 0.6 + 0.02 * i}}}}});
            show({Point::Kind::Result});
            wait([this] { return full_ >= 0; });
            times.push_back(full_);
        }
        print(name_, "the last of two steps changed", times);
    }

    void play() {
        studio_.set_frame(0);
        studio_.set_out(23);
        const Hash128 key = view_.full->info().key;
        wait([&] {
            const auto kept = studio_.pictures().kept(key);
            return !kept.empty() && kept.front().first == 0 && kept.front().last >= 23;
        });
        player_.set_loops(true);
        player_.play();
        double rate = 0;
        QElapsedTimer timer;
        timer.start();
        wait([&] {
            rate = player_.shown_rate();
            return timer.elapsed() > 5000;
        });
        std::printf("%-12s %-42s %9.1f frames/s of %.0f, %d dropped in 5 s\n", name_,
                    "played from memory", rate, studio_.frame_rate(), player_.dropped());
        player_.stop();
        player_.set_loops(false);
        studio_.set_out(-1);
    }

    const char* name_;
    Studio studio_;
    Player player_{studio_};
    preview::View view_;
    QElapsedTimer timer_;
    std::int64_t waiting_ = -1;
    double first_ = -1;
    double full_ = -1;
};

void open_long_film(const std::filesystem::path& folder) {
    const auto film = folder / "long.mkv";
    make_film(film, "64x48", 200'000, 250);
    for (const char* const what : {"first time", "second time"}) {
        QElapsedTimer timer;
        timer.start();
        const auto info = media::probe(film);
        const double probed = milliseconds(timer);
        const auto clip = pipeline::SourceClip::open(film);
        std::printf("200 000 f.   %-42s %9.2f ms (probe alone %.2f)\n", what, milliseconds(timer),
                    probed);
        if (!info || !clip) {
            std::exit(1);
        }
    }
}

} // namespace

int main(int argc, char** argv) {
    ::setenv("QT_QPA_PLATFORM", "offscreen", 0);
    const test::TemporaryFolder folder;
    for (const char* const variable : {"XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"}) {
        ::setenv(variable, folder.path().c_str(), 1);
    }
    const QApplication app(argc, argv);
    open_long_film(folder.path());
    for (const auto& [name, size] :
         {std::pair("1920×1080", "1920x1080"), std::pair("3840×2160", "3840x2160")}) {
        const auto film = folder / (std::string(size) + ".mkv");
        make_film(film, size, kFrames, 48);
        Bench(name, folder.path(), film).run();
    }
    return 0;
}
