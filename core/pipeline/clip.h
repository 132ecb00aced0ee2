#pragma once

#include "core/base/hash.h"
#include "core/base/job.h"
#include "core/base/rational.h"
#include "core/base/result.h"
#include "core/credentials/credentials.h"
#include "core/image/field_order.h"
#include "core/image/frame.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace kinovar::pipeline {

/// When each frame starts, in ticks of `base`. Shared by the clips that keep it.
struct Timeline {
    Rational base{1, 25};
    std::vector<std::int64_t> starts; ///< ascending, one a frame
    std::int64_t last_duration = 1;
};

/// Somebody whose work shows in the pictures, and what his terms ask to be said.
struct Credit {
    std::string text;       ///< one line
    bool commercial = true; ///< commercial use allowed
    friend bool operator==(const Credit&, const Credit&) = default;
};

/// What a pull carries: when to give up. Passed down the chain.
struct Pull {
    std::stop_token stop;
};

/// Frames between two cuts, both inclusive.
struct Shot {
    std::int64_t first = 0;
    std::int64_t last = 0;
    friend bool operator==(const Shot&, const Shot&) = default;
};

/// Where the cuts of a film are; looked for when asked. Thread-safe.
class ShotFinder {
public:
    virtual ~ShotFinder() = default;
    /// The shot that frame n lies in.
    [[nodiscard]] virtual Result<Shot> shot_of(std::int64_t n, const Pull& pull) const = 0;
};

class Clip;
using ClipPtr = std::shared_ptr<const Clip>;

struct ClipInfo {
    std::int64_t frames = 0;
    int width = 0;
    int height = 0;
    Rational rate{25, 1}; ///< average where the timeline is uneven
    Rational pixel_aspect{1, 1};
    ColourSpec colour;
    bool monochrome = false; ///< black-and-white material; colouring steps clear it
    FieldOrder field_order = FieldOrder::Unknown; ///< as the source says; set by deinterlacing
    /// Seconds of the source that pass in one second of this clip. 1 unless a step changed the
    /// running time: sound, texts and chapters of the source are then brought to the same pace.
    double pace = 1;
    std::shared_ptr<const Timeline> timeline;
    std::vector<Credit> credits; ///< of the steps up to here, each once
    /// Of pictures that show what no camera saw; null: none are here. Written into the export.
    std::shared_ptr<const credentials::Credentials> credentials;
    /// A film whose sound belongs to these frames; empty: that of the source, if it has any.
    std::filesystem::path sound;
    /// Names the pictures: source and every step up to here. The same key means the same frames.
    Hash128 key;
    /// Null until a step needed shots. Steps that renumber frames clear it.
    std::shared_ptr<const ShotFinder> shots;
    /// The same frames before the steps that mend film damage, on which that damage is measured:
    /// one pass serves them all. Null: this clip itself. Steps that renumber frames clear it.
    ClipPtr scan;
    /// The same frames before a model invented anything, at whatever size: what the fidelity guard
    /// compares with. Null: nothing was invented up to here. Steps that renumber frames renumber it
    /// too.
    ClipPtr faithful;
};

/// A lazy film: size, count and rate are known, frames are made when asked for.
/// Thread-safe: frame() may be called from several threads. Frame numbers out of range are
/// programming errors.
class Clip {
public:
    virtual ~Clip() = default;
    [[nodiscard]] virtual const ClipInfo& info() const = 0;
    [[nodiscard]] virtual Result<FramePtr> frame(std::int64_t n, const Pull& pull) const = 0;

    /// Does this clip's own analysis pass for frames first to last beforehand, with progress on the
    /// job. Not needed for a right result: frame() does what is missing. What an earlier run has
    /// done is not done again (see analysis.h). Does not descend to the clips before it.
    [[nodiscard]] virtual Status analyse(std::int64_t first, std::int64_t last, Job& job) const {
        static_cast<void>(first);
        static_cast<void>(last);
        static_cast<void>(job);
        return {};
    }
};

} // namespace kinovar::pipeline
