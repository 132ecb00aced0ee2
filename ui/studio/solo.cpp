#include "ui/studio/solo.h"

#include "ui/studio/studio.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kinovar::ui {

namespace {

/// They decide what a frame is and where a shot ends.
constexpr std::array<std::string_view, 3> kGroundwork = {"cuts", "deinterlace", "telecine"};
constexpr std::string_view kGuard = "guard"; // compares with what models made

bool invents(const pipeline::StepSpec& step) {
    const pipeline::StepType* type = Studio::step_type(step.name);
    return type != nullptr && type->origin == Origin::Model;
}

} // namespace

pipeline::Chain solo_chain(const pipeline::Chain& chain, std::size_t index) {
    pipeline::Chain solo = chain;
    if (index >= solo.steps.size()) {
        return solo;
    }
    const bool guards = solo.steps[index].name == kGuard;
    for (std::size_t i = 0; i < solo.steps.size(); ++i) {
        pipeline::StepSpec& step = solo.steps[i];
        const bool groundwork =
            std::find(kGroundwork.begin(), kGroundwork.end(), step.name) != kGroundwork.end();
        const bool needed = i < index && (groundwork || (guards && invents(step)));
        step.enabled = i == index || (needed && step.enabled);
    }
    return solo;
}

} // namespace kinovar::ui
