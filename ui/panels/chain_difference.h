#pragma once

#include "core/pipeline/chain.h"

#include <QString>
#include <vector>

namespace kinovar::ui {

/// One step of two chains that are laid beside each other, in the user's words.
struct StepDifference {
    enum class Kind : std::uint8_t { Same, Changed, OnlyA, OnlyB };
    Kind kind = Kind::Same;
    QString step;
    QString a; ///< what differs: "off, Strength 0.5"; of a step that the other lacks: all that is
    QString b; ///< not the default
};

/// The steps of both in order, as few as possible without a partner.
[[nodiscard]] std::vector<StepDifference> chain_difference(const pipeline::Chain& a,
                                                           const pipeline::Chain& b);

} // namespace kinovar::ui
