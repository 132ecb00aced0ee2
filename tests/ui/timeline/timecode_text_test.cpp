#include "ui/forms/timecode_text.h"
#include "ui/studio/text.h"

#include <gtest/gtest.h>

namespace kinovar::ui {
namespace {

TEST(TimecodeTexts, AreReadAsEditorsTypeThem) {
    EXPECT_EQ(frame_of_timecode("00:00:03:04", 25, 0), 79);
    EXPECT_EQ(frame_of_timecode("3:04", 25, 0), 79);
    EXPECT_EQ(frame_of_timecode("304", 25, 0), 79);
    EXPECT_EQ(frame_of_timecode("3.4", 25, 0), 79);
    EXPECT_EQ(frame_of_timecode(" 12 ", 25, 0), 12);
    EXPECT_EQ(frame_of_timecode("1000000", 25, 0), 3600 * 25);
    EXPECT_EQ(frame_of_timecode("+10", 25, 100), 110);
    EXPECT_EQ(frame_of_timecode("-1:00", 25, 100), 75);
    EXPECT_EQ(frame_of_timecode("+100", 25, 0), 100);
}

TEST(TimecodeTexts, RefuseWhatIsNone) {
    for (const char* text : {"", "abc", "1:2:3:4:5", "1:", "+", "-", "1:-2", "99999999999999999"}) {
        EXPECT_FALSE(frame_of_timecode(text, 25, 0)) << text;
    }
}

TEST(TimecodeTexts, GoBothWays) {
    for (const double rate : {18.0, 23.976, 24.0, 25.0, 29.97, 60.0}) {
        for (std::int64_t frame = 0; frame < 300000; frame += 1237) {
            EXPECT_EQ(frame_of_timecode(timecode(frame, rate), rate, 5), frame);
        }
    }
}

} // namespace
} // namespace kinovar::ui
