#include "ui/studio/colour.h"

#include "ui/studio/studio.h"

namespace kinovar::ui {

Colour::Colour(Studio& studio) : QObject(&studio), studio_(studio) {}
Colour::~Colour() = default;

const colourise::ColourHint* Colour::hint(project::Id id) const {
    for (const Hint& one : hints_) {
        if (one.id == id) {
            return &one.hint;
        }
    }
    return nullptr;
}
std::vector<colourise::Place> Colour::places_now(project::Id /*id*/) const {
    return {};
}
void Colour::set_chosen(project::Id id) {
    chosen_ = id;
    Q_EMIT chosen_changed(id);
}
project::Id Colour::add(colourise::HintShape /*shape*/, std::vector<colourise::Place> /*places*/) {
    static_cast<void>(studio_);
    return 0;
}
void Colour::change(project::Id /*id*/, const QString& /*name*/,
                    const colourise::ColourHint& /*hint*/, const QString& /*merge_key*/) {}
void Colour::correct(project::Id /*id*/, std::vector<colourise::Place> /*places*/,
                     const QString& /*merge_key*/) {}
void Colour::remove(const std::vector<project::Id>& /*ids*/) {}
void Colour::add_reference(const std::filesystem::path& /*file*/) {}
void Colour::change(project::Id /*id*/, const QString& /*name*/,
                    const colourise::ColourReference& /*reference*/, const QString& /*merge_key*/) {
}
void Colour::keep_as_reference(std::int64_t /*frame*/) {}
void Colour::set_tool(const Tool& tool) {
    tool_ = tool;
    Q_EMIT tool_changed();
}
void Colour::set_luma(float luma) {
    luma_ = luma;
    Q_EMIT luma_changed(luma);
}
void Colour::set_palette(std::vector<Swatch> palette) {
    palette_ = std::move(palette);
    Q_EMIT palette_changed();
}
void Colour::restore_palette() {}
void Colour::measure_confidence() {}

QColor colour_at(float luma, colourise::Ab ab) {
    const colourise::Rgb rgb = colourise::colour_of(luma, ab);
    return QColor::fromRgbF(rgb[0], rgb[1], rgb[2]);
}

} // namespace kinovar::ui
