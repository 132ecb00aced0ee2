#include "core/nn/loaders/safetensors_header.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <unordered_set>

namespace kinovar::nn {
namespace {

constexpr std::size_t kMostTensors = 1 << 16;
constexpr std::size_t kMostDimensions = 16;
constexpr std::size_t kLongestKey = 512;
constexpr std::string_view kMetadata = "__metadata__";

/// Follows the events of the JSON parser through the only form that the format allows:
/// {name: {"dtype": text, "shape": [n …], "data_offsets": [n, n]} …, "__metadata__": {text: text}}.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
public:
    std::vector<SafetensorsEntry> entries;
    std::string trouble;

    bool null() override { return refuse("null"); }
    bool boolean(bool /*value*/) override { return refuse("a truth value"); }
    bool number_float(double /*value*/, const std::string& /*text*/) override {
        return refuse("a fraction");
    }
    bool binary(binary_t& /*value*/) override { return refuse("binary data"); }
    bool number_integer(std::int64_t /*value*/) override { return refuse("a negative number"); }

    bool number_unsigned(std::uint64_t value) override {
        if (place_ == Place::Shape) {
            auto& shape = entries.back().shape;
            if (shape.size() == kMostDimensions ||
                value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
                return refuse("a shape that no tensor can have");
            }
            shape.push_back(static_cast<std::int64_t>(value));
            return true;
        }
        if (place_ == Place::Offsets && offsets_ < 2) {
            (offsets_ == 0 ? entries.back().begin : entries.back().end) = value;
            ++offsets_;
            return true;
        }
        return refuse("a number in a wrong place");
    }

    bool string(std::string& value) override {
        if (place_ == Place::Metadata) {
            return true;
        }
        if (place_ == Place::Entry && member_ == Member::Type) {
            entries.back().type = value;
            return true;
        }
        return refuse("a text in a wrong place");
    }

    bool start_object(std::size_t /*count*/) override {
        switch (place_) {
        case Place::Outside:
            place_ = Place::Top;
            return true;
        case Place::Top:
            place_ = is_metadata_ ? Place::Metadata : Place::Entry;
            seen_ = 0;
            offsets_ = 0;
            return true;
        default:
            return refuse("an object in a wrong place");
        }
    }

    bool key(std::string& name) override {
        switch (place_) {
        case Place::Top:
            return begin_entry(name);
        case Place::Entry:
            return begin_member(name);
        default:
            return true; // of metadata
        }
    }

    bool end_object() override {
        constexpr unsigned kAllMembers = 7;
        if (place_ == Place::Entry && (seen_ != kAllMembers || offsets_ != 2)) {
            return refuse("a tensor without type, shape or place");
        }
        place_ = place_ == Place::Top ? Place::Outside : Place::Top;
        return true;
    }

    bool start_array(std::size_t /*count*/) override {
        if (place_ == Place::Entry && member_ == Member::Shape) {
            place_ = Place::Shape;
            return true;
        }
        if (place_ == Place::Entry && member_ == Member::Offsets) {
            place_ = Place::Offsets;
            return true;
        }
        return refuse("a list in a wrong place");
    }

    bool end_array() override {
        place_ = Place::Entry;
        return true;
    }

    bool parse_error(std::size_t position, const std::string& /*last_token*/,
                     const nlohmann::detail::exception& /*error*/) override {
        trouble = fmt::format("is no JSON from byte {} on", position);
        return false;
    }

private:
    enum class Place : std::uint8_t { Outside, Top, Entry, Shape, Offsets, Metadata };
    enum class Member : std::uint8_t { Type = 1, Shape = 2, Offsets = 4 };

    bool refuse(std::string_view what) {
        trouble = entries.empty() || place_ == Place::Outside
                      ? fmt::format("has {}", what)
                      : fmt::format("has {} at \"{}\"", what, entries.back().key);
        return false;
    }

    bool begin_entry(const std::string& name) {
        if (!names_.insert(name).second) {
            trouble = fmt::format("has the name \"{}\" twice", name);
            return false;
        }
        is_metadata_ = name == kMetadata;
        if (is_metadata_) {
            return true;
        }
        if (entries.size() == kMostTensors || name.size() > kLongestKey) {
            return refuse("more tensors, or longer names, than any network");
        }
        entries.push_back({name, {}, {}, 0, 0});
        return true;
    }

    bool begin_member(const std::string& name) {
        member_ = name == "dtype"   ? Member::Type
                  : name == "shape" ? Member::Shape
                                    : Member::Offsets;
        const auto bit = static_cast<unsigned>(member_);
        if ((member_ == Member::Offsets && name != "data_offsets") || (seen_ & bit) != 0) {
            return refuse("an unknown or repeated member");
        }
        seen_ |= bit;
        return true;
    }

    Place place_ = Place::Outside;
    Member member_ = Member::Type;
    bool is_metadata_ = false;
    unsigned seen_ = 0;    ///< members of the entry
    unsigned offsets_ = 0; ///< numbers of its data_offsets
    std::unordered_set<std::string> names_;
};

} // namespace

Result<std::vector<SafetensorsEntry>> parse_safetensors_header(std::string_view json) {
    HeaderReader reader;
    if (!nlohmann::json::sax_parse(json, &reader)) {
        return failure(ErrorCode::Corrupt, "its header " + reader.trouble,
                       "download the file again");
    }
    return std::move(reader.entries);
}

} // namespace kinovar::nn
