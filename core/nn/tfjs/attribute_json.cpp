#include "core/nn/tfjs/attribute_json.h"

#include "core/base/base64.h"
#include "core/nn/tfjs/limits.h"

#include <fmt/format.h>

namespace kinovar::nn::tfjs {

namespace {

template <class T>
void append(JsonCursor& json, std::vector<T>& list, T value) {
    if (list.size() >= kMaxAttributeLength) {
        json.fail(fmt::format("a list of more than {} entries", kMaxAttributeLength));
        return;
    }
    list.push_back(std::move(value));
}

bool has_room(JsonCursor& json, const Attributes& target) {
    if (target.size() >= kMaxAttributes) {
        json.fail(fmt::format("more than {} attributes of one node", kMaxAttributes));
    }
    return json.ok();
}

std::string read_bytes(JsonCursor& json) {
    auto text = decode_base64(json.string());
    if (!text) {
        json.fail(text.error().message);
        return {};
    }
    return std::move(*text);
}

void read_list(JsonCursor& json, std::string_view name, Attributes& target) {
    json.object([&](std::string_view kind) {
        if (kind == "i") {
            Shape values;
            json.array([&] { append(json, values, json.integer()); });
            target.set(std::string(name), std::move(values));
        } else if (kind == "s") {
            std::vector<std::string> values;
            json.array([&] { append(json, values, read_bytes(json)); });
            target.set(std::string(name), std::move(values));
        } else {
            json.skip();
        }
    });
}

} // namespace

Shape read_tensor_shape(JsonCursor& json) {
    Shape shape;
    json.object([&](std::string_view key) {
        if (key != "dim" || json.kind() != JsonCursor::Kind::Array) {
            json.skip();
            return;
        }
        json.array([&] {
            std::int64_t size = -1;
            json.object([&](std::string_view member) {
                if (member == "size") {
                    size = json.integer();
                } else {
                    json.skip();
                }
            });
            if (shape.size() >= kMaxRank) {
                json.fail(fmt::format("a shape of more than {} dimensions", kMaxRank));
            }
            shape.push_back(size);
        });
    });
    return shape;
}

void read_attribute(JsonCursor& json, std::string_view name, Attributes& target) {
    // Types of operands and remarks of optimisers are many, and nothing here looks at them.
    const bool uninteresting =
        name.empty() || name == "T" || name == "value" || name.front() == '_';
    if (uninteresting) {
        json.skip();
        return;
    }
    const std::string key(name); // the cursor reuses the memory of `name`
    if (!has_room(json, target)) {
        return;
    }
    json.object([&](std::string_view kind) {
        if (kind == "i") {
            target.set(key, json.integer());
        } else if (kind == "b") {
            target.set(key, json.boolean());
        } else if (kind == "f" && json.kind() == JsonCursor::Kind::Number) {
            target.set(key, json.number());
        } else if (kind == "s") {
            target.set(key, read_bytes(json));
        } else if (kind == "type" && json.kind() == JsonCursor::Kind::String) {
            target.set(key, std::string(json.string()));
        } else if (kind == "list") {
            read_list(json, key, target);
        } else if (kind == "shape") {
            target.set(key, read_tensor_shape(json));
        } else {
            json.skip();
        }
    });
}

void read_config_value(JsonCursor& json, std::string_view name, Attributes& target) {
    const std::string key(name);
    if (!has_room(json, target)) {
        return;
    }
    switch (json.kind()) {
    case JsonCursor::Kind::Number:
        target.set(key, json.number());
        break;
    case JsonCursor::Kind::Boolean:
        target.set(key, json.boolean());
        break;
    case JsonCursor::Kind::String:
        target.set(key, std::string(json.string()));
        break;
    case JsonCursor::Kind::Array: {
        Shape values;
        bool plain = true;
        json.array([&] {
            const auto kind = json.kind();
            if (kind == JsonCursor::Kind::Number) {
                append(json, values, json.integer());
            } else if (kind == JsonCursor::Kind::Null) {
                json.null();
                append(json, values, std::int64_t{-1});
            } else if (kind == JsonCursor::Kind::Array) { // [[top, bottom], [left, right]]
                json.array([&] { append(json, values, json.integer()); });
            } else {
                plain = false;
                json.skip();
            }
        });
        if (plain) {
            target.set(key, std::move(values));
        }
        break;
    }
    default:
        json.skip();
    }
}

} // namespace kinovar::nn::tfjs
