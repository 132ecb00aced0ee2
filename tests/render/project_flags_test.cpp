// What detectors propose, as flags of a project.

#include "core/render/project_flags.h"
#include "tests/support/support.h"

#include <gtest/gtest.h>

namespace kinovar::render {
namespace {

using detect::Proposal;
using project::Document;
using project::Flag;

/// A project with one reel of 40 frames.
class ProjectFlags : public testing::Test {
protected:
    void SetUp() override {
        auto made = Document::create(folder_ / "film.kinovar");
        ASSERT_OK(made);
        document_ = std::move(*made);
        project::EditBuilder builder(*document_);
        reel_ = builder.insert(project::Reel{
            .name = "film", .path = folder_ / "film.mkv", .frames = 40, .width = 64, .height = 48});
        builder.insert(project::Shot{.reel = reel_, .first = 0, .last = 39});
        ASSERT_OK(document_->apply(builder.finish("Add reel")));
    }

    static Proposal proposal(std::int64_t first, std::int64_t last, const detect::Box& box) {
        return {.kind = "glitch",
                .first = first,
                .last = last,
                .worst = last,
                .severity = 0.5,
                .box = box,
                .text = "unlike the frames before and after",
                .fix = "inpaint"};
    }
    std::size_t add(const std::vector<Proposal>& proposals) {
        const auto edit = add_flags(*document_, reel_, proposals);
        EXPECT_OK(edit);
        EXPECT_OK(document_->apply(*edit));
        return edit->changes.size();
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<Document> document_;
    project::Id reel_ = 0;
};

constexpr detect::Box kLeft{0.1, 0.1, 0.3, 0.3};
constexpr detect::Box kRight{0.6, 0.1, 0.9, 0.3};

TEST_F(ProjectFlags, KeepPlaceFrameAndProposal) {
    add({proposal(3, 5, kLeft)});
    const auto path = document_->path();
    document_.reset();
    auto again = Document::open(path);
    ASSERT_OK(again);
    ASSERT_EQ((*again)->all<Flag>().size(), 1U);
    const Flag& flag = (*again)->all<Flag>().begin()->second;
    EXPECT_EQ(flag.state, project::FlagState::Open);
    EXPECT_EQ(flag.kind, "glitch");
    EXPECT_EQ(place_of(flag), (detect::FlagPlace{5, kLeft, "inpaint"}));
}

TEST_F(ProjectFlags, AreAddedOnce) {
    EXPECT_EQ(add({proposal(3, 5, kLeft), proposal(3, 5, kRight), proposal(20, 20, kLeft)}), 3U);
    EXPECT_EQ(add({proposal(4, 6, kLeft), proposal(20, 21, kLeft)}), 0U);
    EXPECT_EQ(add({proposal(6, 6, kLeft)}), 1U);
    Proposal other = proposal(3, 5, kLeft);
    other.kind = "frozen";
    EXPECT_EQ(add({other}), 1U);
}

TEST_F(ProjectFlags, ThatWereRejectedDoNotComeBack) {
    add({proposal(3, 5, kLeft)});
    project::EditBuilder builder(*document_);
    Flag flag = document_->all<Flag>().begin()->second;
    flag.state = project::FlagState::Rejected;
    builder.update(flag);
    ASSERT_OK(document_->apply(builder.finish("Reject flag")));
    EXPECT_EQ(add({proposal(3, 5, kLeft)}), 0U);
}

TEST_F(ProjectFlags, OfOtherFilmsAreRefused) {
    const std::vector<Proposal> beyond{proposal(38, 40, kLeft)};
    const auto edit = add_flags(*document_, reel_, beyond);
    ASSERT_FALSE(edit);
    EXPECT_EQ(edit.error().code, ErrorCode::InvalidArgument);
    EXPECT_FALSE(add_flags(*document_, reel_ + 100, beyond));
}

TEST_F(ProjectFlags, OfOlderProjectsHaveTheWholePicture) {
    const Flag old{.reel = reel_, .first = 7, .last = 9, .kind = "dirt"};
    EXPECT_EQ(place_of(old), (detect::FlagPlace{7, {}, ""}));
    Flag damaged = old;
    damaged.values = "{\"box\": [1, 2]}";
    EXPECT_EQ(place_of(damaged), (detect::FlagPlace{7, {}, ""}));
}

} // namespace
} // namespace kinovar::render
