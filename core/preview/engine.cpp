#include "core/preview/engine.h"

#include <algorithm>
#include <chrono>

namespace kinovar::preview {

namespace {

/// Pictures that took longer than this to compute are worth a file …
constexpr double kCostlySeconds = 0.03;
/// … provided that reading it back is not as slow: seconds a pixel to unpack, with some margin.
constexpr double kUnpackSeconds = 1.5e-8;

bool is_costly(double seconds, const Picture& picture) {
    return seconds > kCostlySeconds + kUnpackSeconds * static_cast<double>(picture.pixels.size());
}

/// The frame, with what libraries throw turned into an Error.
Result<FramePtr> pull_guarded(const pipeline::Clip& clip, std::int64_t n, std::stop_token stop) {
    try {
        return clip.frame(n, {std::move(stop)});
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory,
                       "memory ran out at frame " + std::to_string(n) + " of the preview",
                       "lower the memory for pictures in the preferences");
    } catch (const std::exception& error) {
        return failure(ErrorCode::Internal,
                       "frame " + std::to_string(n) + " of the preview: " + error.what(),
                       "try the frame again; if it stays so, switch the step off");
    }
}

std::size_t bytes_of(const pipeline::ClipInfo& info) {
    return static_cast<std::size_t>(info.width) * static_cast<std::size_t>(info.height) *
           sizeof(std::uint32_t);
}

PictureKey key_of(const Wanted& wanted) {
    return {wanted.view.full->info().key, wanted.frame, wanted.layer, Quality::Full};
}

/// The first entry of each clip and layer is what the playhead shows; the others are read ahead.
std::vector<bool> currents(const std::vector<Wanted>& wanted) {
    std::unordered_set<PictureKey, PictureKeyHash> seen;
    std::vector<bool> current;
    for (const Wanted& item : wanted) {
        PictureKey clip = key_of(item);
        clip.frame = 0;
        current.push_back(seen.insert(clip).second);
    }
    return current;
}

/// Entries that make sense.
void drop_invalid(std::vector<Wanted>& wanted) {
    wanted.erase(std::remove_if(wanted.begin(), wanted.end(),
                                [](const Wanted& item) {
                                    return !item.view.full || item.frame < 0 ||
                                           item.frame >= item.view.full->info().frames;
                                }),
                 wanted.end());
}

} // namespace

PictureService::Engine::Engine(Options options, Observer observer)
    : observer_(std::move(observer)),
      threads_count_(static_cast<std::size_t>(std::max(1, options.threads))),
      disk_(std::move(options.folder), options.disk_bytes), memory_(options.memory_bytes) {
    for (std::size_t i = 0; i < threads_count_; ++i) {
        threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
    }
}

PictureService::Engine::~Engine() {
    {
        const std::lock_guard lock(mutex_);
        plan_.clear();
        for (const WorkPtr& work : running_) {
            work->stop.request_stop();
        }
    }
    for (std::jthread& thread : threads_) {
        thread.request_stop();
    }
    threads_.clear(); // joins
}

/// Glances of what the playhead shows, then the whole of it, then what is read ahead, as far as it
/// fits into memory.
void PictureService::Engine::want(std::vector<Wanted> wanted) {
    drop_invalid(wanted);
    const std::vector<bool> current = currents(wanted);
    std::vector<Task> first;
    std::vector<Task> then;
    std::vector<Task> ahead;
    std::size_t bytes = 0;
    const std::size_t budget = memory_budget();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const View& view = wanted[i].view;
        const PictureKey key = key_of(wanted[i]);
        bytes += bytes_of(view.full->info());
        if (!current[i]) {
            if (bytes <= budget) {
                ahead.push_back({key, view.full, false});
            }
        } else if (view.half && wanted[i].frame < view.half->info().frames) {
            first.push_back({key.with(Quality::Half), view.half, true});
            then.push_back({key, view.full, true});
        } else {
            first.push_back({key, view.full, true});
        }
    }
    first.insert(first.end(), then.begin(), then.end());
    first.insert(first.end(), ahead.begin(), ahead.end());
    {
        const std::lock_guard lock(mutex_);
        adopt_locked(std::move(first));
    }
    changed_.notify_all();
}

void PictureService::Engine::adopt_locked(std::vector<Task> plan) {
    plan_ = std::move(plan);
    planned_.clear();
    MemoryPictures::Needs needs;
    for (const Task& task : plan_) {
        planned_.insert(task.key);
        needs[task.key.clip].push_back(task.key.frame);
    }
    for (auto& [clip, frames] : needs) {
        std::sort(frames.begin(), frames.end());
    }
    memory_.set_needs(std::move(needs));
    for (const WorkPtr& work : running_) {
        const auto same = std::find_if(plan_.begin(), plan_.end(), [&](const Task& task) {
            return task.key.same_frame(work->task.key);
        });
        if (same == plan_.end()) {
            work->stop.request_stop();
        } else {
            work->task.current = same->current;
        }
    }
    make_way_locked();
}

/// What the playhead shows does not wait for a thread that reads ahead.
void PictureService::Engine::make_way_locked() {
    const auto waiting = std::count_if(plan_.begin(), plan_.end(), [&](const Task& task) {
        return task.current && is_due_locked(task);
    });
    const auto busy = std::count_if(running_.begin(), running_.end(), [](const WorkPtr& work) {
        return !work->stop.stop_requested();
    });
    auto lacking = waiting - (static_cast<std::ptrdiff_t>(threads_count_) - busy);
    for (auto task = plan_.rbegin(); task != plan_.rend() && lacking > 0; ++task) {
        for (const WorkPtr& work : running_) {
            if (!task->current && work->task.key.same_frame(task->key) &&
                !work->stop.stop_requested()) {
                work->stop.request_stop();
                --lacking;
            }
        }
    }
}

void PictureService::Engine::retry(const Hash128& clip, std::int64_t frame) {
    {
        const std::lock_guard lock(mutex_);
        const auto frames = failures_.find(clip);
        if (frames != failures_.end() && frame >= 0) {
            frames->second.erase(frame);
        } else if (frames != failures_.end()) {
            failures_.erase(frames);
        }
        half_failures_.clear();
    }
    changed_.notify_all();
}

PicturePtr PictureService::Engine::peek(const PictureKey& key) {
    const std::lock_guard lock(mutex_);
    PicturePtr whole = memory_.get(key);
    return whole ? whole : memory_.get(key.with(Quality::Half));
}

bool PictureService::Engine::has(const PictureKey& key) const {
    {
        const std::lock_guard lock(mutex_);
        if (memory_.has(key)) {
            return true;
        }
    }
    return disk_.has(key);
}

std::vector<FrameSpan> PictureService::Engine::kept(const Hash128& clip) const {
    std::vector<FrameSpan> in_memory;
    {
        const std::lock_guard lock(mutex_);
        in_memory = memory_.spans(clip);
    }
    return united(in_memory, disk_.spans(clip));
}

std::vector<std::pair<std::int64_t, Error>>
PictureService::Engine::failed(const Hash128& clip) const {
    const std::lock_guard lock(mutex_);
    const auto frames = failures_.find(clip);
    if (frames == failures_.end()) {
        return {};
    }
    return {frames->second.begin(), frames->second.end()};
}

std::size_t PictureService::Engine::memory_budget() const {
    const std::lock_guard lock(mutex_);
    return memory_.budget();
}

void PictureService::Engine::set_memory_budget(std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    memory_.set_budget(bytes);
}

void PictureService::Engine::set_disk_budget(std::size_t bytes) {
    disk_.set_budget(bytes);
}

void PictureService::Engine::clear() {
    {
        const std::lock_guard lock(mutex_);
        memory_.clear();
    }
    disk_.clear();
    changed_.notify_all();
}

PictureService::Stats PictureService::Engine::stats() const {
    const std::size_t on_disk = disk_.bytes();
    const std::lock_guard lock(mutex_);
    return {memory_.bytes(), on_disk, computed_};
}

void PictureService::Engine::serve(const std::stop_token& stop) {
    while (true) {
        WorkPtr work;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, stop, [&] { return (work = take_locked()) != nullptr; });
            if (!work) {
                return;
            }
        }
        const Outcome outcome = do_work(*work);
        finish(*work, outcome);
        {
            const std::lock_guard lock(mutex_);
            running_.erase(std::find(running_.begin(), running_.end(), work));
        }
        changed_.notify_all();
    }
}

PictureService::Engine::WorkPtr PictureService::Engine::take_locked() {
    const auto task = std::find_if(plan_.begin(), plan_.end(),
                                   [&](const Task& item) { return is_due_locked(item); });
    if (task == plan_.end()) {
        return nullptr;
    }
    auto work = std::make_shared<Work>();
    work->task = *task;
    running_.push_back(work);
    return work;
}

bool PictureService::Engine::is_due_locked(const Task& task) const {
    const PictureKey whole = task.key.with(Quality::Full);
    if (memory_.has(task.key) || memory_.has(whole) || is_running_locked(task.key)) {
        return false;
    }
    const auto frames = failures_.find(task.key.clip);
    if (frames != failures_.end() && frames->second.count(task.key.frame) != 0) {
        return false;
    }
    return task.key.quality == Quality::Full ||
           (half_failures_.count(task.key) == 0 && !is_running_locked(whole) && !disk_.has(whole));
}

bool PictureService::Engine::is_running_locked(const PictureKey& key) const {
    return std::any_of(running_.begin(), running_.end(),
                       [&](const WorkPtr& work) { return work->task.key.same_frame(key); });
}

PictureService::Engine::Outcome PictureService::Engine::do_work(const Work& work) {
    using Clock = std::chrono::steady_clock;
    const auto began = Clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(Clock::now() - began).count();
    };
    const PictureKey& key = work.task.key;
    if (key.quality == Quality::Full) {
        if (PicturePtr kept = disk_.load(key)) {
            return {FramePtr(), std::move(kept), seconds()};
        }
    }
    Result<FramePtr> frame = pull_guarded(*work.task.clip, key.frame, work.stop.get_token());
    return {std::move(frame), nullptr, seconds()};
}

void PictureService::Engine::finish(const Work& work, const Outcome& outcome) {
    const PictureKey& key = work.task.key;
    const auto tell = [&](const PictureKey& what, const PicturePtr& picture) {
        observer_({what.clip, what.frame, what.layer, what.quality, picture, outcome.seconds});
    };
    if (outcome.kept) {
        if (keep(key, outcome.kept)) {
            tell(key, outcome.kept);
        }
        return;
    }
    if (!outcome.frame) {
        const bool given_up =
            outcome.frame.error().code == ErrorCode::Cancelled && work.stop.stop_requested();
        if (!given_up) {
            fail(work, outcome.frame.error(), outcome.seconds);
        }
        return;
    }
    ++computed_;
    for (const PictureKey& what : wanted_layers(work)) {
        const Frame& frame = **outcome.frame;
        const PicturePtr picture =
            what.layer == Layer::Picture ? picture_of(frame) : origin_picture(frame);
        if (!keep(what, picture)) {
            continue;
        }
        if (what.quality == Quality::Full && is_costly(outcome.seconds, *picture)) {
            disk_.keep(what, picture);
        }
        tell(what, picture);
    }
}

/// Both layers come of one frame: what else of it is wanted is made along with it.
std::vector<PictureKey> PictureService::Engine::wanted_layers(const Work& work) const {
    const PictureKey& key = work.task.key;
    const PictureKey other = key.with(key.layer == Layer::Picture ? Layer::Origin : Layer::Picture);
    const std::lock_guard lock(mutex_);
    std::vector<PictureKey> layers{key};
    if (planned_.count(other) != 0 && !memory_.has(other)) {
        layers.push_back(other);
    }
    return layers;
}

/// False: a better one is there already.
bool PictureService::Engine::keep(const PictureKey& key, const PicturePtr& picture) {
    const std::lock_guard lock(mutex_);
    if (key.quality == Quality::Half && memory_.has(key.with(Quality::Full))) {
        return false;
    }
    memory_.put(key, picture);
    if (key.quality == Quality::Full) {
        memory_.remove(key.with(Quality::Half));
    }
    return true;
}

void PictureService::Engine::fail(const Work& work, const Error& error, double seconds) {
    const PictureKey& key = work.task.key;
    {
        const std::lock_guard lock(mutex_);
        if (key.quality == Quality::Half) {
            // The whole is tried next, and it is its error that counts.
            half_failures_.insert(key);
            return;
        }
        failures_[key.clip].insert_or_assign(key.frame, error);
    }
    observer_({key.clip, key.frame, key.layer, key.quality, failure(error), seconds});
}

} // namespace kinovar::preview
