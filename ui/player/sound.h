#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace kinovar::ui {

class SoundFeed;

/// The sound of one reel on the default output. Without an output, or without sound in the file, it
/// is silent, which is no error. GUI thread, which never waits here but in the destructor.
class Sound {
public:
    Sound();
    ~Sound();
    Sound(const Sound&) = delete;
    Sound& operator=(const Sound&) = delete;

    /// Another reel; an empty path: none.
    void open(const std::filesystem::path& path);
    /// Whether the reel has sound, as far as it was looked at yet.
    [[nodiscard]] bool exists() const;
    /// Plays from that film time. Other speeds than 1 are heard at another pitch.
    void start(double seconds, double speed);
    void stop();
    void set_volume(double volume); ///< 0 to 1
    /// The film time that is heard now; nothing while nothing is heard.
    [[nodiscard]] std::optional<double> time() const;

private:
    class Output;
    void reap();

    std::unique_ptr<SoundFeed> feed_;
    std::vector<std::unique_ptr<SoundFeed>> retired_; ///< whose threads have not ended yet
    std::unique_ptr<Output> output_;
    double volume_ = 1;
    double from_ = 0;
    double speed_ = 1;
};

} // namespace kinovar::ui
