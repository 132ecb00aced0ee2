#include "core/nn/arch/registry.h"
#include "core/nn/model_input.h"
#include "tests/nn_arch/key_list.h"
#include "tests/nn_arch/parity.h"

#include <fmt/format.h>

namespace kinovar::nn {
namespace {

using test::KeyList;

constexpr const char* kName = "IFNet (RIFE 4.6)";

KeyList small_ifnet() {
    KeyList keys;
    for (int i = 0; i < 4; ++i) {
        const std::string block = fmt::format("block{}", i);
        keys.conv(block + ".conv0.0.0", 2, i == 0 ? 7 : 12, 3).conv(block + ".conv0.1.0", 4, 2, 3);
        for (int j = 0; j < 8; ++j) {
            const std::string residual = fmt::format("{}.convblock.{}", block, j);
            keys.tensor(residual + ".beta", {1, 4, 1, 1}).conv(residual + ".conv", 4, 4, 3);
        }
        keys.deconv(block + ".lastconv.0", 4, 24, 4);
    }
    return keys;
}

TEST(IfNet, SmallOne) {
    const ModelInfo info = test::expect_architecture(
        small_ifnet(), kName,
        {test::random_input({1, 3, 32, 64}, "first"), test::random_input({1, 3, 32, 64}, "second"),
         test::random_input({1, 1, 32, 64}, "moment")},
        {{1, 3, 32, 64}},
        {"block3.lastconv.0.weight", "block2.convblock.7.conv.weight", "block1.conv0.0.0.bias"});
    EXPECT_EQ(info.size_multiple, 32);
    EXPECT_EQ(info.task, Task::Interpolate);
    EXPECT_EQ(info.window, 2);
}

TEST(IfNet, OneMomentForAllPixelsWillDo) {
    auto built = build_network(small_ifnet().weights());
    ASSERT_OK(built);
    const at::Tensor first = at::rand({1, 3, 32, 32});
    const at::Tensor second = at::rand({1, 3, 32, 32});
    const at::InferenceMode inference;
    const auto a = built->net->forward({first, second, at::full({1, 1, 32, 32}, 0.25)});
    const auto b = built->net->forward({first, second, at::full({1, 1, 1, 1}, 0.25)});
    EXPECT_TRUE(at::equal(a.at(0), b.at(0)));
}

TEST(IfNet, SidesThatDoNotFitAreRefused) {
    auto built = build_network(small_ifnet().weights());
    ASSERT_OK(built);
    const at::Tensor moment = at::zeros({1, 1, 1, 1});
    const at::Tensor odd = at::zeros({1, 3, 32, 40});
    const at::Tensor even = at::zeros({1, 3, 32, 32});
    EXPECT_THROW((void)built->net->forward({odd, odd, moment}), std::invalid_argument);
    EXPECT_THROW((void)built->net->forward({even, odd, moment}), std::invalid_argument);
}

TEST(IfNet, OfficialKeys) {
    KINOVAR_NEEDS_SHARED(file, "parity/g2_rife46_ifnet/keys_flownet_v4.6.json");
    auto keys = test::read_keys(file);
    for (test::KeyShape& one : keys) {
        one.key.erase(0, std::string_view("module.").size()); // as the checkpoint reader does
    }
    test::expect_recognised(keys, kName);
}

TEST(IfNet, Parity) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g2_rife46_ifnet");
    const auto model = load_model((folder / "flownet.pkl").string());
    ASSERT_OK(model);
    const auto picture = [&](const char* name) {
        const auto file = read_npy(folder / name);
        EXPECT_OK(file);
        return model_input_from(*file, (*model)->info()).value();
    };
    const Array first = picture("input0.npy");
    const Array second = picture("input1.npy");
    for (const auto& [moment, name] :
         {std::pair(0.5F, "expected_t0.5.npy"), std::pair(0.25F, "expected_t0.25.npy")}) {
        const std::int64_t height = first.shape[2];
        const std::int64_t width = first.shape[3];
        const Array plane{{1, 1, height, width},
                          std::vector<float>(static_cast<std::size_t>(height * width), moment)};
        const auto outputs = test::run_model(**model, {first, second, plane});
        ASSERT_EQ(outputs.size(), 1U);
        test::expect_close(outputs[0], test::read_array(folder / name), 1e-4F);
    }
}

} // namespace
} // namespace kinovar::nn
