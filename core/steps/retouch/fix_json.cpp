// Fixes as JSON: of rows and of files.

#include "core/base/cache.h"
#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/steps/retouch/fix_description.h"

namespace kinovar::retouch {

namespace {

using namespace json;

constexpr std::size_t kMostFileBytes = std::size_t{1} << 30U;
/// File, list, fix, area, marks, mark, points, point.
constexpr int kMostDepth = 9;
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kParsedBudget = std::size_t{256} << 20U;

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
