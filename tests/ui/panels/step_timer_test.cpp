#include "tests/ui/panels/panel_fixture.h"
#include "ui/panels/step_timer.h"

namespace kinovar::ui {
namespace {

class StepTimer : public PanelTest {};

TEST_F(StepTimer, TimesEachStepThatIsOn) {
    open_film();
    set_steps({"levels", "degrain", "sharpen"});
    pipeline::Chain chain = studio->chain();
    chain.steps[2].enabled = false;
    const auto source = studio->source(studio->reel());
    for (const std::int64_t frame : {std::int64_t{0}, studio->frames() - 1}) {
        Job job("time");
        const auto times = time_steps(chain, source, frame, job);
        ASSERT_OK(times);
        ASSERT_EQ(times->size(), 3U);
        EXPECT_GT((*times)[1], 0);
        EXPECT_EQ((*times)[2], 0);
    }
}

TEST_F(StepTimer, StopsWhenAsked) {
    open_film();
    set_steps({"levels"});
    Job job("time");
    job.request_stop();
    const auto times = time_steps(studio->chain(), studio->source(studio->reel()), 0, job);
    ASSERT_FALSE(times);
    EXPECT_EQ(times.error().code, ErrorCode::Cancelled);
}

} // namespace
} // namespace kinovar::ui
