#pragma once

#include "core/media/media_info.h"
#include "core/project/document.h"

/// The edits that more than one place needs. They make an Edit; Document::apply() does it.
namespace kinovar::project {

/// A reel with one shot over all its frames. Fails for media without pictures.
[[nodiscard]] Result<Edit> add_reel(const Document& document, const media::MediaInfo& info);
/// Shots begin at these frames (ascending, above 0) instead of where they did. Shots whose range
/// stays keep their identity, name, takes and pick; a shot that is cut into parts leaves them to
/// its first part.
[[nodiscard]] Edit set_cuts(const Document& document, Id reel,
                            const std::vector<std::int64_t>& cuts);
/// A new shot begins at `frame`. Fails where one does already.
[[nodiscard]] Result<Edit> split_shot(const Document& document, Id reel, std::int64_t frame);
/// The shot and the one after it become one, with the first one's takes; the second one's are
/// added.
[[nodiscard]] Result<Edit> join_with_next(const Document& document, Id shot);
/// The shot begins at another frame; fails where a neighbour would be left without frames.
[[nodiscard]] Result<Edit> move_cut(const Document& document, Id shot, std::int64_t first);

/// The reel's frames are made of its file by these steps (empty: the file's own), which comes to
/// that many frames of that size. Where their number changes, the last shot ends with the reel;
/// shots beyond its end leave their takes to it; flags, hints, markers, fixes and renders that
/// reach beyond it are cut, or moved to the last frame; a waiting render of all frames stays one of
/// all; analyses go. One edit: undone, all of it is back. Fails without such a reel or without
/// frames.
[[nodiscard]] Result<Edit> set_source_chain(const Document& document, Id reel,
                                            pipeline::Chain chain, std::int64_t frames,
                                            Rational rate, int width, int height);

/// Whether the file of a reel is where the project says (cheap).
[[nodiscard]] bool media_is_there(const Reel& reel);
/// The reel's media lie elsewhere now. Refused when size of picture or number of frames differ; for
/// a reel with a source chain, which counts other frames than its file, when the size in bytes
/// does.
[[nodiscard]] Result<Edit> relink(const Document& document, Id reel, const media::MediaInfo& info);
/// Looks for the files of all missing reels by name (and size in bytes) below a folder.
[[nodiscard]] std::map<Id, std::filesystem::path> find_moved(const Document& document,
                                                             const std::filesystem::path& folder);

} // namespace kinovar::project
