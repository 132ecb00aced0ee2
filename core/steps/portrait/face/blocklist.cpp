#include "core/steps/portrait/face/blocklist.h"

#include "core/base/file.h"
#include "core/base/places.h"
#include "core/steps/portrait/face/face_analyser.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace kinovar::portrait {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "kinovar-blocklist";
constexpr int kVersion = 1;
constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20U; // some ten thousand faces
constexpr std::size_t kDescriptorLength = 1024;
constexpr float kSamePerson = 0.70F; // measured: the same person .72–.91, others up to .63

Error damaged(std::string_view why) {
    return {ErrorCode::Corrupt, fmt::format("the blocklist is damaged: {}", why),
            "restore the file from a copy; nothing is animated past a list that cannot be read"};
}

Result<std::string> text_in(const nlohmann::json& entry, const char* name) {
    const auto found = entry.find(name);
    if (found == entry.end() || !found->is_string()) {
        return failure(damaged(fmt::format("an entry has no text \"{}\"", name)));
    }
    return found->get<std::string>();
}

Result<BlockedFace> face_from(const nlohmann::json& entry) {
    if (!entry.is_object()) {
        return failure(damaged("an entry is no object"));
    }
    BlockedFace face;
    KINOVAR_TRY_ASSIGN(face.name, text_in(entry, "name"));
    KINOVAR_TRY_ASSIGN(face.reason, text_in(entry, "reason"));
    KINOVAR_TRY_ASSIGN(face.date, text_in(entry, "date"));
    const auto numbers = entry.find("descriptor");
    if (numbers == entry.end() || !numbers->is_array() || numbers->size() != kDescriptorLength) {
        return failure(damaged(
            fmt::format("'{}' has no descriptor of {} numbers", face.name, kDescriptorLength)));
    }
    for (const auto& number : *numbers) {
        const double value = number.is_number() ? number.get<double>() : 2.0;
        if (!(std::abs(value) <= 1)) { // of a vector of unit length
            return failure(damaged(fmt::format("'{}' has an impossible descriptor", face.name)));
        }
        face.descriptor.push_back(static_cast<float>(value));
    }
    return face;
}

} // namespace

std::filesystem::path Blocklist::default_path() {
    const char* set = std::getenv("KINOVAR_BLOCKLIST");
    return set != nullptr && *set != '\0' ? std::filesystem::path(set)
                                          : user_data_folder() / "blocklist.json";
}

Result<Blocklist> Blocklist::from_json(std::string_view text) {
    const auto document = nlohmann::json::parse(text, nullptr, false);
    if (!document.is_object()) {
        return failure(damaged("it is no JSON object"));
    }
    const auto format = document.find("format");
    const auto version = document.find("version");
    const auto list = document.find("faces");
    if (format == document.end() || *format != kFormat || version == document.end() ||
        !version->is_number_integer() || list == document.end() || !list->is_array()) {
        return failure(damaged("format, version or faces are missing"));
    }
    if (*version != kVersion) {
        return failure(ErrorCode::Unsupported,
                       "the blocklist was written by another version of Kinovar",
                       "use that version, or a newer one");
    }
    Blocklist result;
    for (const auto& entry : *list) {
        KINOVAR_TRY_ASSIGN(BlockedFace face, face_from(entry));
        result.add(std::move(face));
    }
    return result;
}

std::string Blocklist::to_json() const {
    Json list = Json::array();
    for (const BlockedFace& face : faces_) {
        list.push_back({{"name", face.name},
                        {"reason", face.reason},
                        {"date", face.date},
                        {"descriptor", face.descriptor}});
    }
    return Json{{"format", kFormat}, {"version", kVersion}, {"faces", std::move(list)}}.dump(
        -1, ' ', false, Json::error_handler_t::replace);
}

Result<Blocklist> Blocklist::load(const std::filesystem::path& path) {
    std::error_code problem;
    if (!std::filesystem::exists(path, problem) && !problem) {
        return Blocklist{};
    }
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(path, kMostBytes));
    auto list = from_json(text);
    if (!list) {
        return failure(list.error().within(path.string()));
    }
    return list;
}

Status Blocklist::save(const std::filesystem::path& path) const {
    KINOVAR_TRY(make_folder(path.parent_path()));
    return write_file(path, to_json() + "\n");
}

bool Blocklist::remove(const std::string& name) {
    return std::erase_if(faces_, [&](const BlockedFace& face) { return face.name == name; }) > 0;
}

const BlockedFace* Blocklist::find(const std::vector<float>& descriptor) const {
    const BlockedFace* best = nullptr;
    float most = kSamePerson;
    for (const BlockedFace& face : faces_) {
        const float alike = likeness(face.descriptor, descriptor);
        if (alike >= most) {
            most = alike;
            best = &face;
        }
    }
    return best;
}

} // namespace kinovar::portrait
