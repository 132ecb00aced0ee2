#include "app/cli/session.h"
#include "core/steps/step_catalogue.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace kinovar::cli {

namespace {

std::string describe(const FieldInfo& field) {
    std::string allowed;
    if (!field.choices.empty()) {
        allowed = fmt::format(" ({})", fmt::join(field.choices, ", "));
    } else if (std::isfinite(field.minimum) && std::isfinite(field.maximum)) {
        allowed = fmt::format(" ({} to {}{}{})", field.minimum, field.maximum,
                              field.unit.empty() ? "" : " ", field.unit);
    }
    return fmt::format("    {}={}{}  {}\n", field.name, to_text(field.fallback), allowed,
                       field.help);
}

} // namespace

void add_steps(CLI::App& app, Session& session) {
    auto* command = app.add_subcommand("steps", "List the steps of a chain with their parameters");
    command->footer("Example: kinovar-cli steps --json");
    command->callback([&session] {
        session.run = [](Session& out) -> Status {
            std::string text;
            auto list = nlohmann::ordered_json::array();
            for (const pipeline::StepType& type : steps::step_catalogue()) {
                text += fmt::format("{}: {}. {}\n", type.name, type.title, type.help);
                for (const FieldInfo& field : type.fields) {
                    text += describe(field);
                }
                list.push_back(
                    {{"name", type.name},
                     {"title", type.title},
                     {"help", type.help},
                     {"parameters", nlohmann::ordered_json::parse(fields_to_json(type.fields))}});
            }
            text.pop_back();
            out.result(text, nlohmann::ordered_json{{"steps", std::move(list)}}.dump());
            return {};
        };
    });
}

} // namespace kinovar::cli
