#pragma once

#include "ui/portrait/preview_player.h"

#include <QImage>
#include <QWidget>

namespace kinovar::ui {

class Studio;

/// The portrait as it moves, small, in a loop. Stands still while it is hidden. The property
/// `fps` tells how many frames a second it showed lately.
class LivePreview : public QWidget {
    Q_OBJECT
    Q_PROPERTY(double fps READ fps)

public:
    explicit LivePreview(Studio& studio, QWidget* parent = nullptr);
    ~LivePreview() override;

    [[nodiscard]] double fps() const { return fps_; }
    [[nodiscard]] std::int64_t frames_shown() const { return frames_shown_; }
    [[nodiscard]] bool paused() const { return paused_; }
    void set_paused(bool paused);
    [[nodiscard]] const QString& trouble() const { return trouble_; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void failed(const QString& text); ///< empty: it plays again

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void follow();
    void follow_playing();
    void take(const QImage& image, double fps);
    void take_trouble(const QString& text);

    Studio& studio_;
    QImage image_;
    double fps_ = 0;
    std::int64_t frames_shown_ = 0;
    bool paused_ = false;
    QString trouble_;
    std::unique_ptr<PreviewPlayer> player_; ///< goes first: its thread calls this
};

} // namespace kinovar::ui
