#pragma once

#include "core/base/job.h"
#include "core/base/result.h"
#include "core/media/encode_spec.h"
#include "core/steps/portrait/face/face.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kinovar::gallery {

/// One line of the list. CSV columns: file,name,years,caption,preset,script,consent (header line
/// required; others are an error that names them).
struct Entry {
    std::filesystem::path file;
    std::string name;
    std::string years;
    std::string caption;
    std::string preset; ///< empty: the gallery's
    std::string script;
    std::string consent; ///< file
};

struct GalleryOptions {
    int width = 1920;
    int height = 1080;
    double fps = 25;
    double per_face = 3; ///< seconds that one face is shown, without the passage to the next
    double total = 0;    ///< seconds of the whole film; 0: by per_face
    double passage = 1;  ///< seconds in which a face flows into the next
    std::string preset = "living";
    std::filesystem::path music; ///< empty: silent
    double fade = 2;             ///< seconds of the music's and picture's fades
    std::string title;           ///< shown first; empty: none
    bool restore = false;
    bool visible_mark = true;
    std::filesystem::path consent; ///< for all that have none of their own
    int seed = 1;
    media::EncodeOptions encode;
};

/// A portrait that was left out, or taken with a warning.
struct Triage {
    Entry entry;
    std::vector<portrait::Finding> findings;
    bool taken = false;
};

struct GalleryReport {
    std::vector<Triage> triage;
    std::int64_t frames = 0;
    int sections = 0;
    int sections_kept = 0;               ///< of these, finished by an earlier run
    std::filesystem::path contact_sheet; ///< of what was left out and why; empty: nothing was
    double seconds = 0;
};

/// A folder's pictures in natural order, or a CSV list. Untrusted input.
[[nodiscard]] Result<std::vector<Entry>> read_gallery(const std::filesystem::path& folder_or_list);

/// Makes the film. Sections that an earlier run finished, or that did not change, are kept
/// (a hidden folder beside the output); survives a kill at any moment. Blocks.
[[nodiscard]] Result<GalleryReport> make_gallery(const std::vector<Entry>& entries,
                                                 const std::filesystem::path& output,
                                                 const GalleryOptions& options, Job& job);

} // namespace kinovar::gallery
