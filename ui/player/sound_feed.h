#pragma once

#include "core/media/audio_reader.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace kinovar::ui {

/// Reads the sound of one reel ahead on a thread of its own, at any speed, for an output that takes
/// it when it likes. Thread-safe.
class SoundFeed {
public:
    explicit SoundFeed(std::filesystem::path path);
    ~SoundFeed();
    SoundFeed(const SoundFeed&) = delete;
    SoundFeed& operator=(const SoundFeed&) = delete;

    /// Lets the thread end, without waiting for it.
    void retire() { thread_.request_stop(); }
    [[nodiscard]] bool ended() const { return ended_; }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] bool has_sound() const { return has_sound_; }

    /// From that film time on; `speed` above 0, heard at another pitch.
    void begin(double seconds, double speed);
    void stop();
    /// The next samples, interleaved; silence where they are not read yet.
    void take(std::span<float> interleaved);

private:
    void serve(const std::stop_token& stop);
    [[nodiscard]] bool fill(media::AudioReader& reader, double from, double speed,
                            std::vector<float>& block) const;

    const std::filesystem::path path_;
    std::atomic<bool> has_sound_ = false;
    std::atomic<bool> ended_ = false;

    std::mutex mutex_; // guards all below
    std::condition_variable_any changed_;
    bool running_ = false;
    std::uint64_t beginnings_ = 0;
    double next_ = 0; ///< sample of the film that is read next
    double speed_ = 1;
    std::vector<float> ring_;
    std::size_t head_ = 0;
    std::size_t count_ = 0;

    std::jthread thread_; // last: it stops before the rest goes
};

} // namespace kinovar::ui
