#pragma once

#include "core/steps/portrait/face/face.h"
#include "ui/studio/studio.h"
#include "ui/viewer/compare.h"
#include "ui/viewer/viewer_tool.h"

#include <QObject>
#include <optional>
#include <utility>
#include <vector>

namespace kinovar::ui {

class Viewer;

/// The faces of a portrait in the viewer: pointing at one marks it, a click lets it move or stand
/// still. With the landmarks shown, lids, irises, brows, lips and oval have handles on the still
/// that can be dragged; what lies around them follows. Page Up and Page Down choose a handle, arrow
/// keys move it, Delete puts it back.
class FaceTool : public QObject, public ViewerTool {
    Q_OBJECT

public:
    FaceTool(Studio& studio, Viewer& viewer);
    ~FaceTool() override;

    [[nodiscard]] bool landmarks_shown() const { return shown_; }
    /// The still takes the place of what is compared, until they are hidden again.
    void show_landmarks(bool shown);
    void reset_landmarks();
    /// Takes the canvas where a portrait moves and no other tool has it.
    void follow();

    struct Handle {
        int face = 0;
        int landmark = 0; ///< as in portrait::LandmarkMove
        friend bool operator==(const Handle&, const Handle&) = default;
    };
    [[nodiscard]] std::vector<Handle> handles() const;
    /// In scan pixels.
    [[nodiscard]] QPointF place_of(const Handle& handle) const;

    bool mouse_press(const ToolEvent& event) override;
    bool mouse_move(const ToolEvent& event) override;
    bool mouse_release(const ToolEvent& event) override;
    bool key_press(const QKeyEvent& event) override;
    [[nodiscard]] bool takes_key(const QKeyEvent& event) const override;
    [[nodiscard]] bool takes_double_click() const override { return shown_; }
    void paint(QPainter& painter, Side side, double pixel) override;
    [[nodiscard]] QCursor cursor() const override;
    void cancel() override;

Q_SIGNALS:
    void landmarks_changed(bool shown);

private:
    [[nodiscard]] double scale() const; ///< scan pixels to one of the still
    [[nodiscard]] int face_at(QPointF scan) const;
    [[nodiscard]] std::optional<Handle> handle_at(QPointF scan) const;
    [[nodiscard]] const portrait::Face* face(int number) const;
    /// From where it was when the gesture began, by so many face widths.
    void move_chosen(QPointF by);
    void begin_gesture();
    void choose_by_key(bool on);
    void paint_faces(QPainter& painter, double pixel) const;
    void paint_landmarks(QPainter& painter, double pixel) const;

    Studio& studio_;
    Viewer& viewer_;
    bool shown_ = false;
    std::optional<Handle> chosen_;
    bool dragging_ = false;
    QPointF pressed_at_;
    std::vector<portrait::LandmarkMove> before_; ///< when the gesture began
    int gestures_ = 0;
    QPointF mouse_;
    double pixel_ = 1;
    /// What was compared before the landmarks were shown.
    struct Before {
        std::pair<Point, Point> points;
        Comparison comparison;
    };
    std::optional<Before> compared_;
};

} // namespace kinovar::ui
