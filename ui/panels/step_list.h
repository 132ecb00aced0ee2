#pragma once

#include <QListWidget>
#include <vector>

namespace kinovar::ui {

/// What a line of the list of steps says.
struct StepLine {
    QString title;
    QString summary; ///< what differs from the defaults
    QString time;    ///< empty: not measured
    QString error;   ///< empty: it works
    QString help;
    bool enabled = true;
    bool solo = false;
    bool silenced = false; ///< off while another one is looked at alone
    friend bool operator==(const StepLine&, const StepLine&) = default;
};

/// The steps of a chain in order. Lines are dragged, or moved with Alt+Up and Alt+Down; Space
/// switches, Delete removes. Changes nothing itself: it tells what is wished.
class StepList : public QListWidget {
    Q_OBJECT

public:
    explicit StepList(QWidget* parent = nullptr);
    /// Changes the lines that differ; the chosen one stays chosen.
    void set_lines(const std::vector<StepLine>& lines);
    /// Where a click looks at a step alone.
    [[nodiscard]] QRect solo_rect(int row) const;
    [[nodiscard]] QRect check_rect(int row) const;

Q_SIGNALS:
    void switched(int row, bool on);
    void move_wanted(int from, int to);
    void remove_wanted(int row);
    void duplicate_wanted(int row);
    void solo_wanted(int row);
    void copy_wanted();
    void paste_wanted();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool take_key(const QKeyEvent& event);
    bool take_step_key(const QKeyEvent& event);
    void set_line(QListWidgetItem* item, const StepLine& line);
    /// Before which line a drop at that height would put the dragged one.
    [[nodiscard]] int gap_at(int y) const;
    void end_drag();

    std::vector<StepLine> lines_;
    QPoint pressed_at_;
    int pressed_ = -1; ///< line under the pressed button
    int gap_ = -1;     ///< where it would go; −1: not being dragged
    bool updating_ = false;
};

} // namespace kinovar::ui
