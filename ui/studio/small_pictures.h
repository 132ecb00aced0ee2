#pragma once

#include "core/preview/picture_service.h"
#include "ui/studio/latest_job.h"

#include <QCache>
#include <QObject>
#include <QPixmap>
#include <QRectF>
#include <QSet>
#include <QTimer>
#include <list>

namespace kinovar::ui {

class Studio;

/// Small pictures of results or of parts of them (takes, places that flags point at, hands): made
/// one after the other on a quiet job of which little is seen, kept by the key of their clip. While
/// the playhead moves, nothing is made. GUI thread.
class SmallPictures : public QObject {
    Q_OBJECT

public:
    struct Wanted {
        preview::View view; ///< of its half-size clip, where it has one
        std::int64_t frame = 0;
        QRectF part{0, 0, 1, 1}; ///< shares of the picture
        int height = 0;          ///< device pixels
    };

    explicit SmallPictures(Studio& studio, QObject* parent = nullptr);

    /// Null: not there yet; arrived() tells. What is asked for last is made first.
    [[nodiscard]] QPixmap get(const Wanted& wanted);
    /// What was asked for is no longer looked at; what is kept stays.
    void forget_wanted();

Q_SIGNALS:
    void arrived();

private:
    struct Request {
        QString key;
        Wanted wanted;
    };
    struct Last; ///< the whole frame that was made last: of one come several hands
    void begin_next();
    void wait_for_rest();
    void finish(const Request& request, const Status& status, const QImage& image);

    Studio& studio_;
    LatestJob job_;
    QTimer rest_;
    std::list<Request> waiting_; ///< most urgent first
    std::optional<Request> in_hand_;
    QSet<QString> failed_;
    QCache<QString, QPixmap> kept_; ///< cost in kilobytes
    std::shared_ptr<Last> last_;
};

/// A part of a picture at a height, in its true proportions. Any thread.
[[nodiscard]] QImage small_part(const preview::Picture& picture, double pixel_aspect,
                                const QRectF& part, int height);

} // namespace kinovar::ui
