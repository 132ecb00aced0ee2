#include "ui/portrait/live_preview.h"

#include "core/preview/picture.h"
#include "ui/studio/portrait.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QKeyEvent>
#include <QPainter>

namespace kinovar::ui {

namespace {

constexpr int kHintHeights = 14; // of the text
constexpr int kLeastHeights = 8;
constexpr int kBytesAPixel = 4;
constexpr int kPlaySize = 28;

QImage image_of(const Frame& frame) {
    const preview::PicturePtr picture = preview::picture_of(frame);
    return QImage(reinterpret_cast<const uchar*>(picture->pixels.data()), picture->width,
                  picture->height, picture->width * kBytesAPixel, QImage::Format_RGB32)
        .copy();
}

} // namespace

LivePreview::LivePreview(Studio& studio, QWidget* parent) : QWidget(parent), studio_(studio) {
    setObjectName(QStringLiteral("portrait.preview"));
    setAccessibleName(tr("Preview of the portrait as it moves"));
    setToolTip(tr("The portrait as it moves, small. Click or Enter: stop and go on"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(kLeastHeights * fontMetrics().height());
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    const auto on_gui = [this](auto work) {
        QMetaObject::invokeMethod(this, work, Qt::QueuedConnection);
    };
    player_ = std::make_unique<PreviewPlayer>(
        [this, on_gui](const PreviewPlayer::Shown& shown) {
            on_gui([this, image = image_of(*shown.frame), fps = shown.frames_a_second] {
                take(image, fps);
            });
        },
        [this, on_gui](const Error& error) {
            on_gui([this, text = to_qt(error.one_line())] { take_trouble(text); });
        });
    connect(&studio_.portrait(), &Portrait::changed, this, &LivePreview::follow);
    connect(&studio_.portrait(), &Portrait::analysis_changed, this, &LivePreview::follow);
    follow();
}

LivePreview::~LivePreview() {
    player_.reset();
}

QSize LivePreview::sizeHint() const {
    return {PreviewPlayer::kLongerSide, kHintHeights * fontMetrics().height()};
}

void LivePreview::follow() {
    const Portrait& portrait = studio_.portrait();
    const bool plays = portrait.moving() && portrait.still() != nullptr &&
                       portrait.analysis() != nullptr && !portrait.faces().empty();
    if (!plays) {
        player_->set_scene(std::nullopt);
        image_ = {};
        fps_ = 0;
        take_trouble({});
        return;
    }
    take_trouble({});
    player_->set_scene(
        PreviewScene{portrait.still(), portrait.analysis(), portrait.faces(), portrait.options()});
}

void LivePreview::follow_playing() {
    player_->set_playing(isVisible() && !paused_);
}

void LivePreview::set_paused(bool paused) {
    paused_ = paused;
    follow_playing();
    update();
}

void LivePreview::take(const QImage& image, double fps) {
    image_ = image;
    fps_ = fps;
    ++frames_shown_;
    update();
    player_->taken();
}

void LivePreview::take_trouble(const QString& text) {
    if (text != trouble_) {
        trouble_ = text;
        update();
        Q_EMIT failed(text);
    }
}

void LivePreview::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    follow_playing();
}

void LivePreview::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    follow_playing();
}

void LivePreview::mousePressEvent(QMouseEvent*) {
    set_paused(!paused_);
}

void LivePreview::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        set_paused(!paused_);
        return;
    }
    QWidget::keyPressEvent(event);
}

void LivePreview::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Dark));
    if (image_.isNull()) {
        painter.setPen(palette().color(QPalette::PlaceholderText));
        const Portrait& portrait = studio_.portrait();
        const bool waits = portrait.analysing() || (portrait.moving() && trouble_.isEmpty());
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap,
                         waits ? tr("Looking for faces…") : tr("Nothing moves yet"));
        return;
    }
    QSizeF size = image_.size();
    size.scale(this->size(), Qt::KeepAspectRatio);
    const QRectF place((width() - size.width()) / 2, (height() - size.height()) / 2, size.width(),
                       size.height());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(place, image_);
    if (paused_) {
        const QPointF middle = rect().center();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0, 0, 0, 140));
        painter.drawEllipse(middle, kPlaySize, kPlaySize);
        painter.setBrush(Qt::white);
        const double half = kPlaySize / 2.0;
        painter.drawPolygon(
            QPolygonF({middle + QPointF(-half / 2, -half), middle + QPointF(-half / 2, half),
                       middle + QPointF(half, 0)}));
    }
}

} // namespace kinovar::ui
