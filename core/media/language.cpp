#include "core/media/language.h"

#include <algorithm>
#include <array>

namespace kinovar::media {

namespace {

/// ISO 639-2/T, 639-2/B, and the one that FFmpeg knows QuickTime's number by.
struct Language {
    std::string_view terminology, bibliography, quicktime;
};

constexpr std::array<Language, 21> kLanguages = {{
    {"bod", "tib", "bod"}, {"ces", "cze", "ces"}, {"cym", "wel", "wel"}, {"deu", "ger", "ger"},
    {"ell", "gre", "gre"}, {"eus", "baq", "baq"}, {"fas", "per", "per"}, {"fra", "fre", "fra"},
    {"hye", "arm", "arm"}, {"isl", "ice", "ice"}, {"kat", "geo", "geo"}, {"mkd", "mac", "mac"},
    {"mri", "mao", "mao"}, {"msa", "may", "may"}, {"mya", "bur", "bur"}, {"nld", "dut", "dut"},
    {"ron", "rum", "ron"}, {"slk", "slo", "slk"}, {"sqi", "alb", "alb"}, {"swe", "swe", "sve"},
    {"zho", "chi", "chi"},
}};

const Language* find(std::string_view code) {
    const auto* found =
        std::find_if(kLanguages.begin(), kLanguages.end(), [code](const Language& language) {
            return language.terminology == code || language.bibliography == code ||
                   language.quicktime == code;
        });
    return found == kLanguages.end() ? nullptr : found;
}

} // namespace

bool same_language(std::string_view a, std::string_view b) {
    return a == b || (find(a) != nullptr && find(a) == find(b));
}

std::string quicktime_language(std::string_view code) {
    const Language* language = find(code);
    return std::string(language == nullptr ? code : language->quicktime);
}

} // namespace kinovar::media
