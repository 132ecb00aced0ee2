#pragma once

#include "core/preview/picture.h"

#include <QImage>
#include <QWidget>

namespace kinovar::ui {

enum class ScopeKind : std::uint8_t { Histogram, Waveform, Parade, Vectorscope };

/// Draws one scope of a picture; works only while it can be seen.
class ScopePlot : public QWidget {
    Q_OBJECT

public:
    explicit ScopePlot(QWidget* parent = nullptr);
    void set_picture(preview::PicturePtr picture);
    void set_kind(ScopeKind kind);
    [[nodiscard]] ScopeKind kind() const { return kind_; }
    void set_logarithmic(bool logarithmic);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void measure();
    [[nodiscard]] QRectF field() const;
    void paint_grid(QPainter& painter, const QRectF& field) const;
    void paint_histogram(QPainter& painter, const QRectF& field) const;
    void paint_targets(QPainter& painter, const QRectF& field) const;

    preview::PicturePtr picture_;
    ScopeKind kind_ = ScopeKind::Waveform;
    bool logarithmic_ = false;
    bool stale_ = true;
    struct Measured;
    std::shared_ptr<const Measured> measured_;
};

} // namespace kinovar::ui
