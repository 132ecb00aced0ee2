#pragma once

#include "core/train/adam.h"
#include "core/train/batch_ahead.h"
#include "core/train/compact_net.h"
#include "core/train/learner.h"
#include "core/train/patch_source.h"
#include "core/train/schedule.h"
#include "core/train/trainer.h"
#include "core/train/validation.h"

#include <optional>

namespace kinovar::train {

/// Learns to enlarge or clean luma. Borrows all that it is given but the pairs.
class LumaLearner final : public Learner {
public:
    LumaLearner(const TrainRequest& request, const PatchSource& source,
                std::vector<ValidationPair> pairs);

    [[nodiscard]] std::int64_t parameters() const override { return net_.shape().parameters(); }
    [[nodiscard]] Result<double> psnr_before() const override;
    [[nodiscard]] double psnr() const override;
    double learn(std::int64_t number, double progress) override;
    void keep_best() override { best_ = average_.detached(); }
    [[nodiscard]] std::vector<StateTensor> state() override;
    [[nodiscard]] Status write(const std::filesystem::path& path,
                               std::map<std::string, std::string> metadata) const override;

private:
    void follow_average(const PlainNet& current, std::int64_t step);

    const PatchSource& source_;
    const std::vector<ValidationPair> pairs_;
    Schedule schedule_;
    at::Device device_;
    TrainableNet net_;
    Adam adam_;
    PlainNet average_;
    PlainNet best_;
    std::optional<BatchAhead<PatchSource>> batches_;
};

} // namespace kinovar::train
