#pragma once

#include "core/nn/arch/colour_hint_net.h"
#include "core/steps/colourise/engine/hint_sample.h"
#include "core/train/adam.h"
#include "core/train/batch_ahead.h"
#include "core/train/colour_samples.h"
#include "core/train/learner.h"
#include "core/train/schedule.h"
#include "core/train/trainer.h"

#include <optional>

namespace kinovar::train {

/// Learns to colour by hints: the network of core/nn/arch/colour_hint_net.h. PSNR is that of a* and
/// b* with peak 255, the mean of all validation samples. Borrows the samples.
class ColourLearner final : public Learner {
public:
    ColourLearner(const TrainRequest& request, const ColourSamples& samples,
                  std::vector<colourise::HintSample> validation);

    [[nodiscard]] std::int64_t parameters() const override;
    /// Of the built-in colouriser.
    [[nodiscard]] Result<double> psnr_before() const override;
    [[nodiscard]] double psnr() const override;
    double learn(std::int64_t number, double progress) override;
    void keep_best() override;
    [[nodiscard]] std::vector<StateTensor> state() override;
    [[nodiscard]] Status write(const std::filesystem::path& path,
                               std::map<std::string, std::string> metadata) const override;

private:
    const ColourSamples& samples_;
    const std::vector<colourise::HintSample> validation_;
    Schedule schedule_;
    at::Device device_;
    nn::HintNetWeights weights_;
    std::vector<at::Tensor> parameters_; ///< the same tensors
    Adam adam_;
    nn::HintNetWeights average_;
    nn::HintNetWeights best_;
    std::optional<BatchAhead<ColourSamples>> batches_;
};

} // namespace kinovar::train
