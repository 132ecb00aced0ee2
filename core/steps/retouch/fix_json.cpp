// Fixes as JSON. Each struct is described once (describe), which a Writer and a Reader follow.

#include "core/base/base64.h"
#include "core/base/cache.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/steps/retouch/fix.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <span>

namespace kinovar::retouch {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostFileBytes = std::size_t{1} << 30U;
constexpr std::size_t kMostFixBytes = std::size_t{64} << 20U;
constexpr std::size_t kMostItems = 100'000; ///< fixes, marks, moves, points of one of them …
constexpr std::size_t kMostTextBytes = 4'096;
constexpr std::size_t kMostNameBytes = 32; ///< of what an error repeats
/// File, list, fix, area, marks, mark, points, point.
constexpr int kMostDepth = 9;
constexpr std::int64_t kVersion = 1;
constexpr double kFar = 8; ///< places may lie outside of the picture, this far
constexpr double kMostSize = 4;
constexpr double kMostScale = 64;
constexpr double kMostReach = 240;
constexpr const char* kHexDigits = "0123456789abcdef";
constexpr std::size_t kParsedBudget = std::size_t{256} << 20U;

struct Limits {
    double least = 0;
    double most = 1;
};
constexpr Limits kShare{0, 1};
constexpr Limits kAnywhere{-kFar, 1 + kFar};
constexpr Limits kSize{1e-6, kMostSize};
constexpr Limits kFrames{0, static_cast<double>(kLastOfAnyFilm)};
constexpr Limits kShift{-static_cast<double>(kLastOfAnyFilm), static_cast<double>(kLastOfAnyFilm)};

using Names = std::span<const char* const>;
constexpr std::array kShapes{"stroke", "outline"};
constexpr std::array kModes{"normal", "lighten", "darken", "colour"};
constexpr std::array kMethods{"auto", "neighbours", "surroundings", "model"};
constexpr std::array kMoves{"push", "pinch", "bloat", "restore"};
constexpr std::array kTextures{"real", "synthetic"};
constexpr std::array kFollows{"still", "region", "face"};

/// Names that are strange or long are not repeated.
std::string repeated(const std::string& name) {
    const bool plain =
        name.size() <= kMostNameBytes && std::all_of(name.begin(), name.end(), [](char c) {
            return static_cast<unsigned char>(c) >= ' ' && c != '\x7f';
        });
    return plain ? name : "…";
}

class Writer {
public:
    [[nodiscard]] Json take() { return std::move(json_); }
    [[nodiscard]] static constexpr bool reads() { return false; }

    void number(const char* name, double& value, Limits /*limits*/) { json_[name] = value; }
    void whole(const char* name, std::int64_t& value, Limits /*limits*/) { json_[name] = value; }
    void whole(const char* name, int& value, Limits /*limits*/) { json_[name] = value; }
    void toggle(const char* name, bool& value) { json_[name] = value; }
    void text(const char* name, std::string& value) { json_[name] = value; }
    template <class Enum>
    void choice(const char* name, Enum& value, Names names) {
        json_[name] = names[static_cast<std::size_t>(value)];
    }
    void bytes(const char* name, std::string& value) {
        if (!value.empty()) {
            json_[name] = encode_base64(value);
        }
    }
    void place(const char* name, Place& value) { json_[name] = {value.x, value.y}; }
    void places(const char* name, std::vector<Place>& list) {
        Json& out = json_[name] = Json::array();
        for (const Place& one : list) {
            out.push_back({one.x, one.y});
        }
    }
    void points(const char* name, std::vector<StrokePoint>& list) {
        Json& out = json_[name] = Json::array();
        for (const StrokePoint& point : list) {
            if (point.pressure == 1) {
                out.push_back({point.at.x, point.at.y});
            } else {
                out.push_back({point.at.x, point.at.y, point.pressure});
            }
        }
    }
    void rgb(const char* name, std::array<double, 3>& value) { json_[name] = value; }
    void luma(const char* name,
              std::array<std::uint8_t, std::size_t{Anchor::kSide} * Anchor::kSide>& value) {
        std::string hex;
        for (const std::uint8_t byte : value) {
            hex += {kHexDigits[byte >> 4U], kHexDigits[byte & 15U]};
        }
        json_[name] = hex;
    }
    template <class T, class Describe>
    void object(const char* name, T& value, Describe describe) {
        Writer inner;
        describe(inner, value);
        json_[name] = inner.take();
    }
    template <class T, class Describe>
    void maybe(const char* name, std::optional<T>& value, Describe describe) {
        if (value) {
            object(name, *value, describe);
        }
    }
    void maybe_place(const char* name, std::optional<Place>& value) {
        if (value) {
            place(name, *value);
        }
    }
    template <class T, class Describe>
    void list(const char* name, std::vector<T>& values, Describe describe) {
        Json& out = json_[name] = Json::array();
        for (T& value : values) {
            Writer inner;
            describe(inner, value);
            out.push_back(inner.take());
        }
    }

private:
    Json json_ = Json::object();
};

/// Keeps the first thing that is wrong.
class Reader {
public:
    Reader(const Json& json, std::string name, std::string& fault)
        : json_(json), name_(std::move(name)), fault_(fault) {
        if (!json_.is_object()) {
            wrong("is no object");
        }
    }
    [[nodiscard]] static constexpr bool reads() { return true; }
    [[nodiscard]] bool failed() const { return !fault_.empty(); }
    void wrong(const std::string& what) {
        if (fault_.empty()) {
            fault_ = fmt::format("{} {}", name_, what);
        }
    }
    /// Whatever was not asked for is not known.
    void finish() {
        if (failed()) {
            return;
        }
        for (const auto& item : json_.items()) {
            if (known_.count(item.key()) == 0) {
                wrong(fmt::format("has \"{}\", which is not known", repeated(item.key())));
                return;
            }
        }
    }

    void number(const char* name, double& value, Limits limits) {
        if (const Json* json = find(name)) {
            take_number(name, *json, limits, value);
        }
    }
    void whole(const char* name, std::int64_t& value, Limits limits) {
        const Json* json = find(name);
        if (json == nullptr) {
            return;
        }
        if (!json->is_number_integer() || json->get<double>() < limits.least ||
            json->get<double>() > limits.most) {
            wrong(fmt::format("has a \"{}\" that is no whole number from {} to {}", name,
                              limits.least, limits.most));
            return;
        }
        value = json->get<std::int64_t>();
    }
    void whole(const char* name, int& value, Limits limits) {
        std::int64_t wide = value;
        whole(name, wide, {std::max(limits.least, -1e9), std::min(limits.most, 1e9)});
        value = static_cast<int>(wide);
    }
    void toggle(const char* name, bool& value) {
        if (const Json* json = find(name)) {
            if (!json->is_boolean()) {
                wrong(fmt::format("has a \"{}\" that is neither true nor false", name));
                return;
            }
            value = json->get<bool>();
        }
    }
    void text(const char* name, std::string& value) {
        if (const std::string* text = find_text(name, kMostTextBytes)) {
            value = *text;
        }
    }
    template <class Enum>
    void choice(const char* name, Enum& value, Names names) {
        const std::string* text = find_text(name, kMostTextBytes);
        if (text == nullptr) {
            return;
        }
        const auto found = std::find(names.begin(), names.end(), *text);
        if (found == names.end()) {
            wrong(fmt::format("has a \"{}\" that is none of {}", name, fmt::join(names, ", ")));
            return;
        }
        value = static_cast<Enum>(found - names.begin());
    }
    void bytes(const char* name, std::string& value) {
        if (const std::string* text = find_text(name, kMostFixBytes)) {
            if (auto decoded = decode_base64(*text)) {
                value = std::move(*decoded);
            } else {
                wrong(fmt::format("has a \"{}\" that is no base64", name));
            }
        }
    }
    void place(const char* name, Place& value) {
        if (const Json* json = find(name)) {
            take_place(name, *json, value);
        }
    }
    void places(const char* name, std::vector<Place>& list) {
        each(name, [&](const Json& json) {
            list.emplace_back();
            take_place(name, json, list.back());
        });
    }
    void points(const char* name, std::vector<StrokePoint>& list) {
        each(name, [&](const Json& json) {
            constexpr std::size_t kWithPressure = 3;
            StrokePoint& point = list.emplace_back();
            if (json.is_array() && json.size() == kWithPressure) {
                take_number(name, json[0], kAnywhere, point.at.x);
                take_number(name, json[1], kAnywhere, point.at.y);
                take_number(name, json[2], kShare, point.pressure);
            } else {
                take_place(name, json, point.at);
            }
        });
    }
    void rgb(const char* name, std::array<double, 3>& value) {
        std::size_t i = 0;
        each(name, [&](const Json& json) {
            if (i < value.size()) {
                take_number(name, json, kShare, value[i]);
            }
            ++i;
        });
        if (i != 0 && i != value.size()) {
            wrong(fmt::format("has a \"{}\" that is no list of three numbers", name));
        }
    }
    void luma(const char* name,
              std::array<std::uint8_t, std::size_t{Anchor::kSide} * Anchor::kSide>& value) {
        const std::string* hex = find_text(name, value.size() * 2);
        if (hex == nullptr) {
            return;
        }
        const std::string_view digits = kHexDigits;
        if (hex->size() != value.size() * 2 ||
            hex->find_first_not_of(digits) != std::string::npos) {
            wrong(fmt::format("has a \"{}\" that is no {} hexadecimal digits", name,
                              value.size() * 2));
            return;
        }
        for (std::size_t i = 0; i < value.size(); ++i) {
            value[i] = static_cast<std::uint8_t>(digits.find((*hex)[2 * i]) * 16 +
                                                 digits.find((*hex)[2 * i + 1]));
        }
    }
    template <class T, class Describe>
    void object(const char* name, T& value, Describe describe) {
        if (const Json* json = find(name)) {
            Reader inner(*json, fmt::format("{}, {}", name_, name), fault_);
            if (!failed()) {
                describe(inner, value);
                inner.finish();
            }
        }
    }
    template <class T, class Describe>
    void maybe(const char* name, std::optional<T>& value, Describe describe) {
        if (has(name)) {
            object(name, value.emplace(), describe);
        }
    }
    void maybe_place(const char* name, std::optional<Place>& value) {
        if (has(name)) {
            place(name, value.emplace());
        }
    }
    template <class T, class Describe>
    void list(const char* name, std::vector<T>& values, Describe describe) {
        each(name, [&](const Json& json) {
            Reader inner(json, fmt::format("{}, {} {}", name_, name, values.size() + 1), fault_);
            if (!failed()) {
                describe(inner, values.emplace_back());
                inner.finish();
            }
        });
    }

private:
    [[nodiscard]] bool has(const char* name) const {
        return !failed() && json_.find(name) != json_.end();
    }
    const Json* find(const char* name) {
        known_.insert(name);
        if (failed()) {
            return nullptr;
        }
        const auto found = json_.find(name);
        return found == json_.end() ? nullptr : &*found;
    }
    const std::string* find_text(const char* name, std::size_t most) {
        const Json* json = find(name);
        if (json == nullptr) {
            return nullptr;
        }
        if (!json->is_string()) {
            wrong(fmt::format("has a \"{}\" that is no text", name));
            return nullptr;
        }
        const auto& text = json->get_ref<const std::string&>();
        if (text.size() > most) {
            wrong(fmt::format("has a \"{}\" of {} bytes; at most {} are allowed", name, text.size(),
                              most));
            return nullptr;
        }
        if (text.find('\0') != std::string::npos) {
            wrong(fmt::format("has a zero byte in \"{}\"", name));
            return nullptr;
        }
        return &text;
    }
    template <class Take>
    void each(const char* name, Take take) {
        const Json* json = find(name);
        if (json == nullptr) {
            return;
        }
        if (!json->is_array() || json->size() > kMostItems) {
            wrong(fmt::format("has a \"{}\" that is no list of up to {}", name, kMostItems));
            return;
        }
        for (const Json& one : *json) {
            if (failed()) {
                return;
            }
            take(one);
        }
    }
    void take_number(const char* name, const Json& json, Limits limits, double& value) {
        if (!json.is_number() || !(json.get<double>() >= limits.least) ||
            !(json.get<double>() <= limits.most)) {
            wrong(fmt::format("has a \"{}\" that is no number from {} to {}", name, limits.least,
                              limits.most));
            return;
        }
        value = json.get<double>();
    }
    void take_place(const char* name, const Json& json, Place& value) {
        if (!json.is_array() || json.size() != 2) {
            wrong(fmt::format("has a \"{}\" that is no place [x, y]", name));
            return;
        }
        take_number(name, json[0], kAnywhere, value.x);
        take_number(name, json[1], kAnywhere, value.y);
    }

    const Json& json_;
    std::string name_;
    std::string& fault_;
    std::set<std::string> known_;
};

// --- what there is, once for both directions

constexpr auto describe_brush = [](auto& as, Brush& brush) {
    as.number("size", brush.size, kSize);
    as.number("hardness", brush.hardness, kShare);
    as.number("opacity", brush.opacity, kShare);
    as.number("flow", brush.flow, kShare);
    as.toggle("pressure_sizes", brush.pressure_sizes);
    as.toggle("pressure_thins", brush.pressure_thins);
};
constexpr auto describe_mark = [](auto& as, Mark& mark) {
    as.choice("shape", mark.shape, kShapes);
    as.toggle("adds", mark.adds);
    as.object("brush", mark.brush, describe_brush);
    as.points("points", mark.points);
};
constexpr auto describe_source = [](auto& as, Source& source) {
    as.text("stage", source.stage);
    as.whole("frame", source.frame, kShift);
    as.whole("take", source.take, kFrames);
};
constexpr auto describe_move = [](auto& as, WarpMove& move) {
    as.choice("kind", move.kind, kMoves);
    as.number("size", move.size, kSize);
    as.number("strength", move.strength, kShare);
    as.points("points", move.points);
};
constexpr auto describe_handle = [](auto& as, WarpHandle& handle) {
    constexpr Limits kLandmark{-1, 467};
    as.whole("landmark", handle.landmark, kLandmark);
    as.place("from", handle.from);
    as.place("to", handle.to);
    as.number("radius", handle.radius, kSize);
};
constexpr auto describe_key = [](auto& as, Key& key) {
    constexpr Limits kMove{-kFar, kFar};
    constexpr Limits kScale{1 / kMostScale, kMostScale};
    constexpr Limits kTurn{-3600, 3600};
    as.whole("frame", key.frame, kFrames);
    as.number("dx", key.pose.dx, kMove);
    as.number("dy", key.pose.dy, kMove);
    as.number("scale", key.pose.scale, kScale);
    as.number("turn", key.pose.turn, kTurn);
};
constexpr auto describe_anchor = [](auto& as, Anchor& anchor) {
    constexpr Limits kAspect{1e-3, 1e3};
    as.number("aspect", anchor.aspect, kAspect);
    as.luma("luma", anchor.luma);
};

struct DescribeKind {
    template <class As>
    void operator()(As& as, Paint& paint) const {
        as.rgb("colour", paint.colour);
        as.choice("mode", paint.mode, kModes);
        as.toggle("grain", paint.grain);
    }
    template <class As>
    void operator()(As& as, Clone& clone) const {
        as.object("from", clone.from, describe_source);
        as.place("offset", clone.offset);
    }
    template <class As>
    void operator()(As& as, Heal& heal) const {
        as.object("from", heal.from, describe_source);
        as.maybe_place("offset", heal.offset);
    }
    template <class As>
    void operator()(As& as, Reveal& reveal) const {
        as.text("stage", reveal.stage);
    }
    template <class As>
    void operator()(As& as, Inpaint& inpaint) const {
        as.choice("method", inpaint.method, kMethods);
        as.text("model", inpaint.model);
        as.whole("reach", inpaint.reach, {1, kMostReach});
    }
    template <class As>
    void operator()(As& as, Warp& warp) const {
        as.list("moves", warp.moves, describe_move);
        as.list("handles", warp.handles, describe_handle);
    }
    template <class As>
    void operator()(As& as, Texture& texture) const {
        as.choice("what", texture.what, kTextures);
        as.object("from", texture.from, describe_source);
        as.places("reference", texture.reference);
        as.number("strength", texture.strength, kShare);
    }
    template <class As>
    void operator()(As& as, Replace& replace) const {
        as.object("from", replace.from, describe_source);
        as.toggle("align", replace.align);
        as.toggle("match_colour", replace.match_colour);
    }
};

/// What a row of a project keeps beside kind, range and mask.
template <class As>
void describe_body(As& as, Fix& fix) {
    std::visit(
        [&](auto& kind) {
            as.object("with", kind, [](auto& inner, auto& it) { DescribeKind{}(inner, it); });
        },
        fix.kind);
    as.list("marks", fix.area.marks, describe_mark);
    as.number("feather", fix.area.feather, {0, kMostSize});
    as.toggle("inverted", fix.area.inverted);
    as.whole("ease_in", fix.ease_in, kFrames);
    as.whole("ease_out", fix.ease_out, kFrames);
    as.number("opacity", fix.opacity, kShare);
    as.whole("drawn_at", fix.drawn_at, kFrames);
    as.choice("follow", fix.follow, kFollows);
    as.list("keys", fix.keys, describe_key);
    as.maybe("anchor", fix.anchor, describe_anchor);
    as.text("note", fix.note);
}

template <std::size_t I = 0>
void make_kind(Kind& kind, std::size_t index) {
    if constexpr (I < std::variant_size_v<Kind>) {
        index == I ? static_cast<void>(kind.emplace<I>()) : make_kind<I + 1>(kind, index);
    }
}

tl::unexpected<Error> bad(std::string message) {
    return failure(ErrorCode::Corrupt, std::move(message),
                   "docs/retouch.md shows what a fix looks like");
}

Result<Kind> kind_from(std::string_view name) {
    const auto* const found = std::find(kKindNames.begin(), kKindNames.end(), name);
    if (found == kKindNames.end()) {
        return bad(fmt::format("a fix of kind \"{}\", which is none of {}",
                               repeated(std::string(name)), fmt::join(kKindNames, ", ")));
    }
    Kind kind;
    make_kind(kind, static_cast<std::size_t>(found - kKindNames.begin()));
    return kind;
}

Status check(const Fix& fix) {
    if (fix.last < fix.first) {
        return bad(fmt::format("a fix whose last frame {} comes before its first, {}", fix.last,
                               fix.first));
    }
    const auto later = [](const Key& a, const Key& b) { return a.frame >= b.frame; };
    if (std::adjacent_find(fix.keys.begin(), fix.keys.end(), later) != fix.keys.end()) {
        return bad("a fix whose keys are not in the order of their frames");
    }
    return {};
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

template <class As>
void describe_frame(As& as, Fix& fix) {
    as.whole("id", fix.id, kFrames);
    as.whole("first", fix.first, kFrames);
    as.whole("last", fix.last, kFrames);
    as.bytes("mask", fix.area.mask);
}

std::string dumped(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string line_of(const Fix& fix) {
    Fix copy = fix;
    Writer writer;
    std::string kind(name_of(fix.kind));
    writer.text("kind", kind);
    describe_frame(writer, copy);
    describe_body(writer, copy);
    return dumped(writer.take());
}

/// The same of a row, by putting its texts together.
std::string line_of(const FixRow& row) {
    std::string line = fmt::format(R"({{"kind":{},"id":{},"first":{},"last":{})",
                                   dumped(Json(row.kind)), row.id, row.first, row.last);
    if (!row.pixels.empty()) {
        line.append(R"(,"mask":")").append(encode_base64(row.pixels)).append("\"");
    }
    if (row.values == "{}") {
        return line.append("}");
    }
    line.reserve(line.size() + row.values.size() + 1);
    // What is no object stays none, so that who reads the line finds it.
    const bool object = !row.values.empty() && row.values.front() == '{';
    return line.append(",").append(object ? row.values.substr(1) : row.values);
}

Result<FixPtr> fix_from(const Json& json) {
    std::string fault;
    Fix fix;
    Reader reader(json, "a fix", fault);
    std::string name;
    reader.text("kind", name);
    if (!fault.empty()) {
        return bad(fault);
    }
    KINOVAR_TRY_ASSIGN(fix.kind, kind_from(name));
    describe_frame(reader, fix);
    describe_body(reader, fix);
    reader.finish();
    if (!fault.empty()) {
        return bad(fault);
    }
    KINOVAR_TRY(check(fix));
    return std::make_shared<const Fix>(std::move(fix));
}

/// Fixes that were read lately, by their text: a project tells all fixes of a shot each time that
/// one is added.
Result<FixPtr> fix_from_line(std::string_view line) {
    static BudgetCache<Hash128, Fix> read(kParsedBudget, [](const Fix& fix) {
        std::size_t bytes = sizeof(Fix) + fix.area.mask.size();
        for (const Mark& mark : fix.area.marks) {
            bytes += sizeof(Mark) + mark.points.size() * sizeof(StrokePoint);
        }
        return bytes;
    });
    return read.get(Hasher().add(line).finish(), [line]() -> Result<FixPtr> {
        const auto json = parse(line);
        if (!json) {
            return bad("a fix that is no JSON");
        }
        return fix_from(*json);
    });
}

constexpr std::string_view kHead = R"({"version":1,"fixes":[)";
constexpr std::string_view kTail = "\n]}\n";

/// As fixes_to_json() writes it, a fix a line; nothing where it is written otherwise.
std::optional<std::vector<std::string_view>> lines_of(std::string_view text) {
    if (text.substr(0, kHead.size()) != kHead || text.size() < kHead.size() + kTail.size() ||
        text.substr(text.size() - kTail.size()) != kTail) {
        return std::nullopt;
    }
    std::string_view rest = text.substr(kHead.size(), text.size() - kHead.size() - kTail.size());
    std::vector<std::string_view> lines;
    while (!rest.empty()) {
        if (rest.front() != '\n') {
            return std::nullopt;
        }
        const std::size_t end = rest.find('\n', 1);
        std::string_view line = rest.substr(1, end == std::string_view::npos ? end : end - 1);
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
        if (!rest.empty()) {
            if (line.empty() || line.back() != ',') {
                return std::nullopt;
            }
            line.remove_suffix(1);
        }
        lines.push_back(line);
    }
    return lines;
}

template <class One, class LineOf>
std::string list_of(const std::vector<One>& all, LineOf line_of_one) {
    std::string text(kHead);
    for (const One& one : all) {
        text += text.size() == kHead.size() ? "\n" : ",\n";
        text += line_of_one(one);
    }
    return text.append(kTail);
}

Error within(const Error& error, std::size_t number) {
    return error.within(fmt::format("fix {}", number));
}

} // namespace

std::string row_values(const Fix& fix) {
    Fix copy = fix;
    Writer writer;
    describe_body(writer, copy);
    return dumped(writer.take());
}

Result<Fix> from_row(const FixRow& row) {
    if (row.values.size() + row.pixels.size() > kMostFixBytes) {
        return bad(fmt::format("a fix of {} bytes; at most {} are allowed",
                               row.values.size() + row.pixels.size(), kMostFixBytes));
    }
    const auto json = parse(row.values);
    if (!json) {
        return bad("a fix whose values are no JSON");
    }
    Fix fix;
    KINOVAR_TRY_ASSIGN(fix.kind, kind_from(row.kind));
    std::string fault;
    Reader reader(*json, fmt::format("the {} fix", row.kind), fault);
    describe_body(reader, fix);
    reader.finish();
    if (!fault.empty()) {
        return bad(fault);
    }
    fix.id = row.id;
    fix.first = row.first;
    fix.last = row.last;
    fix.area.mask = row.pixels;
    KINOVAR_TRY(check(fix));
    return fix;
}

Result<FixPtr> read_row(const FixRow& row) {
    return fix_from_line(line_of(row));
}

std::string fixes_to_json(const std::vector<FixPtr>& fixes) {
    return list_of(fixes, [](const FixPtr& fix) { return line_of(*fix); });
}

std::string fixes_to_json(const std::vector<FixRow>& rows) {
    return list_of(rows, [](const FixRow& row) { return line_of(row); });
}

Result<std::vector<FixPtr>> fixes_from_json(std::string_view text) {
    std::vector<FixPtr> fixes;
    if (const auto lines = lines_of(text)) {
        for (const std::string_view line : *lines) {
            auto fix = fix_from_line(line);
            if (!fix) {
                return failure(within(fix.error(), fixes.size() + 1));
            }
            fixes.push_back(std::move(*fix));
        }
        return fixes;
    }
    if (text.size() > kMostFileBytes) {
        return bad(
            fmt::format("fixes of {} bytes; at most {} are allowed", text.size(), kMostFileBytes));
    }
    const auto json = parse(text);
    if (!json || !json->is_object() || !json->contains("fixes") || !(*json)["fixes"].is_array()) {
        return bad(R"(no fixes: a file of them is JSON like {"version": 1, "fixes": [ … ]})");
    }
    if (json->contains("version") && (*json)["version"] != kVersion) {
        return bad(fmt::format("fixes of another version than {}", kVersion));
    }
    for (const Json& one : (*json)["fixes"]) {
        auto fix = fix_from(one);
        if (!fix) {
            return failure(within(fix.error(), fixes.size() + 1));
        }
        fixes.push_back(std::move(*fix));
    }
    return fixes;
}

Result<std::vector<FixPtr>> read_fixes(const std::string& file_or_json) {
    if (file_or_json.empty()) {
        return std::vector<FixPtr>{};
    }
    if (file_or_json.front() == '{') {
        return fixes_from_json(file_or_json);
    }
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(file_or_json, kMostFileBytes));
    auto fixes = fixes_from_json(text);
    if (!fixes) {
        return failure(fixes.error().within(file_or_json));
    }
    return fixes;
}

} // namespace kinovar::retouch
