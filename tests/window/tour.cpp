// Walks through the window as a new user does and writes a picture of each main state:
// studio_tour FOLDER. The pictures of README and guide are made by it.
#include "core/base/places.h"
#include "tests/window/sample_reel.h"
#include "tests/window/studio_window.h"
#include "ui/studio/colour.h"
#include "ui/studio/retouch.h"
#include "ui/window/docks.h"
#include "ui/window/language.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QSettings>
#include <QTemporaryDir>
#include <QTreeView>
#include <QUndoStack>
#include <array>
#include <cstdlib>
#include <iostream>

namespace kinovar::test {
namespace {

constexpr QSize kTourSize{1600, 960};
constexpr int kSettleMs = 400;
constexpr int kJpegQuality = 86;

pipeline::Chain film_chain() {
    return {{{"cuts", {}, true},
             {"deflicker", {}, true},
             {"stabilise", {}, true},
             {"dust", {}, true},
             {"degrain", {}, true},
             {"sharpen", {}, true}}};
}

constexpr std::int64_t kColourFrame = 48;
constexpr double kTourHintSize = 0.01;

struct TourHint {
    colourise::Place place;
    QRgb colour;
    const char* source;
    bool documented;
};
constexpr std::array kTourHints{
    TourHint{{0.364, 0.72}, 0xffc6aa80, "sandstone, sample of 1906", true},
    TourHint{{0.52, 0.72}, 0xffc6aa80, "sandstone, sample of 1906", true},
    TourHint{{0.68, 0.72}, 0xff8a7458, "sandstone, sample of 1906", true},
    TourHint{{0.39, 0.30}, 0xffc6aa80, "sandstone, sample of 1906", true},
    TourHint{{0.70, 0.25}, 0xffc6aa80, "sandstone, sample of 1906", true},
    TourHint{{0.09, 0.15}, 0xff2c3a5c, "", false},
    TourHint{{0.28, 0.40}, 0xff2c3a5c, "", false},
    TourHint{{0.85, 0.25}, 0xff2c3a5c, "", false},
    TourHint{{0.12, 0.94}, 0xff33475a, "", false},
    TourHint{{0.64, 0.965}, 0xff33475a, "", false},
    TourHint{{0.42, 0.52}, 0xff5a6b58, "paint order, city archive", true},
    TourHint{{0.04, 0.345}, 0xffffd9a0, "", false},
};

constexpr std::int64_t kRepairFrame = 48;
constexpr int kRepairHeight = 900; // of its dock: as much as there is

/// What is wrong with the film at kRepairFrame and how it is mended.
struct TourFix {
    retouch::Kind kind;
    retouch::Mark::Shape shape;
    std::vector<retouch::Place> points;
    double size; ///< of the brush
    ui::Retouch::Lifetime lifetime;
    std::array<const char*, 2> notes; ///< English, Russian
};
std::vector<TourFix> tour_fixes() {
    using Lifetime = ui::Retouch::Lifetime;
    using Shape = retouch::Mark::Shape;
    return {
        {retouch::Heal{},
         Shape::Stroke,
         {{0.868, 0.74}, {0.868, 0.98}},
         0.025,
         Lifetime::ToCut,
         {"scratch in the water", "царапина на воде"}},
        {retouch::Reveal{},
         Shape::Stroke,
         {{0.04, 0.345}},
         0.12,
         Lifetime::Frames,
         {"lamp as on the scan", "фонарь, как на скане"}},
        {retouch::Heal{},
         Shape::Stroke,
         {{0.12, 0.92}, {0.09, 0.95}, {0.07, 0.98}},
         0.06,
         Lifetime::Frame,
         {"hair", "волосок"}},
        {retouch::Inpaint{},
         Shape::Outline,
         {{0.135, 0.85}, {0.18, 0.85}, {0.175, 0.9}, {0.168, 1}, {0.145, 1}, {0.145, 0.9}},
         0.03,
         Lifetime::Shot,
         {"mooring post", "причальный столб"}},
    };
}

/// One walk in one language.
class Tour {
public:
    Tour(QString folder, QString suffix) : folder_(std::move(folder)), suffix_(std::move(suffix)) {
        window_.window().resize(kTourSize);
    }

    bool walk(const std::filesystem::path& reel) {
        return show("welcome") && open(reel) && show("reel") && restore() && show_docks() &&
               compare() && show_dialogs() && repair() && colour();
    }

private:
    bool show(const char* name, QWidget* part = nullptr) {
        QTest::qWait(kSettleMs);
        const QString file = folder_ + "/studio-" + name + suffix_ + ".jpg";
        QWidget* shown = part != nullptr ? part : &window_.window();
        const bool written = shown->grab().save(file, nullptr, kJpegQuality);
        std::cout << file.toStdString() << (written ? "" : ": not written") << std::endl;
        return written;
    }

    bool open(const std::filesystem::path& reel) {
        if (!window_.open_reel(reel)) {
            return false;
        }
        ui::Studio& studio = window_.studio();
        studio.detect_cuts();
        const bool cut = StudioWindow::wait_for(
            [&] { return studio.document().shots_of(studio.reel()).size() > 2; });
        studio.set_frame(studio.frames() * 3 / 10);
        window_.window().docks().raise("shots");
        window_.window().docks().raise("chain");
        return cut && window_.shows_result() && thumbnails_come();
    }

    /// Those of the timeline and the lists are made one after the other.
    static bool thumbnails_come() {
        QTest::qWait(10 * kSettleMs);
        return true;
    }

    bool restore() {
        ui::Studio& studio = window_.studio();
        studio.edit_chain("Load preset", film_chain());
        studio.set_step(3);
        for (const std::int64_t frame : {12, 40, 70}) {
            project::EditBuilder builder(studio.document());
            builder.insert(
                project::Marker{0, studio.reel(), frame, "Scene " + std::to_string(frame)});
            studio.edit(builder.finish("Add marker"));
        }
        return window_.shows_result();
    }

    bool show_docks() {
        ui::Docks& docks = window_.window().docks();
        docks.raise("chain");
        if (!show("chain")) {
            return false;
        }
        static_cast<void>(window_.choose("takes.add"));
        docks.raise("shots");
        if (!window_.shows_result() || !show("takes") ||
            !show("timeline", docks.find("timeline"))) {
            return false;
        }
        docks.raise("models");
        auto* table = window_.part<QTreeView>("models.table");
        table->setCurrentIndex(table->model()->index(0, 0));
        const bool models = show("models");
        docks.raise("chain");
        return models;
    }

    bool compare() {
        return window_.choose("viewer.wipe") && show("compare-wipe") &&
               window_.choose("viewer.difference") && show("compare-difference") &&
               window_.choose("viewer.side_by_side") && show("compare-side-by-side") &&
               window_.choose("viewer.wipe");
    }

    /// Fixes by hand of what the steps leave; undone afterwards.
    bool repair() {
        ui::Studio& studio = window_.studio();
        ui::Retouch& retouch = studio.retouch();
        const int before = studio.undo_stack()->index();
        studio.edit_chain("Load preset", {{{"cuts", {}, true}, {"dust", {}, true}}});
        studio.set_frame(kRepairFrame);
        for (const TourFix& mended : tour_fixes()) {
            if (!mend(mended)) {
                return false;
            }
        }
        ui::Docks& docks = window_.window().docks();
        docks.raise("retouch");
        window_.window().resizeDocks({docks.find("retouch"), docks.find("scopes")},
                                     {kRepairHeight, 1}, Qt::Vertical);
        static_cast<void>(window_.choose("viewer.single"));
        static_cast<void>(window_.choose("retouch.tool"));
        retouch.check_all();
        const bool checked = StudioWindow::wait_for(
            [&] { return !retouch.measuring() && !retouch.confidence(retouch.chosen()).empty(); });
        const bool shown = checked && window_.shows_result() && thumbnails_come() && show("repair");
        static_cast<void>(window_.choose("retouch.tool"));
        static_cast<void>(window_.choose("viewer.wipe"));
        docks.reset();
        studio.undo_stack()->setIndex(before);
        return shown;
    }

    bool mend(const TourFix& mended) {
        ui::Retouch& retouch = window_.studio().retouch();
        retouch.choose_kind(retouch::name_of(mended.kind));
        ui::Retouch::Tool tool = retouch.tool();
        tool.brush.size = mended.size;
        tool.lifetime = mended.lifetime;
        retouch.set_tool(tool);
        retouch::Fix fix;
        fix.kind = mended.kind;
        fix.note = mended.notes.at(suffix_.isEmpty() ? 0 : 1);
        retouch::Mark mark;
        mark.shape = mended.shape;
        mark.brush = tool.brush;
        for (const retouch::Place& at : mended.points) {
            mark.points.push_back({at});
        }
        fix.area.marks = {std::move(mark)};
        return retouch.add(std::move(fix)) != 0;
    }

    /// A restorer's hints on the bridge: stone, sky, water, iron, lamps.
    bool colour() {
        ui::Studio& studio = window_.studio();
        ui::Colour& colour = studio.colour();
        studio.edit_chain("Load preset", {{{"cuts", {}, true}, {"dust", {}, true}}});
        studio.set_frame(kColourFrame);
        for (const TourHint& hint : kTourHints) {
            const QColor wanted(hint.colour);
            ui::Colour::Tool tool;
            tool.colour = ui::chroma_of(wanted);
            tool.size = kTourHintSize;
            tool.citation = QString::fromUtf8(hint.source);
            tool.documented = hint.documented;
            colour.set_tool(tool);
            colour.add(colourise::HintShape::Point, {hint.place});
        }
        colour.set_chosen(colour.hints().front().id);
        window_.window().docks().raise("hints");
        static_cast<void>(window_.choose("viewer.hints"));
        return window_.shows_result() && thumbnails_come() && show("colour");
    }

    bool show_dialogs() {
        for (const auto& [action, name] :
             {std::pair{"file.render", "render"}, std::pair{"edit.preferences", "preferences"},
              std::pair{"help.about", "about"}}) {
            static_cast<void>(window_.choose(action));
            QDialog* dialog = nullptr;
            const bool came = StudioWindow::wait_for([&] {
                for (QWidget* top : QApplication::topLevelWidgets()) {
                    if (auto* one = qobject_cast<QDialog*>(top);
                        one != nullptr && one->isVisible()) {
                        dialog = one;
                    }
                }
                return dialog != nullptr;
            });
            if (!came || !show(name, dialog)) {
                return false;
            }
            dialog->close();
            QTest::qWait(1);
        }
        return true;
    }

    const QString folder_;
    const QString suffix_;
    StudioWindow window_;
};

} // namespace
} // namespace kinovar::test

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: studio_tour FOLDER\n";
        return 2;
    }
    const QTemporaryDir home;
    const std::string models = (kinovar::user_data_folder() / "models").string();
    ::setenv("KINOVAR_MODELS", models.c_str(), 0);
    ::setenv("XDG_CACHE_HOME", home.filePath("cache").toUtf8().constData(), 1);
    ::setenv("XDG_DATA_HOME", home.filePath("data").toUtf8().constData(), 1);
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, home.path());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, home.path());
    const QApplication app(argc, argv);
    QApplication::setApplicationVersion(QStringLiteral(KINOVAR_VERSION));
    // The path shows in the render dialog.
    const std::filesystem::path reel =
        std::filesystem::temp_directory_path() / "Kinovar tour" / "Bridge 1906.mkv";
    std::filesystem::create_directories(reel.parent_path());
    if (!kinovar::test::make_tour_reel(reel)) {
        std::cerr << "the photograph for the sample reel is missing: installer/setup.sh --demo\n";
        return 1;
    }
    for (const auto& [language, suffix] : {std::pair{"en", ""}, std::pair{"ru", "-ru"}}) {
        kinovar::ui::language::apply(language);
        if (!kinovar::test::Tour(argv[1], suffix).walk(reel)) {
            return 1;
        }
    }
    std::filesystem::remove_all(reel.parent_path());
    return 0;
}
