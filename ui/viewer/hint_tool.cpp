#include "ui/viewer/hint_tool.h"

#include "ui/studio/studio.h"
#include "ui/viewer/viewer.h"

#include <QLineF>
#include <QUndoStack>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

using colourise::HintShape;
using project::Id;

constexpr double kReach = 10; // pixels of the screen around a handle
constexpr double kDrag = 4;   // pixels of the screen after which a click is a drag
constexpr double kApart = 3;  // pixels of the screen between the points of a line
constexpr int kPickedAround = 2;
constexpr float kDarkestShown = 0.4F; // a colour shows little where there is hardly any light
constexpr float kLightestShown = 0.8F;

} // namespace

HintTool::HintTool(Studio& studio, Viewer& viewer)
    : QObject(&viewer), studio_(studio), viewer_(viewer), colour_(studio.colour()), live_(viewer) {
    const auto repaint = [this] {
        viewer_.canvas().update_cursor();
        viewer_.canvas().update();
    };
    connect(&colour_, &Colour::hints_changed, this, &HintTool::follow);
    connect(&colour_, &Colour::places_changed, this, repaint);
    connect(&colour_, &Colour::chosen_changed, this, &HintTool::follow);
    connect(&colour_, &Colour::tool_changed, this, repaint);
    connect(&studio_, &Studio::reel_changed, this, &HintTool::leave);
    connect(&studio_, &Studio::frame_changed, this, &HintTool::leave);
}

HintTool::~HintTool() {
    if (viewer_.canvas().tool() == this) {
        viewer_.canvas().set_tool(nullptr);
    }
}

void HintTool::set_active(bool active) {
    if (active == active_) {
        return;
    }
    active_ = active;
    viewer_.set_tool(active ? this : nullptr);
    if (active) {
        viewer_.canvas().setFocus(); // its keys work at once
    }
    Q_EMIT active_changed(active_);
}

/// The canvas says that another tool takes over, or the pictures are others.
void HintTool::cancel() {
    leave();
    if (active_) {
        active_ = false;
        Q_EMIT active_changed(false);
    }
}

/// What has been drawn so far stays.
void HintTool::leave() {
    live_.finish();
    gesture_ = Gesture::None;
    line_.clear();
    viewer_.canvas().update();
}

void HintTool::set_mode(Mode mode) {
    if (mode != mode_) {
        leave();
        mode_ = mode;
        viewer_.canvas().update_cursor();
        Q_EMIT mode_changed();
    }
}

void HintTool::show_hints(bool shown) {
    if (shown != shown_) {
        shown_ = shown;
        viewer_.canvas().update();
        Q_EMIT shown_changed(shown_);
    }
}

void HintTool::follow() {
    const auto outline = active_ ? outline_at(colour_.chosen()) : std::nullopt;
    if (outline && gesture_ == Gesture::None) {
        const Inspected below = viewer_.canvas().inspect(handle_of(*outline));
        if (below.b || below.a) {
            colour_.set_luma(luma_of(below.b ? *below.b : *below.a));
        }
    }
    viewer_.canvas().update();
}

// --- where things are

QSizeF HintTool::scan_size() const {
    const pipeline::ClipPtr source =
        studio_.has_project() ? studio_.source(studio_.reel()) : nullptr;
    return source == nullptr ? QSizeF() : QSizeF(source->info().width, source->info().height);
}

bool HintTool::inside(QPointF scan) const {
    const QSizeF size = scan_size();
    return scan.x() >= 0 && scan.y() >= 0 && scan.x() < size.width() && scan.y() < size.height();
}

std::optional<HintOutline> HintTool::outline_at(Id id) const {
    const colourise::ColourHint* hint = colour_.hint(id);
    const std::int64_t frame = studio_.frame();
    if (hint == nullptr || frame < hint->first || frame > hint->last || hint->keys.empty()) {
        return std::nullopt;
    }
    auto places = colour_.places_now(id);
    if (places.empty()) {
        places = nearest_key(*hint, frame).places;
    }
    return outline_of(hint->shape, places, hint->size, scan_size());
}

Id HintTool::handle_at(QPointF scan) const {
    Id found = 0;
    double nearest = kReach * pixel_;
    for (const Colour::Hint& one : colour_.hints()) {
        const auto outline = shown_ ? outline_at(one.id) : std::nullopt;
        if (!outline) {
            continue;
        }
        const double distance = QLineF(handle_of(*outline), scan).length();
        if (distance <= nearest) {
            nearest = distance;
            found = one.id;
        }
    }
    return found;
}

Id HintTool::hint_at(QPointF scan) const {
    Id found = handle_at(scan);
    double nearest = kReach * pixel_;
    for (const Colour::Hint& one : colour_.hints()) {
        const auto outline = shown_ && found == 0 ? outline_at(one.id) : std::nullopt;
        if (outline && distance_to(*outline, scan) <= nearest) {
            nearest = distance_to(*outline, scan);
            found = one.id;
        }
    }
    return found;
}

QColor HintTool::colour_of(colourise::Ab ab, QPointF scan) const {
    const Inspected below = viewer_.canvas().inspect(scan);
    const float luma = below.b ? luma_of(*below.b) : below.a ? luma_of(*below.a) : colour_.luma();
    return colour_at(std::clamp(luma, kDarkestShown, kLightestShown), ab);
}

// --- edits while the mouse moves

void HintTool::live(std::function<void()> edit) {
    live_.run([this, edit = std::move(edit)] {
        edit();
        edited_ = true;
    });
}

// --- mouse

void HintTool::begin(Gesture gesture, QPointF scan) {
    gesture_ = gesture;
    gesture_key_ = QStringLiteral("colour hint/%1").arg(++gestures_);
    pressed_at_ = scan;
    edited_ = false;
    drawn_ = 0;
}

bool HintTool::mouse_press(const ToolEvent& event) {
    mouse_ = event.scan;
    mouse_known_ = true;
    if (event.button == Qt::RightButton) {
        return erase(event.scan);
    }
    if (event.button != Qt::LeftButton || !inside(event.scan)) {
        return false;
    }
    if (gesture_ == Gesture::Outline) {
        const bool closes = QLineF(line_.back(), event.scan).length() <= kDrag * pixel_ ||
                            QLineF(line_.front(), event.scan).length() <= kReach * pixel_;
        pressed_at_ = event.scan;
        if (closes) {
            close_outline();
        } else {
            line_.append(event.scan);
        }
    } else if (mode_ == Mode::Pick || event.modifiers.testFlag(Qt::AltModifier)) {
        pick(event);
        set_mode(Mode::Draw);
    } else if (mode_ == Mode::Erase) {
        erase(event.scan);
    } else {
        begin_at(event.scan, event.modifiers.testFlag(Qt::ShiftModifier));
    }
    return true;
}

void HintTool::begin_at(QPointF scan, bool region) {
    if (const Id held = region ? 0 : handle_at(scan); held != 0) {
        begin(Gesture::Move, scan);
        colour_.set_chosen(held);
        const auto outline = outline_at(held);
        before_ = places_of(outline->points, scan_size());
        return;
    }
    region = region || colour_.tool().shape == HintShape::Region;
    begin(region ? Gesture::Outline : Gesture::Draw, scan);
    line_ = {scan};
    if (!region) {
        drawn_ = colour_.add(HintShape::Point, places_of(line_, scan_size()), gesture_key_);
        edited_ = drawn_ != 0;
        if (edited_) {
            live_.await_pictures();
        }
    }
}

bool HintTool::mouse_move(const ToolEvent& event) {
    mouse_ = event.scan;
    mouse_known_ = true;
    const bool pressed = event.buttons.testFlag(Qt::LeftButton);
    if (!pressed && gesture_ != Gesture::Outline) {
        gesture_ = Gesture::None; // let go where the canvas did not see it
    }
    switch (gesture_) {
    case Gesture::Move:
        move_on(event.scan);
        return true;
    case Gesture::Draw:
        line_.append(event.scan);
        draw_on();
        return true;
    case Gesture::Outline:
        if (pressed && QLineF(line_.back(), event.scan).length() >= kApart * pixel_) {
            line_.append(event.scan);
        }
        return true;
    case Gesture::None:
        break;
    }
    const Inspected below = viewer_.canvas().inspect(event.scan);
    if (colour_.chosen() == 0 && (below.b || below.a)) {
        colour_.set_luma(luma_of(below.b ? *below.b : *below.a));
    }
    return false;
}

void HintTool::draw_on() {
    const colourise::ColourHint* hint = colour_.hint(drawn_);
    const bool dragged = std::any_of(line_.begin(), line_.end(), [this](const QPointF& point) {
        return QLineF(pressed_at_, point).length() >= kDrag * pixel_;
    });
    if (hint == nullptr || !dragged) {
        return;
    }
    colourise::ColourHint stroke = *hint;
    stroke.shape = HintShape::Stroke;
    stroke.keys.front().places = places_of(thinned(line_, kApart * pixel_), scan_size());
    live([this, stroke, id = drawn_, key = gesture_key_] {
        colour_.change(id, QStringLiteral("Add colour hint"), stroke, key);
    });
}

void HintTool::move_on(QPointF scan) {
    const QPointF by = scan - pressed_at_;
    if (!edited_ && std::hypot(by.x(), by.y()) < kDrag * pixel_) {
        return; // only chosen
    }
    const QSizeF size = scan_size();
    auto places = moved(before_, by.x() / size.width(), by.y() / size.height());
    live([this, places = std::move(places), id = colour_.chosen(), key = gesture_key_] {
        colour_.correct(id, places, key);
    });
}

bool HintTool::mouse_release(const ToolEvent& event) {
    if (gesture_ == Gesture::None) {
        return false;
    }
    if (gesture_ == Gesture::Outline) {
        const bool dragged = std::any_of(line_.begin(), line_.end(), [this](const QPointF& point) {
            return QLineF(pressed_at_, point).length() >= kReach * pixel_;
        });
        // One made by clicks goes on until it is closed.
        const bool drawn = QLineF(pressed_at_, event.scan).length() >= kDrag * pixel_;
        if (dragged && drawn) {
            close_outline();
        }
        return true;
    }
    live_.finish();
    gesture_ = Gesture::None;
    line_.clear();
    return true;
}

void HintTool::close_outline() {
    constexpr int kLeastCorners = 3;
    const QVector<QPointF> outline = thinned(line_, kApart * pixel_);
    gesture_ = Gesture::None;
    line_.clear();
    if (outline.size() >= kLeastCorners) {
        colour_.add(HintShape::Region, places_of(outline, scan_size()));
    }
}

void HintTool::give_up() {
    live_.forget();
    if (edited_) {
        studio_.undo_stack()->undo();
    }
    edited_ = false;
    gesture_ = Gesture::None;
    line_.clear();
}

void HintTool::pick(const ToolEvent& event) {
    // The mean of a few pixels: grain has colours of its own.
    double red = 0;
    double green = 0;
    double blue = 0;
    int count = 0;
    for (int y = -kPickedAround; y <= kPickedAround; ++y) {
        for (int x = -kPickedAround; x <= kPickedAround; ++x) {
            const Inspected below = viewer_.canvas().inspect(event.scan + QPointF(x, y));
            if (const auto& colour = event.side == Side::A ? below.a : below.b) {
                red += colour->redF();
                green += colour->greenF();
                blue += colour->blueF();
                ++count;
            }
        }
    }
    if (count > 0) {
        const QColor mean =
            QColor::fromRgbF(static_cast<float>(red / count), static_cast<float>(green / count),
                             static_cast<float>(blue / count));
        Colour::Tool tool = colour_.tool();
        tool.colour = chroma_of(mean);
        colour_.set_tool(tool);
        colour_.set_luma(luma_of(mean));
    }
}

bool HintTool::erase(QPointF scan) {
    const Id below = hint_at(scan);
    if (below != 0) {
        colour_.remove({below});
    }
    return below != 0;
}

// --- painting

QCursor HintTool::cursor() const {
    const bool free = gesture_ == Gesture::None && mode_ == Mode::Draw;
    if (gesture_ == Gesture::Move || (free && handle_at(mouse_) != 0)) {
        return Qt::SizeAllCursor;
    }
    const Colour::Tool& tool = colour_.tool();
    const HintCursor kind = mode_ == Mode::Erase              ? HintCursor::Erase
                            : mode_ == Mode::Pick             ? HintCursor::Pick
                            : tool.shape == HintShape::Region ? HintCursor::Outline
                                                              : HintCursor::Draw;
    const QColor colour =
        colour_at(std::clamp(colour_.luma(), kDarkestShown, kLightestShown), tool.colour);
    const double screen = pixel_ * viewer_.canvas().devicePixelRatioF();
    const int radius = static_cast<int>(std::lround(tool.size * scan_size().height() / screen));
    if (!cursor_ || cursor_->kind != kind || cursor_->colour != colour.rgb() ||
        cursor_->radius != radius) {
        cursor_ = Cursor{kind, colour.rgb(), radius, hint_cursor(kind, colour, radius)};
    }
    return cursor_->cursor;
}

void HintTool::paint(QPainter& painter, Side /*side*/, double pixel) {
    pixel_ = pixel;
    if (shows_difference(viewer_.comparison().mode)) {
        return; // they would be taken for differences
    }
    if (shown_) {
        for (const Colour::Hint& one : colour_.hints()) {
            if (const auto outline = outline_at(one.id)) {
                const Colour::Sureness sureness = colour_.sureness(one.id);
                paint_hint(
                    painter, *outline,
                    {colour_of(one.hint.colour, handle_of(*outline)), one.hint.documented,
                     one.id == colour_.chosen(),
                     sureness == Colour::Sureness::Guessed || sureness == Colour::Sureness::Lost},
                    pixel);
            }
        }
    }
    if (gesture_ == Gesture::Outline) {
        QVector<QPointF> line = line_;
        line.append(mouse_);
        paint_draft(painter, line, colour_of(colour_.tool().colour, line.front()), pixel);
    }
}

} // namespace kinovar::ui
