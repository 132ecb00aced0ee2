#pragma once

#include "app/cli/session.h"
#include "core/credentials/consent.h"
#include "core/pipeline/chain.h"
#include "core/steps/portrait/portrait.h"

#include <string>

namespace kinovar::cli {

/// The flags of every command that brings a photograph to life.
struct PortraitFlags {
    steps::PortraitOptions options;
    std::string size;
    std::string save_curves;
    bool restore = false;
    bool no_mark = false;
    bool no_sound = false;

    void add_to(CLI::App& command);
};

/// A photograph on its way to a film.
struct PortraitPlan {
    pipeline::Chain chain;              ///< what makes the film of the file
    pipeline::ClipPtr film;             ///< its result
    credentials::ConsentRecord consent; ///< empty: none was given
};

/// Reads what the flags name (curves, consent; they are in the chain afterwards), builds the chain
/// and saves the curves that were asked for. The film's analysis pass looks at the faces, warns and
/// refuses.
[[nodiscard]] Result<PortraitPlan> plan_portrait(Session& session, const PortraitFlags& flags,
                                                 const std::string& picture);

} // namespace kinovar::cli
