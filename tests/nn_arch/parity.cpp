#include "tests/nn_arch/parity.h"

#include "core/nn/torch_model.h"

#include <cmath>
#include <limits>

namespace kinovar::test {

nn::Array read_array(const std::filesystem::path& path) {
    auto file = nn::read_npy(path);
    EXPECT_OK(file);
    if (!file) {
        return {};
    }
    auto* values = std::get_if<std::vector<float>>(&file->values);
    EXPECT_NE(values, nullptr) << path << " holds no float32 numbers";
    return values == nullptr ? nn::Array() : nn::Array{file->shape, std::move(*values)};
}

float worst_difference(const nn::Array& found, const nn::Array& wanted) {
    if (found.shape != wanted.shape || found.values.size() != wanted.values.size()) {
        return std::numeric_limits<float>::infinity();
    }
    float worst = 0;
    for (std::size_t i = 0; i < found.values.size(); ++i) {
        const float difference = std::abs(found.values[i] - wanted.values[i]);
        if (!std::isfinite(difference)) {
            return std::numeric_limits<float>::infinity();
        }
        worst = std::max(worst, difference);
    }
    return worst;
}

void expect_close(const nn::Array& found, const nn::Array& wanted, float tolerance) {
    EXPECT_EQ(found.shape, wanted.shape);
    const float worst = worst_difference(found, wanted);
    testing::Test::RecordProperty("worst", std::to_string(worst));
    EXPECT_LE(worst, tolerance);
}

std::vector<nn::Array> run_model(const nn::Model& model, const std::vector<nn::Array>& inputs) {
    auto outputs = model.run(inputs);
    EXPECT_OK(outputs);
    return outputs ? std::move(*outputs) : std::vector<nn::Array>();
}

std::vector<nn::Array> run_net(nn::BuiltNet built, const std::vector<nn::Array>& inputs) {
    return run_model(*nn::make_model(std::move(built)), inputs);
}

std::shared_ptr<const nn::Model> expect_parity(const std::filesystem::path& folder, float tolerance,
                                               const ParityFiles& files) {
    auto model = nn::load_model((folder / files.weights).string());
    EXPECT_OK(model);
    if (!model) {
        return nullptr;
    }
    const auto outputs = run_model(**model, {read_array(folder / files.input)});
    EXPECT_EQ(outputs.size(), 1U);
    if (outputs.size() == 1) {
        expect_close(outputs[0], read_array(folder / files.expected), tolerance);
    }
    return *model;
}

} // namespace kinovar::test
