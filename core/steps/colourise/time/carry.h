#pragma once

#include "core/steps/colourise/engine/colouriser.h"
#include "core/steps/colourise/time/motion.h"

#include <functional>
#include <span>
#include <vector>

namespace kinovar::colourise {

/// Colours of a key frame, of the working size (Guide::work).
using ChromaOf = std::function<Result<std::shared_ptr<const Chroma>>(std::int64_t frame)>;

/// Carries the colours of key frames through a shot, both ways: along flow that is chained from
/// frame to frame and refined on the key itself, by matching features where flow is lost; between
/// two keys both are blended by how sure they are and how near. Confidence falls where flow there
/// and back disagrees, where light does, and where nothing like it was seen. Keeps what it worked
/// out for the next frame. Thread-safe.
class Carrier {
public:
    /// `keys`: frames whose colours are known, ascending. `chroma_of` is asked for these only.
    Carrier(std::shared_ptr<const Motion> motion, std::vector<std::int64_t> keys,
            ChromaOf chroma_of);
    ~Carrier();

    /// Colours of frame n from the keys of its shot. No key there: ab 0, confidence 0.
    [[nodiscard]] Result<Chroma> at(std::int64_t n, const pipeline::Pull& pull) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace kinovar::colourise
