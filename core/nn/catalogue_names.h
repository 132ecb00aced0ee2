#pragma once

// Private to core/nn: how the list of models spells things.

#include "core/nn/catalogue.h"

#include <array>
#include <string_view>
#include <utility>

namespace kinovar::nn {

inline constexpr int kCatalogueFormat = 2;

inline constexpr std::array kTaskNames = {
    std::pair{std::string_view("upscale"), Task::Upscale},
    std::pair{std::string_view("denoise"), Task::Denoise},
    std::pair{std::string_view("deblur"), Task::Deblur},
    std::pair{std::string_view("interpolate"), Task::Interpolate},
    std::pair{std::string_view("colourise"), Task::Colourise},
    std::pair{std::string_view("inpaint"), Task::Inpaint},
    std::pair{std::string_view("face"), Task::Face},
    std::pair{std::string_view("animate"), Task::Animate},
    std::pair{std::string_view("analyse"), Task::Analyse},
    std::pair{std::string_view("other"), Task::Other},
};

inline constexpr std::array kChannelNames = {
    std::pair{std::string_view("rgb"), Channels::Rgb},
    std::pair{std::string_view("luma"), Channels::Luma},
    std::pair{std::string_view("lab_l"), Channels::LabL},
    std::pair{std::string_view("any"), Channels::Any},
};

inline constexpr std::array kSourceNames = {
    std::pair{std::string_view("npm"), SourceKind::Npm},
    std::pair{std::string_view("url"), SourceKind::Url},
    std::pair{std::string_view("own"), SourceKind::Own},
    std::pair{std::string_view("shipped"), SourceKind::Shipped},
};

template <class Names, class Value>
constexpr std::string_view name_in(const Names& names, Value value) {
    for (const auto& [name, known] : names) {
        if (known == value) {
            return name;
        }
    }
    return "other";
}

} // namespace kinovar::nn
