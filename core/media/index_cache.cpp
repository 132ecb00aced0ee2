#include "core/media/index_cache.h"

#include "core/base/file.h"
#include "core/base/log.h"
#include "core/base/places.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstring>

namespace kinovar::media {

namespace {

namespace fs = std::filesystem;
using Entry = PacketIndex::Entry;

/// Goes up with every change of what is kept, or of how packets are read.
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kMostFiles = 400;
constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 28U;
/// Bytes that a packet takes at least: the shortest numbers and the flags.
constexpr std::size_t kSmallestEntry = 6;
constexpr std::size_t kCheckBytes = 2 * sizeof(std::uint64_t);
constexpr unsigned kPayloadBits = 7;
constexpr unsigned kMore = 0x80;
constexpr unsigned kWordBits = 64;

enum Flag : std::uint8_t { kKeyframe = 1, kHidden = 2, kRepeat = 4 };

fs::path folder() {
    return user_cache_folder() / "index";
}

fs::path path_of(const Hash128& identity) {
    return folder() / (identity.hex() + ".packets");
}

/// Numbers that are mostly small, seven bits a byte, the sign in the lowest.
class Writer {
public:
    void put(std::int64_t value) {
        auto bits = static_cast<std::uint64_t>(value) << 1U ^
                    static_cast<std::uint64_t>(value >> (kWordBits - 1));
        for (; bits >= kMore; bits >>= kPayloadBits) {
            bytes_.push_back(static_cast<char>(bits | kMore));
        }
        bytes_.push_back(static_cast<char>(bits));
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

private:
    std::string bytes_;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    /// 0 once the bytes have run out.
    std::int64_t get() {
        std::uint64_t bits = 0;
        for (unsigned shift = 0; shift < kWordBits; shift += kPayloadBits) {
            if (at_ >= bytes_.size()) {
                good_ = false;
                return 0;
            }
            const auto byte = static_cast<std::uint8_t>(bytes_[at_++]);
            bits |= static_cast<std::uint64_t>(byte & (kMore - 1)) << shift;
            if ((byte & kMore) == 0) {
                return static_cast<std::int64_t>(bits >> 1U ^ (~(bits & 1U) + 1U));
            }
        }
        good_ = false;
        return 0;
    }
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool good_ = true;
};

/// Without overflow, whatever the file says.
std::int64_t plus(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
std::int64_t minus(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

std::string packed(const PacketList& list) {
    Writer writer;
    writer.put(list.checksums ? 1 : 0);
    writer.put(static_cast<std::int64_t>(list.packets.size()));
    Entry before;
    for (const Entry& entry : list.packets) {
        writer.put(minus(entry.position, before.position));
        writer.put(minus(entry.dts, before.dts));
        writer.put(minus(entry.pts, entry.dts));
        writer.put(minus(entry.duration, before.duration));
        writer.put(entry.size);
        writer.put((entry.keyframe ? kKeyframe : 0) | (entry.hidden ? kHidden : 0) |
                   (entry.repeat ? kRepeat : 0));
        before = entry;
    }
    return writer.bytes();
}

std::optional<PacketList> unpacked(std::string_view bytes) {
    Reader reader(bytes);
    PacketList list;
    list.checksums = reader.get() != 0;
    const std::int64_t count = reader.get();
    if (!reader.good() || count < 0 ||
        static_cast<std::uint64_t>(count) > reader.left() / kSmallestEntry) {
        return std::nullopt;
    }
    list.packets.reserve(static_cast<std::size_t>(count));
    Entry before;
    for (std::int64_t i = 0; i < count; ++i) {
        Entry entry;
        entry.position = plus(before.position, reader.get());
        entry.dts = plus(before.dts, reader.get());
        entry.pts = plus(entry.dts, reader.get());
        entry.duration = plus(before.duration, reader.get());
        entry.size = static_cast<int>(reader.get());
        const std::int64_t flags = reader.get();
        entry.keyframe = (flags & kKeyframe) != 0;
        entry.hidden = (flags & kHidden) != 0;
        entry.repeat = (flags & kRepeat) != 0;
        list.packets.push_back(entry);
        before = entry;
    }
    return reader.good() && reader.left() == 0 ? std::optional(std::move(list)) : std::nullopt;
}

std::string check_of(std::string_view body) {
    const Hash128 hash = Hasher().add(kVersion).add(body).finish();
    std::string check(kCheckBytes, '\0');
    std::memcpy(check.data(), &hash.high, sizeof(hash.high));
    std::memcpy(check.data() + sizeof(hash.high), &hash.low, sizeof(hash.low));
    return check;
}

void remove_oldest() {
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    std::error_code ignored;
    for (fs::directory_iterator file(folder(), ignored), end; !ignored && file != end;
         file.increment(ignored)) {
        if (file->path().extension() == ".packets") {
            std::error_code gone;
            files.emplace_back(fs::last_write_time(file->path(), gone), file->path());
        }
    }
    if (files.size() <= kMostFiles) {
        return;
    }
    std::sort(files.begin(), files.end());
    for (std::size_t i = 0; i < files.size() - kMostFiles; ++i) {
        fs::remove(files[i].second, ignored);
    }
}

} // namespace

std::optional<Hash128> file_identity(const fs::path& path, const Demuxer& demuxer) {
    struct stat facts {};
    if (::stat(path.c_str(), &facts) != 0) {
        return std::nullopt;
    }
    std::error_code ignored;
    Hasher hasher;
    hasher.add("packets").add(kVersion).add(static_cast<std::int64_t>(avformat_version()));
    hasher.add(fs::absolute(path, ignored).lexically_normal().string());
    hasher.add(static_cast<std::int64_t>(facts.st_size));
    hasher.add(static_cast<std::int64_t>(facts.st_mtim.tv_sec));
    hasher.add(static_cast<std::int64_t>(facts.st_mtim.tv_nsec));
    hasher.add(static_cast<std::int64_t>(facts.st_dev));
    hasher.add(static_cast<std::int64_t>(facts.st_ino));
    hasher.add(static_cast<std::int64_t>(demuxer.video_stream()));
    hasher.add(static_cast<std::int64_t>(demuxer.stream().codecpar->codec_id));
    return hasher.finish();
}

std::optional<PacketList> kept_packets(const Hash128& identity) {
    const fs::path path = path_of(identity);
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        return std::nullopt;
    }
    const auto bytes = read_file(path, kLargestFile);
    if (!bytes) {
        return std::nullopt;
    }
    std::optional<PacketList> list;
    const std::string_view all(*bytes);
    if (all.size() >= kCheckBytes &&
        all.substr(0, kCheckBytes) == check_of(all.substr(kCheckBytes))) {
        list = unpacked(all.substr(kCheckBytes));
    }
    if (list) {
        fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);
    } else {
        fs::remove(path, ignored);
    }
    return list;
}

void keep_packets(const Hash128& identity, const PacketList& packets) {
    const std::string body = packed(packets);
    Status kept = make_folder(folder());
    if (kept) {
        kept = write_file(path_of(identity), check_of(body) + body);
    }
    if (!kept) {
        log(LogLevel::Debug, "the index is not kept: " + kept.error().message);
        return;
    }
    remove_oldest();
}

} // namespace kinovar::media
