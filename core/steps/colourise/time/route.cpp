#include "core/steps/colourise/time/route.h"

#include "core/base/cache.h"
#include "core/image/cv_bridge.h"
#include "core/steps/colourise/time/refind.h"

#include <fmt/format.h>

#include <functional>

namespace kinovar::colourise {

namespace {

using pipeline::Pull;
using steps::Flow;
using RoutePtr = std::shared_ptr<const Route>;

constexpr std::size_t kRecentBytes = std::size_t{192} << 20;
constexpr std::size_t kCheckpointBytes = std::size_t{256} << 20;
constexpr std::int64_t kCheckpoint = 24; // frames from the key

std::size_t bytes_of(const Route& route) {
    return (route.there.field.total() + route.back.field.total() + route.chained.field.total()) *
           route.there.field.elemSize();
}

using Routes = BudgetCache<Hash128, Route>;

Routes& recent() {
    static Routes kept(kRecentBytes, &bytes_of);
    return kept;
}
Routes& checkpoints() {
    static Routes kept(kCheckpointBytes, &bytes_of);
    return kept;
}

/// The routes to one key from one side of it.
class Side {
public:
    Side(std::int64_t key, std::int64_t step, const Motion& motion, const Pull& pull)
        : key_(key), step_(step), motion_(motion), pull_(pull) {}

    [[nodiscard]] Result<RoutePtr> at(std::int64_t n) const {
        // Not by recursion: a shot may be long.
        std::int64_t known = n;
        while (known != key_ + step_ && !kept(known)) {
            known -= step_;
        }
        KINOVAR_TRY_ASSIGN(RoutePtr route, get(known, nullptr));
        while (known != n) {
            known += step_;
            KINOVAR_TRY_ASSIGN(route, get(known, route));
        }
        return route;
    }

private:
    [[nodiscard]] bool is_checkpoint(std::int64_t n) const { return (n - key_) % kCheckpoint == 0; }
    [[nodiscard]] Hash128 name_of(std::int64_t n) const {
        return Hasher().add(motion_.clip()->info().key).add(key_).add(n).finish();
    }
    [[nodiscard]] bool kept(std::int64_t n) const {
        return recent().peek(name_of(n)) || (is_checkpoint(n) && checkpoints().peek(name_of(n)));
    }

    /// `nearer`: the route of the frame before; asked for where it is null and needed.
    [[nodiscard]] Result<RoutePtr> get(std::int64_t n, const RoutePtr& nearer) const {
        Routes& routes = is_checkpoint(n) ? checkpoints() : recent();
        return routes.get(name_of(n), [&]() -> Result<RoutePtr> {
            KINOVAR_TRY(stopped(pull_));
            if (n == key_ + step_) {
                return first();
            }
            RoutePtr before = nearer;
            if (!before) { // it was kept a moment ago
                KINOVAR_TRY_ASSIGN(before, at(n - step_));
            }
            return further(n, *before);
        });
    }

    [[nodiscard]] Result<RoutePtr> first() const {
        const std::int64_t n = key_ + step_;
        KINOVAR_TRY_ASSIGN(const auto there, motion_.between(n, key_, pull_));
        KINOVAR_TRY_ASSIGN(const auto back, motion_.between(key_, n, pull_));
        return std::make_shared<const Route>(Route{*there, *back, *there});
    }

    [[nodiscard]] Result<RoutePtr> further(std::int64_t n, const Route& before) const {
        KINOVAR_TRY_ASSIGN(const auto nearer, motion_.between(n, n - step_, pull_));
        KINOVAR_TRY_ASSIGN(const auto farther, motion_.between(n - step_, n, pull_));
        KINOVAR_TRY_ASSIGN(const auto here, motion_.picture(n, pull_));
        KINOVAR_TRY_ASSIGN(const auto key, motion_.picture(key_, pull_));
        BothWays start;
        Flow chained;
        KINOVAR_TRY(guard(n, [&] {
            start = {steps::compose(*nearer, before.there), steps::compose(before.back, *farther)};
            chained = steps::compose(*nearer, before.chained);
        }));
        KINOVAR_TRY_ASSIGN(BothWays ways, refined(n, start));
        KINOVAR_TRY(refind(n, ways));
        return std::make_shared<const Route>(
            Route{std::move(ways.there), std::move(ways.back), std::move(chained)});
    }

    [[nodiscard]] Result<BothWays> refined(std::int64_t n, const BothWays& start) const {
        KINOVAR_TRY_ASSIGN(const auto here, motion_.picture(n, pull_));
        KINOVAR_TRY_ASSIGN(const auto key, motion_.picture(key_, pull_));
        BothWays ways;
        KINOVAR_TRY(stopped(pull_));
        KINOVAR_TRY(guard(n, [&] { ways.there = refine_motion(*here, *key, start.there); }));
        KINOVAR_TRY(stopped(pull_));
        KINOVAR_TRY(guard(n, [&] { ways.back = refine_motion(*key, *here, start.back); }));
        return ways;
    }

    /// Puts in what features find again of what flow has lost.
    [[nodiscard]] Status refind(std::int64_t n, BothWays& ways) const {
        KINOVAR_TRY_ASSIGN(const auto here, motion_.picture(n, pull_));
        KINOVAR_TRY_ASSIGN(const auto key, motion_.picture(key_, pull_));
        KINOVAR_TRY(stopped(pull_));
        std::optional<BothWays> begun;
        KINOVAR_TRY(guard(n, [&] { begun = motion_by_features(*here, *key, ways); }));
        if (!begun) {
            return {};
        }
        KINOVAR_TRY_ASSIGN(const BothWays found, refined(n, *begun));
        return guard(n, [&] { adopt_found(*here, *key, found, ways); });
    }

    [[nodiscard]] static Status guard(std::int64_t n, const std::function<void()>& work) {
        return guard_cv(fmt::format("carry colours, frame {}", n), work);
    }

    std::int64_t key_, step_;
    const Motion& motion_;
    const Pull& pull_;
};

} // namespace

Result<RoutePtr> route_between(std::int64_t n, std::int64_t key, const Motion& motion,
                               const Pull& pull) {
    return Side(key, n > key ? 1 : -1, motion, pull).at(n);
}

} // namespace kinovar::colourise
