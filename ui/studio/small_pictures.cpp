#include "ui/studio/small_pictures.h"

#include "ui/studio/studio.h"

#include <QImage>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kMostKilobytes = 64 * 1024;
constexpr int kBytesAPixel = 4;
constexpr int kKilobyte = 1024;
/// Older requests have long been scrolled out of sight.
constexpr std::size_t kMostWaiting = 200;
/// The playhead stands still, and what it shows has had its turn.
constexpr int kRestMilliseconds = 400;

/// The film to make it of; null: none.
const pipeline::ClipPtr& clip_of(const preview::View& view) {
    return view.half != nullptr ? view.half : view.full;
}

QString key_of(const SmallPictures::Wanted& wanted) {
    const QRectF& part = wanted.part;
    return QStringLiteral("%1 %2 %3 %4 %5 %6 %7")
        .arg(QString::fromStdString(wanted.view.full->info().key.hex()))
        .arg(wanted.frame)
        .arg(wanted.height)
        .arg(part.x())
        .arg(part.y())
        .arg(part.width())
        .arg(part.height());
}

double pixel_aspect_of(const preview::View& view) {
    const Rational& aspect = view.full->info().pixel_aspect;
    return aspect.known() ? aspect.value() : 1.0;
}

} // namespace

/// Of the job alone, one at a time.
struct SmallPictures::Last {
    Hash128 clip;
    std::int64_t frame = -1;
    preview::PicturePtr picture;
};

SmallPictures::SmallPictures(Studio& studio, QObject* parent)
    : QObject(parent), studio_(studio), job_(studio.jobs(), tr("Small pictures")),
      kept_(kMostKilobytes), last_(std::make_shared<Last>()) {
    rest_.setSingleShot(true);
    rest_.setInterval(kRestMilliseconds);
    connect(&rest_, &QTimer::timeout, this, &SmallPictures::begin_next);
    connect(&studio_, &Studio::frame_changed, this, &SmallPictures::wait_for_rest);
    connect(&studio_, &Studio::models_changed, this, [this] { failed_.clear(); });
    connect(&studio_, &Studio::project_changed, this, [this] {
        forget_wanted();
        failed_.clear();
    });
}

QPixmap SmallPictures::get(const Wanted& wanted) {
    if (clip_of(wanted.view) == nullptr || wanted.height <= 0 || wanted.frame < 0 ||
        wanted.frame >= clip_of(wanted.view)->info().frames) {
        return {};
    }
    Request request{key_of(wanted), wanted};
    if (const QPixmap* kept = kept_.object(request.key)) {
        return *kept;
    }
    if (failed_.contains(request.key) || (in_hand_ && in_hand_->key == request.key)) {
        return {};
    }
    waiting_.remove_if([&](const Request& other) { return other.key == request.key; });
    waiting_.push_front(std::move(request));
    if (waiting_.size() > kMostWaiting) {
        waiting_.pop_back();
    }
    if (!in_hand_ && !rest_.isActive()) {
        rest_.start(0); // when all that is painted now has asked
    }
    return {};
}

void SmallPictures::forget_wanted() {
    waiting_.clear();
    job_.drop();
    in_hand_.reset();
}

void SmallPictures::wait_for_rest() {
    if (in_hand_) {
        job_.drop();
        waiting_.push_front(*in_hand_);
        in_hand_.reset();
    }
    if (!waiting_.empty()) {
        rest_.start(kRestMilliseconds);
    }
}

void SmallPictures::begin_next() {
    if (in_hand_ || waiting_.empty()) {
        return;
    }
    in_hand_ = waiting_.front();
    waiting_.pop_front();
    const Wanted& wanted = in_hand_->wanted;
    // What the viewer has is taken from there.
    const preview::PicturePtr shown =
        studio_.pictures().peek(wanted.view.full->info().key, wanted.frame);
    auto image = std::make_shared<QImage>();
    job_.start(
        [wanted, shown, image, last = last_](Job& job) -> Status {
            const pipeline::ClipPtr& clip = clip_of(wanted.view);
            preview::PicturePtr picture = shown;
            if (picture == nullptr && last->clip == clip->info().key &&
                last->frame == wanted.frame) {
                picture = last->picture;
            }
            if (picture == nullptr) {
                KINOVAR_TRY_ASSIGN(const FramePtr frame,
                                   clip->frame(wanted.frame, {job.stop_token()}));
                picture = preview::picture_of(*frame);
                *last = {clip->info().key, wanted.frame, picture};
            }
            *image = small_part(*picture, pixel_aspect_of(wanted.view), wanted.part, wanted.height);
            return {};
        },
        [this, image, request = *in_hand_](const Status& status) {
            finish(request, status, *image);
        });
}

void SmallPictures::finish(const Request& request, const Status& status, const QImage& image) {
    in_hand_.reset();
    if (status) {
        const int cost = 1 + image.width() * image.height() * kBytesAPixel / kKilobyte;
        kept_.insert(request.key, new QPixmap(QPixmap::fromImage(image)), cost);
    } else if (status.error().code != ErrorCode::Cancelled) {
        failed_.insert(request.key); // the viewer says why, if it is looked at there
    }
    Q_EMIT arrived();
    begin_next();
}

QImage small_part(const preview::Picture& picture, double pixel_aspect, const QRectF& part,
                  int height) {
    if (picture.pixels.empty()) {
        return {};
    }
    const QImage whole(reinterpret_cast<const uchar*>(picture.pixels.data()), picture.width,
                       picture.height, picture.width * kBytesAPixel, QImage::Format_RGB32);
    const QRectF inside = part.intersected(QRectF(0, 0, 1, 1));
    const QRect pixels = QRectF(inside.x() * picture.width, inside.y() * picture.height,
                                inside.width() * picture.width, inside.height() * picture.height)
                             .toAlignedRect()
                             .intersected(whole.rect());
    if (pixels.isEmpty()) {
        return {};
    }
    const double width = pixel_aspect * height * pixels.width() / pixels.height();
    return whole.copy(pixels).scaled(std::max(1, static_cast<int>(std::lround(width))), height,
                                     Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

} // namespace kinovar::ui
