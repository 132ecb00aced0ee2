#include "ui/viewer/viewer.h"

#include "core/nn/catalogue.h"
#include "ui/studio/text.h"
#include "ui/viewer/face_tool.h"
#include "ui/viewer/hint_tool.h"
#include "ui/viewer/inspector_line.h"
#include "ui/viewer/light_meter.h"
#include "ui/viewer/retouch_tool.h"
#include "ui/viewer/viewer_actions.h"
#include "ui/viewer/viewer_bar.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr const char* kState = "viewer";
constexpr int kRememberAfter = 600; // milliseconds without another change

} // namespace

Viewer::Viewer(Player& player, Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), player_(player), studio_(studio), actions_(actions),
      feed_(new PictureFeed(player, studio, this)), light_(new LightMeter(studio.jobs(), this)) {
    setObjectName(QStringLiteral("viewer"));
    auto* commands = new ViewerActions(actions, *this);
    bar_ = new ViewerBar(studio, actions);
    canvas_ = new ViewerCanvas;
    inspector_ = new InspectorLine;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(bar_);
    column->addWidget(canvas_, 1);
    column->addWidget(inspector_);
    setFocusProxy(canvas_);
    remember_soon_.setSingleShot(true);
    remember_soon_.setInterval(kRememberAfter);
    connect(&remember_soon_, &QTimer::timeout, this, &Viewer::remember);
    connect_canvas();
    connect_studio();
    recall();
    face_tool_ = new FaceTool(studio_, *this);
    hint_tool_ = new HintTool(studio_, *this);
    retouch_tool_ = new RetouchTool(studio_, *this);
    commands->start();
}

Viewer::~Viewer() {
    delete retouch_tool_; // before the canvas that they paint on
    delete hint_tool_;
    delete face_tool_;
    if (remember_soon_.isActive()) {
        remember();
    }
}

void Viewer::connect_canvas() {
    connect(canvas_, &ViewerCanvas::comparison_edited, this, [this](const Comparison& how) {
        bar_->set_comparison(how);
        remember_soon();
        Q_EMIT comparison_changed();
    });
    connect(canvas_, &ViewerCanvas::view_changed, this, [this] {
        bar_->set_zoom(canvas_->view().fits(), canvas_->view().zoom());
        remember_soon();
    });
    connect(canvas_, &ViewerCanvas::hovered, inspector_, &InspectorLine::show_pixel);
    connect(canvas_, &ViewerCanvas::colour_picked, this, &Viewer::colour_picked);
    connect(canvas_, &ViewerCanvas::space_tapped, this, [this] { player_.toggle(); });
    connect(bar_, &ViewerBar::points_chosen, this, [this](const Point& a, const Point& b) {
        set_points(a, b);
        canvas_->setFocus();
    });
    connect(bar_, &ViewerBar::comparison_chosen, this, &Viewer::set_comparison);
    connect(bar_, &ViewerBar::names_changed, this, &Viewer::show_names);
    connect(bar_, &ViewerBar::zoom_chosen, this, [this](double zoom) {
        if (zoom > 0) {
            canvas_->set_zoom(zoom);
        } else {
            canvas_->fit();
        }
    });
}

void Viewer::connect_studio() {
    connect(feed_, &PictureFeed::changed, this, &Viewer::show_feed);
    connect(light_, &LightMeter::changed, this, &Viewer::show_light);
    connect(&studio_, &Studio::project_changed, this, &Viewer::recall);
    connect(&studio_, &Studio::source_changed, this, &Viewer::show_scan);
    connect(&studio_, &Studio::reel_changed, this, &Viewer::show_scan);
    connect(&studio_, &Studio::reels_changed, this, &Viewer::show_notices);
}

// --- what is shown

void Viewer::set_points(const Point& a, const Point& b) {
    feed_->set_points(a, b);
    follow_needs(); // a cheap point is kept ready, a costly one is not
    bar_->set_points(a, b);
    show_names();
    remember_soon();
    Q_EMIT points_changed();
}

void Viewer::swap_points() {
    set_points(point(Side::B), point(Side::A));
}

void Viewer::set_comparison(const Comparison& comparison) {
    canvas_->set_comparison(comparison);
    bar_->set_comparison(comparison);
    follow_needs();
    measure_light();
    show_light();
    remember_soon();
    Q_EMIT comparison_changed();
}

void Viewer::set_mode(CompareMode mode) {
    Comparison how = comparison();
    how.mode = mode;
    set_comparison(how);
}

void Viewer::set_overlay(Overlay overlay) {
    Comparison how = comparison();
    how.overlay = overlay;
    set_comparison(how);
}

void Viewer::toggle_side() {
    Comparison how = comparison();
    how.single = how.mode == CompareMode::Single ? other(how.single) : Side::A;
    how.mode = CompareMode::Single;
    set_comparison(how);
}

preview::PicturePtr Viewer::picture(Side side) const {
    return canvas_->pictures()[index(side)].picture;
}

bool Viewer::shows_current() const {
    const Comparison& how = comparison();
    const auto is_current = [&](Side side) {
        const bool shown = how.mode != CompareMode::Single || how.single == side;
        return !shown || feed_->picture(side).current;
    };
    return is_current(Side::A) && is_current(Side::B);
}

void Viewer::set_tool(ViewerTool* tool) {
    canvas_->set_tool(tool);
    if (tool == nullptr) {
        face_tool_->follow(); // it stands in where no other is
    }
}

QString Viewer::point_name(Side side) const {
    return bar_->name_of(point(side));
}

void Viewer::follow_needs() {
    const Comparison& how = comparison();
    const bool single = how.mode == CompareMode::Single;
    const bool plain = shows_difference(how.mode);
    PictureFeed::Needs needs;
    needs.first = single ? how.single : Side::B;
    for (const Side side : {Side::A, Side::B}) {
        const bool shown = !single || how.single == side;
        const bool cheap =
            point(side).kind == Point::Kind::Scan || point(side).kind == Point::Kind::Reel;
        const bool over = side == Side::A ? how.overlay_on_a : how.overlay_on_b;
        needs.sides[index(side)] = shown || cheap || how.overlay == Overlay::Changes;
        needs.origins[index(side)] = shown && over && !plain && how.overlay == Overlay::Origin;
        needs.scan = needs.scan || (shown && over && !plain && how.overlay == Overlay::Fidelity);
    }
    feed_->set_needs(needs);
}

bool Viewer::needs_pair() const {
    const Comparison& how = comparison();
    return shows_difference(how.mode) || how.overlay == Overlay::Changes ||
           how.overlay == Overlay::Fidelity;
}

ScanBox Viewer::box_of(const PictureFeed::Slot& slot, const Point& point) const {
    const QSize scan = feed_->scan_size();
    ScanBox box{0, 0, static_cast<double>(scan.width()), static_cast<double>(scan.height())};
    if (point.kind != Point::Kind::Reel || slot.view.full == nullptr || scan.isEmpty()) {
        return box;
    }
    // Another film keeps its own shape within the frame of this one.
    constexpr double kAlike = 0.01;
    const pipeline::ClipInfo& info = slot.view.full->info();
    const double aspect = info.width * info.pixel_aspect.value() / info.height;
    const double ours = scan.width() * feed_->pixel_aspect() / scan.height();
    if (aspect > ours * (1 + kAlike)) {
        box.height = scan.height() * ours / aspect;
        box.top = (scan.height() - box.height) / 2;
    } else if (aspect < ours * (1 - kAlike)) {
        box.width = scan.width() * aspect / ours;
        box.left = (scan.width() - box.width) / 2;
    }
    return box;
}

ShownSide Viewer::shown(Side side) const {
    const PictureFeed::Slot& slot = feed_->picture(side);
    return {slot.picture, feed_->origin(side).picture, box_of(slot, point(side))};
}

void Viewer::show_feed() {
    const auto& a = feed_->picture(Side::A);
    const auto& b = feed_->picture(Side::B);
    canvas_->set_computing(Side::A, a.computing || feed_->origin(Side::A).computing);
    canvas_->set_computing(Side::B, b.computing || feed_->origin(Side::B).computing);
    // Frames that do not belong together are never compared: the last pair stays until both came.
    const bool torn = needs_pair() && !a.error && !b.error && a.current != b.current &&
                      canvas_->pictures()[0].picture != nullptr &&
                      canvas_->pictures()[1].picture != nullptr;
    if (!torn) {
        const QSize scan = feed_->scan_size();
        canvas_->set_pictures(
            {shown(Side::A), shown(Side::B)},
            {feed_->scan().picture,
             nullptr,
             {0, 0, static_cast<double>(scan.width()), static_cast<double>(scan.height())}});
    }
    measure_light();
    inspector_->set_sizes(sizes());
    show_notices();
    Q_EMIT pictures_changed();
}

void Viewer::measure_light() {
    const auto& a = feed_->picture(Side::A);
    const auto& b = feed_->picture(Side::B);
    if (comparison().mode != CompareMode::Light) {
        light_->stop();
    } else if (a.view.full != nullptr && b.view.full != nullptr) {
        light_->measure({{{a.view.full, a.frame}, {b.view.full, b.frame}}});
    }
}

void Viewer::show_light() {
    const auto& found = light_->difference();
    const QSize scan = feed_->scan_size();
    ShownSide shown{nullptr,
                    nullptr,
                    {0, 0, static_cast<double>(scan.width()), static_cast<double>(scan.height())}};
    QString text;
    if (found != nullptr) {
        shown.picture = preview::picture_of(*found, comparison().gain);
        text = tr("Light: largest difference %1 levels of 255")
                   .arg(locale().toString(static_cast<double>(found->largest), 'f', 1));
    } else if (light_->trouble()) {
        text = to_qt(light_->trouble()->message);
    }
    canvas_->set_light(shown, text);
}

void Viewer::show_scan() {
    canvas_->set_scan(feed_->scan_size(), feed_->pixel_aspect());
    show_feed();
}

void Viewer::show_names() {
    canvas_->set_captions(point_name(Side::A), point_name(Side::B));
}

QString Viewer::sizes() const {
    const auto size_of = [&](Side side) -> QString {
        const auto& view = feed_->picture(side).view;
        return view.full == nullptr
                   ? QString()
                   : tr("%1 × %2").arg(view.full->info().width).arg(view.full->info().height);
    };
    const QString a = size_of(Side::A);
    const QString b = size_of(Side::B);
    if (a.isEmpty() || b.isEmpty() || a == b) {
        return a.isEmpty() ? b : a;
    }
    return tr("A %1   B %2").arg(a, b);
}

// --- project

void Viewer::remember_soon() {
    if (studio_.has_project()) {
        remember_soon_.start();
    }
}

void Viewer::remember() {
    if (!studio_.has_project()) {
        return;
    }
    const ViewGeometry& view = canvas_->view();
    studio_.set_state(kState, text_of(ViewerMemory{point(Side::A), point(Side::B), comparison(),
                                                   view.fits(), view.zoom(), view.centre()}));
}

void Viewer::recall() {
    const ViewerMemory memory = memory_from_text(studio_.state(kState));
    set_points(memory.a, memory.b);
    set_comparison(memory.comparison);
    show_scan();
    canvas_->restore_view(memory.fits, memory.zoom, memory.centre);
    remember_soon_.stop();
}

} // namespace kinovar::ui
