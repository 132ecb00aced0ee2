#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/image/frame.h"
#include "core/pipeline/clip.h"
#include "core/steps/colourise/engine/guide.h"
#include "core/steps/colourise/engine/seeds.h"

#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace kinovar::nn {
class Model;
}

namespace kinovar::colourise {

/// Colours of a picture and how sure they are.
struct Chroma {
    cv::Mat ab;         ///< CV_32FC2, a* and b*
    cv::Mat confidence; ///< CV_32F, 0 to 1, of the same size
};

/// What colours one picture by hints. Thread-safe.
class Colouriser {
public:
    virtual ~Colouriser() = default;

    /// Chroma of the guide's working size. `seeds` are of that size. Errors: memory, models;
    /// Cancelled.
    [[nodiscard]] virtual Result<Chroma> colour(const Guide& guide, const Seeds& seeds,
                                                const std::stop_token& stop) const = 0;
    /// Whether it knows what things look like, and so colours pictures that nobody gave hints for.
    [[nodiscard]] virtual bool knows_things() const { return false; }
    /// Changes whenever it may give other colours.
    [[nodiscard]] virtual Hash128 key() const = 0;
    /// Of the colours it gives.
    [[nodiscard]] virtual Origin origin() const = 0;
    /// What the model's terms ask to be said; none for our own.
    [[nodiscard]] virtual std::optional<pipeline::Credit> credit() const { return std::nullopt; }
};

using ColouriserPtr = std::shared_ptr<const Colouriser>;

/// Without weights: what spread_by_likeness() says, scaled to the light of each place, draws what
/// spread_smoothly() solves; muted where nothing like any hint is. No hints, no colour.
[[nodiscard]] ColouriserPtr blend_colouriser();

/// A network of the architecture of `kinovar-colour-hint`.
[[nodiscard]] ColouriserPtr hint_net_colouriser(std::shared_ptr<const nn::Model> model);

/// ECCV16, SIGGRAPH17 (with hints) and DDColor: networks that know what things look like. Where
/// they take no hints, hints move their colours around themselves. Errors: a model that does not
/// colour.
[[nodiscard]] Result<ColouriserPtr> model_colouriser(std::shared_ptr<const nn::Model> model);

/// "blend", or the catalogue id or file of a network, by whose architecture is chosen what it is.
[[nodiscard]] Result<ColouriserPtr> make_colouriser(const std::string& model);

} // namespace kinovar::colourise
