#pragma once

#include <QLineEdit>
#include <cstdint>

namespace kinovar::ui {

/// Shows the timecode of the playhead; a timecode that is typed goes there (frame_of_timecode()
/// says what may be typed).
class TimecodeEdit : public QLineEdit {
    Q_OBJECT

public:
    explicit TimecodeEdit(QWidget* parent = nullptr);

    void set_rate(double rate);
    /// Not while something is typed.
    void set_frame(std::int64_t frame);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void frame_wanted(std::int64_t frame);

protected:
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void show_frame();
    void take_text();

    double rate_ = 25;
    std::int64_t frame_ = 0;
};

} // namespace kinovar::ui
