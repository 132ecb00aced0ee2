#pragma once

#include "ui/player/player.h"
#include "ui/studio/actions.h"
#include "ui/viewer/canvas.h"
#include "ui/viewer/picture_feed.h"
#include "ui/viewer/viewer_memory.h"

#include <QTimer>
#include <QWidget>

namespace kinovar::ui {

class FaceTool;
class HintTool;
class InspectorLine;
class LightMeter;
class RetouchTool;
class ViewerBar;

/// The picture, or two points of the chain compared, with the bar that chooses them. Mode, points
/// and zoom are remembered with the project.
class Viewer : public QWidget {
    Q_OBJECT

public:
    explicit Viewer(Player& player, Studio& studio, Actions& actions, QWidget* parent = nullptr);
    ~Viewer() override;

    [[nodiscard]] const Point& point(Side side) const { return feed_->point(side); }
    void set_points(const Point& a, const Point& b);
    void swap_points();
    [[nodiscard]] const Comparison& comparison() const { return canvas_->comparison(); }
    void set_comparison(const Comparison& comparison);
    void set_mode(CompareMode mode);
    void set_overlay(Overlay overlay);
    /// Single shows the other point; from another mode, goes to Single.
    void toggle_side();
    [[nodiscard]] ViewerCanvas& canvas() const { return *canvas_; }
    /// A tool for the canvas, not owned; null takes it away.
    void set_tool(ViewerTool* tool);
    [[nodiscard]] FaceTool& face_tool() const { return *face_tool_; }
    [[nodiscard]] HintTool& hint_tool() const { return *hint_tool_; }
    [[nodiscard]] RetouchTool& retouch_tool() const { return *retouch_tool_; }
    /// What is shown of a side now; null: nothing yet.
    [[nodiscard]] preview::PicturePtr picture(Side side) const;
    /// All that is looked at is of the playhead and of the chain as it is now, in whatever quality.
    [[nodiscard]] bool shows_current() const;
    [[nodiscard]] QString point_name(Side side) const;

Q_SIGNALS:
    void pictures_changed();
    void points_changed();
    void comparison_changed();
    void install_model(const QString& id);            ///< that a step needs; empty: not known which
    void relink_requested(kinovar::project::Id reel); ///< its file is not where it was
    /// With the eyedropper, in scan pixels; a colour is invalid where that point has no picture.
    void colour_picked(QPointF scan, const QColor& a, const QColor& b);

private:
    friend class ViewerActions;
    void connect_canvas();
    void connect_studio();
    void follow_needs();
    void show_feed();
    void show_scan();
    void measure_light();
    void show_light();
    void show_names();
    void show_notices();
    [[nodiscard]] std::optional<Notice> notice_of(Side side) const;
    [[nodiscard]] std::optional<Notice> empty_notice() const;
    [[nodiscard]] ShownSide shown(Side side) const;
    [[nodiscard]] ScanBox box_of(const PictureFeed::Slot& slot, const Point& point) const;
    [[nodiscard]] bool needs_pair() const;
    [[nodiscard]] QString sizes() const;
    void remember_soon();
    void remember();
    void recall();

    Player& player_;
    Studio& studio_;
    Actions& actions_;
    PictureFeed* feed_;
    LightMeter* light_;
    ViewerBar* bar_ = nullptr;
    ViewerCanvas* canvas_ = nullptr;
    InspectorLine* inspector_ = nullptr;
    FaceTool* face_tool_ = nullptr; ///< in place where no other tool is
    HintTool* hint_tool_ = nullptr;
    RetouchTool* retouch_tool_ = nullptr;
    QTimer remember_soon_;
    std::array<QString, 2> notice_keys_;
    QString empty_key_;
};

} // namespace kinovar::ui
