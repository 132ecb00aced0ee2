#include "ui/viewer/face_tool.h"

#include "core/steps/portrait/face/face_geometry.h"
#include "ui/studio/portrait.h"
#include "ui/studio/studio.h"
#include "ui/viewer/viewer.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace kinovar::ui {

namespace {

constexpr double kReach = 9;    // pixels of the screen around a handle
constexpr double kHandle = 3;   // half its width
constexpr double kFaceLine = 2; // pixels of the screen
constexpr double kStep = 0.002; // of a face width, an arrow key
constexpr double kBigStep = 0.01;
constexpr double kFarthest = 0.2; // that a landmark can be moved, in face widths

constexpr QColor kLids(90, 200, 250);
constexpr QColor kBrows(255, 190, 80);
constexpr QColor kLips(255, 110, 130);
constexpr QColor kOval(150, 220, 120);
constexpr QColor kMoved(255, 255, 255);
constexpr QColor kMoving(80, 200, 120);
constexpr QColor kStill(160, 160, 160);

struct Group {
    std::span<const std::uint16_t> landmarks;
    QColor colour;
    bool closed = false;
};

std::vector<Group> groups() {
    std::vector<Group> all;
    for (const int eye : {0, 1}) {
        all.push_back({portrait::upper_lid(eye), kLids});
        all.push_back({portrait::lower_lid(eye), kLids});
        all.push_back({portrait::brow(eye), kBrows});
    }
    all.push_back({portrait::inner_upper_lip(), kLips});
    all.push_back({portrait::inner_lower_lip(), kLips});
    all.push_back({portrait::face_oval(), kOval, true});
    return all;
}

} // namespace

FaceTool::FaceTool(Studio& studio, Viewer& viewer)
    : QObject(&viewer), studio_(studio), viewer_(viewer) {
    const Portrait& portrait = studio_.portrait();
    connect(&portrait, &Portrait::changed, this, &FaceTool::follow);
    connect(&portrait, &Portrait::analysis_changed, this, &FaceTool::follow);
    connect(&portrait, &Portrait::highlight_changed, this, &FaceTool::follow);
    follow();
}

FaceTool::~FaceTool() {
    if (viewer_.canvas().tool() == this) {
        viewer_.canvas().set_tool(nullptr);
    }
}

/// Other tools go before this one.
void FaceTool::follow() {
    const bool portrait = studio_.portrait().moving();
    const ViewerTool* tool = viewer_.canvas().tool();
    if (portrait && tool == nullptr) {
        viewer_.set_tool(this);
    } else if (!portrait) {
        show_landmarks(false);
        if (tool == this) {
            viewer_.set_tool(nullptr);
        }
    }
    viewer_.canvas().update();
}

void FaceTool::show_landmarks(bool shown) {
    if (shown == shown_ || (shown && !studio_.portrait().moving())) {
        return;
    }
    shown_ = shown;
    chosen_.reset();
    dragging_ = false;
    if (shown) {
        compared_ = Before{{viewer_.point(Side::A), viewer_.point(Side::B)}, viewer_.comparison()};
        viewer_.set_points({Point::Kind::Scan}, viewer_.point(Side::B));
        Comparison how = viewer_.comparison();
        how.mode = CompareMode::Single;
        how.single = Side::A;
        viewer_.set_comparison(how);
    } else if (compared_) {
        viewer_.set_points(compared_->points.first, compared_->points.second);
        viewer_.set_comparison(compared_->comparison);
        compared_.reset();
    }
    viewer_.canvas().update();
    Q_EMIT landmarks_changed(shown_);
}

void FaceTool::reset_landmarks() {
    if (!studio_.portrait().landmark_moves().empty()) {
        studio_.portrait().set_landmark_moves(QStringLiteral("Put landmarks back"), {});
    }
}

// --- where things are

double FaceTool::scale() const {
    const auto& analysis = studio_.portrait().analysis();
    const pipeline::ClipPtr source = studio_.source(studio_.reel());
    if (analysis == nullptr || source == nullptr || analysis->width <= 0) {
        return 1;
    }
    return static_cast<double>(source->info().width) / analysis->width;
}

const portrait::Face* FaceTool::face(int number) const {
    const auto& analysis = studio_.portrait().analysis();
    const bool there =
        analysis != nullptr && number >= 0 && number < static_cast<int>(analysis->faces.size());
    return there ? &analysis->faces[static_cast<std::size_t>(number)] : nullptr;
}

std::vector<FaceTool::Handle> FaceTool::handles() const {
    std::vector<Handle> all;
    if (studio_.portrait().analysis() == nullptr) {
        return all;
    }
    for (const int number : studio_.portrait().faces()) {
        for (const Group& group : groups()) {
            for (const std::uint16_t landmark : group.landmarks) {
                all.push_back({number, landmark});
            }
        }
        for (const int eye : {0, 1}) {
            all.push_back({number, portrait::kLandmarks + eye});
        }
    }
    return all;
}

QPointF FaceTool::place_of(const Handle& handle) const {
    const portrait::Face* shown = face(handle.face);
    if (shown == nullptr) {
        return {};
    }
    // The centre of a pixel is a whole number in the analysis and a half on the canvas.
    constexpr double kCentre = 0.5;
    if (handle.landmark >= portrait::kLandmarks) {
        const auto eye = static_cast<std::size_t>(handle.landmark - portrait::kLandmarks);
        const portrait::Point2 at = shown->mesh.irises.at(eye).centre;
        return QPointF(at.x + kCentre, at.y + kCentre) * scale();
    }
    const portrait::Point3& at = shown->mesh.points.at(static_cast<std::size_t>(handle.landmark));
    return QPointF(at.x + kCentre, at.y + kCentre) * scale();
}

int FaceTool::face_at(QPointF scan) const {
    const auto& analysis = studio_.portrait().analysis();
    for (int i = 0; analysis != nullptr && i < static_cast<int>(analysis->faces.size()); ++i) {
        const portrait::FaceBox& box = analysis->faces[static_cast<std::size_t>(i)].box;
        const QPointF at = scan / scale();
        if (at.x() >= box.x0 && at.x() <= box.x1 && at.y() >= box.y0 && at.y() <= box.y1) {
            return i;
        }
    }
    return -1;
}

std::optional<FaceTool::Handle> FaceTool::handle_at(QPointF scan) const {
    std::optional<Handle> best;
    double nearest = kReach * pixel_;
    for (const Handle& handle : handles()) {
        const QPointF away = place_of(handle) - scan;
        if (const double distance = std::hypot(away.x(), away.y()); distance <= nearest) {
            nearest = distance;
            best = handle;
        }
    }
    return best;
}

// --- mouse and keys

void FaceTool::begin_gesture() {
    before_ = studio_.portrait().landmark_moves();
    ++gestures_;
}

void FaceTool::move_chosen(QPointF by) {
    std::vector<portrait::LandmarkMove> moves = before_;
    auto at = std::find_if(moves.begin(), moves.end(), [&](const portrait::LandmarkMove& move) {
        return move.face == chosen_->face && move.landmark == chosen_->landmark;
    });
    if (at == moves.end()) {
        moves.push_back({chosen_->face, chosen_->landmark, 0, 0});
        at = std::prev(moves.end());
    }
    const auto moved = [](float from, double more) {
        return static_cast<float>(std::clamp(from + more, -kFarthest, kFarthest));
    };
    at->dx = moved(at->dx, by.x());
    at->dy = moved(at->dy, by.y());
    studio_.portrait().set_landmark_moves(QStringLiteral("Move landmark"), moves,
                                          QStringLiteral("landmarks/%1").arg(gestures_));
}

bool FaceTool::mouse_press(const ToolEvent& event) {
    if (event.button != Qt::LeftButton) {
        return false;
    }
    if (shown_) {
        chosen_ = handle_at(event.scan);
        dragging_ = chosen_.has_value();
        pressed_at_ = event.scan;
        begin_gesture();
        return dragging_;
    }
    const int below = face_at(event.scan);
    const auto& analysis = studio_.portrait().analysis();
    if (below < 0 || analysis == nullptr || analysis->faces.size() < 2) {
        return false;
    }
    studio_.portrait().toggle_face(below);
    return true;
}

bool FaceTool::mouse_move(const ToolEvent& event) {
    mouse_ = event.scan;
    if (dragging_ && chosen_) {
        if (const portrait::Face* moved = face(chosen_->face); moved != nullptr) {
            move_chosen((event.scan - pressed_at_) / (scale() * moved->width()));
        }
        return true;
    }
    studio_.portrait().set_highlighted(face_at(event.scan));
    return false;
}

bool FaceTool::mouse_release(const ToolEvent& /*event*/) {
    const bool was = dragging_;
    dragging_ = false;
    return was;
}

void FaceTool::cancel() {
    dragging_ = false;
    show_landmarks(false);
}

bool FaceTool::takes_key(const QKeyEvent& event) const {
    if (!shown_ || (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier))) {
        return false;
    }
    switch (event.key()) {
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Escape:
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Delete:
        return chosen_.has_value();
    default:
        return false;
    }
}

void FaceTool::choose_by_key(bool on) {
    const std::vector<Handle> all = handles();
    if (all.empty()) {
        return;
    }
    const auto count = static_cast<std::ptrdiff_t>(all.size());
    const auto found = chosen_ ? std::find(all.begin(), all.end(), *chosen_) : all.end();
    const std::ptrdiff_t at = found == all.end() ? (on ? -1 : count) : found - all.begin();
    chosen_ = all[static_cast<std::size_t>((at + (on ? 1 : -1) + count) % count)];
}

bool FaceTool::key_press(const QKeyEvent& event) {
    if (!takes_key(event)) {
        return false;
    }
    const double step = event.modifiers() & Qt::ShiftModifier ? kBigStep : kStep;
    if (!event.isAutoRepeat()) {
        ++gestures_; // a key that is held is one gesture
    }
    before_ = studio_.portrait().landmark_moves();
    switch (event.key()) {
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        choose_by_key(event.key() == Qt::Key_PageDown);
        break;
    case Qt::Key_Escape:
        if (chosen_) {
            chosen_.reset();
        } else {
            show_landmarks(false);
        }
        break;
    case Qt::Key_Delete:
        std::erase_if(before_, [&](const portrait::LandmarkMove& move) {
            return move.face == chosen_->face && move.landmark == chosen_->landmark;
        });
        studio_.portrait().set_landmark_moves(QStringLiteral("Put landmarks back"), before_);
        break;
    case Qt::Key_Left:
        move_chosen({-step, 0});
        break;
    case Qt::Key_Right:
        move_chosen({step, 0});
        break;
    case Qt::Key_Up:
        move_chosen({0, -step});
        break;
    default:
        move_chosen({0, step});
    }
    return true;
}

QCursor FaceTool::cursor() const {
    if (shown_) {
        return handle_at(mouse_) ? Qt::SizeAllCursor : Qt::ArrowCursor;
    }
    const auto& analysis = studio_.portrait().analysis();
    const bool choice = analysis != nullptr && analysis->faces.size() > 1;
    return choice && face_at(mouse_) >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor;
}

// --- painting

void FaceTool::paint(QPainter& painter, Side /*side*/, double pixel) {
    pixel_ = pixel;
    painter.setRenderHint(QPainter::Antialiasing);
    paint_faces(painter, pixel);
    if (shown_) {
        paint_landmarks(painter, pixel);
    }
}

void FaceTool::paint_faces(QPainter& painter, double pixel) const {
    const portrait::Face* marked = face(studio_.portrait().highlighted());
    if (marked == nullptr || shown_) {
        return;
    }
    const portrait::FaceBox& box = marked->box;
    const QRectF place(QPointF(box.x0, box.y0) * scale(), QPointF(box.x1, box.y1) * scale());
    const bool moves = studio_.portrait().moves(studio_.portrait().highlighted());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(moves ? kMoving : kStill, kFaceLine * pixel));
    const double round = place.width() / 8;
    painter.drawRoundedRect(place, round, round);
}

void FaceTool::paint_landmarks(QPainter& painter, double pixel) const {
    const auto& moves = studio_.portrait().landmark_moves();
    const auto draw = [&](const Handle& handle, const QColor& colour) {
        const bool moved = std::any_of(moves.begin(), moves.end(), [&](const auto& move) {
            return move.face == handle.face && move.landmark == handle.landmark;
        });
        const bool chosen = chosen_ && *chosen_ == handle;
        const double half = (chosen ? 2 * kHandle : kHandle) * pixel;
        painter.setPen(QPen(moved ? kMoved : Qt::black, pixel));
        painter.setBrush(colour);
        painter.drawEllipse(place_of(handle), half, half);
    };
    for (const int number : studio_.portrait().faces()) {
        for (const Group& group : groups()) {
            QPolygonF line;
            for (const std::uint16_t landmark : group.landmarks) {
                line << place_of({number, landmark});
            }
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(group.colour, pixel));
            if (group.closed) {
                painter.drawPolygon(line);
            } else {
                painter.drawPolyline(line);
            }
            for (const std::uint16_t landmark : group.landmarks) {
                draw({number, landmark}, group.colour);
            }
        }
        for (const int eye : {0, 1}) {
            const portrait::Face* shown = face(number);
            const Handle iris{number, portrait::kLandmarks + eye};
            const double radius =
                shown == nullptr
                    ? 0
                    : shown->mesh.irises.at(static_cast<std::size_t>(eye)).radius * scale();
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(kLids, pixel));
            painter.drawEllipse(place_of(iris), radius, radius);
            draw(iris, kLids);
        }
    }
}

} // namespace kinovar::ui
