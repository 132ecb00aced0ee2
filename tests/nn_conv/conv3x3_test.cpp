#include "core/nn/conv/conv3x3.h"
#include "tests/nn_conv/picture.h"
#include "tests/nn_conv/reference.h"

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cmath>
#include <optional>

namespace kinovar::nn::conv {
namespace {

using test::GuardedPicture;

/// What conv3x3.h promises, as a share of the sum of |weight·value|.
constexpr double kBound = 4e-6;

/// Limits dispatch to one instruction set, until the end of the scope.
class OnlyTarget {
public:
    explicit OnlyTarget(std::int64_t target) { set(target); }
    ~OnlyTarget() { set(0); }
    OnlyTarget(const OnlyTarget&) = delete;
    OnlyTarget& operator=(const OnlyTarget&) = delete;

private:
    static void set(std::int64_t targets) {
        hwy::SetSupportedTargetsForTest(targets);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    }
};

std::vector<std::int64_t> targets_of_this_machine() {
    std::vector<std::int64_t> targets;
    const std::int64_t all = hwy::SupportedTargets();
    for (int i = 0; i < 63; ++i) { // Highway leaves the sign bit alone
        const std::int64_t bit = std::int64_t{1} << i;
        if ((all & bit) != 0) {
            targets.push_back(bit);
        }
    }
    return targets;
}

struct Shape {
    int height, width, in_channels, out_channels;
};

/// What the pictures of an epilogue are.
enum class Added { Nothing, Other, Output };

/// A random convolution of one shape with an epilogue.
class Case {
public:
    Case(unsigned seed, Shape shape, Activation activation, Added first, Added second)
        : random_(seed), shape_(shape),
          input_(test::random_picture(random_, shape.height, shape.width, shape.in_channels)),
          output_(test::random_picture(random_, shape.height, shape.width, shape.out_channels)),
          other_(test::random_picture(random_, shape.height, shape.width, shape.out_channels)),
          weights_(test::random_values(random_,
                                       count(shape.out_channels) * count(shape.in_channels) * 9)),
          bias_(test::random_values(random_, count(shape.out_channels))),
          slopes_(test::random_values(random_, count(shape.out_channels))), before_(output_) {
        epilogue_.activation = activation;
        epilogue_.slope = 0.2F;
        epilogue_.slopes = slopes_;
        if (first != Added::Nothing || second != Added::Nothing) {
            epilogue_.scale = 0.04F;
        }
        epilogue_.first_scale = 0.2F;
        epilogue_.second_scale = -0.7F;
        first_ = first;
        second_ = second;
    }
    void without_bias() { bias_.clear(); }

    /// The largest error as a share of the magnitude; nothing when a guard was overwritten.
    std::optional<double> error(int threads) {
        output_ = before_;
        const Conv3x3 conv(weights_, bias_, shape_.out_channels, shape_.in_channels);
        conv.run(std::as_const(input_).view(), output_.view(), with_pictures(output_), threads);
        if (!output_.guards_are_intact() || !input_.guards_are_intact()) {
            return std::nullopt;
        }
        const Epilogue epilogue = with_pictures(before_);
        double worst = 0;
        for (int y = 0; y < shape_.height; ++y) {
            for (int x = 0; x < shape_.width; ++x) {
                for (int c = 0; c < shape_.out_channels; ++c) {
                    worst = worse(worst, error_at(epilogue, y, x, c));
                }
            }
        }
        return worst;
    }
    [[nodiscard]] const GuardedPicture& output() const { return output_; }

    void activate_last(bool last) { epilogue_.activate_last = last; }

private:
    static std::size_t count(int channels) { return static_cast<std::size_t>(channels); }
    /// NaN is the worst.
    static double worse(double a, double b) { return b <= a ? a : b; }

    [[nodiscard]] double error_at(const Epilogue& epilogue, int y, int x, int c) const {
        const test::Exact exact = test::exact_epilogue(
            test::exact_convolution(input_.view(), weights_, bias_, y, x, c), epilogue, y, x, c);
        return std::abs(output_.at(y, x, c) - exact.value) / exact.magnitude;
    }
    [[nodiscard]] Epilogue with_pictures(const GuardedPicture& output) const {
        Epilogue epilogue = epilogue_;
        epilogue.first = picture(first_, output);
        epilogue.second = picture(second_, output);
        return epilogue;
    }
    [[nodiscard]] ConstView picture(Added added, const GuardedPicture& output) const {
        switch (added) {
        case Added::Nothing:
            return {};
        case Added::Other:
            return other_.view();
        case Added::Output:
            return output.view();
        }
        return {};
    }

    std::mt19937 random_;
    Shape shape_;
    GuardedPicture input_, output_, other_;
    std::vector<float> weights_, bias_, slopes_;
    GuardedPicture before_;
    Epilogue epilogue_;
    Added first_, second_;
};

testing::AssertionResult is_exact(Case& conv, int threads) {
    const auto error = conv.error(threads);
    if (!error) {
        return testing::AssertionFailure() << "memory outside a view was changed";
    }
    if (!(*error < kBound)) {
        return testing::AssertionFailure() << "error " << *error;
    }
    return testing::AssertionSuccess();
}

constexpr Activation kActivations[] = {Activation::None, Activation::LeakyRelu, Activation::PRelu};
constexpr Added kAdded[] = {Added::Nothing, Added::Other, Added::Output};

Shape random_shape(std::mt19937& random) {
    std::uniform_int_distribution<int> size(1, 70);
    std::uniform_int_distribution<int> channels(1, 100);
    return {size(random), size(random), channels(random), channels(random)};
}

std::ostream& operator<<(std::ostream& out, const Shape& shape) {
    return out << shape.height << "x" << shape.width << " " << shape.in_channels << "->"
               << shape.out_channels;
}

TEST(Conv3x3, RandomShapesOnEveryInstructionSet) {
    const auto targets = targets_of_this_machine();
    ASSERT_FALSE(targets.empty());
    std::mt19937 random(7);
    for (unsigned i = 0; i < 12; ++i) {
        const Shape shape = random_shape(random);
        const Activation activation = kActivations[i % 3];
        Case conv(i, shape, activation, kAdded[i / 3 % 3], kAdded[i % 2]);
        for (const std::int64_t target : targets) {
            const OnlyTarget only(target);
            EXPECT_TRUE(is_exact(conv, 1 + static_cast<int>(i % 3)))
                << shape << " " << instruction_set();
        }
    }
}

TEST(Conv3x3, EveryEpilogue) {
    for (const std::int64_t target : targets_of_this_machine()) {
        const OnlyTarget only(target);
        for (const Activation activation : kActivations) {
            for (const Added first : kAdded) {
                for (const Added second : kAdded) {
                    for (const bool last : {false, true}) {
                        Case conv(3, {9, 13, 5, 37}, activation, first, second);
                        conv.activate_last(last);
                        EXPECT_TRUE(is_exact(conv, 2))
                            << instruction_set() << " activation " << static_cast<int>(activation)
                            << " first " << static_cast<int>(first) << " second "
                            << static_cast<int>(second) << (last ? " activated last" : "");
                    }
                }
            }
        }
    }
}

TEST(Conv3x3, SmallestPictures) {
    for (const std::int64_t target : targets_of_this_machine()) {
        const OnlyTarget only(target);
        for (const Shape shape :
             {Shape{1, 1, 1, 1}, Shape{1, 1, 64, 3}, Shape{1, 9, 3, 64}, Shape{9, 1, 16, 16},
              Shape{2, 5, 17, 12}, Shape{4, 4, 8, 32}, Shape{3, 6, 2, 48}}) {
            Case conv(5, shape, Activation::LeakyRelu, Added::Nothing, Added::Nothing);
            EXPECT_TRUE(is_exact(conv, 3)) << shape << " " << instruction_set();
        }
    }
}

TEST(Conv3x3, ManyChannels) {
    for (const std::int64_t target : targets_of_this_machine()) {
        const OnlyTarget only(target);
        for (const Shape shape : {Shape{11, 14, 600, 8}, Shape{10, 9, 7, 330}}) {
            Case conv(6, shape, Activation::None, Added::Nothing, Added::Nothing);
            EXPECT_TRUE(is_exact(conv, 2)) << shape << " " << instruction_set();
        }
    }
}

TEST(Conv3x3, NoBias) {
    Case conv(8, {12, 12, 9, 20}, Activation::PRelu, Added::Nothing, Added::Nothing);
    conv.without_bias();
    EXPECT_TRUE(is_exact(conv, 1));
}

TEST(Conv3x3, ThreadsChangeNoBit) {
    const Shape shape{50, 61, 33, 64};
    Case one(9, shape, Activation::PRelu, Added::Output, Added::Nothing);
    Case three(9, shape, Activation::PRelu, Added::Output, Added::Nothing);
    ASSERT_TRUE(is_exact(one, 1));
    ASSERT_TRUE(is_exact(three, 3));
    for (int y = 0; y < shape.height; ++y) {
        for (int x = 0; x < shape.width; ++x) {
            for (int c = 0; c < shape.out_channels; ++c) {
                ASSERT_EQ(one.output().at(y, x, c), three.output().at(y, x, c));
            }
        }
    }
}

TEST(Conv3x3, CountsOperations) {
    const Conv3x3 conv(std::vector<float>(4 * 3 * 9), {}, 4, 3);
    EXPECT_EQ(conv.flops(10, 20), 2.0 * 9 * 3 * 4 * 10 * 20);
    EXPECT_EQ(conv.in_channels(), 3);
    EXPECT_EQ(conv.out_channels(), 4);
}

} // namespace
} // namespace kinovar::nn::conv
