#include "core/nn/model.h"
#include "tests/nn/net_writer.h"
#include "tests/support/support.h"

#include <cmath>
#include <functional>
#include <thread>

namespace kinovar::nn {
namespace {

using test::NetWriter;
using test::random_array;

constexpr float kTolerance = 2e-5F; // sums of a few hundred products of size 1, in another order

std::shared_ptr<const Model> load(const NetWriter& net) {
    const test::TemporaryFolder folder;
    auto model = load_model(net.write(folder.path(), "net"));
    EXPECT_OK(model);
    return model.value_or(nullptr);
}

Array run(const NetWriter& net, const std::vector<Array>& inputs) {
    const auto model = load(net);
    auto results = model->run(inputs);
    EXPECT_OK(results);
    return results ? results->at(0) : Array{};
}

/// Value of an array of rank 4, zero outside.
float at(const Array& a, std::int64_t n, std::int64_t c, std::int64_t y, std::int64_t x) {
    if (y < 0 || x < 0 || y >= a.shape[2] || x >= a.shape[3]) {
        return 0;
    }
    return a
        .values[static_cast<std::size_t>(((n * a.shape[1] + c) * a.shape[2] + y) * a.shape[3] + x)];
}

using Formula =
    std::function<float(std::int64_t n, std::int64_t c, std::int64_t y, std::int64_t x)>;

void expect_is(const Array& found, const std::vector<std::int64_t>& shape, const Formula& wanted) {
    ASSERT_EQ(found.shape, shape);
    float worst = 0;
    std::size_t i = 0;
    for (std::int64_t n = 0; n < shape[0]; ++n) {
        for (std::int64_t c = 0; c < shape[1]; ++c) {
            for (std::int64_t y = 0; y < shape[2]; ++y) {
                for (std::int64_t x = 0; x < shape[3]; ++x) {
                    worst = std::max(worst, std::abs(found.values[i++] - wanted(n, c, y, x)));
                }
            }
        }
    }
    EXPECT_LE(worst, kTolerance);
}

TEST(Engine, ConvolutionWithEverythingUnlike) {
    // 5×3 kernel, stride 2×1, dilation 1×2, four different paddings, leaky ReLU.
    NetWriter net;
    net.layer("Input in 0 1 data 0=0 1=0 2=2");
    net.layer("Convolution c 1 1 data x 0=3 1=5 11=3 2=1 12=2 3=2 13=1 4=1 14=2 15=3 16=0 5=1 "
              "6=90 9=2 -23310=1,2.000000e-01");
    const auto w = net.tagged(90, 0.5F);
    const auto b = net.raw(3, 0.5F);
    const Array in = random_array({2, 2, 11, 14}, 3);
    // width: (14 + 1 + 3 - 5) / 2 + 1, height: 11 + 2 + 0 - 5 + 1
    expect_is(run(net, {in}), {2, 3, 9, 7}, [&](auto n, auto c, auto y, auto x) {
        double sum = b[static_cast<std::size_t>(c)];
        for (std::int64_t i = 0; i < 2; ++i) {
            for (std::int64_t ky = 0; ky < 3; ++ky) {
                for (std::int64_t kx = 0; kx < 5; ++kx) {
                    sum += w[static_cast<std::size_t>(((c * 2 + i) * 3 + ky) * 5 + kx)] *
                           at(in, n, i, y + ky * 2 - 2, x * 2 + kx - 1);
                }
            }
        }
        return static_cast<float>(sum > 0 ? sum : 0.2 * sum);
    });
}

TEST(Engine, PReluWithSlopesPerChannelAndOneForAll) {
    for (const int count : {1, 4}) {
        NetWriter net;
        net.layer("Input in 0 1 data 0=0 1=0 2=4");
        net.layer("PReLU p 1 1 data x 0=" + std::to_string(count));
        const auto slopes = net.raw(static_cast<std::size_t>(count), 1);
        const Array in = random_array({1, 4, 5, 6}, 4);
        expect_is(run(net, {in}), in.shape, [&](auto n, auto c, auto y, auto x) {
            const float value = at(in, n, c, y, x);
            return value < 0 ? value * slopes[static_cast<std::size_t>(count == 1 ? 0 : c)] : value;
        });
    }
}

TEST(Engine, ReluSigmoidAndScale) {
    NetWriter net;
    net.layer("Input in 0 1 data 0=0 1=0 2=3");
    net.layer("ReLU r 1 1 data a 0=0.1");
    net.layer("Scale s 1 1 a b 0=3 1=1");
    const auto scale = net.raw(3, 2);
    const auto bias = net.raw(3, 1);
    net.layer("Sigmoid g 1 1 b x");
    const Array in = random_array({1, 3, 4, 7}, 5);
    expect_is(run(net, {in}), in.shape, [&](auto n, auto c, auto y, auto x) {
        const float value = at(in, n, c, y, x);
        const auto i = static_cast<std::size_t>(c);
        return 1 / (1 + std::exp(-((value > 0 ? value : 0.1F * value) * scale[i] + bias[i])));
    });
}

TEST(Engine, PixelShuffleOrdersChannelsByRowThenColumn) {
    NetWriter net;
    net.layer("Input in 0 1 data 0=0 1=0 2=18");
    net.layer("PixelShuffle p 1 1 data x 0=3");
    const Array in = random_array({1, 18, 4, 5}, 6);
    expect_is(run(net, {in}), {1, 2, 12, 15}, [&](auto n, auto c, auto y, auto x) {
        return at(in, n, c * 9 + y % 3 * 3 + x % 3, y / 3, x / 3);
    });
}

TEST(Engine, InterpNearestAndBilinear) {
    for (const bool bilinear : {false, true}) {
        NetWriter net;
        net.layer("Input in 0 1 data 0=0 1=0 2=2");
        net.layer(std::string("Interp i 1 1 data x 0=") + (bilinear ? "2" : "1") + " 1=2.0 2=3.0");
        const Array in = random_array({1, 2, 5, 6}, 7);
        const auto clamped = [&](auto n, auto c, std::int64_t y, std::int64_t x) {
            return at(in, n, c, std::clamp<std::int64_t>(y, 0, 4),
                      std::clamp<std::int64_t>(x, 0, 5));
        };
        expect_is(run(net, {in}), {1, 2, 10, 18}, [&](auto n, auto c, auto y, auto x) {
            if (!bilinear) {
                return at(in, n, c, y / 2, x / 3);
            }
            const double fy = (static_cast<double>(y) + 0.5) / 2 - 0.5;
            const double fx = (static_cast<double>(x) + 0.5) / 3 - 0.5;
            const auto y0 = static_cast<std::int64_t>(std::floor(fy));
            const auto x0 = static_cast<std::int64_t>(std::floor(fx));
            const double v = fy - static_cast<double>(y0);
            const double u = fx - static_cast<double>(x0);
            return static_cast<float>(
                (1 - v) * ((1 - u) * clamped(n, c, y0, x0) + u * clamped(n, c, y0, x0 + 1)) +
                v * ((1 - u) * clamped(n, c, y0 + 1, x0) + u * clamped(n, c, y0 + 1, x0 + 1)));
        });
    }
}

TEST(Engine, BinaryOperations) {
    using Op = std::function<float(float, float)>;
    const std::vector<std::pair<int, Op>> operations = {
        {0, [](float a, float b) { return a + b; }},
        {1, [](float a, float b) { return a - b; }},
        {2, [](float a, float b) { return a * b; }},
        {3, [](float a, float b) { return a / b; }},
        {4, [](float a, float b) { return std::max(a, b); }},
        {5, [](float a, float b) { return std::min(a, b); }},
        {7, [](float a, float b) { return b - a; }},
        {8, [](float a, float b) { return b / a; }},
    };
    Array a = random_array({1, 2, 3, 4}, 8);
    Array b = random_array({1, 2, 3, 4}, 9);
    for (auto* array : {&a, &b}) {
        for (float& value : array->values) {
            value += value < 0 ? -0.5F : 0.5F; // away from divisions by nearly nothing
        }
    }
    for (const auto& [id, operation] : operations) {
        NetWriter two;
        two.layer("Input ia 0 1 a 0=0 1=0 2=2");
        two.layer("Input ib 0 1 b 0=0 1=0 2=2");
        two.layer("BinaryOp o 2 1 a b x 0=" + std::to_string(id));
        expect_is(run(two, {a, b}), a.shape, [&, op = operation](auto n, auto c, auto y, auto x) {
            return op(at(a, n, c, y, x), at(b, n, c, y, x));
        });
        NetWriter scalar;
        scalar.layer("Input ia 0 1 a 0=0 1=0 2=2");
        scalar.layer("BinaryOp o 1 1 a x 0=" + std::to_string(id) + " 1=1 2=0.75");
        expect_is(run(scalar, {a}), a.shape, [&, op = operation](auto n, auto c, auto y, auto x) {
            return op(at(a, n, c, y, x), 0.75F);
        });
    }
}

TEST(Engine, EltwiseSumsProductsAndMaxima) {
    const std::vector<Array> in = {random_array({1, 2, 3, 4}, 10), random_array({1, 2, 3, 4}, 11),
                                   random_array({1, 2, 3, 4}, 12)};
    for (const char* parameters : {"0=0", "0=1", "0=1 -23301=3,0.2,1.0,-0.5", "0=2"}) {
        NetWriter net;
        for (const char* name : {"a", "b", "c"}) {
            net.layer(std::string("Input i") + name + " 0 1 " + name + " 0=0 1=0 2=2");
        }
        net.layer(std::string("Eltwise e 3 1 a b c x ") + parameters);
        const std::string which = parameters;
        expect_is(run(net, in), in[0].shape, [&](auto n, auto c, auto y, auto x) {
            const float p = at(in[0], n, c, y, x);
            const float q = at(in[1], n, c, y, x);
            const float r = at(in[2], n, c, y, x);
            return which == "0=0"   ? p * q * r
                   : which == "0=1" ? p + q + r
                   : which == "0=2" ? std::max({p, q, r})
                                    : 0.2F * p + q - 0.5F * r;
        });
    }
}

TEST(Engine, ConcatJoinsChannels) {
    NetWriter net;
    net.layer("Input ia 0 1 a 0=0 1=0 2=2");
    net.layer("Input ib 0 1 b 0=0 1=0 2=3");
    net.layer("Concat c 2 1 a b x 0=0");
    const Array a = random_array({2, 2, 3, 4}, 13);
    const Array b = random_array({2, 3, 3, 4}, 14);
    expect_is(run(net, {a, b}), {2, 5, 3, 4}, [&](auto n, auto c, auto y, auto x) {
        return c < 2 ? at(a, n, c, y, x) : at(b, n, c - 2, y, x);
    });
}

TEST(Engine, WorkingInPlaceSpoilsNothing) {
    // Every blob has several readers, and the input is read last of all.
    NetWriter net;
    net.layer("Input in 0 1 data 0=0 1=0 2=2");
    net.layer("Split s 1 3 data d0 d1 d2", 3);
    net.layer("ReLU r 1 1 d0 a 0=0.5");
    net.layer("Split t 1 2 a a0 a1", 2);
    net.layer("BinaryOp m 1 1 a0 b 0=2 1=1 2=3.0");
    net.layer("BinaryOp n 2 1 d1 d1 c 0=2");
    net.layer("Eltwise e 3 1 a1 b c s 0=1");
    net.layer("BinaryOp o 2 1 s d2 x 0=0");
    Array in = random_array({1, 2, 6, 5}, 15);
    const Array before = in;
    const auto model = load(net);
    for (int repeat = 0; repeat < 2; ++repeat) {
        const auto found = model->run({&in, 1});
        ASSERT_OK(found);
        expect_is(found->at(0), in.shape, [&](auto n, auto c, auto y, auto x) {
            const float d = at(before, n, c, y, x);
            const float a = d > 0 ? d : 0.5F * d;
            return a + 3 * a + d * d + d;
        });
        EXPECT_EQ(in.values, before.values);
    }
}

TEST(Engine, SeveralOutputsComeInOrder) {
    NetWriter net;
    net.layer("Input in 0 1 data 0=0 1=0 2=1");
    net.layer("BinaryOp a 1 1 data first 0=0 1=1 2=1.0");
    net.layer("BinaryOp b 1 1 data second 0=0 1=1 2=2.0");
    const Array in = random_array({1, 1, 2, 2}, 16);
    const auto results = load(net)->run({&in, 1});
    ASSERT_OK(results);
    ASSERT_EQ(results->size(), 2U);
    EXPECT_NEAR(results->at(0).values[0], in.values[0] + 1, kTolerance);
    EXPECT_NEAR(results->at(1).values[0], in.values[0] + 2, kTolerance);
}

TEST(Engine, TheTailInStripsIsExact) {
    // Convolutions after the enlargement look across the strips. The picture is tall enough for
    // several strips; a bilinear step and one at the original size stand in between.
    NetWriter net;
    net.layer("Input in 0 1 data 0=0 1=0 2=3");
    net.layer("Convolution c1 1 1 data a 0=4 1=3 4=1 6=108");
    const auto w1 = net.tagged(108, 0.3F);
    net.layer("Interp up 1 1 a b 0=1 1=2.0 2=2.0");
    net.layer("Convolution c2 1 1 b x 0=3 1=3 4=1 6=108");
    const auto w2 = net.tagged(108, 0.3F);
    const Array in = random_array({1, 3, 70, 600}, 17);
    const auto conv = [](const Array& from, const std::vector<float>& w, std::int64_t inputs,
                         auto c, auto y, auto x) {
        double sum = 0;
        for (std::int64_t i = 0; i < inputs; ++i) {
            for (std::int64_t ky = 0; ky < 3; ++ky) {
                for (std::int64_t kx = 0; kx < 3; ++kx) {
                    sum += w[static_cast<std::size_t>(((c * inputs + i) * 3 + ky) * 3 + kx)] *
                           at(from, 0, i, y + ky - 1, x + kx - 1);
                }
            }
        }
        return static_cast<float>(sum);
    };
    Array enlarged{{1, 4, 140, 1200}, {}};
    for (std::int64_t c = 0; c < 4; ++c) {
        for (std::int64_t y = 0; y < 140; ++y) {
            for (std::int64_t x = 0; x < 1200; ++x) {
                enlarged.values.push_back(conv(in, w1, 3, c, y / 2, x / 2));
            }
        }
    }
    expect_is(run(net, {in}), {1, 3, 140, 1200},
              [&](auto, auto c, auto y, auto x) { return conv(enlarged, w2, 4, c, y, x); });
}

TEST(Engine, WrongInputsAreRefused) {
    const auto model = load(test::compact_net());
    const auto refused = [&](const std::vector<Array>& inputs) {
        const auto result = model->run(inputs);
        ASSERT_FALSE(result.has_value());
        EXPECT_EQ(result.error().code, ErrorCode::InvalidArgument) << result.error().message;
    };
    refused({});
    refused({random_array({1, 3, 4, 4}, 1), random_array({1, 3, 4, 4}, 1)});
    refused({random_array({1, 4, 4, 4}, 1)});
    refused({random_array({3, 4, 4}, 1)});
    refused({Array{{1, 3, 4, 4}, {1, 2, 3}}});
    refused({Array{{1, 3, 0, 4}, {}}});
    refused({Array{{1, 3, INT64_MAX, INT64_MAX}, {}}});
    refused({Array{{}, {}}});
}

TEST(Engine, CallsFromManyThreadsGiveTheSame) {
    const auto model = load(test::compact_net());
    const Array in = random_array({1, 3, 20, 30}, 20);
    const auto wanted = model->run({&in, 1});
    ASSERT_OK(wanted);
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int k = 0; k < 5; ++k) {
                const auto found = model->run({&in, 1});
                ASSERT_OK(found);
                EXPECT_EQ(found->at(0).values, wanted->at(0).values);
            }
        });
    }
}

TEST(Engine, UnknownDevicesAreRefused) {
    EXPECT_OK(set_device("cpu"));
    EXPECT_FALSE(set_device("toaster").has_value());
    EXPECT_FALSE(set_device("").has_value());
}

TEST(Engine, PixelsGoInAndOutWithoutArrays) {
    const auto model = load(test::compact_net());
    const FramePtr picture = test::test_picture(24, 18);
    PixelView view;
    view.data = picture->values().data();
    view.width = 24;
    view.height = 18;
    view.channels = 3;
    view.step_x = 3;
    view.step_y = 72;
    view.step_c = 1;
    const auto direct = model->run_pixels({&view, 1});
    ASSERT_OK(direct);
    const Array array = array_from_pixels(view);
    EXPECT_EQ(array.shape, (std::vector<std::int64_t>{1, 3, 18, 24}));
    const auto by_array = model->run({&array, 1});
    ASSERT_OK(by_array);
    const Array result = array_from_pixels(direct->at(0).view);
    ASSERT_EQ(result.shape, by_array->at(0).shape);
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        ASSERT_NEAR(result.values[i], by_array->at(0).values[i], kTolerance);
    }
}

} // namespace
} // namespace kinovar::nn
