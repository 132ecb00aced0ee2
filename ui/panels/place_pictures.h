#pragma once

#include "core/steps/detect/proposal.h"
#include "ui/studio/small_pictures.h"
#include "ui/studio/studio.h"

#include <optional>

namespace kinovar::ui {

/// Small pictures of places of the result: what lies around a box, with the box drawn. GUI thread.
class PlacePictures : public QObject {
    Q_OBJECT

public:
    explicit PlacePictures(Studio& studio, QObject* parent = nullptr);

    /// Null: not there yet; changed() tells. The picture fills `size`, in device pixels. A box of
    /// zeros: the whole frame, as large as fits.
    [[nodiscard]] QPixmap get(std::int64_t frame, const detect::Box& box, const QSize& size);

Q_SIGNALS:
    void changed();

private:
    Studio& studio_;
    SmallPictures pictures_;
    std::optional<Result<preview::View>> view_; ///< of the result, asked for once
    QTimer soon_;
};

/// Draws one, or a hatching where there is none yet; keeps its proportions.
void paint_place(QPainter& painter, const QRect& area, const QPixmap& picture,
                 const QPalette& palette);

} // namespace kinovar::ui
