// Layers models of Keras: each layer against libtorch's own operator.

#include "tests/nn_tf/tiny_model.h"
#include "tests/support/support.h"

#include <fmt/format.h>

namespace kinovar::nn {
namespace {

using test::difference;
using test::random_tensor;
using test::TinyModel;

constexpr double kClose = 1e-5;

std::string layer(const std::string& type, const std::string& name, const std::string& config,
                  const std::vector<std::string>& inbound) {
    std::string inputs;
    for (const std::string& one : inbound) {
        inputs += (inputs.empty() ? "" : ",") + fmt::format(R"(["{}",0,0,{{}}])", one);
    }
    return fmt::format(R"({{"class_name":"{}","name":"{}","config":{{{}}},"inbound_nodes":[{}]}})",
                       type, name, config, inputs.empty() ? "" : "[" + inputs + "]");
}

std::string picture_input(int channels) {
    return layer("InputLayer", "in",
                 fmt::format(R"("batch_input_shape":[null,null,null,{}])", channels), {});
}

std::string functional(const std::vector<std::string>& layers, const std::string& output) {
    std::string all;
    for (const std::string& one : layers) {
        all += (all.empty() ? "" : ",") + one;
    }
    return fmt::format(R"({{"class_name":"Functional","config":{{"layers":[{}],"input_layers":)"
                       R"([["in",0,0]],"output_layers":[["{}",0,0]]}}}})",
                       all, output);
}

const std::string kSame = R"("padding":"same","strides":[1,1],"data_format":"channels_last")";

TEST(LayersModel, NetworkOfTheRrdnFamily) {
    const at::Tensor x = random_tensor({1, 3, 5, 6});
    const at::Tensor w1 = random_tensor({8, 3, 3, 3}, 2);
    const at::Tensor b1 = random_tensor({8}, 3);
    const at::Tensor w2 = random_tensor({12, 16, 3, 3}, 4);
    const at::Tensor b2 = random_tensor({12}, 5);
    TinyModel model;
    model.constant("a/kernel", w1.permute({2, 3, 1, 0}).contiguous(), false);
    model.constant("a/bias", b1, false);
    model.constant("b/kernel", w2.permute({2, 3, 1, 0}).contiguous(), false);
    model.constant("b/bias", b2, false);
    model.layers(functional({picture_input(3), layer("Conv2D", "a", kSame, {"in"}),
                             layer("Activation", "ra", R"("activation":"relu")", {"a"}),
                             layer("MultiplyBeta", "beta", R"("beta":0.25)", {"ra"}),
                             layer("Add", "sum", "", {"a", "beta"}),
                             layer("Concatenate", "cat", R"("axis":3)", {"sum", "ra"}),
                             layer("Conv2D", "b", kSame, {"cat"}),
                             layer("PixelShuffle2x", "up", R"("scale":2)", {"b"})},
                            "up"));
    const at::Tensor a = at::conv2d(x, w1, b1, 1, 1);
    const at::Tensor joined = at::cat({a + a.relu() * 0.25, a.relu()}, 1);
    const at::Tensor b = at::conv2d(joined, w2, b2, 1, 1);
    const at::Tensor up =
        b.reshape({1, 2, 2, 3, 5, 6}).permute({0, 3, 4, 1, 5, 2}).reshape({1, 3, 10, 12});
    EXPECT_LE(difference(model.run({x}), up), kClose * 5);
    const auto built = model.build();
    ASSERT_OK(built);
    EXPECT_EQ(built->info.scale, 2);
    EXPECT_EQ(built->info.in_channels, 3);
    EXPECT_EQ(built->info.out_channels, 3);
    EXPECT_EQ(built->info.size_multiple, 1);
    EXPECT_EQ(built->info.receptive_radius, 2);
    EXPECT_FALSE(built->info.whole_only);
    EXPECT_EQ(built->info.parameters, w1.numel() + b1.numel() + w2.numel() + b2.numel() + 1);
}

TEST(LayersModel, NetworkThatClassifies) {
    const at::Tensor x = random_tensor({1, 3, 8, 8});
    const at::Tensor w = random_tensor({3, 3, 3, 2}, 2);
    const at::Tensor dense = random_tensor({24, 5}, 3);
    std::vector<at::Tensor> norm;
    TinyModel model;
    model.constant("d/depthwise_kernel", w, false);
    const char* parts[] = {"gamma", "beta", "moving_mean", "moving_variance"};
    for (int i = 0; i < 4; ++i) {
        norm.push_back(random_tensor({6}, 4 + i).abs() + 0.2);
        model.constant(std::string("n/") + parts[i], norm.back(), false);
    }
    model.constant("p/alpha", random_tensor({1, 1, 6}, 9), false);
    model.constant("f/kernel", dense, false);
    model.layers(
        functional({layer("InputLayer", "in", R"("batch_input_shape":[null,8,8,3])", {}),
                    layer("DepthwiseConv2D", "d", R"("padding":"valid","strides":[1,1])", {"in"}),
                    layer("BatchNormalization", "n", R"("epsilon":0.01)", {"d"}),
                    layer("PReLU", "p", "", {"n"}),
                    layer("ZeroPadding2D", "z", R"("padding":[[1,1],[1,1]])", {"p"}),
                    layer("MaxPooling2D", "m",
                          R"("pool_size":[4,4],"strides":[4,4],"padding":"valid")", {"z"}),
                    layer("Dropout", "o", R"("rate":0.5)", {"m"}), layer("Flatten", "l", "", {"o"}),
                    layer("Dense", "f", R"("activation":"softmax")", {"l"})},
                   "f"));
    const std::vector<std::int64_t> ones = {1, 1};
    const std::vector<std::int64_t> zeros = {0, 0};
    const at::Tensor depth = at::conv2d(x, w.permute({2, 3, 0, 1}).reshape({6, 1, 3, 3}),
                                        c10::nullopt, ones, at::IntArrayRef(zeros), ones, 3);
    const at::Tensor normal =
        at::batch_norm(depth, norm[0], norm[1], norm[2], norm[3], false, 0, 0.01, false);
    const at::Tensor active = at::prelu(normal, random_tensor({1, 1, 6}, 9).reshape({6}));
    const at::Tensor pooled = at::max_pool2d(at::constant_pad_nd(active, {1, 1, 1, 1}), 4, 4);
    const at::Tensor flat = pooled.permute({0, 2, 3, 1}).reshape({1, 24});
    EXPECT_LE(difference(model.run({x}), at::softmax(at::mm(flat, dense), -1)), kClose);
}

TEST(LayersModel, LayersWithoutWeights) {
    const at::Tensor x = random_tensor({1, 4, 4, 6});
    const auto run = [&](const std::vector<std::string>& layers) {
        TinyModel model;
        std::vector<std::string> all = {picture_input(4)};
        all.insert(all.end(), layers.begin(), layers.end());
        model.layers(functional(all, "y"));
        return model.run({x});
    };
    EXPECT_LE(difference(run({layer("ReLU", "y", R"("max_value":6)", {"in"})}), x.clamp(0, 6)),
              kClose);
    EXPECT_LE(difference(run({layer("LeakyReLU", "y", R"("alpha":0.5)", {"in"})}),
                         at::where(x > 0, x, x * 0.5)),
              kClose);
    EXPECT_LE(difference(run({layer("Softmax", "y", "", {"in"})}), at::softmax(x, 1)), kClose);
    EXPECT_LE(difference(run({layer("Multiply", "y", "", {"in", "in", "in"})}), x * x * x), kClose);
    EXPECT_LE(
        difference(run({layer("ReLU", "r", "", {"in"}), layer("Subtract", "y", "", {"in", "r"})}),
                   x - x.relu()),
        kClose);
    EXPECT_LE(difference(run({layer("AveragePooling2D", "y", R"("pool_size":[2,2])", {"in"})}),
                         at::avg_pool2d(x, 2)),
              kClose);
    EXPECT_LE(difference(run({layer("GlobalAveragePooling2D", "y", "", {"in"})}), x.mean({2, 3})),
              kClose);
    TinyModel shaped; // a fixed target needs a picture of a fixed size
    shaped.layers(functional({layer("InputLayer", "in", R"("batch_input_shape":[null,4,6,4])", {}),
                              layer("Reshape", "y", R"("target_shape":[6,16])", {"in"})},
                             "y"));
    EXPECT_LE(difference(shaped.run({x}), x.permute({0, 2, 3, 1}).reshape({1, 6, 16})), kClose);
}

TEST(LayersModel, SequentialModelsNameNoInputs) {
    TinyModel model;
    const at::Tensor w = random_tensor({3, 2});
    model.constant("d/kernel", w, false).constant("d/bias", random_tensor({2}, 2), false);
    model.layers(
        R"({"class_name":"Sequential","config":[{"class_name":"Dense","config":{"name":"d",)"
        R"("batch_input_shape":[null,3],"activation":"linear"}},{"class_name":"Activation",)"
        R"("config":{"name":"t","activation":"tanh"}}]})");
    const at::Tensor x = random_tensor({1, 3}, 3);
    EXPECT_LE(difference(model.run({x}), (at::mm(x, w) + random_tensor({2}, 2)).tanh()), kClose);
}

void expect_refused(const std::vector<std::string>& layers, std::string_view reason) {
    TinyModel model;
    model.layers(functional(layers, "y"));
    const auto graph = model.graph();
    ASSERT_FALSE(graph.has_value()) << reason;
    EXPECT_NE(graph.error().message.find(reason), std::string::npos) << graph.error().one_line();
}

TEST(LayersModel, WhatIsNotUnderstoodIsNamed) {
    expect_refused({picture_input(3), layer("Lambda", "y", "", {"in"})}, "Lambda");
    expect_refused({picture_input(3), layer("Activation", "y", R"("activation":"swish2")", {"in"})},
                   "swish2");
    expect_refused({picture_input(3), layer("Conv2D", "y", kSame, {"in"})}, "y/kernel");
    expect_refused({picture_input(3), layer("PixelShuffle", "y", "", {"in"})}, "enlarges");
    expect_refused({picture_input(3), layer("ReLU", "y", "", {"nope"})}, "nope");
    expect_refused(
        {picture_input(3), layer("MaxPooling2D", "y", R"("data_format":"channels_first")", {"in"})},
        "channels_last");
}

TEST(LayersModel, SettingsAreNumbersThatFit) {
    const auto with = [](const std::string& type, const std::string& config) {
        return std::vector{picture_input(3), layer(type, "y", config, {"in"})};
    };
    expect_refused(with("Concatenate", R"("axis":1e300)"), "the axis 1e+300");
    expect_refused(with("Concatenate", R"("axis":0.5)"), "the axis 0.5");
    expect_refused(with("PixelShuffle", R"("scale":-1e300)"), "the scale -1e+300");
    expect_refused(with("MultiplyBeta", R"("beta":1e300)"), "the beta 1e+300");
    expect_refused(with("MaxPooling2D", R"("pool_size":4294967298)"), "the pool_size 4294967298");
    expect_refused(with("ZeroPadding2D", R"("padding":[4294967297,1])"), "the size 4294967297");
    expect_refused(with("Reshape", R"("target_shape":[4294967297])"), "the size 4294967297");
}

} // namespace
} // namespace kinovar::nn
