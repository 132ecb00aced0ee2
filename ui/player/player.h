#pragma once

#include "ui/player/read_ahead.h"
#include "ui/studio/studio.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <deque>

namespace kinovar::ui {

class Sound;

/// Plays the current reel: moves the studio's playhead in real time and gives the sound. Frames are
/// those that the views show; a frame that is not there when its time comes is skipped and counted.
/// It alone tells the PictureService what is wanted: the pictures at the playhead first, then those
/// that follow in the direction of play, also while it stands. GUI thread.
class Player : public QObject {
    Q_OBJECT

public:
    explicit Player(Studio& studio, QObject* parent = nullptr);
    ~Player() override;

    /// The views that the viewer shows; they are read ahead in the direction of play. `layers`, one
    /// a view, where other than pictures are shown.
    void set_views(std::vector<preview::View> views, std::vector<preview::Layer> layers = {});
    [[nodiscard]] const std::vector<preview::View>& views() const { return shown_.views; }

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
    /// Waits for frames that are not there instead of skipping them; without sound.
    [[nodiscard]] bool every_frame() const { return every_frame_; }
    void set_every_frame(bool every_frame);
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
    /// The playhead moved within its frame: views with more frames than the reel show another one.
    void fraction_changed();

private:
    void want_pictures();
    void take_arrival(const preview::Arrival& arrival);
    void follow_source();
    void anchor(std::int64_t frame);
    [[nodiscard]] double film_time() const;
    void tick();
    void show_due(std::int64_t frame, double seconds);
    void show_every(std::int64_t due);
    void move_to(std::int64_t frame);
    [[nodiscard]] bool has_more_frames() const;
    void reach_end();
    void count_dropped(std::int64_t frames);
    [[nodiscard]] bool is_there(std::int64_t frame, double fraction) const;
    [[nodiscard]] const pipeline::ClipInfo* times() const;
    [[nodiscard]] bool sounds() const;
    void update_sound();

    Studio& studio_;
    Shown shown_;
    ReadAhead ahead_;
    double speed_ = 0;
    bool loops_ = false;
    bool every_frame_ = false;
    bool muted_ = false;
    bool moving_ = false; ///< it is us who move the playhead
    int dropped_ = 0;
    QTimer ticks_;
    QElapsedTimer clock_;
    double anchor_ = 0;              ///< film time in seconds when the clock was started
    std::int64_t due_ = 0;           ///< the frame that was due at the last tick
    double shown_at_ = 0;            ///< film time when a picture was last shown
    std::deque<qint64> shown_times_; ///< milliseconds of the last second
    QElapsedTimer since_start_;
    std::unique_ptr<Sound> sound_;
};

} // namespace kinovar::ui
