#pragma once

#include "core/nn/engine.h"
#include "core/nn/model.h"

#include <filesystem>

namespace kinovar::nn {

/// A network read from an ncnn .param with its .bin beside it.
class NcnnModel final : public Model {
public:
    static Result<std::shared_ptr<const Model>> load(const std::filesystem::path& param_path);
    /// The same, with what the catalogue knows; fails when the files contradict it.
    static Result<std::shared_ptr<const Model>> load(const std::filesystem::path& param_path,
                                                     const ModelInfo& known);

    NcnnModel(ModelInfo info, std::unique_ptr<const Engine> engine)
        : info_(std::move(info)), engine_(std::move(engine)) {}

    [[nodiscard]] const ModelInfo& info() const override { return info_; }
    [[nodiscard]] Result<std::vector<Array>> run(std::span<const Array> inputs) const override;
    [[nodiscard]] Result<std::vector<Pixels>>
    run_pixels(std::span<const PixelView> inputs) const override;

private:
    ModelInfo info_;
    std::unique_ptr<const Engine> engine_;
};

} // namespace kinovar::nn
