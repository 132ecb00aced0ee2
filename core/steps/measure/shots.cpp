#include "core/steps/measure/shots.h"

namespace kinovar::steps {

namespace {

class OneShot final : public pipeline::ShotFinder {
public:
    explicit OneShot(std::int64_t frames) : shot_{0, frames - 1} {}
    [[nodiscard]] Result<pipeline::Shot> shot_of(std::int64_t /*n*/,
                                                 const pipeline::Pull& /*pull*/) const override {
        return shot_;
    }

private:
    pipeline::Shot shot_;
};

} // namespace

std::shared_ptr<const pipeline::ShotFinder> shots_of(const pipeline::ClipPtr& clip) {
    if (clip->info().shots) {
        return clip->info().shots;
    }
    return std::make_shared<OneShot>(clip->info().frames);
}

std::vector<std::int64_t> neighbours(const pipeline::Shot& shot, std::int64_t n, int radius) {
    std::vector<std::int64_t> found;
    for (int distance = 1; distance <= radius; ++distance) {
        for (const std::int64_t at : {n - distance, n + distance}) {
            if (at >= shot.first && at <= shot.last) {
                found.push_back(at);
            }
        }
    }
    return found;
}

} // namespace kinovar::steps
