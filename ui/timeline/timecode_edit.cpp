#include "ui/timeline/timecode_edit.h"

#include "ui/forms/timecode_text.h"
#include "ui/studio/text.h"

#include <QFontDatabase>
#include <QKeyEvent>
#include <QTimer>

namespace kinovar::ui {

namespace {

constexpr int kRoom = 18;

} // namespace

TimecodeEdit::TimecodeEdit(QWidget* parent) : QLineEdit(parent) {
    setObjectName("transport.timecode");
    setAccessibleName(tr("Timecode of the playhead"));
    setToolTip(tr("Timecode: type where to go, or +10 and -1:00 to go so far, then Enter"));
    setAlignment(Qt::AlignCenter);
    QFont tabular = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    tabular.setPointSizeF(font().pointSizeF());
    setFont(tabular);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QLineEdit::returnPressed, this, &TimecodeEdit::take_text);
    show_frame();
}

void TimecodeEdit::set_rate(double rate) {
    rate_ = rate;
    show_frame();
}

void TimecodeEdit::set_frame(std::int64_t frame) {
    frame_ = frame;
    if (!isModified()) {
        show_frame();
    }
}

QSize TimecodeEdit::sizeHint() const {
    const int width = fontMetrics().horizontalAdvance(QStringLiteral("00:00:00:00"));
    return {width + kRoom, QLineEdit::sizeHint().height()};
}

void TimecodeEdit::show_frame() {
    setText(timecode(frame_, rate_)); // also clears isModified()
    if (hasFocus()) {
        selectAll();
    }
}

void TimecodeEdit::take_text() {
    if (const auto frame = frame_of_timecode(text(), rate_, frame_)) {
        setModified(false);
        Q_EMIT frame_wanted(*frame);
    }
    show_frame();
}

void TimecodeEdit::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    // The click that gave the focus would take the selection away again.
    QTimer::singleShot(0, this, &QLineEdit::selectAll);
}

void TimecodeEdit::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    show_frame();
}

void TimecodeEdit::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && isModified()) {
        show_frame();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

} // namespace kinovar::ui
