#include "core/steps/colourise/hints.h"

#include "core/base/file.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace kinovar::colourise {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostBytes = std::size_t{16} << 20U;
constexpr std::size_t kMostHints = 10'000;
constexpr std::size_t kMostReferences = 1'000;
constexpr std::size_t kMostKeys = 10'000;
constexpr std::size_t kMostPlaces = 4'096; ///< of one hint at one frame
constexpr std::size_t kMostTextBytes = 4'096;
constexpr std::size_t kMostNameBytes = 32; ///< of what an error repeats
/// Set, list, hint, its keys, a key, its places, a place, its numbers.
constexpr int kMostDepth = 7;
constexpr std::int64_t kVersion = 1;
constexpr double kMostSize = 0.5; ///< a point as high as the picture
constexpr double kLeastAb = -128;
constexpr double kMostAb = 127;
constexpr const char* kExample =
    R"(a hint looks like {"at": [0.5, 0.4], "frame": 0, "colour": "#8a6a4f"})";

struct Limits {
    double least = 0;
    double most = 0;
};

tl::unexpected<Error> bad(std::string message, std::string hint = kExample) {
    return failure(ErrorCode::Corrupt, std::move(message), std::move(hint));
}

/// Names that are strange or long are not repeated.
std::string repeated(const std::string& name) {
    const bool plain =
        name.size() <= kMostNameBytes && std::all_of(name.begin(), name.end(), [](char c) {
            return static_cast<unsigned char>(c) >= ' ' && c != '\x7f';
        });
    return plain ? name : "…";
}

/// Nothing where it is nested too deeply or no JSON.
std::optional<Json> parse(std::string_view text) {
    bool deep = false;
    const auto watch = [&deep](int depth, Json::parse_event_t /*event*/, Json& /*parsed*/) {
        deep = deep || depth > kMostDepth;
        return !deep;
    };
    Json json = Json::parse(text, watch, false);
    return deep || json.is_discarded() ? std::nullopt : std::optional<Json>(std::move(json));
}

/// An object of a file, and what errors call it.
struct Entry {
    const Json& json;
    std::string name;

    [[nodiscard]] const Json* find(const char* key) const {
        const auto found = json.find(key);
        return found == json.end() ? nullptr : &*found;
    }
    [[nodiscard]] tl::unexpected<Error> fault(std::string_view what,
                                              std::string hint = kExample) const {
        return bad(fmt::format("{}: {}", name, what), std::move(hint));
    }
};

Status check_names(const Entry& entry, std::span<const std::string_view> known) {
    for (const auto& item : entry.json.items()) {
        if (std::find(known.begin(), known.end(), item.key()) == known.end()) {
            return entry.fault(fmt::format("\"{}\" is not known here", repeated(item.key())),
                               fmt::format("known: {}", fmt::join(known, ", ")));
        }
    }
    return {};
}

bool is_number_in(const Json& json, const Limits& limits) {
    return json.is_number() && json.get<double>() >= limits.least &&
           json.get<double>() <= limits.most;
}

Result<double> number_of(const Entry& entry, const char* key, const Limits& limits,
                         double fallback) {
    const Json* json = entry.find(key);
    if (json == nullptr) {
        return fallback;
    }
    if (!is_number_in(*json, limits)) {
        return entry.fault(
            fmt::format("\"{}\" is no number from {} to {}", key, limits.least, limits.most));
    }
    return json->get<double>();
}

Result<std::int64_t> frame_from(const Entry& entry, const char* key, const Json& json) {
    if (!json.is_number_integer() ||
        !is_number_in(json, {0, static_cast<double>(kLastOfAnyFilm)})) {
        return entry.fault(fmt::format("\"{}\" is no number of a frame", key),
                           fmt::format("whole numbers from 0 to {}", kLastOfAnyFilm));
    }
    return json.get<std::int64_t>();
}

Result<std::string> text_of(const Entry& entry, const char* key) {
    const Json* json = entry.find(key);
    if (json == nullptr) {
        return std::string();
    }
    if (!json->is_string()) {
        return entry.fault(fmt::format("\"{}\" is no text", key));
    }
    const auto& text = json->get_ref<const std::string&>();
    if (text.size() > kMostTextBytes) {
        return entry.fault(fmt::format("\"{}\" is {} bytes long", key, text.size()),
                           fmt::format("at most {} bytes", kMostTextBytes));
    }
    if (text.find('\0') != std::string::npos) {
        return entry.fault(fmt::format("\"{}\" has a zero byte in it", key));
    }
    return text;
}

Result<bool> switch_of(const Entry& entry, const char* key) {
    const Json* json = entry.find(key);
    if (json != nullptr && !json->is_boolean()) {
        return entry.fault(fmt::format("\"{}\" is neither true nor false", key));
    }
    return json != nullptr && json->get<bool>();
}

std::optional<Rgb> colour_from(std::string_view text) {
    constexpr std::size_t kLength = 7;
    if (text.size() != kLength || text.front() != '#') {
        return std::nullopt;
    }
    Rgb colour{};
    for (std::size_t i = 0; i < colour.size(); ++i) {
        unsigned value = 0;
        const char* begin = text.data() + 1 + 2 * i;
        if (std::from_chars(begin, begin + 2, value, 16).ptr != begin + 2) {
            return std::nullopt;
        }
        colour[i] = static_cast<float>(value) / 255;
    }
    return colour;
}

Result<Ab> colour_of(const Entry& entry) {
    const Json* colour = entry.find("colour");
    const Json* ab = entry.find("ab");
    if ((colour == nullptr) == (ab == nullptr)) {
        return entry.fault(colour == nullptr ? "it has no colour" : "it has two colours",
                           R"(write "colour": "#rrggbb", or "ab": [a, b] of CIE Lab)");
    }
    if (colour != nullptr) {
        const std::optional<Rgb> rgb =
            colour->is_string() ? colour_from(colour->get_ref<const std::string&>()) : std::nullopt;
        if (!rgb) {
            return entry.fault("\"colour\" is none", R"(write it as "#8a6a4f")");
        }
        return ab_of(*rgb);
    }
    const Limits limits{kLeastAb, kMostAb};
    if (!ab->is_array() || ab->size() != 2 || !is_number_in((*ab)[0], limits) ||
        !is_number_in((*ab)[1], limits)) {
        return entry.fault(
            fmt::format("\"ab\" is no pair of numbers from {} to {}", kLeastAb, kMostAb));
    }
    return Ab{(*ab)[0].get<float>(), (*ab)[1].get<float>()};
}

Result<HintShape> shape_of(const Entry& entry) {
    KINOVAR_TRY_ASSIGN(const std::string text, text_of(entry, "shape"));
    if (text.empty()) {
        return HintShape::Point;
    }
    for (const HintShape shape : {HintShape::Point, HintShape::Stroke, HintShape::Region}) {
        if (text == to_string(shape)) {
            return shape;
        }
    }
    return entry.fault("\"shape\" is none of point, stroke, region");
}

std::optional<Place> place_from(const Json& json) {
    constexpr Limits kPicture{0, 1};
    if (!json.is_array() || json.size() != 2 || !is_number_in(json[0], kPicture) ||
        !is_number_in(json[1], kPicture)) {
        return std::nullopt;
    }
    return Place{json[0].get<double>(), json[1].get<double>()};
}

/// [[x, y], …] or, for a point, [x, y].
Result<std::vector<Place>> places_from(const Entry& entry, const char* key, const Json& json,
                                       HintShape shape) {
    const bool bare = json.is_array() && !json.empty() && !json.front().is_array();
    std::vector<Place> places;
    const std::size_t count = bare ? 1 : json.size();
    if (!json.is_array() || count > kMostPlaces) {
        return entry.fault(fmt::format("\"{}\" is no list of at most {} places", key, kMostPlaces));
    }
    places.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::optional<Place> place = place_from(bare ? json : json[i]);
        if (!place) {
            return entry.fault(fmt::format("place {} of \"{}\" is not [x, y]", i + 1, key),
                               "x and y go from 0 to 1: from left to right and from top to bottom");
        }
        places.push_back(*place);
    }
    constexpr std::array<std::size_t, 3> kLeast = {1, 1, 3};
    const std::size_t least = kLeast[static_cast<std::size_t>(shape)];
    if (places.size() < least || (shape == HintShape::Point && places.size() != 1)) {
        return entry.fault(fmt::format("\"{}\" has {} places", key, places.size()),
                           "a point has one, a stroke at least one, a region at least three");
    }
    return places;
}

Result<HintKey> key_from(const Entry& entry, HintShape shape) {
    if (!entry.json.is_object()) {
        return entry.fault(R"(it is not {"frame": n, "places": [[x, y]]})");
    }
    constexpr std::array<std::string_view, 2> kKnown = {"frame", "places"};
    KINOVAR_TRY(check_names(entry, kKnown));
    const Json* frame = entry.find("frame");
    const Json* places = entry.find("places");
    if (frame == nullptr || places == nullptr) {
        return entry.fault(fmt::format("\"{}\" is missing", frame == nullptr ? "frame" : "places"));
    }
    HintKey key;
    KINOVAR_TRY_ASSIGN(key.frame, frame_from(entry, "frame", *frame));
    KINOVAR_TRY_ASSIGN(key.places, places_from(entry, "places", *places, shape));
    return key;
}

Result<std::vector<HintKey>> listed_keys(const Entry& entry, const Json& list, HintShape shape) {
    if (!list.is_array() || list.empty() || list.size() > kMostKeys) {
        return entry.fault(fmt::format("\"keys\" is no list of 1 to {} keys", kMostKeys));
    }
    std::vector<HintKey> keys;
    keys.reserve(list.size());
    for (const Json& item : list) {
        KINOVAR_TRY_ASSIGN(
            HintKey key,
            key_from({item, fmt::format("{}, key {}", entry.name, keys.size() + 1)}, shape));
        keys.push_back(std::move(key));
    }
    const auto earlier = [](const HintKey& a, const HintKey& b) { return a.frame < b.frame; };
    std::stable_sort(keys.begin(), keys.end(), earlier);
    const auto twice =
        std::adjacent_find(keys.begin(), keys.end(),
                           [&](const HintKey& a, const HintKey& b) { return !earlier(a, b); });
    if (twice != keys.end()) {
        return entry.fault(fmt::format("two keys are of frame {}", twice->frame));
    }
    return keys;
}

/// "keys", or "at" with "frame", which is the hint's first one unless it is given.
Result<std::vector<HintKey>> keys_of(const Entry& entry, const ColourHint& hint) {
    const Json* list = entry.find("keys");
    const Json* at = entry.find("at");
    const Json* frame = entry.find("frame");
    if ((list == nullptr) == (at == nullptr) || (list != nullptr && frame != nullptr)) {
        return entry.fault(list == nullptr ? "it says no place" : "it says its place twice",
                           R"(write "at": [x, y] with "frame": n, or "keys")");
    }
    if (list != nullptr) {
        return listed_keys(entry, *list, hint.shape);
    }
    HintKey key{hint.first, {}};
    if (frame != nullptr) {
        KINOVAR_TRY_ASSIGN(key.frame, frame_from(entry, "frame", *frame));
    }
    KINOVAR_TRY_ASSIGN(key.places, places_from(entry, "at", *at, hint.shape));
    return std::vector<HintKey>{std::move(key)};
}

Status read_range(const Entry& entry, ColourHint& hint) {
    const Json* frames = entry.find("frames");
    if (frames == nullptr) {
        return {};
    }
    if (!frames->is_array() || frames->size() != 2) {
        return entry.fault("\"frames\" is not [first, last]");
    }
    KINOVAR_TRY_ASSIGN(hint.first, frame_from(entry, "frames", (*frames)[0]));
    KINOVAR_TRY_ASSIGN(hint.last, frame_from(entry, "frames", (*frames)[1]));
    if (hint.first > hint.last) {
        return entry.fault(
            fmt::format("\"frames\" goes backwards, from {} to {}", hint.first, hint.last));
    }
    return {};
}

/// All but range, citation and flag.
Status read_body(const Entry& entry, ColourHint& hint) {
    KINOVAR_TRY_ASSIGN(hint.shape, shape_of(entry));
    KINOVAR_TRY_ASSIGN(hint.colour, colour_of(entry));
    KINOVAR_TRY_ASSIGN(hint.size, number_of(entry, "size", {0, kMostSize}, hint.size));
    KINOVAR_TRY_ASSIGN(hint.strength, number_of(entry, "strength", {0, 1}, hint.strength));
    KINOVAR_TRY_ASSIGN(hint.keys, keys_of(entry, hint));
    return {};
}

Result<ColourHint> hint_from(const Entry& entry) {
    constexpr std::array<std::string_view, 11> kKnown = {
        "shape", "colour", "ab",    "size",     "strength",  "frames",
        "keys",  "at",     "frame", "citation", "documented"};
    KINOVAR_TRY(check_names(entry, kKnown));
    ColourHint hint;
    KINOVAR_TRY(read_range(entry, hint));
    KINOVAR_TRY(read_body(entry, hint));
    KINOVAR_TRY_ASSIGN(hint.citation, text_of(entry, "citation"));
    KINOVAR_TRY_ASSIGN(hint.documented, switch_of(entry, "documented"));
    return hint;
}

Result<std::filesystem::path> file_of(const Entry& entry, const std::filesystem::path& folder) {
    KINOVAR_TRY_ASSIGN(const std::string file, text_of(entry, "file"));
    if (file.empty()) {
        return entry.fault("it names no \"file\"",
                           R"(a reference looks like {"frame": 0, "file": "coloured.png"})");
    }
    return (folder / file).lexically_normal();
}

Result<ColourReference> reference_from(const Entry& entry, const std::filesystem::path& folder) {
    constexpr std::array<std::string_view, 4> kKnown = {"frame", "file", "citation", "documented"};
    KINOVAR_TRY(check_names(entry, kKnown));
    ColourReference reference;
    const Json* frame = entry.find("frame");
    if (frame == nullptr) {
        return entry.fault("it does not say its \"frame\"");
    }
    KINOVAR_TRY_ASSIGN(reference.frame, frame_from(entry, "frame", *frame));
    KINOVAR_TRY_ASSIGN(reference.file, file_of(entry, folder));
    KINOVAR_TRY_ASSIGN(reference.citation, text_of(entry, "citation"));
    KINOVAR_TRY_ASSIGN(reference.documented, switch_of(entry, "documented"));
    return reference;
}

/// Reads a list of objects, each by `read`, into `into`.
template <class One, class Read>
Status read_list(const Json& root, const char* key, const char* name, std::size_t most,
                 std::vector<One>& into, const Read& read) {
    const auto list = root.find(key);
    if (list == root.end()) {
        return {};
    }
    if (!list->is_array() || list->size() > most) {
        return bad(fmt::format("hints of colour: \"{}\" is no list of at most {}", key, most));
    }
    into.reserve(list->size());
    for (const Json& item : *list) {
        const Entry entry{item, fmt::format("{} {}", name, into.size() + 1)};
        if (!item.is_object()) {
            return entry.fault("it is no object");
        }
        KINOVAR_TRY_ASSIGN(One one, read(entry));
        into.push_back(std::move(one));
    }
    return {};
}

} // namespace

Result<HintSet> hints_from_json(std::string_view json, const std::filesystem::path& folder) {
    if (json.size() > kMostBytes) {
        return bad("hints of colour: the text is longer than 16 MiB");
    }
    const std::optional<Json> root = parse(json);
    if (!root || !root->is_object()) {
        return bad("hints of colour: this is no JSON object in UTF-8, or one that is nested too "
                   "deeply",
                   R"(write {"version": 1, "hints": [], "references": []})");
    }
    constexpr std::array<std::string_view, 3> kKnown = {"version", "hints", "references"};
    KINOVAR_TRY(check_names({*root, "hints of colour"}, kKnown));
    if (const auto version = root->find("version");
        version != root->end() && *version != kVersion) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("hints of colour: their \"version\" is not {}", kVersion),
                       "a newer version of this program may read them");
    }
    HintSet set;
    KINOVAR_TRY(read_list(*root, "hints", "hint", kMostHints, set.hints, hint_from));
    KINOVAR_TRY(read_list(*root, "references", "reference", kMostReferences, set.references,
                          [&](const Entry& entry) { return reference_from(entry, folder); }));
    return set;
}

Result<HintSet> read_hints(const std::string& file_or_json) {
    if (file_or_json.empty()) {
        return HintSet{};
    }
    if (file_or_json.front() == '{') {
        return hints_from_json(file_or_json, {});
    }
    const std::filesystem::path path(file_or_json);
    KINOVAR_TRY_ASSIGN(const std::string json, read_file(path, kMostBytes));
    auto set = hints_from_json(json, std::filesystem::absolute(path).parent_path());
    if (!set) {
        return failure(set.error().within(file_or_json));
    }
    return set;
}

Result<HintOrReference> from_row(const HintRow& row) {
    const std::optional<Json> json =
        row.values.size() > kMostBytes ? std::nullopt : parse(row.values);
    if (!json || !json->is_object()) {
        return bad("the row of a hint of colour: its values are no JSON object");
    }
    if (row.first < 0 || row.last < row.first) {
        return bad("the row of a hint of colour: its frames are none");
    }
    if (json->contains("file")) {
        const Entry entry{*json, "the row of a reference"};
        ColourReference reference{row.first, {}, std::string(row.citation), row.documented};
        KINOVAR_TRY_ASSIGN(reference.file, file_of(entry, {}));
        return reference;
    }
    const Entry entry{*json, "the row of a hint of colour"};
    ColourHint hint;
    hint.first = row.first;
    hint.last = row.last;
    hint.citation = row.citation;
    hint.documented = row.documented;
    KINOVAR_TRY(read_body(entry, hint));
    return hint;
}

} // namespace kinovar::colourise
