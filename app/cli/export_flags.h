#pragma once

#include "app/cli/session.h"
#include "core/render/renderer.h"

#include <string>

namespace kinovar::cli {

/// "A-B" (both included, counted from 0) or "A". InvalidArgument names what was given.
[[nodiscard]] Result<render::FrameRange> range_from_text(const std::string& text);

/// The flags of every command that writes a film or pictures.
struct ExportFlags {
    std::string codec;
    std::string frames;
    std::string max_size;
    int crf = -1;
    int depth = 0;
    std::string speed;
    std::string origin;
    bool no_resume = false;
    bool drop_unsupported = false;

    void add_to(CLI::App& command);
    /// Puts what the flags say into a request.
    [[nodiscard]] Status fill(render::RenderRequest& request, const Session& session) const;
};

/// Renders with progress, and prints the report: damaged frames, conversions and differences as
/// warnings.
[[nodiscard]] Status render_and_report(Session& session, const render::RenderRequest& request);

} // namespace kinovar::cli
