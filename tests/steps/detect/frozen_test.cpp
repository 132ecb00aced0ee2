// Frames that stand still while their shot moves.

#include "core/steps/detect/frozen.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace kinovar::detect {
namespace {

constexpr pipeline::Shot kShot{100, 139};

std::vector<double> moving() {
    std::vector<double> changes(40);
    for (std::size_t i = 1; i < changes.size(); ++i) {
        changes[i] = 3 + 0.5 * static_cast<double>(i % 3);
    }
    return changes;
}

TEST(Frozen, NothingInAShotThatMoves) {
    EXPECT_TRUE(frozen_frames(kShot, moving()).empty());
}

TEST(Frozen, NothingInAShotThatStandsStill) {
    EXPECT_TRUE(frozen_frames(kShot, std::vector<double>(40, 0.0)).empty());
    std::vector<double> calm(40, 0.2);
    calm[7] = 0;
    EXPECT_TRUE(frozen_frames(kShot, calm).empty());
    EXPECT_TRUE(frozen_frames({3, 3}, std::vector<double>(1, 0.0)).empty());
}

TEST(Frozen, OneProposalARun) {
    std::vector<double> changes = moving();
    changes[10] = 0;
    for (std::size_t i = 20; i < 25; ++i) {
        changes[i] = 0.1; // as coding leaves it
    }
    const auto proposals = frozen_frames(kShot, changes);
    ASSERT_EQ(proposals.size(), 2U);
    EXPECT_EQ(proposals[0].first, 110);
    EXPECT_EQ(proposals[0].last, 110);
    EXPECT_EQ(proposals[1].first, 120);
    EXPECT_EQ(proposals[1].last, 124);
    EXPECT_GT(proposals[1].severity, proposals[0].severity);
}

TEST(Frozen, NotWhereMovementDiesAway) {
    std::vector<double> changes = moving();
    for (std::size_t i = 28; i < 40; ++i) {
        changes[i] = std::max(0.6 * changes[i - 1], 0.1); // slows down before it stands
    }
    EXPECT_TRUE(frozen_frames(kShot, changes).empty());
}

TEST(Frozen, ACadenceIsOneProposal) {
    std::vector<double> changes = moving();
    for (std::size_t i = 4; i < changes.size(); i += 5) {
        changes[i] = 0.02;
    }
    const auto proposals = frozen_frames(kShot, changes);
    ASSERT_EQ(proposals.size(), 1U);
    EXPECT_EQ(proposals[0].first, kShot.first);
    EXPECT_EQ(proposals[0].last, kShot.last);
    EXPECT_EQ(proposals[0].fix, "telecine");
}

} // namespace
} // namespace kinovar::detect
