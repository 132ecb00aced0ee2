#pragma once

#include "core/base/cache.h"
#include "core/pipeline/clip.h"

#include <functional>
#include <memory>

namespace kinovar::steps {

/// Something worked out once a shot; the last few shots are kept. Thread-safe, single-flight.
template <class T>
class PerShot {
public:
    using Compute = std::function<Result<T>(const pipeline::Shot&, const pipeline::Pull&)>;

    PerShot(std::shared_ptr<const pipeline::ShotFinder> shots, Compute compute)
        : shots_(std::move(shots)), compute_(std::move(compute)),
          kept_(kKeptShots, [](const Entry& /*entry*/) { return 1; }) {}

    struct Entry {
        pipeline::Shot shot;
        T value;
    };

    /// Of the shot that frame n lies in.
    [[nodiscard]] Result<std::shared_ptr<const Entry>> at(std::int64_t n,
                                                          const pipeline::Pull& pull) const {
        KINOVAR_TRY_ASSIGN(const pipeline::Shot shot, shots_->shot_of(n, pull));
        return kept_.get(shot.first, [&]() -> Result<std::shared_ptr<const Entry>> {
            KINOVAR_TRY_ASSIGN(T value, compute_(shot, pull));
            return std::make_shared<const Entry>(Entry{shot, std::move(value)});
        });
    }

    [[nodiscard]] const std::shared_ptr<const pipeline::ShotFinder>& shots() const {
        return shots_;
    }

private:
    static constexpr std::size_t kKeptShots = 8;
    std::shared_ptr<const pipeline::ShotFinder> shots_;
    Compute compute_;
    mutable BudgetCache<std::int64_t, Entry> kept_;
};

} // namespace kinovar::steps
