// How many frames a second the live preview of a portrait shows: bench_ui_preview PHOTOGRAPH
// [SECONDS]. The motion is the one that a portrait begins with, on the largest face.
#include "core/base/places.h"
#include "tests/support/support.h"
#include "ui/portrait/live_preview.h"
#include "ui/studio/portrait.h"
#include "ui/studio/studio.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <cstdio>
#include <cstdlib>

namespace {

constexpr int kDeadlineMs = 120'000;
constexpr double kUsualSeconds = 5;
constexpr double kMilli = 1e-3;

int measure(const std::filesystem::path& photograph, double seconds) {
    using namespace kinovar;
    ui::Studio studio;
    QString refused;
    QObject::connect(&studio.portrait(), &ui::Portrait::refused,
                     [&](const QString& reason) { refused = reason; });
    ui::LivePreview preview(studio);
    preview.resize(ui::PreviewPlayer::kLongerSide, ui::PreviewPlayer::kLongerSide);
    preview.show();
    QElapsedTimer timer;
    timer.start();
    studio.portrait().add(photograph);
    const bool plays = QTest::qWaitFor(
        [&] {
            return preview.frames_shown() > 0 || !refused.isEmpty() || !preview.trouble().isEmpty();
        },
        kDeadlineMs);
    if (!plays || preview.frames_shown() == 0) {
        std::fprintf(stderr, "it does not play: %s\n",
                     qPrintable(refused.isEmpty() ? preview.trouble() : refused));
        return 1;
    }
    std::printf("first frame after %.2f s\n", static_cast<double>(timer.elapsed()) * kMilli);
    const auto before = preview.frames_shown();
    timer.restart();
    QTest::qWait(static_cast<int>(seconds / kMilli));
    const double passed = static_cast<double>(timer.elapsed()) * kMilli;
    std::printf("%.1f frames a second over %.1f s (fps property %.1f)\n",
                static_cast<double>(preview.frames_shown() - before) / passed, passed,
                preview.fps());
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_ui_preview PHOTOGRAPH [SECONDS]\n");
        return 2;
    }
    ::setenv("QT_QPA_PLATFORM", "offscreen", 0);
    // The weights of the one who measures; everything else is the bench's own.
    const std::string models = (kinovar::user_data_folder() / "models").string();
    ::setenv("KINOVAR_MODELS", models.c_str(), 0);
    const kinovar::test::TemporaryFolder folder;
    for (const char* const variable : {"XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"}) {
        ::setenv(variable, folder.path().c_str(), 1);
    }
    const QApplication app(argc, argv);
    return measure(argv[1], argc > 2 ? std::atof(argv[2]) : kUsualSeconds);
}
