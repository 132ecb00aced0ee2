#include "core/media/reel_reader.h"

#include "core/base/file.h"
#include "core/media/picture_file.h"
#include "core/media/sequence_reader.h"
#include "core/media/video_probe.h"
#include "core/media/video_reader.h"

#include <new>

namespace kinovar::media {

namespace {

enum class InputKind : std::uint8_t { Video, Pictures };

Result<InputKind> kind_of(const std::filesystem::path& path) {
    std::error_code trouble;
    const auto status = std::filesystem::status(path, trouble);
    if (status.type() == std::filesystem::file_type::not_found && is_sequence_pattern(path)) {
        return InputKind::Pictures;
    }
    if (trouble) {
        return failure(error_from_errno(trouble.value(), "cannot open", path));
    }
    if (std::filesystem::is_directory(status)) {
        return InputKind::Pictures;
    }
    if (!std::filesystem::is_regular_file(status)) {
        return failure(ErrorCode::Unreadable, path.string() + " is not a file",
                       "give a video, a picture, a folder of pictures or a pattern");
    }
    if (std::filesystem::file_size(path, trouble) == 0) {
        return failure(ErrorCode::Corrupt, path.string() + " is empty",
                       "copy it again from its source");
    }
    return has_picture_extension(path) ? InputKind::Pictures : InputKind::Video;
}

/// Runs `make`, with what libraries throw turned into an Error.
template <class Make>
auto guarded(const std::filesystem::path& path, Make&& make) -> decltype(make()) {
    try {
        return make();
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "not enough memory to read " + path.string(),
                       "close other programs and try again");
    } catch (const std::filesystem::filesystem_error& error) {
        return failure(error_from_errno(error.code().value(), "cannot read", path));
    }
}

Result<MediaInfo> probe_any(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(const InputKind kind, kind_of(path));
    if (kind == InputKind::Pictures) {
        KINOVAR_TRY_ASSIGN(SequenceProbe pictures,
                           probe_pictures(path, ReaderOptions{}.sequence_rate));
        return std::move(pictures.info);
    }
    KINOVAR_TRY_ASSIGN(VideoProbe video, probe_video(path));
    return std::move(video.info);
}

Result<std::unique_ptr<ReelReader>> open_any(const std::filesystem::path& path,
                                             const ReaderOptions& options) {
    KINOVAR_TRY_ASSIGN(const InputKind kind, kind_of(path));
    if (kind == InputKind::Pictures) {
        KINOVAR_TRY_ASSIGN(SequenceProbe pictures, probe_pictures(path, options.sequence_rate));
        return std::make_unique<SequenceReader>(std::move(pictures));
    }
    return VideoReader::open(path, options);
}

} // namespace

Result<MediaInfo> probe(const std::filesystem::path& path) {
    return guarded(path, [&] { return probe_any(path); });
}

Result<std::unique_ptr<ReelReader>> open_reel(const std::filesystem::path& path,
                                              const ReaderOptions& options) {
    return guarded(path, [&] { return open_any(path, options); });
}

} // namespace kinovar::media
