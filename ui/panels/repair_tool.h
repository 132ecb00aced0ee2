#pragma once

#include "ui/studio/actions.h"

namespace kinovar::ui {

/// Puts the viewer's tool for repairs into the hand, where there is a viewer.
void take_up_repair_tool(const Actions& actions);

} // namespace kinovar::ui
