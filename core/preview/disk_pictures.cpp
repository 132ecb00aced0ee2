#include "core/preview/disk_pictures.h"

#include "core/base/file.h"
#include "core/preview/picture_pack.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>

namespace kinovar::preview {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 31U;
/// Pictures that may wait to be written; more are not kept on disk.
constexpr std::size_t kMostWaiting = std::size_t{256} << 20U;
/// What is left of a spent budget, so that files are not sorted for every picture.
constexpr std::size_t kLeft = 9;
constexpr std::size_t kOf = 10;
/// A file is marked as used at most so often.
constexpr std::chrono::minutes kMark{1};
/// Nobody writes on one picture for so long: a part file of a program that died.
constexpr std::chrono::hours kAbandoned{1};
constexpr std::string_view kPicture = ".picture";
constexpr std::string_view kOrigin = ".origin";
constexpr std::string_view kPart = ".part";
constexpr std::size_t kHexDigits = 16;

template <class Number>
std::optional<Number> number_of(std::string_view text, int base) {
    Number number = 0;
    const auto [end, trouble] =
        std::from_chars(text.data(), text.data() + text.size(), number, base);
    return trouble == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                      : std::nullopt;
}

std::optional<Hash128> clip_of(const std::string& name) {
    if (name.size() != 2 * kHexDigits) {
        return std::nullopt;
    }
    const auto high = number_of<std::uint64_t>(std::string_view(name).substr(0, kHexDigits), 16);
    const auto low = number_of<std::uint64_t>(std::string_view(name).substr(kHexDigits), 16);
    if (!high || !low) {
        return std::nullopt;
    }
    const Hash128 clip{*high, *low};
    return clip.hex() == name ? std::optional(clip) : std::nullopt;
}

/// The same folder may be written by several programs and threads.
fs::path part_of(const fs::path& path) {
    return path.string() + "." + std::to_string(::getpid()) + std::string(kPart);
}

bool write_plainly(const fs::path& path, const std::string& bytes) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    file.close();
    return file.good();
}

} // namespace

DiskPictures::DiskPictures(fs::path folder, std::size_t budget)
    : folder_(std::move(folder)), budget_(budget) {
    if (!folder_.empty()) {
        thread_ = std::jthread([this](const std::stop_token& stop) { serve(stop); });
    }
}

DiskPictures::~DiskPictures() {
    settle(); // what was costly to compute is written down
}

fs::path DiskPictures::path_of(const PictureKey& key) const {
    return folder_ / key.clip.hex() /
           (std::to_string(key.frame) +
            std::string(key.layer == Layer::Picture ? kPicture : kOrigin));
}

PicturePtr DiskPictures::load(const PictureKey& key) {
    if (folder_.empty()) {
        return nullptr;
    }
    // Not asked of the list: it may not be read yet, and another program may have written more.
    const fs::path path = path_of(key);
    std::error_code trouble;
    const Time used = fs::last_write_time(path, trouble);
    const Result<std::string> bytes =
        trouble ? failure(ErrorCode::NotFound, "") : read_file(path, kLargestFile);
    PicturePtr picture = bytes ? unpacked(*bytes) : nullptr;
    const std::lock_guard lock(mutex_);
    if (!picture) {
        if (bytes) {
            fs::remove(path, trouble);
        }
        forget_locked(key);
        return nullptr;
    }
    const Time now = Time::clock::now();
    if (now - used > kMark) {
        fs::last_write_time(path, now, trouble);
    }
    add_locked(key, {bytes->size(), now});
    return picture;
}

void DiskPictures::keep(const PictureKey& key, PicturePtr picture) {
    if (folder_.empty()) {
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        if (waiting_bytes_ + picture->bytes() > kMostWaiting) {
            return;
        }
        waiting_bytes_ += picture->bytes();
        waiting_.push_back({key, std::move(picture)});
        idle_ = false;
    }
    changed_.notify_all();
}

bool DiskPictures::has(const PictureKey& key) const {
    const std::lock_guard lock(mutex_);
    return files_.count(key) != 0;
}

std::vector<FrameSpan> DiskPictures::spans(const Hash128& clip) const {
    const std::lock_guard lock(mutex_);
    const auto at = whole_.find(clip);
    return at == whole_.end() ? std::vector<FrameSpan>{} : at->second.spans();
}

void DiskPictures::set_budget(std::size_t bytes) {
    {
        const std::lock_guard lock(mutex_);
        budget_ = bytes;
        over_ = true;
        idle_ = folder_.empty();
    }
    changed_.notify_all();
}

std::size_t DiskPictures::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

void DiskPictures::clear() {
    settle();
    const std::lock_guard lock(mutex_);
    ++clearings_;
    for (const auto& [key, file] : files_) {
        std::error_code ignored;
        fs::remove(path_of(key), ignored);
        fs::remove(path_of(key).parent_path(), ignored); // when it is empty
    }
    files_.clear();
    whole_.clear();
    waiting_.clear();
    waiting_bytes_ = 0;
    bytes_ = 0;
}

void DiskPictures::settle() {
    if (folder_.empty()) {
        return;
    }
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return idle_; });
}

void DiskPictures::serve(const std::stop_token& stop) {
    list_files(stop);
    enforce_budget();
    std::unique_lock lock(mutex_);
    while (true) {
        idle_ = waiting_.empty() && !over_;
        if (idle_) {
            changed_.notify_all();
        }
        if (!changed_.wait(lock, stop, [&] { return !waiting_.empty() || over_; })) {
            return;
        }
        over_ = false;
        std::optional<Waiting> next;
        if (!waiting_.empty()) {
            next = std::move(waiting_.front());
            waiting_.pop_front();
            waiting_bytes_ -= next->picture->bytes();
        }
        lock.unlock();
        if (next) {
            write(*next);
        }
        enforce_budget();
        lock.lock();
    }
}

void DiskPictures::list_files(const std::stop_token& stop) {
    std::error_code trouble;
    for (fs::directory_iterator folder(folder_, trouble), end; !trouble && folder != end;
         folder.increment(trouble)) {
        if (stop.stop_requested()) {
            return;
        }
        if (const auto clip = clip_of(folder->path().filename().string())) {
            list_clip(folder->path(), *clip);
        }
    }
}

void DiskPictures::list_clip(const fs::path& folder, const Hash128& clip) {
    std::error_code trouble;
    for (fs::directory_iterator file(folder, trouble), end; !trouble && file != end;
         file.increment(trouble)) {
        const fs::path& path = file->path();
        std::error_code ignored;
        const Time used = fs::last_write_time(path, ignored);
        if (path.extension() == kPart && Time::clock::now() - used > kAbandoned) {
            fs::remove(path, ignored);
        }
        const auto frame = number_of<std::int64_t>(path.stem().string(), 10);
        if (!frame || (path.extension() != kPicture && path.extension() != kOrigin)) {
            continue;
        }
        const Layer layer = path.extension() == kPicture ? Layer::Picture : Layer::Origin;
        const auto bytes = static_cast<std::size_t>(fs::file_size(path, ignored));
        const std::lock_guard lock(mutex_);
        add_locked({clip, *frame, layer, Quality::Full}, {bytes, used});
    }
}

void DiskPictures::write(const Waiting& waiting) {
    int clearings = 0;
    {
        const std::lock_guard lock(mutex_);
        clearings = clearings_;
    }
    const fs::path path = path_of(waiting.key);
    const fs::path part = part_of(path);
    const std::string bytes = packed(*waiting.picture);
    std::error_code trouble;
    fs::create_directories(path.parent_path(), trouble);
    // No fsync: a file that a power cut spoilt fails its checksum and is computed again.
    if (bytes.empty() || !write_plainly(part, bytes)) {
        fs::remove(part, trouble);
        return;
    }
    const std::lock_guard lock(mutex_);
    if (clearings == clearings_) {
        fs::rename(part, path, trouble);
    }
    if (clearings != clearings_ || trouble) {
        fs::remove(part, trouble);
        return;
    }
    add_locked(waiting.key, {bytes.size(), Time::clock::now()});
}

void DiskPictures::add_locked(const PictureKey& key, const File& file) {
    const auto [at, is_new] = files_.try_emplace(key, file);
    bytes_ += file.bytes;
    if (!is_new) {
        bytes_ -= at->second.bytes;
        at->second = file;
    } else if (key.layer == Layer::Picture) {
        whole_[key.clip].add(key.frame);
    }
}

void DiskPictures::forget_locked(const PictureKey& key) {
    const auto at = files_.find(key);
    if (at == files_.end()) {
        return;
    }
    bytes_ -= at->second.bytes;
    files_.erase(at);
    if (const auto frames = whole_.find(key.clip);
        key.layer == Layer::Picture && frames != whole_.end()) {
        frames->second.remove(key.frame);
    }
}

void DiskPictures::enforce_budget() {
    const std::lock_guard lock(mutex_);
    if (bytes_ <= budget_) {
        return;
    }
    std::vector<std::pair<Time, PictureKey>> by_age;
    by_age.reserve(files_.size());
    for (const auto& [key, file] : files_) {
        by_age.emplace_back(file.used, key);
    }
    std::sort(by_age.begin(), by_age.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    const std::size_t goal = budget_ / kOf * kLeft;
    for (const auto& [used, key] : by_age) {
        if (bytes_ <= goal) {
            break;
        }
        std::error_code ignored;
        fs::remove(path_of(key), ignored);
        fs::remove(path_of(key).parent_path(), ignored); // when it is empty
        forget_locked(key);
    }
}

} // namespace kinovar::preview
