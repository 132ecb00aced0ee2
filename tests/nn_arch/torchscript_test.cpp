// Programs that the tests write themselves, and the plugin of the parity folder.

#include "core/nn/torchscript_net.h"
#include "tests/nn_arch/parity.h"

#include <torch/csrc/jit/api/module.h>

#include <fstream>

namespace kinovar::nn {
namespace {

/// Saves a program with the parameter `gain`, a tensor of two numbers.
std::filesystem::path save_program(const test::TemporaryFolder& folder, const std::string& code) {
    torch::jit::Module module("program");
    module.register_parameter("gain", at::full({2}, 3.0), /*is_buffer=*/false);
    module.define(code);
    std::filesystem::path path = folder / "program.pt";
    module.save(path.string());
    return path;
}

const char* const kFill = R"(
def forward(self, image, hole_mask):
    return image * (1 - hole_mask) + self.gain[0] * hole_mask
)";

TEST(TorchScript, RunsWhatTheUserTrusts) {
    const test::TemporaryFolder folder;
    const auto model = load_trusted_program(save_program(folder, kFill));
    ASSERT_OK(model);
    const ModelInfo& info = (*model)->info();
    EXPECT_EQ(info.task, Task::Inpaint);
    EXPECT_EQ(info.size_multiple, 8);
    EXPECT_EQ(info.parameters, 2);
    ASSERT_EQ(info.inputs.size(), 2U);
    EXPECT_EQ(info.inputs[1].name, "hole_mask");
    EXPECT_NE(info.fingerprint, Hash128());

    const Array image{{1, 3, 1, 2}, {0, 1, 2, 3, 4, 5}};
    const Array mask{{1, 1, 1, 2}, {0, 1}};
    const auto outputs = test::run_model(**model, {image, mask});
    ASSERT_EQ(outputs.size(), 1U);
    EXPECT_EQ(outputs[0].shape, image.shape);
    EXPECT_EQ(outputs[0].values, (std::vector<float>{0, 3, 2, 3, 4, 3}));
}

TEST(TorchScript, IsRefusedWithoutTrust) {
    const test::TemporaryFolder folder;
    const auto model = load_model(save_program(folder, kFill).string());
    ASSERT_FALSE(model.has_value());
    EXPECT_EQ(model.error().code, ErrorCode::Refused);
    EXPECT_NE(model.error().message.find("program.pt"), std::string::npos);
    EXPECT_NE(model.error().hint.find("trust"), std::string::npos);
}

TEST(TorchScript, SeveralOutputs) {
    const test::TemporaryFolder folder;
    const auto model = load_trusted_program(save_program(folder, R"(
def forward(self, picture):
    return picture + 1, picture * self.gain[1]
)"));
    ASSERT_OK(model);
    const auto outputs = test::run_model(**model, {{{1, 2}, {5, 6}}});
    ASSERT_EQ(outputs.size(), 2U);
    EXPECT_EQ(outputs[0].values, (std::vector<float>{6, 7}));
    EXPECT_EQ(outputs[1].values, (std::vector<float>{15, 18}));
}

TEST(TorchScript, WhatCannotBeRunIsSaid) {
    const test::TemporaryFolder folder;
    const auto number = load_torchscript(save_program(folder, R"(
def forward(self, picture, level: int):
    return picture + level
)"));
    ASSERT_FALSE(number.has_value());
    EXPECT_NE(number.error().message.find("level"), std::string::npos);

    const auto none = load_torchscript(save_program(folder, R"(
def other(self, picture):
    return picture
)"));
    ASSERT_FALSE(none.has_value());
    EXPECT_NE(none.error().message.find("forward()"), std::string::npos);

    const auto model = load_trusted_program(save_program(folder, R"(
def forward(self, picture):
    return 7
)"));
    ASSERT_OK(model);
    const Array picture{{1}, {0}};
    const auto outputs = (*model)->run({&picture, 1});
    ASSERT_FALSE(outputs.has_value());
    EXPECT_EQ(outputs.error().code, ErrorCode::InvalidArgument);
}

TEST(TorchScript, DamagedFileIsRefused) {
    const test::TemporaryFolder folder;
    const auto path = save_program(folder, kFill);
    std::filesystem::resize_file(path, std::filesystem::file_size(path) / 2);
    const auto built = load_torchscript(path);
    ASSERT_FALSE(built.has_value());
    EXPECT_EQ(built.error().code, ErrorCode::Corrupt);
    EXPECT_NE(built.error().message.find("program.pt"), std::string::npos);
}

TEST(TorchScript, Parity) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_torchscript_inpaint");
    const auto model = load_trusted_program(folder / "plugin.pt");
    ASSERT_OK(model);
    EXPECT_EQ((*model)->info().task, Task::Inpaint);
    const auto outputs = test::run_model(**model, {test::read_array(folder / "input_image.npy"),
                                                   test::read_array(folder / "input_mask.npy")});
    ASSERT_EQ(outputs.size(), 1U);
    test::expect_close(outputs[0], test::read_array(folder / "expected.npy"), 1e-5F);
}

} // namespace
} // namespace kinovar::nn
