#include "tests/nn_arch/formula_weights.h"
#include "tests/nn_arch/parity.h"

namespace kinovar {
namespace {

TEST(FormulaWeights, AreThoseOfTheOtherEngine) {
    KINOVAR_NEEDS_SHARED(file, "parity/g2_fullsize_formula/check_values.npy");
    const nn::Array expected = test::read_array(file);
    ASSERT_FALSE(expected.values.empty());
    for (std::size_t i = 0; i < expected.values.size(); ++i) {
        EXPECT_EQ(test::formula_value("model1.0.weight", i), expected.values[i]);
    }
}

TEST(FormulaWeights, SpreadFollowsTheFan) {
    EXPECT_DOUBLE_EQ(test::spread_of_fan({8, 3, 1, 1}), 1);
    EXPECT_DOUBLE_EQ(test::spread_of_fan({1, 8, 3, 1, 1}), 1);
}

} // namespace
} // namespace kinovar
