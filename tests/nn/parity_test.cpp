// Real weights against the outputs of ncnn itself.

#include "core/nn/catalogue.h"
#include "core/nn/image_runner.h"
#include "core/nn/model_input.h"
#include "tests/nn/net_writer.h"
#include "tests/support/support.h"

#include <cmath>

namespace kinovar::nn {
namespace {

struct Case {
    const char* model;
    const char* folder;
    float tolerance; ///< as stated in parity/INDEX.md: 10 to 20 times the noise between engines
};

void PrintTo(const Case& one, std::ostream* out) {
    *out << one.model;
}

class Parity : public testing::TestWithParam<Case> {};

/// The model, or nullptr with a skip when its weights are not installed.
std::shared_ptr<const Model> installed(const std::string& id, std::string& reason) {
    auto model = load_model(id);
    if (!model) {
        EXPECT_EQ(model.error().code, ErrorCode::MissingModel) << model.error().one_line();
        reason = "weights are not installed: kinovar-cli models install " + id;
        return nullptr;
    }
    return *model;
}

TEST_P(Parity, OutputIsThatOfNcnn) {
    const Case& one = GetParam();
    KINOVAR_NEEDS_SHARED(folder, std::string("parity/") + one.folder);
    std::string reason;
    const auto model = installed(one.model, reason);
    if (model == nullptr) {
        GTEST_SKIP() << reason;
    }
    const auto picture = read_npy(folder / "input.npy");
    ASSERT_OK(picture);
    const auto input = model_input_from(*picture, model->info());
    ASSERT_OK(input);
    const auto results = model->run({&*input, 1});
    ASSERT_OK(results);
    const auto expected = read_npy(folder / "expected.npy");
    ASSERT_OK(expected);
    const auto& wanted = std::get<std::vector<float>>(expected->values);
    const auto& found = results->at(0).values;
    ASSERT_EQ(found.size(), wanted.size());
    float worst = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        worst = std::max(worst, std::abs(found[i] - wanted[i]));
    }
    RecordProperty("worst", std::to_string(worst));
    EXPECT_LE(worst, one.tolerance);
}

INSTANTIATE_TEST_SUITE_P(
    Ncnn, Parity,
    testing::Values(Case{"realesrgan-x4fast", "g1_ncnn_realesrgan_x4fast", 5e-5F},
                    Case{"realesrgan-x4plus", "g1_ncnn_realesrgan_x4plus", 1e-4F}),
    [](const auto& one) { return std::string(one.index == 0 ? "x4fast" : "x4plus"); });

/// Frames in between, at the middle and at a quarter of the way.
TEST(RealWeights, RifeGivesTheNumbersOfNcnn) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g1_ncnn_rife_v4.6");
    std::string reason;
    const auto model = installed("rife-v4.6", reason);
    if (model == nullptr) {
        GTEST_SKIP() << reason;
    }
    std::vector<Array> inputs;
    for (const char* name : {"input0.npy", "input1.npy"}) {
        const auto picture = read_npy(folder / name);
        ASSERT_OK(picture);
        const auto input = model_input_from(*picture, model->info());
        ASSERT_OK(input);
        inputs.push_back(*input);
    }
    const std::vector<std::int64_t> shape = inputs.front().shape;
    for (const auto& [time, name] :
         {std::pair{0.5F, "expected_t0.5.npy"}, std::pair{0.25F, "expected_t0.25.npy"}}) {
        Array plane;
        plane.shape = {1, 1, shape[2], shape[3]};
        plane.values.assign(static_cast<std::size_t>(shape[2] * shape[3]), time);
        inputs.resize(2);
        inputs.push_back(plane);
        const auto results = model->run(inputs);
        ASSERT_OK(results);
        const auto expected = read_npy(folder / name);
        ASSERT_OK(expected);
        const auto& wanted = std::get<std::vector<float>>(expected->values);
        ASSERT_EQ(results->at(0).values.size(), wanted.size());
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            ASSERT_NEAR(results->at(0).values[i], wanted[i], 1e-4F) << name; // parity/INDEX.md
        }
    }
}

TEST(RealWeights, TiledAndUntiledAgree) {
    std::string reason;
    const auto model = installed("realesrgan-x4fast", reason);
    if (model == nullptr) {
        GTEST_SKIP() << reason;
    }
    const FramePtr picture = test::test_picture(150, 120);
    RunOptions whole;
    whole.tile = 1000;
    RunOptions tiled;
    tiled.tile = 48;
    const auto a = run_image(*model, *picture, whole);
    const auto b = run_image(*model, *picture, tiled);
    ASSERT_OK(a);
    ASSERT_OK(b);
    float worst = 0;
    for (std::size_t i = 0; i < (*a)->values().size(); ++i) {
        worst = std::max(worst, std::abs((*a)->values()[i] - (*b)->values()[i]));
    }
    EXPECT_LE(worst, 1.0F / 255.0F);
}

TEST(RealWeights, DamagedOnesAreNotRun) {
    std::string reason;
    if (installed("realesrgan-x4fast", reason) == nullptr) {
        GTEST_SKIP() << reason;
    }
    const auto catalogue = Catalogue::open();
    ASSERT_OK(catalogue);
    const CatalogueEntry* entry = catalogue->find("realesrgan-x4fast");
    ASSERT_NE(entry, nullptr);
    const test::TemporaryFolder folder;
    std::filesystem::copy(catalogue->folder_of(*entry), folder / entry->info.id);
    test::flip_byte(folder / entry->info.id / "realesrgan-x4fast.bin", 1000);
    const test::ScopedVariable models("KINOVAR_MODELS", folder.path().string());
    const auto model = load_model("realesrgan-x4fast");
    ASSERT_FALSE(model.has_value());
    EXPECT_EQ(model.error().code, ErrorCode::Corrupt);
    EXPECT_NE(model.error().message.find("realesrgan-x4fast.bin"), std::string::npos);
    EXPECT_NE(model.error().hint.find("models install"), std::string::npos);
}

} // namespace
} // namespace kinovar::nn
