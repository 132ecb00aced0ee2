#include "core/preview/thumbnails.h"

#include "core/image/resize.h"
#include "core/media/reel_reader.h"
#include "core/preview/disk_pictures.h"
#include "core/preview/memory_pictures.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <list>
#include <map>
#include <set>

namespace kinovar::preview {

namespace {

namespace fs = std::filesystem;

/// Requests that are remembered; older ones have long been scrolled out of sight.
constexpr std::size_t kMostWaiting = 400;
constexpr std::size_t kMemoryBytes = std::size_t{96} << 20U;
constexpr std::size_t kDiskBytes = std::size_t{512} << 20U;
/// Readers that stay open.
constexpr std::size_t kMostReaders = 2;

/// Changes when the file does.
Hash128 key_of(const fs::path& reel, int height) {
    std::error_code ignored;
    Hasher hasher;
    hasher.add("thumbnail").add(static_cast<std::int64_t>(height));
    hasher.add(fs::absolute(reel, ignored).lexically_normal().string());
    hasher.add(
        static_cast<std::int64_t>(fs::last_write_time(reel, ignored).time_since_epoch().count()));
    if (fs::is_regular_file(reel, ignored)) {
        hasher.add(static_cast<std::int64_t>(fs::file_size(reel, ignored)));
    }
    return hasher.finish();
}

Result<PicturePtr> small_picture(media::ReelReader& reader, std::int64_t frame, int height) {
    KINOVAR_TRY_ASSIGN(const FramePtr whole, reader.frame(frame));
    const double aspect =
        reader.info().video.pixel_aspect.known() ? reader.info().video.pixel_aspect.value() : 1.0;
    const double width = aspect * height * whole->width() / whole->height();
    KINOVAR_TRY_ASSIGN(const FramePtr small,
                       resize(*whole, std::max(1, static_cast<int>(std::lround(width))), height,
                              ResizeFilter::Area));
    return picture_of(*small);
}

} // namespace

class Thumbnails::Worker {
public:
    Worker(fs::path folder, int height, Observer observer)
        : height_(height), observer_(std::move(observer)), disk_(std::move(folder), kDiskBytes),
          memory_(kMemoryBytes) {
        thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }

    [[nodiscard]] PicturePtr get(const fs::path& reel, std::int64_t frame) {
        {
            const std::lock_guard lock(mutex_);
            const auto key = keys_.find(reel);
            if (key != keys_.end()) {
                if (PicturePtr picture = memory_.get({key->second, frame})) {
                    return picture;
                }
            }
            const Request request{reel, frame};
            if (failed_.count(request) != 0 || request == in_hand_) {
                return nullptr;
            }
            waiting_.remove(request);
            waiting_.push_front(request);
            if (waiting_.size() > kMostWaiting) {
                waiting_.pop_back();
            }
        }
        changed_.notify_all();
        return nullptr;
    }

private:
    using Request = std::pair<fs::path, std::int64_t>;
    using ReaderPtr = std::unique_ptr<media::ReelReader>;

    void serve(const std::stop_token& stop) {
        while (true) {
            {
                std::unique_lock lock(mutex_);
                in_hand_ = {};
                if (!changed_.wait(lock, stop, [&] { return !waiting_.empty(); }) ||
                    stop.stop_requested()) {
                    return;
                }
                in_hand_ = waiting_.front();
                waiting_.pop_front();
            }
            const Request request = in_hand_;
            const Hash128 key = key_of(request.first, height_);
            const PicturePtr picture = make(request, {key, request.second});
            {
                const std::lock_guard lock(mutex_);
                keys_[request.first] = key;
                if (picture) {
                    memory_.put({key, request.second}, picture);
                } else {
                    failed_.insert(request);
                }
            }
            if (picture) {
                observer_(request.first, request.second);
            }
        }
    }

    PicturePtr make(const Request& request, const PictureKey& key) {
        if (PicturePtr kept = disk_.load(key)) {
            return kept;
        }
        media::ReelReader* reader = reader_of(request.first);
        if (reader == nullptr || request.second < 0 ||
            request.second >= reader->info().video.frames) {
            return nullptr;
        }
        const Result<PicturePtr> picture = small_picture(*reader, request.second, height_);
        if (!picture) {
            return nullptr;
        }
        disk_.keep(key, *picture);
        return *picture;
    }

    /// Null: cannot be opened.
    media::ReelReader* reader_of(const fs::path& reel) {
        const auto open = std::find_if(readers_.begin(), readers_.end(),
                                       [&](const auto& item) { return item.first == reel; });
        if (open != readers_.end()) {
            readers_.splice(readers_.begin(), readers_, open);
            return readers_.front().second.get();
        }
        auto reader = media::open_reel(reel, {.threads = 1});
        readers_.emplace_front(reel, reader ? std::move(*reader) : nullptr);
        if (readers_.size() > kMostReaders) {
            readers_.pop_back();
        }
        return readers_.front().second.get();
    }

    const int height_;
    const Observer observer_;
    DiskPictures disk_;                                 ///< locks itself
    std::list<std::pair<fs::path, ReaderPtr>> readers_; ///< of the thread alone; recent first

    std::mutex mutex_; // guards all below
    std::condition_variable_any changed_;
    std::list<Request> waiting_; ///< most urgent first
    Request in_hand_;
    std::map<fs::path, Hash128> keys_;
    std::set<Request> failed_;
    MemoryPictures memory_;

    std::jthread thread_; // last: it stops before the rest goes
};

Thumbnails::Thumbnails(fs::path folder, int height, Observer observer)
    : worker_(std::make_unique<Worker>(std::move(folder), height, std::move(observer))) {}

Thumbnails::~Thumbnails() = default;

PicturePtr Thumbnails::get(const fs::path& reel, std::int64_t frame) {
    return worker_->get(reel, frame);
}

} // namespace kinovar::preview
