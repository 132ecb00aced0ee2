#pragma once

// Private to core/preview.

#include "core/preview/disk_pictures.h"
#include "core/preview/memory_pictures.h"

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_set>

namespace kinovar::preview {

class PictureService::Engine {
public:
    Engine(Options options, Observer observer);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    void want(std::vector<Wanted> wanted);
    void retry(const Hash128& clip, std::int64_t frame);
    [[nodiscard]] PicturePtr peek(const PictureKey& key);
    [[nodiscard]] bool has(const PictureKey& key) const;
    [[nodiscard]] std::vector<FrameSpan> kept(const Hash128& clip) const;
    [[nodiscard]] std::vector<std::pair<std::int64_t, Error>> failed(const Hash128& clip) const;
    void set_memory_budget(std::size_t bytes);
    void set_disk_budget(std::size_t bytes);
    void clear();
    [[nodiscard]] Stats stats() const;

private:
    struct Task {
        PictureKey key;
        pipeline::ClipPtr clip; ///< the one to pull from
        bool current = false;   ///< of the playhead, not read ahead
    };
    struct Work {
        Task task;
        std::stop_source stop;
    };
    using WorkPtr = std::shared_ptr<Work>;
    struct Outcome {
        Result<FramePtr> frame;
        PicturePtr kept; ///< from disk; then there is no frame
        double seconds = 0;
    };

    void serve(const std::stop_token& stop);
    [[nodiscard]] WorkPtr take_locked();
    [[nodiscard]] bool is_due_locked(const Task& task) const;
    [[nodiscard]] bool is_running_locked(const PictureKey& key) const;
    [[nodiscard]] Outcome do_work(const Work& work);
    void finish(const Work& work, const Outcome& outcome);
    [[nodiscard]] std::vector<PictureKey> wanted_layers(const Work& work) const;
    [[nodiscard]] bool keep(const PictureKey& key, const PicturePtr& picture);
    [[nodiscard]] std::size_t memory_budget() const;
    void fail(const Work& work, const Error& error, double seconds);
    void adopt_locked(std::vector<Task> plan);
    void make_way_locked();

    const Observer observer_;
    const std::size_t threads_count_;
    DiskPictures disk_; ///< locks itself
    std::atomic<std::size_t> computed_ = 0;

    mutable std::mutex mutex_; // guards all below
    std::condition_variable_any changed_;
    std::vector<Task> plan_; ///< most urgent first
    std::unordered_set<PictureKey, PictureKeyHash> planned_;
    std::vector<WorkPtr> running_;
    MemoryPictures memory_;
    std::unordered_map<Hash128, std::map<std::int64_t, Error>> failures_;
    std::unordered_set<PictureKey, PictureKeyHash> half_failures_;

    std::vector<std::jthread> threads_; // last: they stop before the rest goes
};

} // namespace kinovar::preview
