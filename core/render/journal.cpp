#include "core/render/journal.h"

#include "core/base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <optional>
#include <utility>

namespace kinovar::render {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kFormatVersion = 1;
constexpr std::size_t kChecksumDigits = 32;
constexpr std::uint64_t kMaxJournalBytes = 1ULL << 30U;
constexpr int kMaxJsonDepth = 4;
constexpr const char* kJournalName = "journal";

std::string with_checksum(const Json& json) {
    const std::string body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return Hasher().add(body).finish().hex() + " " + body + "\n";
}

std::optional<Hash128> hash_from_hex(const std::string& hex) {
    constexpr std::size_t kHalf = kChecksumDigits / 2;
    Hash128 hash;
    if (hex.size() != kChecksumDigits) {
        return std::nullopt;
    }
    const char* const middle = hex.data() + kHalf;
    const char* const end = hex.data() + kChecksumDigits;
    const auto high = std::from_chars(hex.data(), middle, hash.high, 16);
    const auto low = std::from_chars(middle, end, hash.low, 16);
    if (high.ptr != middle || low.ptr != end) {
        return std::nullopt;
    }
    return hash;
}

/// The JSON of one line if its checksum holds.
std::optional<Json> line_content(std::string_view line) {
    if (line.size() < kChecksumDigits + 1 || line[kChecksumDigits] != ' ') {
        return std::nullopt;
    }
    const std::string_view body = line.substr(kChecksumDigits + 1);
    if (Hasher().add(body).finish().hex() != line.substr(0, kChecksumDigits)) {
        return std::nullopt;
    }
    const auto shallow = [](int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
        return depth <= kMaxJsonDepth;
    };
    Json json = Json::parse(body, shallow, false);
    if (!json.is_object()) {
        return std::nullopt;
    }
    return json;
}

std::optional<std::int64_t> natural(const Json& json, const char* key) {
    if (!json.contains(key) || !json[key].is_number_integer()) {
        return std::nullopt;
    }
    const auto value = json[key].get<std::int64_t>();
    return value < 0 ? std::nullopt : std::optional(value);
}

std::optional<std::string> text(const Json& json, const char* key) {
    if (!json.contains(key) || !json[key].is_string()) {
        return std::nullopt;
    }
    return json[key].get<std::string>();
}

/// A piece's file is a plain name: it cannot lead out of its folder.
bool is_plain_name(const std::string& name) {
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
           name.find('\0') == std::string::npos;
}

std::optional<JournalPiece> piece_from_json(const Json& json) {
    const auto first = natural(json, "first");
    const auto last = natural(json, "last");
    const auto bytes = natural(json, "bytes");
    const auto file = text(json, "file");
    const auto hash = hash_from_hex(text(json, "hash").value_or(""));
    if (!first || !last || !bytes || !file || !hash || *last < *first || !is_plain_name(*file)) {
        return std::nullopt;
    }
    JournalPiece piece{*first, *last, *file, static_cast<std::uint64_t>(*bytes), *hash, {}};
    if (json.contains("damage")) {
        if (!json["damage"].is_array()) {
            return std::nullopt;
        }
        for (const Json& item : json["damage"]) {
            const auto frame = item.is_object() ? natural(item, "frame") : std::nullopt;
            const auto reason = item.is_object() ? text(item, "reason") : std::nullopt;
            if (!frame || !reason) {
                return std::nullopt;
            }
            piece.damage.push_back({*frame, *reason});
        }
    }
    return piece;
}

Json to_json(const JournalPiece& piece) {
    Json json = {{"first", piece.first},
                 {"last", piece.last},
                 {"file", piece.file},
                 {"bytes", piece.bytes},
                 {"hash", piece.hash.hex()}};
    for (const JournalDamage& damage : piece.damage) {
        json["damage"].push_back({{"frame", damage.frame}, {"reason", damage.reason}});
    }
    return json;
}

std::string header_line(const Hash128& fingerprint) {
    return with_checksum({{"kinovar-render", kFormatVersion}, {"fingerprint", fingerprint.hex()}});
}

Result<Hash128> hash_of_file(const std::filesystem::path& path, std::uint64_t& bytes) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return failure(error_from_errno(errno, "cannot open", path));
    }
    Hasher hasher;
    std::string block(std::size_t{1} << 20U, '\0');
    bytes = 0;
    ssize_t got = 0;
    while ((got = ::read(file, block.data(), block.size())) > 0) {
        hasher.add(std::string_view(block.data(), static_cast<std::size_t>(got)));
        bytes += static_cast<std::uint64_t>(got);
    }
    const int trouble = errno;
    ::close(file);
    if (got < 0) {
        return failure(error_from_errno(trouble, "cannot read", path));
    }
    return hasher.finish();
}

bool is_intact(const std::filesystem::path& path, const JournalPiece& piece) {
    std::error_code trouble;
    if (std::filesystem::file_size(path, trouble) != piece.bytes || trouble) {
        return false;
    }
    std::uint64_t bytes = 0;
    const auto hash = hash_of_file(path, bytes);
    return hash && *hash == piece.hash && bytes == piece.bytes;
}

Status append_line(const std::filesystem::path& path, std::string_view line) {
    const int file = ::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (file < 0) {
        return failure(error_from_errno(errno, "cannot open", path));
    }
    // One write: a torn line is recognised by its checksum, and two can never mix.
    const ssize_t wrote = ::write(file, line.data(), line.size());
    const bool good = wrote == static_cast<ssize_t>(line.size()) && ::fsync(file) == 0;
    const int trouble = wrote >= 0 && !good && errno == 0 ? ENOSPC : errno;
    ::close(file);
    if (!good) {
        return failure(error_from_errno(trouble, "cannot write", path));
    }
    return {};
}

} // namespace

Result<JournalContent> parse_journal(std::string_view text_of_file) {
    JournalContent content;
    bool have_header = false;
    std::size_t at = 0;
    while (at < text_of_file.size()) {
        const std::size_t end = text_of_file.find('\n', at);
        if (end == std::string_view::npos) {
            break;
        }
        const auto json = line_content(text_of_file.substr(at, end - at));
        if (!json) {
            break;
        }
        if (!have_header) {
            const auto fingerprint = hash_from_hex(text(*json, "fingerprint").value_or(""));
            if (natural(*json, "kinovar-render") != kFormatVersion || !fingerprint) {
                break;
            }
            content.fingerprint = *fingerprint;
            have_header = true;
        } else {
            auto piece = piece_from_json(*json);
            if (!piece ||
                (!content.pieces.empty() && piece->first != content.pieces.back().last + 1)) {
                break;
            }
            content.pieces.push_back(std::move(*piece));
        }
        at = end + 1;
        content.intact_bytes = at;
    }
    if (!have_header) {
        return failure(ErrorCode::Corrupt, "not a render journal");
    }
    return content;
}

Journal::Journal(std::filesystem::path folder, std::filesystem::path pieces_folder, FolderLock lock)
    : folder_(std::move(folder)), pieces_folder_(std::move(pieces_folder)), lock_(std::move(lock)) {
}

Result<Journal> Journal::open(const std::filesystem::path& folder,
                              const std::filesystem::path& pieces_folder,
                              const Hash128& fingerprint, bool resume) {
    KINOVAR_TRY_ASSIGN(FolderLock lock, FolderLock::take(folder));
    Journal journal(folder, pieces_folder, std::move(lock));
    KINOVAR_TRY(journal.load(fingerprint, resume));
    return journal;
}

Status Journal::load(const Hash128& fingerprint, bool resume) {
    const std::filesystem::path path = folder_ / kJournalName;
    std::string text_to_keep = header_line(fingerprint);
    if (resume && std::filesystem::exists(path)) {
        KINOVAR_TRY_ASSIGN(const std::string old, read_file(path, kMaxJournalBytes));
        const auto content = parse_journal(old);
        if (content && content->fingerprint == fingerprint) {
            for (const JournalPiece& piece : content->pieces) {
                if (!is_intact(pieces_folder_ / piece.file, piece)) {
                    break;
                }
                pieces_.push_back(piece);
                text_to_keep += with_checksum(to_json(piece));
            }
        }
    }
    // Written anew: without a torn tail, and without pieces that are gone.
    return write_file(path, text_to_keep);
}

Status Journal::add(JournalPiece piece) {
    KINOVAR_TRY_ASSIGN(piece.hash, hash_of_file(pieces_folder_ / piece.file, piece.bytes));
    KINOVAR_TRY(append_line(folder_ / kJournalName, with_checksum(to_json(piece))));
    pieces_.push_back(std::move(piece));
    return {};
}

} // namespace kinovar::render
