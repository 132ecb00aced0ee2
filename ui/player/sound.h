#pragma once

#include <filesystem>
#include <memory>
#include <optional>

namespace kinovar::ui {

/// The sound of one reel on the default output. Without an output, or without sound in the file, it
/// is silent, which is no error. GUI thread; reads on a thread of its own.
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
    /// Plays from that film time. Speeds ½ to 2 are heard, at another pitch.
    void start(double seconds, double speed);
    void stop();
    void set_volume(double volume); ///< 0 to 1
    /// The film time that is heard now; nothing while nothing is heard.
    [[nodiscard]] std::optional<double> time() const;

private:
    class Feed;
    class Output;
    std::shared_ptr<Feed> feed_;
    std::unique_ptr<Output> output_;
    double volume_ = 1;
};

} // namespace kinovar::ui
