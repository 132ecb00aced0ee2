#pragma once

#include "core/image/frame.h"
#include "core/nn/model.h"

#include <memory>
#include <stop_token>
#include <string>

namespace kinovar::steps {

/// Pictures between two pictures by a network of the RIFE 4 family (Z. Huang et al., "Real-Time
/// Intermediate Flow Estimation for Video Frame Interpolation", ECCV 2022). Thread-safe.
class InBetween {
public:
    /// Errors: MissingModel; InvalidArgument for a model that does something else.
    static Result<std::shared_ptr<const InBetween>> load(const std::string& model);

    [[nodiscard]] const nn::ModelInfo& model() const { return model_->info(); }

    /// The picture at `part` (0 … 1) of the way from `before` to `after`, of the same size; origin
    /// Model everywhere. A grey pair gives a grey picture where `monochrome` is set. Two pictures
    /// of equal pixels give the first itself.
    [[nodiscard]] Result<FramePtr> at(const FramePtr& before, const FramePtr& after, double part,
                                      bool monochrome, const std::stop_token& stop) const;

private:
    explicit InBetween(std::shared_ptr<const nn::Model> model) : model_(std::move(model)) {}
    [[nodiscard]] Result<nn::Pixels> run(const Frame& before, const Frame& after, float part) const;

    std::shared_ptr<const nn::Model> model_;
};

} // namespace kinovar::steps
