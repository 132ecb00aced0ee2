#pragma once

#include "ui/studio/studio.h"

#include <QObject>

namespace kinovar::ui {

/// Plays the current reel: moves the studio's playhead in real time and gives the sound. Frames are
/// those that `points` show; a frame that is not there when its time comes is skipped and counted.
/// GUI thread.
class Player : public QObject {
    Q_OBJECT

public:
    explicit Player(Studio& studio, QObject* parent = nullptr);
    ~Player() override;

    /// The views that the viewer shows; they are read ahead in the direction of play.
    void set_views(std::vector<preview::View> views);
    [[nodiscard]] const std::vector<preview::View>& views() const { return views_; }

    [[nodiscard]] double speed() const { return speed_; } ///< 0: stands; negative: backwards
    [[nodiscard]] bool playing() const { return speed_ != 0; }
    void play(double speed = 1);
    void stop();
    void toggle();
    void shuttle_back();    ///< J: backwards, then faster
    void shuttle_stop();    ///< K
    void shuttle_forward(); ///< L: forwards, then faster
    void step(int frames);  ///< stops, and goes exactly so far
    [[nodiscard]] bool loops() const { return loops_; }
    void set_loops(bool loops);
    [[nodiscard]] bool muted() const { return muted_; }
    void set_muted(bool muted);
    void set_volume(double volume); ///< 0 to 1
    [[nodiscard]] bool has_sound() const;
    /// Frames that were due since play began but not there.
    [[nodiscard]] int dropped() const { return dropped_; }
    /// Frames a second that were shown, over the last second.
    [[nodiscard]] double shown_rate() const;

Q_SIGNALS:
    void state_changed(); ///< speed, loop, mute
    void dropped_changed(int frames);

private:
    class Sound;
    Studio& studio_;
    std::vector<preview::View> views_;
    double speed_ = 0;
    bool loops_ = false;
    bool muted_ = false;
    int dropped_ = 0;
    std::unique_ptr<Sound> sound_;
};

} // namespace kinovar::ui
