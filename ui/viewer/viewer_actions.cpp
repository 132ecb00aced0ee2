#include "ui/viewer/viewer_actions.h"

#include "ui/studio/icons.h"
#include "ui/studio/portrait.h"
#include "ui/viewer/face_tool.h"
#include "ui/viewer/hint_actions.h"
#include "ui/viewer/retouch_actions.h"
#include "ui/viewer/viewer.h"

#include <QActionGroup>
#include <algorithm>
#include <array>

namespace kinovar::ui {

namespace {

constexpr double kZoomStep = 1.25;
constexpr double kPanStep = 80;    // of the widget's pixels
constexpr double kWipeStep = 0.02; // of the canvas
constexpr double kTurnStep = 5;    // degrees
constexpr int kMostGain = 64;

constexpr std::array<const char*, kCompareModes> kModeNames{
    "viewer.single",     "viewer.wipe",  "viewer.side_by_side", "viewer.butterfly",
    "viewer.difference", "viewer.blink", "viewer.light"};
constexpr std::array<const char*, kOverlays> kOverlayNames{
    "viewer.overlay_none", "viewer.overlay_origin", "viewer.overlay_changes",
    "viewer.overlay_fidelity"};

} // namespace

ViewerActions::ViewerActions(Actions& actions, Viewer& viewer)
    : QObject(&viewer), actions_(actions), viewer_(viewer), hints_(new HintActions(actions, this)),
      repairs_(new RetouchActions(actions, this)) {
    add_modes();
    add_overlays();
    add_zoom();
    add_tools();
    add_moves();
}

QAction* ViewerActions::add(const char* name, const QString& text, const QKeySequence& key,
                            const std::function<void()>& work, const char* icon_name) {
    QAction* action =
        actions_.add(QLatin1String("viewer.") + QLatin1String(name), tr("Viewer"), text, key);
    if (icon_name != nullptr) {
        action->setIcon(icon(QLatin1String(icon_name)));
    }
    connect(action, &QAction::triggered, this, work);
    return action;
}

void ViewerActions::add_modes() {
    auto* modes = new QActionGroup(this);
    const auto mode = [&](const char* name, const QString& text, const char* key, CompareMode of,
                          const char* icon_name) {
        QAction* action = add(
            name, text, QKeySequence(QLatin1String(key)), [this, of] { viewer_.set_mode(of); },
            icon_name);
        action->setCheckable(true);
        modes->addAction(action);
    };
    mode("single", tr("One picture"), "V", CompareMode::Single, "single");
    mode("wipe", tr("Wipe"), "W", CompareMode::Wipe, "wipe");
    mode("side_by_side", tr("Side by side"), "H", CompareMode::SideBySide, "side-by-side");
    mode("butterfly", tr("Butterfly"), "Y", CompareMode::Butterfly, "butterfly");
    mode("difference", tr("Difference"), "D", CompareMode::Difference, "difference");
    mode("blink", tr("Blink"), "B", CompareMode::Blink, "blink");
    mode("light", tr("Difference of light"), "Shift+D", CompareMode::Light, "light-difference");
    add("toggle", tr("Show the other point"), QKeySequence(Qt::Key_T),
        [this] { viewer_.toggle_side(); });
    add("swap", tr("Swap A and B"), QKeySequence(Qt::SHIFT | Qt::Key_T),
        [this] { viewer_.swap_points(); });
    const auto gain = [this](bool more) {
        Comparison how = viewer_.comparison();
        how.gain = std::clamp(more ? how.gain * 2 : how.gain / 2, 1, kMostGain);
        viewer_.set_comparison(how);
    };
    add("gain_up", tr("More gain of the difference"), QKeySequence(Qt::Key_BracketRight),
        [gain] { gain(true); });
    add("gain_down", tr("Less gain of the difference"), QKeySequence(Qt::Key_BracketLeft),
        [gain] { gain(false); });
}

void ViewerActions::add_overlays() {
    auto* overlays = new QActionGroup(this);
    const auto overlay = [&](const char* name, const QString& text, int key, Overlay of) {
        QAction* action = add(name, text, QKeySequence(Qt::ALT | Qt::Key(Qt::Key_0 + key)),
                              [this, of] { viewer_.set_overlay(of); });
        action->setCheckable(true);
        overlays->addAction(action);
    };
    overlay("overlay_none", tr("No overlay"), 0, Overlay::None);
    overlay("overlay_origin", tr("Origin map"), 1, Overlay::Origin);
    overlay("overlay_changes", tr("Map of changes"), 2, Overlay::Changes);
    overlay("overlay_fidelity", tr("Fidelity map"), 3, Overlay::Fidelity);
}

void ViewerActions::add_zoom() {
    add(
        "fit", tr("Fit"), QKeySequence(Qt::CTRL | Qt::Key_0), [this] { viewer_.canvas().fit(); },
        "fit");
    add(
        "actual", tr("Actual size of the scan"), QKeySequence(Qt::CTRL | Qt::Key_1),
        [this] { viewer_.canvas().set_zoom(1); }, "actual-size");
    add("double", tr("Twice the size of the scan"), QKeySequence(Qt::CTRL | Qt::Key_2),
        [this] { viewer_.canvas().set_zoom(2); });
    add("actual_b", tr("Actual size of point B"), QKeySequence(Qt::CTRL | Qt::Key_3), [this] {
        const ShownSide& side = viewer_.canvas().pictures()[1];
        if (side.picture != nullptr && side.box.height > 0) {
            viewer_.canvas().set_zoom(side.picture->height / side.box.height);
        }
    });
    QAction* in = add("zoom_in", tr("Zoom in"), QKeySequence(Qt::CTRL | Qt::Key_Equal),
                      [this] { viewer_.canvas().zoom_by(kZoomStep); });
    in->setShortcuts({in->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_Plus)});
    add("zoom_out", tr("Zoom out"), QKeySequence(Qt::CTRL | Qt::Key_Minus),
        [this] { viewer_.canvas().zoom_by(1 / kZoomStep); });
}

void ViewerActions::add_tools() {
    QAction* loupe = add(
        "loupe", tr("Loupe"), QKeySequence(Qt::Key_Q),
        [this] { viewer_.canvas().set_loupe(!viewer_.canvas().loupe()); }, "loupe");
    loupe->setCheckable(true);
    QAction* pick = add("pick", tr("Pick a colour"), QKeySequence(Qt::SHIFT | Qt::Key_C),
                        [this] { viewer_.canvas().set_picking(!viewer_.canvas().picking()); });
    pick->setCheckable(true);
    QAction* landmarks =
        add("landmarks", tr("Landmarks of the portrait"), QKeySequence(Qt::ALT | Qt::Key_4),
            [this] { viewer_.face_tool().show_landmarks(!viewer_.face_tool().landmarks_shown()); });
    landmarks->setCheckable(true);
    add("landmarks_reset", tr("Put the landmarks back"), {},
        [this] { viewer_.face_tool().reset_landmarks(); });
}

void ViewerActions::show_portrait() {
    const Portrait& portrait = viewer_.studio_.portrait();
    actions_.find(QStringLiteral("viewer.landmarks"))->setEnabled(portrait.moving());
    actions_.find(QStringLiteral("viewer.landmarks_reset"))
        ->setEnabled(!portrait.landmark_moves().empty());
}

void ViewerActions::add_moves() {
    const auto pan = [this](const char* name, const QString& text, Qt::Key key, QPointF by) {
        add(name, text, QKeySequence(Qt::CTRL | Qt::SHIFT | key),
            [this, by] { viewer_.canvas().pan(by * kPanStep); });
    };
    pan("pan_left", tr("Look farther left"), Qt::Key_Left, {1, 0});
    pan("pan_right", tr("Look farther right"), Qt::Key_Right, {-1, 0});
    pan("pan_up", tr("Look farther up"), Qt::Key_Up, {0, 1});
    pan("pan_down", tr("Look farther down"), Qt::Key_Down, {0, -1});
    const auto wipe = [this](const char* name, const QString& text, Qt::Key key, double across,
                             double degrees) {
        add(name, text, QKeySequence(Qt::ALT | Qt::SHIFT | key), [this, across, degrees] {
            Comparison how = viewer_.comparison();
            if (how.mode == CompareMode::Wipe) {
                // A level line moves up and down.
                const bool level = std::abs(std::remainder(how.wipe.degrees, 180)) > 45;
                double& place = level ? how.wipe.y : how.wipe.x;
                place = std::clamp(place + across, 0.0, 1.0);
                how.wipe.degrees = tidy_degrees(how.wipe.degrees + degrees);
                viewer_.set_comparison(how);
            }
        });
    };
    wipe("wipe_back", tr("Move the wipe line left or up"), Qt::Key_Left, -kWipeStep, 0);
    wipe("wipe_on", tr("Move the wipe line right or down"), Qt::Key_Right, kWipeStep, 0);
    wipe("wipe_turn", tr("Turn the wipe line clockwise"), Qt::Key_Up, 0, kTurnStep);
    wipe("wipe_turn_back", tr("Turn the wipe line anticlockwise"), Qt::Key_Down, 0, -kTurnStep);
}

void ViewerActions::start() {
    connect(&viewer_, &Viewer::comparison_changed, this, &ViewerActions::show_comparison);
    connect(&viewer_.canvas(), &ViewerCanvas::loupe_changed, this, [this](bool shown) {
        actions_.find(QStringLiteral("viewer.loupe"))->setChecked(shown);
    });
    connect(&viewer_.canvas(), &ViewerCanvas::picking_changed, this, [this](bool picking) {
        actions_.find(QStringLiteral("viewer.pick"))->setChecked(picking);
    });
    connect(&viewer_.face_tool(), &FaceTool::landmarks_changed, this, [this](bool shown) {
        actions_.find(QStringLiteral("viewer.landmarks"))->setChecked(shown);
    });
    connect(&viewer_.studio_.portrait(), &Portrait::changed, this, &ViewerActions::show_portrait);
    hints_->start(viewer_.studio_, viewer_.hint_tool());
    repairs_->start(viewer_.studio_, viewer_.retouch_tool());
    show_portrait();
    show_comparison();
}

void ViewerActions::show_comparison() {
    const Comparison& how = viewer_.comparison();
    actions_.find(QLatin1String(kModeNames[static_cast<std::size_t>(how.mode)]))->setChecked(true);
    actions_.find(QLatin1String(kOverlayNames[static_cast<std::size_t>(how.overlay)]))
        ->setChecked(true);
}

} // namespace kinovar::ui
