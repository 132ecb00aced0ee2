#include "core/base/file.h"
#include "core/base/places.h"
#include "core/nn/catalogue.h"
#include "core/pipeline/chain.h"
#include "core/render/project_render.h"
#include "core/steps/portrait/motion/motion.h"
#include "core/steps/step_catalogue.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

// Prints ui/translations/core_texts.cpp: every text of the catalogues of the core that the window
// shows. Run by ui/translations/update.

namespace {

using namespace kinovar;

constexpr std::uint64_t kMostBytes = 1 << 20;

class Texts {
public:
    void add(const std::string& text) {
        const bool has_words =
            std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c); });
        if (has_words && seen_.insert(text).second) {
            list_.push_back(text);
        }
    }
    [[nodiscard]] const std::vector<std::string>& list() const { return list_; }

private:
    std::set<std::string> seen_;
    std::vector<std::string> list_;
};

void add_fields(Texts& texts, std::span<const FieldInfo> fields) {
    for (const FieldInfo& field : fields) {
        texts.add(field.title);
        texts.add(field.help);
        texts.add(field.unit);
        for (const std::string& choice : field.choices) {
            texts.add(choice);
        }
    }
}

void add_steps(Texts& texts) {
    for (const pipeline::StepType& type : steps::step_catalogue()) {
        texts.add(type.title);
        texts.add(type.help);
        add_fields(texts, type.fields);
    }
}

void add_motions(Texts& texts) {
    for (const portrait::MotionPreset& preset : portrait::motion_presets()) {
        texts.add(preset.title);
        texts.add(preset.help);
    }
}

Status add_presets(Texts& texts) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(shipped("resources/presets"))) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path& file : files) {
        KINOVAR_TRY_ASSIGN(const std::string json, read_file(file, kMostBytes));
        KINOVAR_TRY_ASSIGN(const pipeline::Preset preset,
                           pipeline::preset_from_json(steps::step_catalogue(), file.stem(), json));
        texts.add(preset.title);
        texts.add(preset.help);
    }
    return {};
}

Status add_models(Texts& texts) {
    KINOVAR_TRY_ASSIGN(const std::string json,
                       read_file(shipped("models/catalogue.json"), kMostBytes));
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::from_json(json, {}));
    for (const nn::CatalogueEntry& entry : catalogue.entries()) {
        texts.add(entry.info.licence.terms);
    }
    return {};
}

Status list_all(Texts& texts) {
    add_steps(texts);
    add_motions(texts);
    add_fields(texts, render::RenderOptions::fields().infos());
    KINOVAR_TRY(add_presets(texts));
    return add_models(texts);
}

std::string quoted(const std::string& text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
        }
        quoted += c;
    }
    return quoted + '"';
}

} // namespace

int main() {
    Texts texts;
    if (const Status status = list_all(texts); !status) {
        std::fprintf(stderr, "error: %s\n", status.error().one_line().c_str());
        return 1;
    }
    std::puts(
        "// Made by list_core_texts (see ui/translations/update); not compiled, read by lupdate.\n"
        "// clang-format off\n"
        "const char* const kCoreTexts[] = {");
    for (const std::string& text : texts.list()) {
        std::printf("    QT_TRANSLATE_NOOP(\"Core\", %s),\n", quoted(text).c_str());
    }
    std::puts("};");
}
