#include "core/steps/retouch/fix_stack.h"

#include "core/base/cache.h"
#include "core/image/cv_bridge.h"
#include "core/steps/retouch/anchor.h"
#include "core/steps/retouch/brush/kinds.h"
#include "core/steps/retouch/fill/fill.h"
#include "core/steps/retouch/skin/texture.h"
#include "core/steps/retouch/warp/warp.h"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <optional>

namespace kinovar::retouch {

namespace {

constexpr std::size_t kPicturesBudget = std::size_t{384} << 20U;
constexpr std::size_t kFitsKept = 100'000;
/// Confidence below which a person should look.
constexpr double kSure = 0.5;
/// Cover from which a pixel counts as the fix's own.
constexpr float kMostly = 0.5F;
/// Raised when the same fixes give other pictures.
constexpr std::int64_t kVersion = 1;

BudgetCache<Hash128, Frame>& finished() {
    static BudgetCache<Hash128, Frame> pictures(kPicturesBudget,
                                                [](const Frame& frame) { return frame.bytes(); });
    return pictures;
}

/// Why fixes do not fit their pictures; empty: they do.
BudgetCache<Hash128, std::string>& fits() {
    static BudgetCache<Hash128, std::string> kept(kFitsKept,
                                                  [](const std::string& /*why*/) { return 1; });
    return kept;
}

void add_points(Hasher& hasher, const std::vector<StrokePoint>& points) {
    static_assert(sizeof(StrokePoint) == 3 * sizeof(double), "hashed as bytes");
    hasher.add(static_cast<std::int64_t>(points.size()));
    hasher.add(std::string_view(reinterpret_cast<const char*>(points.data()),
                                points.size() * sizeof(StrokePoint)));
}

/// Of all that a fix is; strokes as they lie in memory, since there may be many.
Hash128 hash_of(const Fix& fix) {
    Hasher hasher;
    Fix rest;
    rest.kind = fix.kind;
    rest.area.feather = fix.area.feather;
    rest.area.inverted = fix.area.inverted;
    rest.ease_in = fix.ease_in;
    rest.ease_out = fix.ease_out;
    rest.opacity = fix.opacity;
    rest.drawn_at = fix.drawn_at;
    rest.follow = fix.follow;
    rest.keys = fix.keys;
    rest.anchor = fix.anchor;
    hasher.add(name_of(fix.kind)).add(row_values(rest)).add(fix.first).add(fix.last);
    hasher.add(fix.area.mask);
    for (const Mark& mark : fix.area.marks) {
        const Brush& brush = mark.brush;
        hasher.add(static_cast<std::int64_t>(mark.shape)).add(std::int64_t{mark.adds});
        hasher.add(brush.size).add(brush.hardness).add(brush.opacity).add(brush.flow);
        hasher.add(std::int64_t{brush.pressure_sizes}).add(std::int64_t{brush.pressure_thins});
        add_points(hasher, mark.points);
    }
    return hasher.finish();
}

Result<Patch> patch_of_fix(const Task& task) {
    return std::visit([&](const auto& kind) { return patch_of(kind, task); }, task.fix.kind);
}

void blend(const Patch& patch, float share, cv::Mat& picture) {
    for (int y = 0; y < patch.where.height; ++y) {
        const auto* cover = patch.cover.ptr<float>(y);
        const auto* from = patch.pixels.ptr<cv::Vec3f>(y);
        auto* to = picture.ptr<cv::Vec3f>(patch.where.y + y) + patch.where.x;
        for (int x = 0; x < patch.where.width; ++x) {
            const float a = cover[x] * share;
            if (a >= 1) {
                to[x] = from[x];
            } else if (a > 0) {
                to[x] += a * (from[x] - to[x]);
            }
        }
    }
}

void mark_origins(const Patch& patch, float share, OriginPlane& plane) {
    if (patch.keeps_origin) {
        return;
    }
    for (int y = 0; y < patch.where.height; ++y) {
        const auto* cover = patch.cover.ptr<float>(y);
        const auto* own = patch.origins.empty() ? nullptr : patch.origins.ptr<std::uint8_t>(y);
        const std::size_t begin =
            static_cast<std::size_t>(patch.where.y + y) * static_cast<std::size_t>(plane.width) +
            static_cast<std::size_t>(patch.where.x);
        for (int x = 0; x < patch.where.width; ++x) {
            if (cover[x] * share >= kMostly) {
                plane.pixels[begin + static_cast<std::size_t>(x)] =
                    own == nullptr ? patch.origin : static_cast<Origin>(own[x]);
            }
        }
    }
}

OriginPlane origins_of(const Frame& frame) {
    if (frame.origin() != nullptr) {
        return *frame.origin();
    }
    const auto pixels =
        static_cast<std::size_t>(frame.width()) * static_cast<std::size_t>(frame.height());
    return {frame.width(), frame.height(), std::vector<Origin>(pixels, Origin::Scan)};
}

/// A picture that patches are laid upon; copied with the first one after it was shared.
class OpenPicture {
public:
    explicit OpenPicture(FramePtr shared) : shared_(std::move(shared)) {}

    [[nodiscard]] cv::Mat pixels() const {
        return own_ ? mat_view(std::as_const(*own_)) : mat_view(*shared_);
    }
    void lay(const Patch& patch, float share) {
        if (!own_) {
            own_ = std::make_shared<Frame>(*shared_);
            plane_ = origins_of(*shared_);
        }
        cv::Mat pixels = mat_view(*own_);
        blend(patch, share, pixels);
        mark_origins(patch, share, plane_);
    }
    [[nodiscard]] FramePtr share() {
        if (own_) {
            own_->set_origin(std::make_shared<const OriginPlane>(std::move(plane_)));
            shared_ = std::move(own_);
            own_ = nullptr;
        }
        return shared_;
    }

private:
    FramePtr shared_;
    std::shared_ptr<Frame> own_;
    OriginPlane plane_;
};

/// What a fix takes pixels from, besides the picture that it mends.
std::optional<Source> source_of(const Kind& kind) {
    struct Visitor {
        std::optional<Source> operator()(const Paint& /*it*/) const { return std::nullopt; }
        std::optional<Source> operator()(const Inpaint& /*it*/) const { return std::nullopt; }
        std::optional<Source> operator()(const Warp& /*it*/) const { return std::nullopt; }
        std::optional<Source> operator()(const Reveal& it) const { return Source{it.stage, 0, 0}; }
        std::optional<Source> operator()(const Clone& it) const { return it.from; }
        std::optional<Source> operator()(const Heal& it) const { return it.from; }
        std::optional<Source> operator()(const Texture& it) const { return it.from; }
        std::optional<Source> operator()(const Replace& it) const { return it.from; }
    };
    return std::visit(Visitor{}, kind);
}

void say_broken(const Error& error, FixState& state) {
    state.fit = Fit::Broken;
    state.confidence = 0;
    state.text = error.message;
}

bool gone(const Error& error) {
    return error.code == ErrorCode::NotFound;
}

} // namespace

struct FixStack::State {
    std::vector<FixPtr> fixes;
    /// Of each fix. Worked out when a picture is made: windows make stacks in their own thread.
    [[nodiscard]] const std::vector<Hash128>& hashes() const {
        std::call_once(hashed_, [this] {
            hashes_.reserve(fixes.size());
            for (const FixPtr& fix : fixes) {
                hashes_.push_back(hash_of(*fix));
            }
        });
        return hashes_;
    }
    std::shared_ptr<const Pictures> pictures;
    std::shared_ptr<const Tracker> tracker;
    Hash128 key;

    /// Why the fix does not fit the pictures that come in; empty: it does.
    [[nodiscard]] Result<std::string> misfit(const Fix& fix, const Hash128& hash,
                                             const pipeline::Pull& pull) const {
        if (!fix.anchor) {
            return std::string();
        }
        const Hash128 name = Hasher().add("fit").add(key).add(hash).finish();
        KINOVAR_TRY_ASSIGN(const auto why, fits().get(name, [&] { return look(fix, pull); }));
        return *why;
    }

    [[nodiscard]] Result<std::shared_ptr<const std::string>>
    look(const Fix& fix, const pipeline::Pull& pull) const {
        KINOVAR_TRY_ASSIGN(const FramePtr then, pictures->frame({}, fix.drawn_at, pull));
        std::string why;
        KINOVAR_TRY(guard_cv("retouch", [&] {
            why = no_longer_fits(*fix.anchor, anchor_of(mat_view(*then), fix.area));
        }));
        return std::make_shared<const std::string>(std::move(why));
    }

    /// Everything but what the filling says. `place` where it is drawn.
    [[nodiscard]] Result<FixState> judge(const Fix& fix, const Hash128& hash, std::int64_t frame,
                                         const pipeline::Pull& pull, Placement& place) const {
        FixState state{.id = fix.id};
        KINOVAR_TRY_ASSIGN(std::string why, misfit(fix, hash, pull));
        if (!why.empty()) {
            state.fit = Fit::Moved;
            state.confidence = 0;
            state.text = std::move(why);
            return state;
        }
        KINOVAR_TRY_ASSIGN(place, tracker->at(fix, frame, pull));
        state.confidence = place.confidence;
        if (place.lost) {
            state.fit = Fit::Hidden;
            state.text = "hidden or lost at this frame";
        } else if (place.confidence < kSure) {
            state.fit = Fit::Uncertain;
            state.text = "tracking is not sure here: a key would help";
        }
        return state;
    }

    /// The patch; nothing where the fix is not drawn, as `state` then says.
    [[nodiscard]] Result<std::optional<Patch>>
    draw(const Fix& fix, const Hash128& hash, std::int64_t frame, const cv::Mat& picture,
         const ColourSpec& colour, const pipeline::Pull& pull, FixState& state) const {
        Placement place;
        KINOVAR_TRY_ASSIGN(state, judge(fix, hash, frame, pull, place));
        if (!state.drawn()) {
            return std::optional<Patch>{};
        }
        Result<Patch> patch;
        const Task task{
            fix,   picture,   frame, colour,
            place, *pictures, pull,  [&](std::int64_t n) {
                return tracker->at(fix, n, pull); }};
        KINOVAR_TRY(guard_cv(fmt::format("{} fix at frame {}", name_of(fix.kind), frame),
                             [&] { patch = patch_of_fix(task); }));
        if (!patch && gone(patch.error())) {
            say_broken(patch.error(), state);
            return std::optional<Patch>{};
        }
        if (!patch) {
            return failure(
                patch.error().within(fmt::format("{} fix at frame {}", name_of(fix.kind), frame)));
        }
        if (!patch->note.empty()) {
            state.text = patch->note;
        }
        if (patch->check) {
            state.fit = Fit::Uncertain;
        }
        return std::optional<Patch>(std::move(*patch));
    }

    /// Draws the fixes alive[from …] upon `picture`.
    [[nodiscard]] Status lay(const std::vector<std::size_t>& alive, std::size_t from,
                             std::int64_t frame, const pipeline::Pull& pull,
                             const std::vector<Hash128>& names, FramePtr& picture) const {
        OpenPicture open(picture);
        for (std::size_t i = from; i < alive.size(); ++i) {
            if (pull.stop.stop_requested()) {
                return failure(ErrorCode::Cancelled, "stopped");
            }
            const Fix& fix = *fixes[alive[i]];
            FixState state;
            KINOVAR_TRY_ASSIGN(const auto patch, draw(fix, hashes()[alive[i]], frame, open.pixels(),
                                                      picture->colour(), pull, state));
            if (patch && !patch->where.empty()) {
                open.lay(*patch, static_cast<float>(share_at(fix, frame)));
            }
            const bool below_the_last = i + 2 == alive.size();
            if (below_the_last || i + 1 == alive.size()) {
                picture = open.share();
                finished().put(names[i], picture);
            }
        }
        return {};
    }

private:
    mutable std::once_flag hashed_;
    mutable std::vector<Hash128> hashes_;
};

FixStack::FixStack(std::vector<FixPtr> fixes, std::shared_ptr<const Pictures> pictures,
                   std::shared_ptr<const Tracker> tracker, const Hash128& key) {
    auto state = std::make_unique<State>();
    state->fixes = std::move(fixes);
    state->pictures = std::move(pictures);
    state->tracker = std::move(tracker);
    state->key = Hasher().add("fix stack").add(kVersion).add(key).finish();
    state_ = std::move(state);
}

FixStack::~FixStack() = default;

Result<FramePtr> FixStack::render(const FramePtr& picture, std::int64_t frame,
                                  const pipeline::Pull& pull) const {
    std::vector<std::size_t> alive;
    std::vector<Hash128> names; // of the picture with the fixes up to each
    Hash128 name = Hasher().add(state_->key).add(frame).finish();
    for (std::size_t i = 0; i < state_->fixes.size(); ++i) {
        if (share_at(*state_->fixes[i], frame) > 0) {
            alive.push_back(i);
            name = Hasher().add(name).add(state_->hashes()[i]).finish();
            names.push_back(name);
        }
    }
    FramePtr result = picture;
    std::size_t from = alive.size();
    for (; from > 0; --from) {
        if (auto known = finished().peek(names[from - 1])) {
            result = std::move(known);
            break;
        }
    }
    KINOVAR_TRY(state_->lay(alive, from, frame, pull, names, result));
    return result;
}

Result<FixState> FixStack::state_of(const Fix& fix, std::int64_t frame,
                                    const pipeline::Pull& pull) const {
    const Hash128 hash = hash_of(fix);
    FixState state;
    if (!std::holds_alternative<Inpaint>(fix.kind)) {
        Placement place;
        KINOVAR_TRY_ASSIGN(state, state_->judge(fix, hash, frame, pull, place));
        const auto source = source_of(fix.kind);
        if (state.drawn() && source) {
            const auto clip = state_->pictures->clip(*source);
            if (!clip && gone(clip.error())) {
                say_broken(clip.error(), state);
            } else if (!clip) {
                return failure(clip.error());
            }
        }
        return state;
    }
    KINOVAR_TRY_ASSIGN(const FramePtr bare, state_->pictures->frame({}, frame, pull));
    KINOVAR_TRY_ASSIGN(
        [[maybe_unused]] const auto patch,
        state_->draw(fix, hash, frame, mat_view(*bare), bare->colour(), pull, state));
    return state;
}

} // namespace kinovar::retouch
