#include "core/media/picture_file.h"
#include "core/project/reel_edits.h"

#include <fmt/format.h>

namespace kinovar::project {

namespace {

namespace fs = std::filesystem;

/// Entries of a folder that find_moved() looks at: somebody may choose "/".
constexpr std::size_t kMostEntries = 2'000'000;

constexpr const char* kOtherFilm =
    "choose the file that the project was made with, or add this one as a reel of its own";

/// "name." and ".dpx" of "name.%06d.dpx".
struct PatternEnds {
    std::string before;
    std::string after;

    explicit PatternEnds(const fs::path& pattern) {
        const std::string name = pattern.filename().string();
        const std::size_t start = name.find('%');
        const std::size_t end = name.find('d', start);
        before = name.substr(0, start);
        after = end == std::string::npos ? "" : name.substr(end + 1);
    }
    [[nodiscard]] bool fits(const std::string& name) const {
        const bool framed = name.size() > before.size() + after.size() &&
                            name.starts_with(before) && name.ends_with(after);
        return framed &&
               name.find_first_not_of("0123456789", before.size()) == name.size() - after.size();
    }
};

bool has_picture(const fs::path& pattern) {
    const PatternEnds ends(pattern);
    std::error_code trouble;
    for (fs::directory_iterator entry(pattern.parent_path(), trouble), end;
         !trouble && entry != end; entry.increment(trouble)) {
        if (ends.fits(entry->path().filename().string())) {
            return true;
        }
    }
    return false;
}

/// What an entry of a folder could be of a missing reel; empty: nothing.
fs::path found_as(const Reel& reel, const fs::directory_entry& entry) {
    std::error_code ignored;
    const std::string name = entry.path().filename().string();
    if (media::is_sequence_pattern(reel.path)) {
        return PatternEnds(reel.path).fits(name) ? entry.path().parent_path() / reel.path.filename()
                                                 : fs::path();
    }
    const fs::path wanted =
        reel.path.has_filename() ? reel.path.filename() : reel.path.parent_path().filename();
    if (name != wanted) {
        return {};
    }
    const bool size_fits =
        reel.bytes == 0 || entry.is_directory(ignored) || entry.file_size(ignored) == reel.bytes;
    return size_fits ? entry.path() : fs::path();
}

Status check_same_film(const Reel& reel, const media::MediaInfo& info) {
    const media::VideoInfo& video = info.video;
    if (info.has_video && video.frames == reel.frames && video.width == reel.width &&
        video.height == reel.height) {
        return {};
    }
    return failure(
        ErrorCode::Refused,
        fmt::format("{} is not the same film as {}: {} frames of {}×{} instead of {} of {}×{}",
                    info.path.string(), reel.name, info.has_video ? video.frames : 0, video.width,
                    video.height, reel.frames, reel.width, reel.height),
        kOtherFilm);
}

/// Of a reel whose frames are made of its file, only the file's bytes tell.
Status check_same_file(const Reel& reel, const media::MediaInfo& info) {
    if (info.has_video && (reel.bytes == 0 || info.bytes == reel.bytes)) {
        return {};
    }
    return failure(ErrorCode::Refused,
                   fmt::format("{} is not the file of {}: {} bytes instead of {}",
                               info.path.string(), reel.name, info.bytes, reel.bytes),
                   kOtherFilm);
}

} // namespace

bool media_is_there(const Reel& reel) {
    if (media::is_sequence_pattern(reel.path)) {
        return has_picture(reel.path);
    }
    std::error_code ignored;
    return fs::exists(reel.path, ignored);
}

Result<Edit> relink(const Document& document, Id reel_id, const media::MediaInfo& info) {
    const Reel* reel = document.get<Reel>(reel_id);
    if (reel == nullptr) {
        return failure(ErrorCode::NotFound, fmt::format("there is no reel {}", reel_id));
    }
    if (!reel->source_chain.steps.empty()) {
        KINOVAR_TRY(check_same_file(*reel, info));
    } else {
        KINOVAR_TRY(check_same_film(*reel, info));
    }
    Reel moved = *reel;
    const bool named_after_file = reel->name == reel->path.filename().string();
    moved.path = fs::absolute(info.path).lexically_normal();
    moved.bytes = info.bytes;
    if (named_after_file) {
        moved.name = moved.path.filename().string();
    }
    EditBuilder builder(document);
    builder.update(std::move(moved));
    return builder.finish("Relink media");
}

std::map<Id, fs::path> find_moved(const Document& document, const fs::path& folder) {
    std::map<Id, fs::path> found;
    std::vector<const Reel*> missing;
    for (const auto& [id, reel] : document.all<Reel>()) {
        if (!media_is_there(reel)) {
            missing.push_back(&reel);
        }
    }
    std::error_code trouble;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied,
                                           trouble);
    const fs::recursive_directory_iterator end;
    for (std::size_t n = 0;
         !trouble && entry != end && n < kMostEntries && found.size() < missing.size(); ++n) {
        for (const Reel* reel : missing) {
            if (fs::path path = found_as(*reel, *entry); !path.empty()) {
                found.emplace(reel->id, std::move(path));
            }
        }
        entry.increment(trouble);
    }
    return found;
}

} // namespace kinovar::project
