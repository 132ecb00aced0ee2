#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/portrait/animate/animator.h"
#include "core/steps/portrait/portrait.h"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace kinovar::ui {

/// What a preview shows.
struct PreviewScene {
    pipeline::ClipPtr still;
    std::shared_ptr<const portrait::PortraitAnalysis> analysis; ///< of the still
    std::vector<int> faces;                                     ///< numbers in it that move
    steps::PortraitOptions options;
};

/// Plays the motion of a portrait in a loop on a thread of its own, with an animator on a still
/// that is made small. Frames for which there is no time are left out. Thread-safe.
class PreviewPlayer {
public:
    static constexpr int kLongerSide = 512; ///< px

    struct Shown {
        FramePtr frame;
        double frames_a_second = 0; ///< lately
    };
    /// On the player's thread. The next frame is made only after taken() was called.
    using Show = std::function<void(const Shown& shown)>;
    using Fail = std::function<void(const Error& error)>;

    PreviewPlayer(Show show, Fail fail);
    ~PreviewPlayer();
    PreviewPlayer(const PreviewPlayer&) = delete;
    PreviewPlayer& operator=(const PreviewPlayer&) = delete;

    /// None: nothing is played.
    void set_scene(std::optional<PreviewScene> scene);
    void set_playing(bool playing);
    /// The last frame is on the screen.
    void taken();

private:
    struct Stage;
    void run(const std::stop_token& stop);
    [[nodiscard]] Status set_up(Stage& stage, const PreviewScene& scene,
                                const std::stop_token& stop);
    void play(Stage& stage, const std::stop_token& stop);

    Show show_;
    Fail fail_;
    std::mutex mutex_; // guards what follows
    std::condition_variable_any changed_;
    std::optional<PreviewScene> scene_;
    std::uint64_t scene_number_ = 0;
    std::stop_source work_; ///< of the scene that is set up
    bool playing_ = false;
    bool waits_ = false; ///< for taken()
    std::jthread thread_;
};

/// The same faces in a picture that is `scale` times as large.
[[nodiscard]] portrait::PortraitAnalysis scaled(portrait::PortraitAnalysis analysis, double scale);

} // namespace kinovar::ui
