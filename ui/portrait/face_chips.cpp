#include "ui/portrait/face_chips.h"

#include "core/preview/picture.h"
#include "ui/portrait/findings_list.h"
#include "ui/studio/portrait.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QEvent>
#include <QGridLayout>
#include <QImage>
#include <QPointer>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr int kChip = 56; // px, of the small picture
constexpr int kColumns = 4;
constexpr int kEdge = 8; // around picture and number
constexpr int kBytesAPixel = 4;
constexpr double kRoom = 0.15; // around the box of a face, of its size

QImage picture_of_face(const QImage& image, const portrait::FaceBox& box) {
    const double width = box.x1 - box.x0;
    const double height = box.y1 - box.y0;
    const double side = std::max(width, height) * (1 + 2 * kRoom);
    const QRectF around((box.x0 + box.x1 - side) / 2, (box.y0 + box.y1 - side) / 2, side, side);
    const QRect inside = around.toAlignedRect().intersected(image.rect());
    if (inside.isEmpty()) {
        return {};
    }
    return image.copy(inside).scaled(kChip, kChip, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

portrait::Severity worst_of(const portrait::Face& face) {
    portrait::Severity worst = portrait::Severity::Note;
    for (const portrait::Finding& finding : face.findings) {
        worst = std::max(worst, finding.severity);
    }
    return worst;
}

} // namespace

FaceChips::FaceChips(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), grid_(new QGridLayout(this)) {
    setObjectName(QStringLiteral("portrait.faces"));
    grid_->setContentsMargins({});
    grid_->setColumnStretch(kColumns, 1);
    connect(&studio_.portrait(), &Portrait::changed, this, &FaceChips::follow);
    connect(&studio_.portrait(), &Portrait::analysis_changed, this, &FaceChips::follow);
    follow();
}

void FaceChips::follow() {
    const Portrait& portrait = studio_.portrait();
    const bool known = portrait.analysis() != nullptr && portrait.still() != nullptr;
    const QString key = known ? to_qt(portrait.still()->info().key.hex()) : QString();
    if (key != shown_key_) {
        shown_key_ = key;
        make_chips();
        if (known) {
            fetch_pictures();
        }
    }
    show_state();
}

void FaceChips::make_chips() {
    for (QToolButton* chip : chips_) {
        chip->hide();
        chip->setObjectName({});
        chip->deleteLater();
    }
    chips_.clear();
    const auto& analysis = studio_.portrait().analysis();
    const auto count = analysis == nullptr ? 0 : static_cast<int>(analysis->faces.size());
    for (int i = 0; i < count; ++i) {
        auto* chip = new QToolButton;
        chip->setObjectName(QStringLiteral("portrait.face.%1").arg(i + 1));
        chip->setCheckable(true);
        chip->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        chip->setText(QString::number(i + 1));
        chip->setIconSize({kChip, kChip});
        // A style sheet does not reckon with the picture.
        chip->setMinimumSize(kChip + 2 * kEdge, kChip + fontMetrics().height() + 2 * kEdge);
        chip->installEventFilter(this);
        chip->setProperty("face", i);
        connect(chip, &QToolButton::clicked, this, [this, i] {
            studio_.portrait().toggle_face(i);
            show_state(); // as it is, not as it was pressed
        });
        grid_->addWidget(chip, i / kColumns, i % kColumns);
        chips_.push_back(chip);
    }
}

void FaceChips::show_state() {
    const Portrait& portrait = studio_.portrait();
    for (std::size_t i = 0; i < chips_.size(); ++i) {
        if (portrait.analysis() == nullptr || i >= portrait.analysis()->faces.size()) {
            continue;
        }
        QToolButton* chip = chips_[i];
        const portrait::Face& face = portrait.analysis()->faces[i];
        const bool moves = portrait.moves(static_cast<int>(i));
        chip->setChecked(moves);
        chip->setEnabled(portrait.moving());
        const portrait::Severity worst = worst_of(face);
        const QString name =
            moves ? tr("Face %1, moves").arg(i + 1) : tr("Face %1, stands still").arg(i + 1);
        QString tip = name;
        for (const portrait::Finding& finding : face.findings) {
            tip += QLatin1Char('\n') + finding_title(finding.kind) + QStringLiteral(": ") +
                   to_qt(finding.message);
        }
        chip->setAccessibleName(name);
        chip->setToolTip(tip);
        const QColor edge = worst == portrait::Severity::Note && !moves
                                ? palette().color(QPalette::Mid)
                                : colour_of(worst);
        chip->setStyleSheet(QStringLiteral("QToolButton { border: 2px solid %1; border-radius: "
                                           "4px; padding: 2px; } QToolButton:checked { "
                                           "background: %2; color: %3; }")
                                .arg(edge.name(), palette().color(QPalette::Highlight).name(),
                                     palette().color(QPalette::HighlightedText).name()));
    }
}

/// The still is at hand or quick to read, but never on this thread.
void FaceChips::fetch_pictures() {
    auto images = std::make_shared<std::vector<QImage>>();
    studio_.jobs().start(
        tr("Pictures of the faces"),
        [images, still = studio_.portrait().still(),
         analysis = studio_.portrait().analysis()](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(const FramePtr frame, still->frame(0, {job.stop_token()}));
            const preview::PicturePtr picture = preview::picture_of(*frame);
            const QImage whole(reinterpret_cast<const uchar*>(picture->pixels.data()),
                               picture->width, picture->height, picture->width * kBytesAPixel,
                               QImage::Format_RGB32);
            for (const portrait::Face& face : analysis->faces) {
                images->push_back(picture_of_face(whole, face.box));
            }
            return {};
        },
        [self = QPointer(this), images, key = shown_key_](const Status& status) {
            if (self.isNull() || !status || self->shown_key_ != key) {
                return;
            }
            for (std::size_t i = 0; i < std::min(images->size(), self->chips_.size()); ++i) {
                self->chips_[i]->setIcon(QPixmap::fromImage((*images)[i]));
            }
        },
        true);
}

bool FaceChips::eventFilter(QObject* watched, QEvent* event) {
    Portrait& portrait = studio_.portrait();
    if (event->type() == QEvent::Enter || event->type() == QEvent::FocusIn) {
        portrait.set_highlighted(watched->property("face").toInt());
    } else if (event->type() == QEvent::Leave || event->type() == QEvent::FocusOut) {
        portrait.set_highlighted(-1);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kinovar::ui
