#pragma once

#include "core/base/fields.h"
#include "core/project/document.h"
#include "core/render/renderer.h"

namespace kinovar::render {

/// What a user chooses about an export: RenderJob::options, the Render dialog and its presets.
struct RenderOptions {
    std::string codec = "auto";   ///< by the output's name
    int crf = -1;                 ///< −1: the codec's own good default; H.264/5 only
    std::string depth = "source"; ///< bits a channel
    std::string speed = "auto";   ///< preset of x264 and x265
    std::string origin;           ///< folder for maps of where pixels come from; empty: none
    bool drop = false; ///< streams that the container cannot hold are left out instead of refused

    static const FieldList<RenderOptions>& fields();
    [[nodiscard]] std::string to_json() const;
    /// Empty text: the defaults.
    [[nodiscard]] static Result<RenderOptions> from_json(std::string_view json);
    friend bool operator==(const RenderOptions&, const RenderOptions&) = default;
};

/// The cuts of a project's reel. Null for one that nobody has cut yet: there the steps look for
/// themselves, as in the window.
[[nodiscard]] std::shared_ptr<const pipeline::ShotFinder>
shots_of(const project::Document& document, const project::Reel& reel);

/// What `render` is to do for a job of a project: the reel's source chain and chain, the chains of
/// the shots whose picks have their own, the project's cuts. The job's frames are those of the
/// reel. Cheap; for the document's thread, while `render` itself may run on another.
[[nodiscard]] Result<RenderRequest> render_request(const project::Document& document,
                                                   const project::RenderJob& job);

/// Both at once. Blocks, and the document must not change meanwhile.
[[nodiscard]] Result<RenderReport> render_project(std::span<const pipeline::StepType> types,
                                                  const project::Document& document,
                                                  const project::RenderJob& render_job, Job& job);

} // namespace kinovar::render
