#pragma once

#include "core/credentials/credentials.h"
#include "core/media/reel_reader.h"
#include "core/media/segment_writer.h"
#include "core/render/journal.h"
#include "core/render/output_place.h"

#include <functional>
#include <memory>

namespace kinovar::render {

/// Takes the frames of an export in order and makes finished, journalled pieces of them: segments
/// of a film, or pictures. Not thread-safe.
class SegmentSink {
public:
    struct Setup {
        OutputPlace place;
        media::EncodeSpec encode;
        bool monochrome;
        std::int64_t frames;         ///< of the whole export
        std::int64_t segment_frames; ///< of a film's pieces
        std::int64_t first_number;   ///< of the first picture of a sequence
        std::shared_ptr<const credentials::Credentials> credentials; ///< of pictures; may be null
        std::function<std::vector<media::DamagedFrame>()> damaged;   ///< all met so far
    };

    SegmentSink(Setup setup, Journal& journal);

    /// Frame `n` of the export (from 0; consecutive from next_frame() on).
    [[nodiscard]] Status take(std::int64_t n, const Frame& frame);
    /// The first frame that the journal does not have yet.
    [[nodiscard]] std::int64_t next_frame() const;

private:
    [[nodiscard]] Status take_for_film(std::int64_t n, const Frame& frame);
    [[nodiscard]] Status take_picture(std::int64_t n, const Frame& frame);
    [[nodiscard]] Status finish_piece(std::int64_t last, const std::string& file);
    [[nodiscard]] std::vector<JournalDamage> new_damage();

    const Setup setup_;
    Journal& journal_;
    std::unique_ptr<media::SegmentWriter> writer_;
    std::int64_t piece_first_ = 0;
    std::vector<JournalDamage> told_; ///< damage that the journal has already
};

} // namespace kinovar::render
