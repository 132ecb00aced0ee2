#include "ui/retouch/confidence_strip.h"

#include "ui/studio/fix_look.h"
#include "ui/studio/text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kWidth = 120;
constexpr int kPercent = 100;

bool takes(int key) {
    return key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home;
}

} // namespace

ConfidenceStrip::ConfidenceStrip(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("retouch.strip"));
    setAccessibleName(tr("How the fix fits, frame by frame"));
    setToolTip(tr("A click goes to the frame; Home: the worst one"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ConfidenceStrip::sizeHint() const {
    return {kWidth, fontMetrics().height()};
}

void ConfidenceStrip::show_life(std::int64_t first, std::int64_t last,
                                const std::vector<steps::FixConfidence>& frames) {
    first_ = first;
    last_ = std::max(first, last);
    frames_ = frames;
    update();
}

void ConfidenceStrip::set_now(std::int64_t frame) {
    if (now_ != frame) {
        now_ = frame;
        update();
    }
}

void ConfidenceStrip::set_worst(std::int64_t frame) {
    worst_ = frame;
}

const steps::FixConfidence* ConfidenceStrip::at(std::int64_t frame) const {
    const auto found = std::lower_bound(
        frames_.begin(), frames_.end(), frame,
        [](const steps::FixConfidence& one, std::int64_t n) { return one.frame < n; });
    return found == frames_.end() || found->frame != frame ? nullptr : &*found;
}

std::int64_t ConfidenceStrip::frame_at(double x) const {
    const double share = std::clamp(x / std::max(1, width()), 0.0, 1.0);
    const auto place = static_cast<std::int64_t>(share * static_cast<double>(last_ - first_ + 1));
    return std::min(first_ + place, last_);
}

int ConfidenceStrip::x_of(std::int64_t frame) const {
    return static_cast<int>(std::floor(static_cast<double>(frame - first_) * width() /
                                       static_cast<double>(last_ - first_ + 1)));
}

void ConfidenceStrip::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    std::vector<const steps::FixConfidence*> columns(static_cast<std::size_t>(width()));
    for (const steps::FixConfidence& one : frames_) {
        if (one.frame < first_ || one.frame > last_) {
            continue;
        }
        const int end = std::max(x_of(one.frame) + 1, x_of(one.frame + 1));
        for (int x = x_of(one.frame); x < std::min(end, width()); ++x) {
            auto& worst = columns[static_cast<std::size_t>(x)];
            // The worst of those that share the pixel.
            if (worst == nullptr ||
                std::pair(one.drawn, one.confidence) < std::pair(worst->drawn, worst->confidence)) {
                worst = &one;
            }
        }
    }
    for (int x = 0; x < width(); ++x) {
        if (const auto* one = columns[static_cast<std::size_t>(x)]) {
            painter.fillRect(x, 0, 1, height(), fix_look::colour(*one));
        }
    }
    if (now_ >= first_ && now_ <= last_) {
        painter.fillRect(x_of(now_), 0, 2, height(), palette().color(QPalette::WindowText));
    }
    painter.setPen(palette().color(hasFocus() ? QPalette::Highlight : QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

bool ConfidenceStrip::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && takes(static_cast<QKeyEvent*>(event)->key())) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        if (const steps::FixConfidence* one = at(frame_at(help->pos().x()))) {
            QToolTip::showText(help->globalPos(),
                               tr("%1 %: %2", "how sure, why")
                                   .arg(qRound(one->confidence * kPercent))
                                   .arg(one->text.empty() ? fix_look::text(fix_look::fit_of(*one))
                                                          : translated(one->text)),
                               this);
            return true;
        }
    }
    return QWidget::event(event);
}

void ConfidenceStrip::take(double x) {
    Q_EMIT frame_wanted(frame_at(x));
}

void ConfidenceStrip::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) {
        take(event->position().x());
    }
}

void ConfidenceStrip::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) {
        take(event->position().x());
    }
}

void ConfidenceStrip::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Home && worst_ >= 0) {
        Q_EMIT frame_wanted(worst_);
    } else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) {
        const std::int64_t by = event->key() == Qt::Key_Left ? -1 : 1;
        Q_EMIT frame_wanted(std::clamp(now_ + by, first_, last_));
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace kinovar::ui
