#include "core/nn/tfjs/graph.h"

#include "core/nn/tfjs/limits.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace kinovar::nn::tfjs {

std::string shape_text(const Shape& shape) {
    return fmt::format("[{}]", fmt::join(shape, ", "));
}

std::string shown(std::string_view name) {
    constexpr unsigned char kFirstPrintable = 0x20;
    constexpr unsigned char kDelete = 0x7F;
    std::string text(name.substr(0, kMaxShownName));
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        c = byte < kFirstPrintable || byte >= kDelete ? '?' : c;
    }
    return name.size() > kMaxShownName ? text + "…" : text;
}

void Attributes::set(std::string name, AttributeValue value) {
    for (auto& [key, old] : all_) {
        if (key == name) {
            old = std::move(value);
            return;
        }
    }
    all_.emplace_back(std::move(name), std::move(value));
}

const AttributeValue* Attributes::find(std::string_view name) const {
    for (const auto& [key, value] : all_) {
        if (key == name) {
            return &value;
        }
    }
    return nullptr;
}

namespace {

template <class T>
T value_or(const AttributeValue* value, T fallback) {
    const T* found = value == nullptr ? nullptr : std::get_if<T>(value);
    return found == nullptr ? std::move(fallback) : *found;
}

} // namespace

std::int64_t Attributes::integer(std::string_view name, std::int64_t fallback) const {
    return value_or(find(name), fallback);
}

double Attributes::number(std::string_view name, double fallback) const {
    return value_or(find(name), fallback);
}

bool Attributes::flag(std::string_view name) const {
    return value_or(find(name), false);
}

std::string Attributes::text(std::string_view name) const {
    return value_or(find(name), std::string());
}

Shape Attributes::integers(std::string_view name) const {
    return value_or(find(name), Shape());
}

std::vector<std::string> Attributes::texts(std::string_view name) const {
    return value_or(find(name), std::vector<std::string>());
}

} // namespace kinovar::nn::tfjs
