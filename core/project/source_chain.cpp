#include "core/project/reel_edits.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::project {

namespace {

/// Fits what belongs to a reel to another number of frames. What somebody or something noted stays:
/// a range that reaches beyond the end is cut there, one that lies beyond it moves to the last
/// frame.
class Fitter {
public:
    Fitter(EditBuilder& builder, std::int64_t before, std::int64_t after)
        : builder_(builder), before_(before), after_(after) {}

    void operator()(Hint hint) const { fit_range(std::move(hint)); }
    void operator()(Flag flag) const { fit_range(std::move(flag)); }
    void operator()(Fix fix) const { fit_range(std::move(fix)); }
    void operator()(Marker marker) const {
        marker.frame = fitted(marker.frame);
        builder_.update(std::move(marker));
    }
    void operator()(RenderJob job) const {
        // An export of all frames that has not begun stays one of all.
        const bool whole = job.first == 0 && job.last == before_ - 1;
        if (whole && job.state == RenderState::Waiting) {
            job.last = after_ - 1;
            builder_.update(std::move(job));
        } else {
            fit_range(std::move(job));
        }
    }
    /// Measured on frames that are no longer there.
    void operator()(const Analysis& analysis) const { builder_.remove(analysis.id); }
    template <class Other>
    void operator()(const Other& /*row*/) const {} // shots go by places_for()

private:
    template <class Noun>
    void fit_range(Noun noun) const {
        noun.first = fitted(noun.first);
        noun.last = fitted(noun.last);
        builder_.update(std::move(noun));
    }
    [[nodiscard]] std::int64_t fitted(std::int64_t frame) const {
        return std::min(frame, after_ - 1);
    }

    EditBuilder& builder_;
    std::int64_t before_;
    std::int64_t after_;
};

/// The last shot ends with the reel; shots that would begin later go, and leave their takes to it.
void fit_shots(EditBuilder& builder, const Document& document, Id reel, std::int64_t frames) {
    Id last = 0;
    for (const Id id : document.shots_of(reel)) {
        Shot shot = *document.get<Shot>(id);
        if (shot.first < frames) {
            last = id;
            continue;
        }
        for (const Id take_id : document.takes_of(id)) {
            Take take = *builder.get<Take>(take_id);
            take.shot = last;
            builder.update(std::move(take));
        }
        builder.remove(id);
    }
    Shot shot = *document.get<Shot>(last);
    shot.last = frames - 1;
    builder.update(std::move(shot));
}

void fit_reel(EditBuilder& builder, const Document& document, const Reel& reel,
              std::int64_t frames) {
    const Fitter fit(builder, reel.frames, frames);
    for (const Id id : document.belongings(reel.id)) {
        std::visit(fit, *document.find(id));
    }
    for (const Id shot : document.shots_of(reel.id)) {
        for (const Id take : document.takes_of(shot)) {
            for (const Id fix : document.belongings(take)) {
                std::visit(fit, *document.find(fix));
            }
        }
    }
    fit_shots(builder, document, reel.id, frames);
}

} // namespace

Result<Edit> set_source_chain(const Document& document, Id reel_id, pipeline::Chain chain,
                              std::int64_t frames, Rational rate, int width, int height) {
    const Reel* reel = document.get<Reel>(reel_id);
    if (reel == nullptr) {
        return failure(ErrorCode::NotFound, fmt::format("there is no reel {}", reel_id));
    }
    if (frames < 1 || width < 1 || height < 1 || !rate.known()) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} would have no frames", reel->name),
                       "choose steps that make at least one frame");
    }
    EditBuilder builder(document);
    Reel changed = *reel;
    changed.source_chain = std::move(chain);
    changed.frames = frames;
    changed.rate = rate.reduced();
    changed.width = width;
    changed.height = height;
    builder.update(std::move(changed));
    if (frames != reel->frames) {
        fit_reel(builder, document, *reel, frames);
    }
    return builder.finish("Make frames of the file");
}

} // namespace kinovar::project
