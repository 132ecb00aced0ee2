#include "ui/panels/preset_store.h"

#include "core/base/file.h"
#include "core/base/places.h"
#include "core/steps/step_catalogue.h"

#include <QString>
#include <algorithm>

namespace kinovar::ui {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostBytes = 1U << 20U;
constexpr int kLongestName = 60;

fs::path own_folder() {
    return user_data_folder() / "presets";
}

Result<pipeline::Preset> read_preset(const fs::path& path) {
    KINOVAR_TRY_ASSIGN(const std::string text, read_file(path, kMostBytes));
    return pipeline::preset_from_json(steps::step_catalogue(), path.stem().string(), text);
}

void read_folder(const fs::path& folder, bool own, PresetList& list) {
    std::error_code trouble;
    std::vector<StoredPreset> found;
    for (const auto& entry : fs::directory_iterator(folder, trouble)) {
        if (entry.path().extension() != ".json") {
            continue;
        }
        if (auto preset = read_preset(entry.path())) {
            found.push_back({std::move(*preset), entry.path(), own});
        } else {
            list.problems.push_back(preset.error());
        }
    }
    std::sort(found.begin(), found.end(), [](const StoredPreset& a, const StoredPreset& b) {
        return a.preset.title < b.preset.title;
    });
    std::move(found.begin(), found.end(), std::back_inserter(list.presets));
}

} // namespace

PresetList stored_presets() {
    PresetList list;
    read_folder(shipped("resources/presets"), false, list);
    read_folder(own_folder(), true, list);
    return list;
}

fs::path own_preset_path(const std::string& title) {
    QString name;
    for (const QChar sign : QString::fromStdString(title).trimmed().left(kLongestName)) {
        name += sign.isLetterOrNumber() ? sign.toLower() : QLatin1Char('-');
    }
    return own_folder() / (name.toStdString() + ".json");
}

Status save_own_preset(const std::string& title, const pipeline::Chain& chain) {
    KINOVAR_TRY(make_folder(own_folder()));
    const fs::path path = own_preset_path(title);
    const pipeline::Preset preset{path.stem().string(), title, "", chain};
    return write_file(path, pipeline::preset_to_json(steps::step_catalogue(), preset) + "\n");
}

} // namespace kinovar::ui
