// Masks that are kept with the project, by name, in what it remembers: they go where it goes.

#include "core/base/base64.h"
#include "core/steps/retouch/brush/mask_tiles.h"
#include "ui/studio/retouch.h"
#include "ui/studio/studio.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace kinovar::ui {

namespace {

constexpr const char* kState = "masks";

QJsonObject kept_masks(const Studio& studio) {
    return QJsonDocument::fromJson(studio.state(kState).toUtf8()).object();
}

void keep(Studio& studio, const QJsonObject& masks) {
    studio.set_state(kState,
                     masks.isEmpty()
                         ? QString()
                         : QString::fromUtf8(QJsonDocument(masks).toJson(QJsonDocument::Compact)));
}

} // namespace

std::vector<Retouch::Mask> Retouch::masks() const {
    std::vector<Mask> masks;
    const QJsonObject kept = kept_masks(studio_);
    for (auto one = kept.begin(); one != kept.end(); ++one) {
        // One that cannot be read is none: it could not be drawn either.
        auto bytes = decode_base64(one.value().toString().toStdString());
        if (bytes && retouch::MaskTiles::from_bytes(*bytes)) {
            masks.push_back({one.key(), std::move(*bytes)});
        }
    }
    return masks;
}

void Retouch::keep_mask(const QString& name, const std::string& bytes) {
    if (!studio_.has_project() || name.isEmpty() || bytes.empty()) {
        return;
    }
    QJsonObject kept = kept_masks(studio_);
    kept.insert(name, QString::fromStdString(encode_base64(bytes)));
    keep(studio_, kept);
    Q_EMIT masks_changed();
}

void Retouch::forget_mask(const QString& name) {
    QJsonObject kept = kept_masks(studio_);
    if (kept.contains(name)) {
        kept.remove(name);
        keep(studio_, kept);
        Q_EMIT masks_changed();
    }
}

} // namespace kinovar::ui
