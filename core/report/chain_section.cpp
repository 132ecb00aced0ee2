#include "core/report/chain_section.h"

#include "core/nn/credit.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::report {

namespace {

constexpr std::size_t kMostValue = 300; // characters of a value; hints have tables of their own

std::string value_text(const FieldInfo& field, const FieldValue& value) {
    std::string text = to_text(value);
    if (text.empty()) {
        return "none";
    }
    if (text.size() > kMostValue) {
        return "as listed";
    }
    return field.unit.empty() ? text : fmt::format("{} {}", text, field.unit);
}

std::string parameters_text(const pipeline::StepSpec& step, const pipeline::StepType& type) {
    std::string chosen;
    std::string usual;
    for (const FieldInfo& field : type.fields) {
        const auto found = step.values.find(field.name);
        const bool differs = found != step.values.end() && found->second != field.fallback;
        std::string& text = differs ? chosen : usual;
        text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", field.title,
                            value_text(field, differs ? found->second : field.fallback));
    }
    if (usual.empty() || chosen.empty()) {
        return chosen + (usual.empty() ? "" : "as usual: " + usual);
    }
    return fmt::format("{}. As usual: {}", chosen, usual);
}

/// Parameters that name a model, or several with + between them.
std::string models_text(const pipeline::StepSpec& step, const pipeline::StepType& type,
                        const nn::Catalogue* models) {
    std::string text;
    for (const FieldInfo& field : type.fields) {
        const auto found = step.values.find(field.name);
        const FieldValue& value = found == step.values.end() ? field.fallback : found->second;
        const auto* id = std::get_if<std::string>(&value);
        const nn::CatalogueEntry* entry =
            id == nullptr || models == nullptr ? nullptr : models->find(*id);
        if (entry != nullptr) {
            text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", entry->info.id,
                                nn::credit_line(entry->info));
        }
    }
    return text;
}

} // namespace

Section chain_section(std::string heading, const pipeline::Chain& chain,
                      std::span<const pipeline::StepType> types, const nn::Catalogue* models) {
    Section section{.heading = std::move(heading), .level = 2};
    section.table.columns = {"No.", "Step", "Parameters", "Models"};
    for (const pipeline::StepSpec& step : chain.steps) {
        if (!step.enabled) {
            continue;
        }
        const std::string number = std::to_string(section.table.rows.size() + 1);
        const auto type = std::find_if(types.begin(), types.end(),
                                       [&](const auto& one) { return one.name == step.name; });
        if (type == types.end()) {
            section.table.rows.push_back(
                {{number}, {step.name}, {"not known to this version of Kinovar"}, {""}});
        } else {
            section.table.rows.push_back({{number},
                                          {fmt::format("{} ({})", type->title, type->name)},
                                          {parameters_text(step, *type)},
                                          {models_text(step, *type, models)}});
        }
    }
    if (section.table.rows.empty()) {
        section.lines.emplace_back("No steps: the pictures are those of the source.");
    }
    return section;
}

} // namespace kinovar::report
