#pragma once

#include "core/pipeline/clip.h"
#include "core/steps/timing/combing.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace kinovar::steps {

/// Where a picture takes its two fields from.
enum class FieldMatch : std::uint8_t {
    Own,         ///< both of its own frame
    LowerBefore, ///< the lower one of the frame before
    UpperBefore, ///< the upper one of the frame before
    LowerBehind, ///< the lower one of the next frame
    UpperBehind, ///< the upper one of the next frame
};
inline constexpr int kFieldMatches = 5;

/// How a film was brought to more frames.
enum class CadenceKind : std::uint8_t {
    None,       ///< not at all
    Pulldown,   ///< fields shared out over frames: fields are matched, then repeats dropped
    Shifted,    ///< each frame's fields lie in two frames: fields are matched
    Duplicates, ///< frames repeated: repeats are dropped
    Blended,    ///< frames mixed of two: the mix is solved
};

/// Of every `in` frames `out` are different pictures.
struct Cadence {
    CadenceKind kind = CadenceKind::None;
    int in = 1;
    int out = 1;
    int phase = 0; ///< Blended: frame i shows the moment (i·out + phase)/in of the original
};

/// What is known of one frame.
struct CadenceFacts {
    FieldMatch match = FieldMatch::Own;
    double change = 0; ///< unlikeness of the matched picture to the one before; huge for the first
};

/// Looks at frames of a film for a cadence, a block at a time (kept by pipeline::analyses()), and
/// says which frames go on. Thread-safe.
class CadenceReader {
public:
    CadenceReader(pipeline::ClipPtr input, const Cadence& cadence);

    /// The number, in the input, of frame n of the result.
    struct Place {
        std::int64_t frame = 0;
        FieldMatch match = FieldMatch::Own;
    };
    [[nodiscard]] Result<Place> place_of(std::int64_t n, const pipeline::Pull& pull) const;
    [[nodiscard]] std::int64_t frames() const { return frames_; }
    /// Frames of the result that one block serves.
    [[nodiscard]] std::int64_t block_frames() const { return block_ / cadence_.in * cadence_.out; }

private:
    using Facts = std::vector<CadenceFacts>;
    [[nodiscard]] Result<Facts> facts_of_block(std::int64_t block,
                                               const pipeline::Pull& pull) const;
    [[nodiscard]] Result<Facts> measure(std::int64_t first, std::int64_t last,
                                        const pipeline::Pull& pull) const;
    [[nodiscard]] std::vector<int> dropped(const Facts& facts, std::int64_t cycle_start, int length,
                                           int drop) const;

    pipeline::ClipPtr input_;
    Cadence cadence_;
    std::int64_t block_;  ///< input frames, a whole number of cycles
    std::int64_t frames_; ///< of the result
};

/// The match of a frame's fields that combs least; its own unless another is clearly better.
/// `before` and `behind`: the frames beside it in its shot, null where there is none.
[[nodiscard]] FieldMatch match_fields(const LumaPicture& now, const LumaPicture* before,
                                      const LumaPicture* behind);

/// The picture of a match.
[[nodiscard]] LumaPicture matched_luma(FieldMatch match, const LumaPicture& now,
                                       const LumaPicture* before, const LumaPicture* behind);

} // namespace kinovar::steps
